package sources

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"secondsource/claims"
)

// Documents gives the coverage at a path: a folder of .txt, .md, .markdown, .html and .htm files at any depth, in the
// order of their names, one such file, a JSON Lines file (see [jsonLines]), or a web archive (.warc, .warc.gz, see [warcPages]). A document that cannot be read is an
// error that names it, and the walk goes on; so is a link that leads out of the folder. A path with no document at
// all is one error. A file that names no address of its own goes by its slash path inside the folder.
func Documents(ctx context.Context, path string) iter.Seq2[claims.Article, error] {
	return func(yield func(claims.Article, error) bool) {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			yield(claims.Article{}, fmt.Errorf("read coverage %s: %w", path, plainError(err)))
		case info.IsDir():
			walkFolder(ctx, path, yield)
		case isJSONLines(path):
			jsonLines(ctx, path, yield)
		case isWARC(path):
			warcPages(ctx, path, yield)
		default:
			a, err := coverageFile(ctx, os.DirFS(filepath.Dir(path)), filepath.Base(path))
			yield(named(path, a, err))
		}
	}
}

func isJSONLines(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	return ending == ".jsonl" || ending == ".ndjson"
}

// named puts a document's name before its error.
func named(path string, a claims.Article, err error) (claims.Article, error) {
	if err != nil {
		return claims.Article{}, fmt.Errorf("read coverage %s: %w", path, err)
	}
	return a, nil
}

// walkFolder yields a folder's documents through [os.Root], so that no link leads out of it.
func walkFolder(ctx context.Context, folder string, yield func(claims.Article, error) bool) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		yield(named(folder, claims.Article{}, plainError(err)))
		return
	}
	defer root.Close() //nolint:errcheck // only read
	found, stopped := 0, false
	visit := func(path string, d fs.DirEntry, err error) error {
		if err == nil && !isDocument(path, d) {
			return nil
		}
		found++
		var a claims.Article
		if err == nil {
			a, err = coverageFile(ctx, root.FS(), path)
		}
		if stopped = !yield(named(filepath.Join(folder, path), a, err)); stopped || ctx.Err() != nil {
			return fs.SkipAll
		}
		return nil
	}
	if err := fs.WalkDir(root.FS(), ".", visit); err != nil && !stopped {
		stopped = !yield(named(folder, claims.Article{}, err))
	}
	if found == 0 && !stopped {
		yield(named(folder, claims.Article{}, errNoDocuments))
	}
}

// coverageFile reads one document of a folder.
func coverageFile(ctx context.Context, folder fs.FS, path string) (claims.Article, error) {
	if err := ctx.Err(); err != nil {
		return claims.Article{}, err
	}
	// Opening a pipe that lies in a folder would wait for ever for a writer.
	if info, err := fs.Stat(folder, path); err == nil && !info.Mode().IsRegular() {
		return claims.Article{}, errors.New("it is no file with a story in it")
	}
	f, err := folder.Open(path)
	if err != nil {
		return claims.Article{}, plainOpenError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	raw, err := readOpened(f)
	if err != nil {
		return claims.Article{}, err
	}
	a, err := readDocument(ctx, raw, kindOfName(path, raw))
	if err != nil {
		return claims.Article{}, err
	}
	return withAddress(a, path), nil
}

// plainOpenError is plainError for a file that was listed: what cannot be opened then is most often a link.
func plainOpenError(err error) error {
	if plain := plainError(err); errors.Is(plain, fs.ErrNotExist) || errors.Is(plain, fs.ErrPermission) {
		return plain
	}
	return fmt.Errorf("it may lead out of the folder: %w", plainError(err))
}

// withAddress gives an article that names no address one, and with it another ID.
func withAddress(a claims.Article, address string) claims.Article {
	if a.URL == "" {
		a.URL = address
		a.ID = claims.ArticleID(address, a.Text)
	}
	return a
}
