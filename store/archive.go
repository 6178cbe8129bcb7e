package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"sync"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

//go:embed migrations/archive/*.sql
var archiveMigrations embed.FS

// archiveID marks an archive's documents file: "2sAr" in ASCII.
const archiveID = 0x32734172

func archiveSchema() (schema, error) {
	sub, err := fs.Sub(archiveMigrations, "migrations/archive")
	return schema{name: "coverage archive", applicationID: archiveID, migrations: sub, newest: 1}, err
}

// An Archive keeps coverage and finds it by its words. Each text is stored once, under the digest of its content, with
// every address that carries it. It is a [sources.Provider] and a [sources.Keeper], safe for concurrent use. Several
// programs may have one archive open; one at a time writes.
type Archive struct {
	docs      *pools
	indexPath string // "" in memory
	engine    engine

	// mu keeps the index from being replaced while it is used. A nil index is opened on the next use.
	mu    sync.RWMutex
	index *index
}

var (
	_ sources.Provider = (*Archive)(nil)
	_ sources.Keeper   = (*Archive)(nil)
)

// ArchivePath is where the archive of the ledger at that path lies: beside it, secondsource.db with
// secondsource.archive.db.
func ArchivePath(ledger string) string {
	return beside(ledger, "archive")
}

// IndexPath is where the text index of the archive at that path lies: beside it, secondsource.archive.db with
// secondsource.archive.index.db. The file can be deleted at any time.
func IndexPath(archive string) string {
	return beside(archive, "index")
}

// OpenArchive opens the archive at path and makes it, and its folder, if they are missing. Where the file cannot be
// written to, it is opened for searching alone, with the index in memory if the one beside it is not up to date. A
// missing, damaged or outdated index is made anew, which for many documents takes a while: 4 s for 20,000. A file that
// is no archive, or of a newer version (ErrNewer), is refused and not touched.
func OpenArchive(ctx context.Context, path string) (*Archive, error) {
	a, err := openDocuments(ctx, path)
	if err != nil {
		return nil, err
	}
	if a.engine, err = detectEngine(ctx, a.docs.read); err == nil {
		err = a.openIndex(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive %s: %w", path, err), a.Close())
	}
	return a, nil
}

// openDocuments opens an archive without its index.
func openDocuments(ctx context.Context, path string) (*Archive, error) {
	s, err := archiveSchema()
	if err != nil {
		return nil, err
	}
	docs, err := openPools(ctx, path, s)
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrNewer) {
		reading, e := openReading(ctx, path, s)
		if e == nil {
			docs, err = reading, nil
		}
	}
	if err != nil {
		return nil, err
	}
	return &Archive{docs: docs, indexPath: IndexPath(path)}, nil
}

// OpenFolder makes an archive in memory of the documents given, as [Archive.AddAll] does. What could not be added is in
// Added and no error.
func OpenFolder(ctx context.Context, docs iter.Seq2[claims.Article, error]) (*Archive, Added, error) {
	s, err := archiveSchema()
	if err != nil {
		return nil, Added{}, err
	}
	memory, err := openMemory(ctx, s)
	if err != nil {
		return nil, Added{}, err
	}
	var added Added
	a := &Archive{docs: memory}
	if a.engine, err = detectEngine(ctx, memory.read); err == nil {
		added, err = a.AddAll(ctx, docs)
	}
	if err != nil {
		return nil, added, errors.Join(err, a.Close())
	}
	return a, added, nil
}

// Close closes the archive's files.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	err := a.docs.Close()
	if a.index != nil {
		err = errors.Join(err, a.index.Close())
		a.index = nil
	}
	return err
}

// Len is the number of different texts.
func (a *Archive) Len(ctx context.Context) (int, error) {
	var n int
	if err := a.docs.read.QueryRowContext(ctx, "SELECT count(*) FROM documents").Scan(&n); err != nil {
		return 0, fmt.Errorf("count the archive's documents: %w", err)
	}
	return n, nil
}

// Kept gives the article that a hit of this archive names in Stored: the ID of the article at the hit's main address.
// Any other article of the archive is found by its ID just the same. Each article is checked against its ID, and one
// that was changed in the file is an error.
func (a *Archive) Kept(ctx context.Context, digest string) (claims.Article, error) {
	var ref claims.Ref
	var text, published, canonical, rest string
	err := a.docs.read.QueryRowContext(ctx, `SELECT url, publisher, title, byline, published, canonical, rest, text
		FROM addresses JOIN documents ON documents.id = document WHERE article = ?`, digest).
		Scan(&ref.URL, &ref.Publisher, &ref.Title, &ref.Byline, &published, &canonical, &rest, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return claims.Article{}, fmt.Errorf("the archive holds no article %.12s", digest)
	}
	if err != nil {
		return claims.Article{}, fmt.Errorf("read article %.12s from the archive: %w", digest, err)
	}
	if ref.Published, err = parseTime(published); err != nil {
		return claims.Article{}, fmt.Errorf("read article %.12s from the archive: %w", digest, err)
	}
	article := claims.NewArticle(ref, text)
	if article.ID != digest {
		return claims.Article{}, fmt.Errorf("article %.12s was changed in the archive's file", digest)
	}
	var more extras
	if err := json.Unmarshal([]byte(rest), &more); err != nil {
		return claims.Article{}, fmt.Errorf("read article %.12s from the archive: %w", digest, err)
	}
	article.Canonical, article.Links, article.Related, article.Degraded = canonical, more.Links, more.Related, more.Degraded
	article.Facts, article.Primary = more.Facts, more.Primary
	return article, nil
}

// extras are the parts of an article that nothing is searched by.
type extras struct {
	Links    []claims.Link `json:"links,omitempty"`
	Related  []string      `json:"related,omitempty"`
	Degraded string        `json:"degraded,omitempty"`
	Primary  bool          `json:"primary,omitempty"`
	claims.Facts
}

// formatTime gives a time as it is stored: "" for the zero time.
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}

// Rebuild makes the text index anew from the documents.
func (a *Archive) Rebuild(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.dropIndex(); err != nil {
		return fmt.Errorf("delete the text index: %w", err)
	}
	if err := a.openIndex(ctx); err != nil {
		return fmt.Errorf("rebuild the text index: %w", err)
	}
	return nil
}

// openIndex opens the index and brings it up to date. A broken one is made anew; where no file can be written, the
// index is made in memory. The caller holds mu or has the archive for itself.
func (a *Archive) openIndex(ctx context.Context) error {
	err := errStale
	if a.indexPath != "" {
		err = a.useIndex(ctx, a.indexFile)
		if broken(err) && a.docs.write != nil {
			if err = a.removeIndexFile(); err == nil {
				err = a.useIndex(ctx, a.indexFile)
			}
		}
	}
	if err == nil || errors.Is(err, errDocuments) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return a.useIndex(ctx, func(ctx context.Context) (*index, error) { return openIndexMemory(ctx, a.engine) })
}

// useIndex opens an index, brings it up to date and takes it for the archive's.
func (a *Archive) useIndex(ctx context.Context, open func(context.Context) (*index, error)) error {
	x, err := open(ctx)
	if err != nil {
		return err
	}
	if err := x.follow(ctx, a.docs.read); err != nil {
		return errors.Join(err, x.Close())
	}
	a.index = x
	return nil
}

func (a *Archive) indexFile(ctx context.Context) (*index, error) {
	if a.docs.write == nil {
		return openIndexReading(ctx, a.indexPath, a.engine)
	}
	return openIndexFile(ctx, a.indexPath, a.engine)
}

// dropIndex closes the index and deletes its file.
func (a *Archive) dropIndex() error {
	if a.index != nil {
		if err := a.index.Close(); err != nil {
			return err
		}
		a.index = nil
	}
	if a.indexPath == "" || a.docs.write == nil {
		return nil
	}
	return a.removeIndexFile()
}

// removeIndexFile deletes the index and its side files, which must never meet another index.
func (a *Archive) removeIndexFile() error {
	for _, side := range []string{"-wal", "-shm", "-journal", ""} {
		if err := os.Remove(a.indexPath + side); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// withIndex lets do use the index. If the index turns out to be damaged it is made anew, and do is tried once more.
func (a *Archive) withIndex(ctx context.Context, do func(x *index) error) error {
	used, err := a.tryIndex(do)
	if ctx.Err() != nil || used != nil && !broken(err) {
		return err
	}
	if err := a.replaceIndex(ctx, used); err != nil {
		return err
	}
	_, err = a.tryIndex(do)
	return err
}

// tryIndex gives the index that do used; nil if there is none.
func (a *Archive) tryIndex(do func(x *index) error) (*index, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.index == nil {
		return nil, nil
	}
	return a.index, do(a.index)
}

// replaceIndex makes a new index in place of a broken one, unless someone else has.
func (a *Archive) replaceIndex(ctx context.Context, old *index) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.index != nil && a.index != old {
		return nil
	}
	if old != nil {
		if err := a.dropIndex(); err != nil {
			return err
		}
	}
	return a.openIndex(ctx)
}
