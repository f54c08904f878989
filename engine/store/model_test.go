package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"testing"
	"time"
)

// openMemory opens a store in memory that the test closes.
func openMemory(t testing.TB) *Store {
	t.Helper()
	s, err := OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// openFile opens a store in a file that the test closes.
func openFile(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func tempStore(t testing.TB) *Store {
	return openFile(t, filepath.Join(t.TempDir(), "solvers.db"))
}

func save(t testing.TB, s *Store, task string, batch []Solver, differs []Differ) Saved {
	t.Helper()
	saved, err := s.Save(context.Background(), task, batch, differs)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// digests returns both digests of a store, after checking it.
func digests(t testing.TB, s *Store) [2]string {
	t.Helper()
	ctx := context.Background()
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	solvers, err := s.Digest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	differs, err := s.DifferDigest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return [2]string{solvers, differs}
}

// A world makes programs. A program of one number is the same each time but for
// its time, name, lineage and run; a number stands for one task only through its
// scores, which are few, so that many programs tie.
type world struct{ *rand.Rand }

func newWorld(seed uint64) world { return world{rand.New(rand.NewPCG(seed, 1))} }

func (w world) solver(task string, n int) Solver {
	of := rand.New(rand.NewPCG(uint64(n), uint64(len(task))))
	s := Solver{
		Identity: fmt.Sprintf("%08x", of.Uint32()), Task: task,
		Demo: of.IntN(3), Test: of.IntN(2), Units: of.Int64N(4) << of.IntN(30), Faults: of.IntN(2),
		Name: fmt.Sprintf("p%d", w.IntN(3)), Time: time.Duration(w.Int64N(1e9)), Run: fmt.Sprintf("run%d", w.IntN(3)),
	}
	s.Text = fmt.Sprintf("def solve_%s(I):\n    O = rot90(I) # %s\n    return O\n", s.Name, s.Identity)
	for range w.IntN(3) {
		s.Parents = append(s.Parents, fmt.Sprintf("%08x", w.Uint32()))
	}
	return s
}

func (w world) batch(task string, size, programs int) []Solver {
	list := make([]Solver, size)
	for i := range list {
		list[i] = w.solver(task, w.IntN(programs))
	}
	return list
}

// differs returns the scores of n differs for every program.
func (w world) differs(batch []Solver, n int) []Differ {
	var list []Differ
	for _, s := range batch {
		for i := range n {
			list = append(list, Differ{
				Name: fmt.Sprintf("differ_%d", i), Identity: fmt.Sprintf("d%07d", i), Text: fmt.Sprintf("def differ_%d(S, I, C): ...", i),
				Task: s.Task, Solver: s.Identity, IZ: (len(s.Identity) + i) % 5, ZO: s.Demo, Calls: 5,
			})
		}
	}
	return list
}

// A model is what a store should hold, worked out the slow way.
type model map[string]map[string]Solver

func (m model) add(task string, batch []Solver) {
	if m[task] == nil {
		m[task] = map[string]Solver{}
	}
	for _, s := range batch {
		m[task][s.Identity] = s
	}
}

// best returns the identities that a store should have of a task, in order.
func (m model) best(task string) []string {
	var list []Solver
	for _, s := range m[task] {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		switch {
		case a.Demo != b.Demo:
			return a.Demo > b.Demo
		case a.Test != b.Test:
			return a.Test > b.Test
		case a.Units != b.Units:
			return a.Units < b.Units
		}
		return a.Identity < b.Identity
	})
	var ids []string
	for _, s := range list[:min(32, len(list))] {
		ids = append(ids, s.Identity)
	}
	return ids
}

func identities(list []Solver) []string {
	var ids []string
	for _, s := range list {
		ids = append(ids, s.Identity)
	}
	return ids
}

// holds compares a store with a model, task by task.
func (m model) holds(t *testing.T, s *Store) {
	t.Helper()
	ctx := context.Background()
	tasks, err := s.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for task, programs := range m {
		if len(programs) > 0 {
			want = append(want, task)
		}
	}
	slices.Sort(want)
	if !slices.Equal(tasks, want) {
		t.Fatalf("Tasks = %v, want %v", tasks, want)
	}
	for _, task := range want {
		list, err := s.Best(ctx, task)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := identities(list), m.best(task); !slices.Equal(got, want) {
			t.Fatalf("Best(%s) = %v, want %v", task, got, want)
		}
		for _, got := range list {
			want := m[task][got.Identity]
			if got.Demo != want.Demo || got.Test != want.Test || got.Units != want.Units || got.Faults != want.Faults {
				t.Fatalf("Best(%s) has %+v, want the scores of %+v", task, got, want)
			}
			if got.CostClass != CostClassOf(want.Units) {
				t.Fatalf("Best(%s) has cost class %d for %d units, want %d", task, got.CostClass, got.Units, CostClassOf(want.Units))
			}
		}
	}
}

// TestModel saves random batches and compares with the model after each.
func TestModel(t *testing.T) {
	seeds := uint64(4)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		w, s, m := newWorld(seed), openMemory(t), model{}
		for range 30 {
			task := []string{"a", "bb", "ccc"}[w.IntN(3)]
			batch := w.batch(task, w.IntN(60), 200)
			before, after := 0, 0
			before, _ = s.Count(context.Background(), task)
			saved := save(t, s, task, batch, w.differs(batch, 2))
			after, _ = s.Count(context.Background(), task)
			m.add(task, batch)
			m.holds(t, s)
			if after != before+saved.Added-saved.Evicted {
				t.Fatalf("%d programs became %d by %+v", before, after, saved)
			}
			distinct := map[string]bool{}
			for _, b := range batch {
				distinct[b.Identity] = true
			}
			if n := saved.Added + saved.Kept + saved.Dropped; n != len(distinct) {
				t.Fatalf("%+v of %d distinct programs", saved, len(distinct))
			}
		}
		if err := s.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAnyOrder saves the same programs cut and shuffled in many ways.
func TestAnyOrder(t *testing.T) {
	w := newWorld(7)
	programs := w.batch("a", 150, 100)
	whole := openMemory(t)
	save(t, whole, "a", programs, w.differs(programs, 3))
	want, _ := whole.Digest(context.Background())
	names, _ := whole.Best(context.Background(), "a")
	shuffles := 20
	if testing.Short() {
		shuffles = 5
	}
	for range shuffles {
		w.Shuffle(len(programs), func(i, j int) { programs[i], programs[j] = programs[j], programs[i] })
		s := openMemory(t)
		for part := range slices.Chunk(programs, 1+w.IntN(80)) {
			save(t, s, "a", part, w.differs(part, 3))
		}
		if got := digests(t, s); got[0] != want {
			diff, _ := s.Diff(context.Background(), whole)
			t.Fatalf("Digest = %s, want %s: %v", got[0], want, diff)
		}
		if diff, err := s.Diff(context.Background(), whole); err != nil || len(diff) > 0 {
			t.Fatalf("Diff = %v, %v, want nothing", diff, err)
		}
		list, _ := s.Best(context.Background(), "a")
		for i := range list {
			if list[i].Name != names[i].Name || list[i].Text != names[i].Text {
				t.Errorf("program %s is named %s, want %s", list[i].Identity, list[i].Name, names[i].Name)
			}
		}
	}
	// One batch gives every field alike, in any order of it.
	for range 5 {
		w.Shuffle(len(programs), func(i, j int) { programs[i], programs[j] = programs[j], programs[i] })
		s := openMemory(t)
		save(t, s, "a", programs, nil)
		if list, _ := s.Best(context.Background(), "a"); !reflect.DeepEqual(list, names) {
			t.Fatalf("Best = %+v, want %+v", list, names)
		}
	}
}

// TestCompare holds the order to its four keys.
func TestCompare(t *testing.T) {
	in := []Solver{
		{Demo: 5, Test: 1, Units: 9, Identity: "f"}, {Demo: 5, Test: 0, Units: 1, Identity: "a"},
		{Demo: 4, Test: 1, Units: 1, Identity: "b"}, {Demo: 4, Test: 1, Units: 2, Identity: "0"},
		{Demo: 4, Test: 1, Units: 2, Identity: "1"},
	}
	for i, a := range in {
		for j, b := range in {
			if got, want := Compare(a, b), i-j; got != max(-1, min(1, want)) {
				t.Errorf("Compare(%v, %v) = %d, want the sign of %d", a, b, got, want)
			}
		}
	}
}

func TestCostClassOf(t *testing.T) {
	for units, want := range map[int64]int{-1: 40, 0: 40, 1: 39, 2: 38, 3: 38, 4: 37, 1000: 30, 1000000: 20, 1<<39 - 1: 1, 1 << 39: 0, 1<<63 - 1: 0} {
		if got := CostClassOf(units); got != want {
			t.Errorf("CostClassOf(%d) = %d, want %d", units, got, want)
		}
	}
}
