package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// says fails the test unless err is one line with all words in it.
func says(t *testing.T, what string, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	for _, w := range append(words, "workspace ") {
		if !strings.Contains(err.Error(), w) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q, want one line with %q", what, err, w)
		}
	}
}

func touch(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	if w, err := Look(dir); err != nil || w.Dir() != dir {
		t.Fatalf("Look at nothing = %v, %v", w, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Fatal("Look made the folder")
	}
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{w.SolversPath(), w.RunsDir(), w.RunsIndexPath(), w.ConfigPath()} {
		if filepath.Dir(path) != dir || w.Dir() != dir {
			t.Errorf("%s is not in %s", path, dir)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("Open leaves %v, %v", entries, err)
	}
	if _, err := Open(dir); err != nil {
		t.Errorf("again: %v", err)
	}
	t.Chdir(filepath.Dir(dir))
	if w, err := Open("b"); err != nil || w.Dir() != dir {
		t.Errorf("Open of a relative path = %v, %v", w, err)
	}
	if got := filepath.Base(Default()); got != "battscope" {
		t.Errorf("Default is %s", got)
	}
}

func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	touch(t, file)
	for _, path := range []string{file, filepath.Join(file, "below")} {
		_, err := Open(path)
		says(t, "Open "+path, err, path, "no folder", "--workspace")
		_, err = Look(path)
		says(t, "Look at "+path, err, path, "no folder", "--workspace")
	}
}

func TestFindRun(t *testing.T) {
	w, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.FindRun("x")
	says(t, "no runs", err, "no run x", "has no runs")
	for _, id := range []string{"20261124-ab", "20261124-cd", "20261125-ab", "20261125-ab2"} {
		touch(t, filepath.Join(w.RunsDir(), id, RecordName))
	}
	if err := os.Mkdir(filepath.Join(w.RunsDir(), "20261126-no-record"), 0o755); err != nil {
		t.Fatal(err)
	}
	touch(t, filepath.Join(w.RunsDir(), "20261127-a-file"))
	elsewhere := t.TempDir()
	touch(t, filepath.Join(elsewhere, "mine", RecordName))
	t.Chdir(elsewhere)
	run := func(id string) string { return filepath.Join(w.RunsDir(), id) }
	for name, want := range map[string]string{
		"20261124-ab": run("20261124-ab"), "20261124-c": run("20261124-cd"), "20261125-ab": run("20261125-ab"),
		"mine": filepath.Join(elsewhere, "mine"), run("20261125-ab2"): run("20261125-ab2"),
		filepath.Join("mine", RecordName): filepath.Join(elsewhere, "mine"),
	} {
		if got, err := w.FindRun(name); got != want || err != nil {
			t.Errorf("FindRun(%s) = %s, %v, want %s", name, got, err, want)
		}
	}
	for name, words := range map[string]string{
		"2026112": "4 runs begin with", "20261126": "no run ", "20261127-a-file": "no run ", "": "no run ", "..": "no run ",
	} {
		if got, err := w.FindRun(name); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("FindRun(%q) = %s, %v, want %q", name, got, err, words)
		}
	}
	ids, err := w.Runs()
	if err != nil || len(ids) != 4 {
		t.Errorf("Runs = %v, %v, want 4", ids, err)
	}
}
