package sources

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Expand puts the readable files of folders (.txt, .md, .markdown, .html, .htm, .docx, at any depth, sorted) in the place of
// the folders. "-", addresses and files pass through, and so does what does not exist: Read says so. A folder with
// no readable file is an error in its place. So is a link that leads nowhere or out of its folder, and a part of a folder
// that cannot be listed; the rest of the folder goes on.
func Expand(refs []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, ref := range refs {
			if !expandOne(ref, yield) {
				return
			}
		}
	}
}

// expandOne yields what stands for one reference, and says whether to go on.
func expandOne(ref string, yield func(string, error) bool) bool {
	info, err := os.Stat(ref)
	if ref == "-" || IsAddress(ref) || err != nil || !info.IsDir() {
		return yield(ref, nil)
	}
	files, err := filesIn(ref)
	if err == nil && len(files) == 0 {
		err = errNoDocuments
	}
	if err != nil {
		return yield(ref, fmt.Errorf("read folder %s: %w", ref, err))
	}
	for _, f := range files {
		path := filepath.Join(ref, filepath.FromSlash(f.path))
		if f.err != nil {
			f.err = fmt.Errorf("read folder %s: %s %w", ref, f.path, f.err)
		}
		if !yield(path, f.err) {
			return false
		}
	}
	return true
}

// An entry is an entry of a folder that is a readable file, or what is wrong with it.
type entry struct {
	path string // inside the folder, with slashes
	err  error
}

// filesIn gives the readable files of a folder, sorted by path.
func filesIn(folder string) ([]entry, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, plainError(err)
	}
	defer root.Close() //nolint:errcheck // only read
	var files []entry
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == ".":
			return plainError(err)
		case err != nil:
			files = append(files, entry{path, fmt.Errorf("cannot be looked into: %w", plainError(err))})
		case isDocument(path, d):
			_, err := root.Stat(path)
			if err != nil {
				err = fmt.Errorf("is a link that leads nowhere or out of the folder: %w", plainError(err))
			}
			files = append(files, entry{path, err})
		}
		return nil
	})
	slices.SortFunc(files, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	return files, err
}

var errNoDocuments = errors.New("there is no .txt, .md, .html or .docx file in it")

// isDocument says whether an entry of a folder has a readable file's ending and is no folder.
func isDocument(path string, d fs.DirEntry) bool {
	_, ok := kindsByEnding[strings.ToLower(filepath.Ext(path))]
	return ok && !d.IsDir()
}
