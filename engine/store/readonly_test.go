package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestOpenRead reads a store at rest, beside a writer, and after it, and sees
// that reading changes nothing.
func TestOpenRead(t *testing.T) {
	ctx := context.Background()
	path := filled(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenRead(path, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	want := digests(t, s)
	_, err = s.Save(ctx, "x", []Solver{{Identity: "a"}}, nil)
	says(t, "Save to what is read", err, "read-only")
	s.Close()
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("reading changed the file")
	}
	if list, err := filepath.Glob(path + "-*"); len(list) > 0 || err != nil {
		t.Errorf("reading left %v, %v", list, err)
	}
	writer := openFile(t, path)
	tx, err := writer.Begin(ctx, "x")
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Save(ctx, []Solver{{Identity: "a"}}, nil); err != nil {
		t.Fatal(err)
	}
	beside, err := OpenRead(path, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if got := digests(t, beside); got != want {
		t.Error("a store that is being saved to reads otherwise")
	}
	if err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if n, err := beside.Count(ctx, "x"); n != 1 || err != nil {
		t.Errorf("after the save there are %d programs, %v", n, err)
	}
}

// TestOpenReadRefuses gives OpenRead what is no store to read.
func TestOpenReadRefuses(t *testing.T) {
	dir := t.TempDir()
	text, empty, none := filepath.Join(dir, "text"), filepath.Join(dir, "empty"), filepath.Join(dir, "none")
	if err := os.WriteFile(text, make([]byte, 9000), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	newer, other := filled(t), filepath.Join(dir, "other")
	alter(t, newer, `PRAGMA user_version = 9`)
	alter(t, other, `CREATE TABLE t (x)`)
	for path, words := range map[string]string{
		text: "no database", empty: "empty", none: "no such file", dir: "a folder",
		newer: "use a newer battscope", other: "another program", filepath.Join(none, "x"): "does not exist",
	} {
		_, err := OpenRead(path, time.Second)
		says(t, path, err, path, words)
		missing := path == empty || path == none || path == filepath.Join(none, "x")
		if errors.Is(err, fs.ErrNotExist) != missing {
			t.Errorf("%s: %v is fs.ErrNotExist: %v, want %v", path, err, !missing, missing)
		}
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("OpenRead made a file")
	}
}
