package main

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"secondsource": main})
}

// TestScripts runs every command as a person would, on files that the scripts hold or that testdata holds.
func TestScripts(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", root)
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("SECONDSOURCE_LEDGER", "")
			return nil
		},
		Condition: condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "newer": newer, "tmpfs": tmpfs, "readonly": readonly, "docx": docx,
		},
	})
}

// condition knows [mount]: whether this test may mount a small file system of its own.
func condition(name string) (bool, error) {
	if name != "mount" {
		return false, fmt.Errorf("unknown condition %q", name)
	}
	dir, err := os.MkdirTemp("", "mount")
	if err != nil {
		return false, err
	}
	if system("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir) != nil {
		return false, os.Remove(dir)
	}
	return true, errors.Join(system("umount", dir), os.Remove(dir))
}

// system runs a command of the system that the tests themselves need.
func system(name string, args ...string) error {
	return exec.CommandContext(context.Background(), name, args...).Run()
}

// exits CODE COMMAND ARG... runs a command and expects that exit code; its output is matched by stdout and stderr
// through the files out and err.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		x, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v: %v", args, err)
		}
		code = x.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("%s: exit code %d, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// docx FILE TEXT makes a Word document of a text's paragraphs, the first of which is its title.
func docx(ts *testscript.TestScript, _ bool, args []string) {
	var body strings.Builder
	style := `<w:pPr><w:pStyle w:val="Title"/></w:pPr>`
	for p := range strings.SplitSeq(strings.TrimSpace(ts.ReadFile(args[1])), "\n\n") {
		fmt.Fprintf(&body, "<w:p>%s<w:r><w:t>%s</w:t></w:r></w:p>", style, html.EscapeString(p))
		style = ""
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	z := zip.NewWriter(f)
	part, err := z.Create("word/document.xml")
	ts.Check(err)
	_, err = fmt.Fprintf(part, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>`, body.String())
	ts.Check(errors.Join(err, z.Close(), f.Close()))
}

// newer FILE makes a ledger look like one that a later version of the program has migrated.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.ExecContext(context.Background(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	ts.Check(errors.Join(err, db.Close()))
}

// tmpfs SIZE FOLDER mounts an empty file system of that size.
func tmpfs(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(system("mount", "-t", "tmpfs", "-o", "size="+args[0], "tmpfs", dir))
	ts.Defer(func() { ts.Check(system("umount", dir)) })
}

// readonly FOLDER makes a mounted file system refuse all writes.
func readonly(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(system("mount", "-o", "remount,ro", ts.MkAbs(args[0])))
}
