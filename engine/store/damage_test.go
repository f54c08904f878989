package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// says fails the test unless the error is there, in one line, and names what
// it must.
func says(t *testing.T, what string, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: %v, want %q in it", what, err, w)
		}
	}
	if strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "solver store ") {
		t.Errorf("%s: %q is not one line with the store's name", what, err)
	}
}

// filled returns the path of a closed store with programs of four tasks.
func filled(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "solvers.db")
	s := openMemory(t)
	w := newWorld(4)
	for _, task := range []string{"a", "bb", "ccc", "dddd"} {
		batch := w.batch(task, 60, 1000)
		save(t, s, task, batch, w.differs(batch, 8))
	}
	if err := s.CopyTo(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	openFile(t, path).Close() // so that it is in its final mode
	return path
}

// alter runs statements on a database behind the store's back.
func alter(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestForeign opens what is no store of ours, and sees that it stays as it was.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) {
		if err := os.WriteFile(path(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("text", strings.Repeat("no database\n", 1000))
	write("short", "xy") // one byte SQLite takes for none
	alter(t, path("other"), `CREATE TABLE t (x); INSERT INTO t VALUES (1)`)
	alter(t, path("marked"), `PRAGMA application_id = 7; CREATE TABLE t (x)`)
	newer := filled(t)
	alter(t, newer, `PRAGMA user_version = 9`)
	lost := filled(t)
	alter(t, lost, `PRAGMA user_version = 0`)
	for name, words := range map[string]string{
		path("text"): "no database", path("short"): "no database", path("other"): "another program", path("marked"): "another program",
		newer: "version 9 and this battscope knows versions up to 2; use a newer battscope", lost: "lost its tables",
		dir: "a folder", path("none/x.db"): "does not exist; create it", os.DevNull: "no regular file",
	} {
		before, _ := os.ReadFile(name)
		s, err := Open(name)
		if s != nil {
			t.Errorf("Open(%s) gives a store", name)
		}
		says(t, name, err, name, words)
		if after, _ := os.ReadFile(name); string(after) != string(before) {
			t.Errorf("Open(%s) changed the file", name)
		}
	}
	write("empty", "")
	save(t, openFile(t, path("empty")), "x", []Solver{{Identity: "a"}}, nil)
}

// TestDamaged cuts and overwrites a store, everywhere.
func TestDamaged(t *testing.T) {
	path := filled(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := openFile(t, path)
	want := digests(t, s)
	s.Close()
	// A damaged store is refused by Open or by Check, or what was overwritten held
	// nothing; in no case does anything panic.
	examine := func(data []byte) error {
		name := filepath.Join(t.TempDir(), "solvers.db")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(name)
		if err != nil {
			return err
		}
		defer s.Close()
		if err := s.Check(context.Background()); err != nil {
			return err
		}
		if got := digests(t, s); got != want {
			t.Logf("a change of what the programs are goes unseen, as it may")
		}
		return nil
	}
	for cut := 100; cut < len(whole); cut += len(whole) / 12 {
		says(t, "truncated", examine(whole[:cut]), "move it away, and a new store is begun")
	}
	found := 0
	for at := 4096; at+64 < len(whole); at += len(whole) / 24 {
		data := append([]byte(nil), whole...)
		for i := range 64 {
			data[at+i] ^= 0xa5
		}
		if err := examine(data); err != nil {
			says(t, "overwritten", err)
			found++
		}
	}
	if found == 0 {
		t.Error("Check finds no overwritten page")
	}
	says(t, "garbage", examine([]byte(strings.Repeat("SQLite format 3\x00", 600))))
}

// TestCheck breaks this package's own rules.
func TestCheck(t *testing.T) {
	for statements, words := range map[string]string{
		`UPDATE solver SET cost_class = 99 WHERE task = 'bb'`:                     "cost class 99",
		`PRAGMA foreign_keys = off; DELETE FROM solver WHERE task = 'a'`:          "a row of differ_score has nothing to belong to in solver",
		`UPDATE differ_score SET scores = substr(scores, 1, 7) WHERE task = 'bb'`: "in the differ scores of program",
		`UPDATE differ_score SET count = count + 1 WHERE task = 'bb'`:             "in the differ scores of program",
		`UPDATE differ_score SET scores = x'ffffffffffffffffffffff'`:              "in the differ scores of program",
		`DELETE FROM differ WHERE number = 3`:                                     "in the differ scores of program",
		`INSERT INTO solver SELECT task, identity || 'x', name, text, demo, test, units, cost_class, time_ns, faults, parents, run FROM solver WHERE task = 'ccc'`: "task ccc has 64 programs",
	} {
		path := filled(t)
		alter(t, path, statements)
		says(t, statements, openFile(t, path).Check(context.Background()), "damaged", words)
	}
}

// TestLocked waits for another process, but not for ever, and not longer than
// its context.
func TestLocked(t *testing.T) {
	path := filled(t)
	s, err := OpenWithin(path, 50*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other := openFile(t, path)
	tx, err := other.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Save(context.Background(), "x", []Solver{{Identity: "a"}}, nil)
	says(t, "Save", err, path, "another process holds it locked")
	_, err = OpenWithin(path, 50*time.Millisecond)
	says(t, "Open", err, path, "another process holds it locked")
	if list, err := s.Best(context.Background(), "a"); err != nil || len(list) != Limit {
		t.Errorf("Best beside a writer = %d programs, %v", len(list), err)
	}
	time.AfterFunc(30*time.Millisecond, func() { tx.Rollback() })
	patient := openFile(t, path) // waits for the lock to go
	if tx, err = other.db.Begin(); err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = patient.Save(ctx, "x", []Solver{{Identity: "a"}}, nil)
	if took := time.Since(start); !errors.Is(err, context.DeadlineExceeded) || took > patience/2 {
		t.Errorf("Save with a deadline of 20ms ends after %v with %v", took, err)
	}
}

// TestFull saves to a store that may not grow, as on a full disk.
func TestFull(t *testing.T) {
	s := tempStore(t)
	w := newWorld(6)
	batch := w.batch("a", 40, 1000)
	save(t, s, "a", batch, w.differs(batch, 2))
	want := digests(t, s)
	if _, err := s.db.Exec(`PRAGMA max_page_count = 1`); err != nil { // it is as large as that already: no page more
		t.Fatal(err)
	}
	batch = w.batch("bb", 400, 1000)
	_, err := s.Save(context.Background(), "bb", batch, w.differs(batch, 8))
	says(t, "Save", err, "save task bb to solver store "+s.Path(), "the disk is full; make room")
	if got := digests(t, s); got != want {
		t.Error("a save that found no room left something")
	}
	if _, err := s.db.Exec(`PRAGMA max_page_count = 100000`); err != nil {
		t.Fatal(err)
	}
	save(t, s, "bb", batch, nil)
}

// TestClosed uses a store after its end.
func TestClosed(t *testing.T) {
	s := tempStore(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := s.Save(context.Background(), "x", []Solver{{Identity: "a"}}, nil)
	says(t, "Save", err, "closed")
	if _, err := s.Digest(context.Background()); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("Digest of a closed store = %v", err)
	}
}
