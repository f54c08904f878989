package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTx saves programs and scores by two calls of one transaction, and compares
// with one call of Save.
func TestTx(t *testing.T) {
	ctx := context.Background()
	for _, s := range []*Store{openMemory(t), tempStore(t)} {
		w := newWorld(11)
		old, batch := w.batch("a", 40, 300), w.batch("a", 40, 300)
		differs := w.differs(batch, 3)
		want := openMemory(t)
		save(t, want, "a", old, nil)
		wantSaved := save(t, want, "a", batch, differs)
		save(t, s, "a", old, nil)
		before := digests(t, s)
		two := func() *Tx {
			t.Helper()
			tx, err := s.Begin(ctx, "a")
			if err != nil {
				t.Fatal(err)
			}
			if saved, err := tx.Save(ctx, batch, nil); err != nil || saved != wantSaved {
				t.Fatalf("Save = %+v, %v, want %+v", saved, err, wantSaved)
			}
			if saved, err := tx.Save(ctx, nil, differs); err != nil || saved != (Saved{}) {
				t.Fatalf("Save of differs = %+v, %v", saved, err)
			}
			return tx
		}
		two().Rollback()
		if got := digests(t, s); got != before {
			t.Error("a transaction that was rolled back left something")
		}
		tx := two()
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		tx.Rollback()
		if got := digests(t, s); got != digests(t, want) {
			diff, _ := s.Diff(ctx, want)
			t.Errorf("two calls give another store than one: %v", diff)
		}
	}
	var none *Tx
	none.Rollback()
}

// TestTxSeen sees that another store of the file has nothing of a task before
// its commit, and cannot save meanwhile.
func TestTxSeen(t *testing.T) {
	ctx := context.Background()
	s := tempStore(t)
	other, err := OpenWithin(s.Path(), time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := s.Begin(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Save(ctx, []Solver{{Identity: "x"}}, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := other.Count(ctx, "a"); n != 0 || err != nil {
		t.Errorf("before the commit another store sees %d programs, %v", n, err)
	}
	_, err = other.Begin(ctx, "b")
	says(t, "Begin beside", err, "save task b to", "another process holds it locked")
	if err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if n, err := other.Count(ctx, "a"); n != 1 || err != nil {
		t.Errorf("after the commit another store sees %d programs, %v", n, err)
	}
}

// TestTxEnded cuts a transaction by its context.
func TestTxEnded(t *testing.T) {
	s := tempStore(t)
	ctx, cancel := context.WithCancel(context.Background())
	tx, err := s.Begin(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Save(ctx, []Solver{{Identity: "x"}}, nil); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := tx.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit after the end of its context = %v", err)
	}
	tx.Rollback()
	if n, err := s.Count(context.Background(), "a"); n != 0 || err != nil {
		t.Errorf("%d programs are left, %v", n, err)
	}
	defer func() {
		if r := recover(); !strings.HasPrefix(fmt.Sprint(r), "store: ") {
			t.Errorf("Begin without a task: %v", r)
		}
	}()
	s.Begin(context.Background(), "")
}
