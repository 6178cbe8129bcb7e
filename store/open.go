package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
)

// A schema is one kind of SQLite file: its migrations and the mark that tells it from other files.
type schema struct {
	name          string // what a person calls the file: "ledger", "archive"
	applicationID int32  // stands in bytes 68 to 71 of every file of this kind
	migrations    fs.FS  // the .sql files at its top
	newest        int64  // the version of the last migration
}

// pools are a file's two connection pools: one writing connection and read-only readers. In memory both are one
// pool of one connection, so rows must be closed before the next statement; opened for reading only, write is nil.
type pools struct{ write, read *sql.DB }

// opening is held while a file is looked at, opened or closed. POSIX drops all locks that a process has on a file
// when it closes any descriptor of it, and a probe opens one that SQLite does not count (sqlite.org/howtocorrupt).
var opening sync.Mutex

// openPools opens the file, makes it and its folder if they are missing, brings it to the newest version and reads
// every setting back. A file of another kind (ErrForeign) or of a newer version (ErrNewer) is refused untouched.
func openPools(ctx context.Context, path string, s schema) (*pools, error) {
	opening.Lock()
	defer opening.Unlock()
	p, err := openFile(ctx, path, s)
	if err != nil {
		return nil, fmt.Errorf("open the %s %s: %w", s.name, path, explain(err))
	}
	return p, nil
}

// openReading opens a file that must be there for reading only; it is neither made nor migrated. What a killed
// writer left in the WAL is read too. On a medium that cannot be written to the file is read as it stands.
func openReading(ctx context.Context, path string, s schema) (*pools, error) {
	opening.Lock()
	defer opening.Unlock()
	p, err := openFileReading(ctx, path, s)
	if err != nil {
		return nil, fmt.Errorf("open the %s %s: %w", s.name, path, explain(err))
	}
	return p, nil
}

// openAs opens a file by the schema that of gives, with openPools or openReading.
func openAs(
	ctx context.Context, path string, of func() (schema, error), open func(context.Context, string, schema) (*pools, error),
) (*pools, error) {
	s, err := of()
	if err != nil {
		return nil, err
	}
	return open(ctx, path, s)
}

// beside is the file that goes with another: its name with a word before the ending.
func beside(path, word string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "." + word + ext
}

// openMemory makes an empty store of the newest version on one shared connection in memory.
func openMemory(ctx context.Context, s schema) (*pools, error) {
	db := openDB("file::memory:?_txlock=immediate&"+settingsDSN, "memory")
	db.SetMaxOpenConns(1)
	p := &pools{write: db, read: db}
	if err := migrate(ctx, db, s); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// Close closes both pools, the writer last: the last connection folds the WAL back into the file, which a reader
// cannot do.
func (p *pools) Close() error {
	opening.Lock()
	defer opening.Unlock()
	return p.close()
}

func (p *pools) close() error {
	if p.write == nil || p.write == p.read {
		return p.read.Close()
	}
	return errors.Join(p.read.Close(), p.write.Close())
}

func openFile(ctx context.Context, path string, s schema) (*pools, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := makeFile(path); err != nil {
		return nil, err
	}
	if _, err := probe(ctx, path, s); err != nil {
		return nil, err
	}
	p := &pools{
		write: openDB(dsn(path, "mode=rw&_journal_mode=WAL&_txlock=immediate"), "wal"),
		read:  openDB(dsn(path, "mode=ro"), "wal"),
	}
	p.write.SetMaxOpenConns(1)
	if err := migrate(ctx, p.write, s); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if err := p.read.PingContext(ctx); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func openFileReading(ctx context.Context, path string, s schema) (*pools, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	version, err := probe(ctx, path, s)
	if err != nil {
		return nil, err
	}
	if version == 0 {
		return nil, fmt.Errorf("nothing was ever stored in it: %w", fs.ErrNotExist)
	}
	// query_only on a connection that could write: it takes part in the locks, reads a WAL, and leaves no side
	// files, all of which mode=ro cannot.
	for _, mode := range []string{"mode=rw&_query_only=on", quiet(path)} {
		p := &pools{read: openDB(dsn(path, mode), "")}
		if err = p.read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(new(int)); err == nil {
			return p, nil
		}
		err = errors.Join(err, p.close())
	}
	return nil, err
}

// quiet chooses how to read a file without a trace beside it. With no WAL the file is whole, and "immutable" leaves
// no side files and works on a read-only medium; with one, only SQLite can put the two together ("immutable" ignores
// a WAL: reliability note §3.3).
func quiet(path string) string {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return "mode=ro"
	}
	return "mode=ro&immutable=1"
}

// makeFile makes the folder and an empty file if they are missing, open to their owner alone: an unpublished story
// may lie in them. SQLite gives its side files the same rights.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// probe looks at a file without changing it, gives its version, and refuses what is not of this kind or too new. A
// file without anything in it is a new one, of version 0.
func probe(ctx context.Context, path string, s schema) (version int64, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%w: it is a folder or a device", ErrForeign)
	}
	if info.Size() == 1 {
		// SQLite takes a file of one byte for an empty one and would write over it (unixFileSize in os_unix.c).
		return 0, fmt.Errorf("%w: no database at all", ErrForeign)
	}
	db := openDB(dsn(path, quiet(path)), "")
	defer func() { err = errors.Join(err, db.Close()) }()
	return inspect(ctx, db, s)
}

// inspect gives the version of the tables, 0 for a file without any. It refuses a database of another kind or of a
// newer version.
func inspect(ctx context.Context, db *sql.DB, s schema) (version int64, err error) {
	var id int32
	var objects, versions int
	// The tables first: a program that makes the file at this moment writes the mark before any table, so that one that
	// is ours never shows tables and no mark.
	err = db.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE name = 'goose_db_version')
		FROM sqlite_schema`).Scan(&objects, &versions)
	if err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if id != s.applicationID && (id != 0 || objects > 0) {
		return 0, fmt.Errorf("%w: it is a database, but no %s of secondsource", ErrForeign, s.name)
	}
	if versions == 0 {
		return 0, nil
	}
	version, err = fileVersion(ctx, db)
	if err == nil && version > s.newest {
		err = fmt.Errorf("%w: it has version %d of the tables, and this program knows %d", ErrNewer, version, s.newest)
	}
	return version, err
}

// A rowQuerier is what a single row can be read from: a pool or a transaction.
type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// fileVersion is the number of the last migration that the file has seen.
func fileVersion(ctx context.Context, q rowQuerier) (int64, error) {
	var version sql.NullInt64
	err := q.QueryRowContext(ctx,
		"SELECT max(CAST(version_id AS INTEGER)) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version.Int64, err
}

// makers is how many programs may make one file at once.
const makers = 8

// migrate marks a new file and brings any file to the newest version.
func migrate(ctx context.Context, db *sql.DB, s schema) error {
	version, err := inspect(ctx, db, s)
	if err != nil || version == s.newest {
		return err
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", s.applicationID)); err != nil {
		return err
	}
	g, err := goose.NewProvider(goose.DialectSQLite3, db, s.migrations,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	// Two programs that make one file at once run into each other's statements, for goose takes no lock on SQLite.
	// Each failure means that another one got a step further, so as many tries as there are steps are enough for two, and
	// some more for several that are held up by each other's locks.
	for range s.newest + makers {
		if _, err = g.UpTo(ctx, s.newest); err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("bring it to version %d: %w", s.newest, err)
	}
	return nil
}

// dsn is the address of the file with the given options and the common settings. The path is escaped, so that
// spaces, "?", "#" and "%" stay part of the name.
func dsn(path, options string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: options + "&" + settingsDSN}
	return u.String()
}
