package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestSaveAgain sees what stays and what changes when a program is seen again.
func TestSaveAgain(t *testing.T) {
	s := openMemory(t)
	first := Solver{Identity: "aa", Name: "n", Text: "t", Demo: 3, Units: 10, Time: 5, Parents: []string{"p", "q"}, Run: "r1"}
	save(t, s, "x", []Solver{first}, nil)
	seen := first
	seen.Time, seen.Parents, seen.Run = 7, nil, "r2"
	if saved := save(t, s, "x", []Solver{seen}, nil); saved != (Saved{Kept: 1}) {
		t.Errorf("Save = %+v, want one kept", saved)
	}
	check := func(what string, time time.Duration, demo int) {
		t.Helper()
		list, err := s.Best(context.Background(), "x")
		if err != nil || len(list) != 1 {
			t.Fatalf("Best = %v, %v", list, err)
		}
		got := list[0]
		if got.Time != time || got.Demo != demo || got.Run != "r1" || !slices.Equal(got.Parents, []string{"p", "q"}) || got.Task != "x" {
			t.Errorf("%s: %+v", what, got)
		}
	}
	check("the same again", 7, 3)
	seen.Demo, seen.Time = 2, 9
	save(t, s, "x", []Solver{seen}, nil)
	check("a worse record", 9, 3)
	seen.Demo, seen.Time = 4, 8
	save(t, s, "x", []Solver{seen}, nil)
	check("a better record", 8, 4)
}

// TestDiffers sees that scores come and go with their programs.
func TestDiffers(t *testing.T) {
	ctx := context.Background()
	s := openMemory(t)
	w := newWorld(3)
	var batch []Solver
	for n := range Limit {
		batch = append(batch, Solver{Identity: fmt.Sprintf("%02d", n), Demo: 1})
	}
	differs := w.differs(batch, 8)
	for i := range differs {
		differs[i].Task = "x"
	}
	stranger := Differ{Identity: "d", Solver: "nobody", Calls: 1}
	save(t, s, "x", batch, append(differs, stranger))
	got, err := s.Differs(ctx, "x")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, differs) {
		t.Fatalf("Differs = %v, want %v", got, differs)
	}
	narrow, wide := differs[0], differs[1]
	narrow.Calls, narrow.IZ = 2, 4
	wide.Calls, wide.IZ = 6, 1
	if saved := save(t, s, "x", nil, []Differ{narrow, wide}); saved != (Saved{}) {
		t.Errorf("Save of differs alone = %+v, want nothing", saved)
	}
	got, _ = s.Differs(ctx, "x")
	if got[0] != differs[0] || got[1] != wide {
		t.Errorf("Differs = %v, want that of more calls", got[:2])
	}
	saved := save(t, s, "x", []Solver{{Identity: "new", Demo: 2}}, nil)
	if saved != (Saved{Added: 1, Evicted: 1}) {
		t.Errorf("Save = %+v, want one added, one evicted", saved)
	}
	got, _ = s.Differs(ctx, "x")
	if len(got) != 31*8 || slices.ContainsFunc(got, func(d Differ) bool { return d.Solver == "31" }) {
		t.Errorf("%d scores are left, want those of 31 programs", len(got))
	}
	if saved := save(t, s, "x", []Solver{{Identity: "late"}}, []Differ{{Identity: "d", Solver: "late"}}); saved != (Saved{Dropped: 1}) {
		t.Errorf("Save = %+v, want one dropped", saved)
	}
	if again, _ := s.Differs(ctx, "x"); !slices.Equal(again, got) {
		t.Errorf("a dropped program left scores")
	}
}

func TestWorst(t *testing.T) {
	ctx := context.Background()
	s := openMemory(t)
	for n := range Limit + 3 {
		worst, full, err := s.Worst(ctx, "x")
		if err != nil || full != (n >= Limit) || (n > 0) != (worst.Identity == "the") {
			t.Fatalf("Worst of %d = %v, %v, %v", n, worst, full, err)
		}
		id := fmt.Sprint(n)
		if n == 0 {
			id = "the"
		}
		batch := []Solver{{Identity: id, Demo: n}}
		if n >= Limit {
			batch[0].Demo, batch[0].Units = 0, 1 // a candidate after the worst changes nothing
		}
		save(t, s, "x", batch, nil)
	}
}

// TestAll saves while it reads.
func TestAll(t *testing.T) {
	ctx := context.Background()
	s, w := openMemory(t), newWorld(5)
	for _, task := range []string{"c", "a", "b"} {
		save(t, s, task, w.batch(task, 50, 1000), nil)
	}
	n, tasks := 0, ""
	for solver, err := range s.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; !strings.HasSuffix(tasks, solver.Task) {
			tasks += solver.Task
		}
		solver.Time++
		save(t, s, solver.Task, []Solver{solver}, nil)
	}
	if n != 96 || tasks != "abc" {
		t.Errorf("All yields %d programs of tasks %q, want 96 of abc", n, tasks)
	}
	for range s.All(ctx) {
		break
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	for _, err := range s.All(ended) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("All after the end of its context yields %v", err)
		}
	}
}

// TestCanceled sees that a save that is called off leaves nothing, and that the
// store, even one in memory, lives on.
func TestCanceled(t *testing.T) {
	for _, s := range []*Store{openMemory(t), tempStore(t)} {
		w := newWorld(9)
		save(t, s, "a", w.batch("a", 40, 1000), nil)
		want := digests(t, s)
		cancelled := 0
		for n := range 40 {
			ctx, cancel := context.WithTimeout(context.Background(), time.Duration(n*50)*time.Microsecond)
			batch := w.batch("bb", 100, 1000)
			_, err := s.Save(ctx, "bb", batch, w.differs(batch, 8))
			cancel()
			count, cerr := s.Count(context.Background(), "bb")
			switch {
			case cerr != nil:
				t.Fatal(cerr)
			case err == nil:
				if count != Limit {
					t.Fatalf("a save left %d programs", count)
				}
				_, cerr = s.db.Exec(`DELETE FROM solver WHERE task = 'bb'`)
				if cerr != nil {
					t.Fatal(cerr)
				}
			case !errors.Is(err, context.DeadlineExceeded):
				t.Fatalf("Save = %v, want a passed deadline", err)
			default:
				cancelled++
				if count != 0 {
					t.Fatalf("a save that was called off left %d programs", count)
				}
			}
		}
		if cancelled == 0 {
			t.Error("no save was called off")
		}
		if got := digests(t, s); got != want {
			t.Errorf("the store in %s changed", s.Path())
		}
	}
}

// TestConcurrent saves, reads and checks from many goroutines and two stores of
// one file.
func TestConcurrent(t *testing.T) {
	one := tempStore(t)
	two := openFile(t, one.Path())
	m := model{}
	var wg sync.WaitGroup
	for g := range 6 {
		w := newWorld(uint64(g))
		s := []*Store{one, two}[g%2]
		var batches [][]Solver
		for range 5 {
			batches = append(batches, w.batch("a", 30, 300))
			m.add("a", batches[len(batches)-1])
		}
		wg.Go(func() {
			for _, b := range batches {
				if _, err := s.Save(context.Background(), "a", b, w.differs(b, 2)); err != nil {
					t.Error(err)
				}
				if _, err := s.Best(context.Background(), "a"); err != nil {
					t.Error(err)
				}
				if err := s.Check(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	m.holds(t, one)
	m.holds(t, two)
}

// TestCallersMistakes sees the panics.
func TestCallersMistakes(t *testing.T) {
	s := openMemory(t)
	for what, f := range map[string]func(){
		"no task":              func() { save(t, s, "", nil, nil) },
		"no identity":          func() { save(t, s, "x", []Solver{{}}, nil) },
		"another task":         func() { save(t, s, "x", []Solver{{Identity: "a", Task: "y"}}, nil) },
		"negative":             func() { save(t, s, "x", []Solver{{Identity: "a", Units: -1}}, nil) },
		"parent":               func() { save(t, s, "x", []Solver{{Identity: "a", Parents: []string{"a b"}}}, nil) },
		"differ no identity":   func() { save(t, s, "x", nil, []Differ{{Solver: "a"}}) },
		"differ no solver":     func() { save(t, s, "x", nil, []Differ{{Identity: "a"}}) },
		"differ, another task": func() { save(t, s, "x", nil, []Differ{{Identity: "a", Solver: "b", Task: "y"}}) },
		"differ negative":      func() { save(t, s, "x", nil, []Differ{{Identity: "a", Solver: "b", Calls: -1}}) },
	} {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.HasPrefix(fmt.Sprint(r), "store: ") {
					t.Errorf("%s: panic %v, want one of this package", what, r)
				}
			}()
			f()
		}()
	}
}
