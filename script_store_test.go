package main

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"battscope/engine/store"
)

// sql FILE STATEMENT changes a database behind battscope's back.
func alterStore(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// hold FILE holds the lock for writing to a store until the script's end, as
// another process that saves.
func holdStore(ts *testscript.TestScript, neg bool, args []string) {
	s, err := store.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	tx, err := s.Begin(context.Background(), "held")
	ts.Check(err)
	ts.Defer(func() {
		tx.Rollback()
		s.Close()
	})
}

// TestStoreKilled kills an import and a merge at some moments and sees that the
// store is whole each time.
func TestStoreKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds battscope")
	}
	bin, dir := build(t), t.TempDir()
	import1 := []string{"store", "import", "testdata/tour/solvers.py", "--every-task"}
	other := filepath.Join(dir, "other")
	if out, err := battscope(bin, other, import1...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	merge := []string{"store", "merge", filepath.Join(other, "solvers.db")}
	for n, args := range [][]string{import1, import1, import1, merge, merge, merge} {
		c := battscope(bin, filepath.Join(dir, "ws"), args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(10+n%3*25) * time.Millisecond) // any moment will do
		c.Process.Kill()                                        // it may have ended
		c.Wait()
		path := filepath.Join(dir, "ws", "solvers.db")
		if _, err := os.Stat(path); err != nil {
			continue // killed before it made one
		}
		s, err := store.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Check(context.Background()); err != nil {
			t.Error(err)
		}
		s.Close()
	}
	if out, err := battscope(bin, filepath.Join(dir, "ws"), merge...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	one, two := digest(t, filepath.Join(other, "solvers.db")), digest(t, filepath.Join(dir, "ws", "solvers.db"))
	if one != two {
		t.Error("after it all the stores are not equal")
	}
}

// battscope returns a command on a workspace.
func battscope(bin, workspace string, args ...string) *exec.Cmd {
	return exec.Command(bin, append([]string{"--workspace", workspace}, args...)...)
}

func digest(t *testing.T, path string) string {
	t.Helper()
	s, err := store.OpenRead(path, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	text, err := s.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return text
}
