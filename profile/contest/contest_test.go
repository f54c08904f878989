package contest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"battscope/engine"
	"battscope/engine/differ"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/value"
	"battscope/profile/compare"
)

// side returns a side on a built-in scenario.
func side(t testing.TB, scenario, settings string) Side {
	t.Helper()
	st, err := strategy.Parse(strategy.Default(), settings)
	if err != nil {
		t.Fatal(err)
	}
	differs, err := differ.ReadFS(op.NewTable(), os.DirFS("../../testdata/differs"))
	if err != nil {
		t.Fatal(err)
	}
	return Side{settings, engine.Spec{Name: scenario, Strategy: st, Differs: differs, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/" + scenario)}}}
}

// begin warms sides up, with runs of one pass.
func begin(t testing.TB, sides ...Side) *Contest {
	t.Helper()
	c, err := Begin(context.Background(), op.NewTable(), sides, time.Nanosecond, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestContest sees that two strategies that give the same are measured in pairs,
// phase by phase, and that what they do differently is counted.
func TestContest(t *testing.T) {
	c := begin(t, side(t, "seed", "phase4a"), side(t, "seed", "phase4b"))
	if err := c.Measure(context.Background(), 3); err != nil {
		t.Fatal(err)
	}
	results, timing := c.Judge(1, Wall, compare.DefaultOptions())
	if !results.Equal() || results.Both == 0 {
		t.Errorf("phase4a and phase4b differ: %+v", results)
	}
	if c.Rounds != 3 || timing.Runs != [2]int{3, 3} || len(timing.Phases) != probe.NumPhases+1 {
		t.Errorf("%d rounds, %v runs, %d clocks", c.Rounds, timing.Runs, len(timing.Phases))
	}
	if a, b := c.Entries[0].Calls[probe.Diff], c.Entries[1].Calls[probe.Diff]; a != 160 || b != 5 {
		t.Errorf("%d and %d diff calls, want 160 and 5", a, b)
	}
	for i, e := range c.Entries {
		for round := range 3 {
			for kind, r := range e.Readings {
				sum := 0.0
				for k := range r.Phases {
					sum += r.Phases[k][round]
				}
				if d := sum - r.Whole[round]; d > 1e-9 || d < -1e-9 || sum <= 0 && Kind(kind) == Wall {
					t.Errorf("side %d round %d: the clocks of kind %v add up to %v s, the pass took %v s", i, round, Kind(kind), sum, r.Whole[round])
				}
			}
		}
	}
}

// TestSchedule sees that sides take turns, A B B A, and that short passes are
// gathered into turns that are long enough.
func TestSchedule(t *testing.T) {
	test := func(round int, want string, entries ...*Entry) {
		t.Helper()
		got := ""
		for _, s := range schedule(entries, round) {
			got += fmt.Sprintf("%c%d ", 'A'+s.side, s.passes)
		}
		if got != want+" " {
			t.Errorf("round %d: turns %s, want %s", round, got, want)
		}
	}
	long := &Entry{Passes: 1, pass: time.Second}
	test(0, "A1 B1", long, long)
	test(1, "B1 A1", long, long)
	test(0, "A1 B1 C1", long, long, long)
	test(1, "C1 B1 A1", long, long, long)
	mid := &Entry{Passes: 4, pass: 50 * time.Millisecond}
	test(0, "A1 B1 B1 A1 A1 B1 B1 A1", mid, mid)
	test(1, "B1 A1 A1 B1 B1 A1 A1 B1", mid, mid)
	short := &Entry{Passes: 25, pass: 8 * time.Millisecond}
	test(0, "A1 B3 B3 B3 A1 B3 B3 A1 B3 B3 A1 B3 B1", mid, short)
	for _, v := range []struct {
		minWall, pass time.Duration
		want          int
	}{{200, 80, 3}, {200, 200, 1}, {200, 1000, 1}, {200, 0, 200}, {0, 5, 1}} {
		if got := passesIn(v.minWall, v.pass); got != v.want {
			t.Errorf("passes of %d make a run of %d when there are %d, want %d", v.pass, v.minWall, got, v.want)
		}
	}
}

// TestRepeats sees that sides that repeat their passes leave the first one out,
// and that what is measured are the others.
func TestRepeats(t *testing.T) {
	c := begin(t, side(t, "seed", "phase4b"), side(t, "seed", "best"))
	c.Entries[0].Passes, c.Entries[1].Passes = 2, 5
	c.choosePasses()
	passes := map[string]int{}
	for _, e := range c.Entries {
		e.Spec.Burden = func(p probe.Phase) {
			if p == probe.Load {
				passes[e.Name]++
			}
		}
	}
	if err := c.Measure(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	if passes["phase4b"] != 6 || passes["best"] != 12 {
		t.Errorf("passes made in two rounds: %v, want 2 times 1+2 and 2 times 1+5", passes)
	}
	if again := c.Again(1); again.Entries[1].Passes != 5 || again.Entries[0].Name != "phase4b" || again.Rounds != 0 || again.Entries[0].Readings[Wall].Whole != nil {
		t.Errorf("a contest of the same sides is %+v", again.Entries[0])
	}
}

// TestElapsed sees that the warm-ups tell how long they have taken, from the first
// side's to the last's, and rounds do not.
func TestElapsed(t *testing.T) {
	var warm []Progress
	var rounds int
	c, err := Begin(context.Background(), op.NewTable(), []Side{side(t, "seed", "phase4b"), side(t, "seed", "best")}, time.Nanosecond, func(p Progress) {
		switch {
		case p.Round == 0:
			warm = append(warm, p)
		case p.Elapsed != 0:
			t.Errorf("in a round: %+v", p)
		default:
			rounds++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Measure(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	for i, p := range warm {
		if i > 0 && p.Elapsed < warm[i-1].Elapsed {
			t.Errorf("told %+v after %+v", p, warm[:i])
		}
	}
	if n := len(warm); n < 2 || warm[0].Side == warm[n-1].Side || warm[n-1].Elapsed <= 0 || rounds == 0 {
		t.Errorf("%d warm-ups told, %d times in rounds", n, rounds)
	}
}

// TestThousands sees that of a run of so many passes that only the newest are kept
// the times are those of one pass all the same: what was measured of all of them is
// divided by all of them.
func TestThousands(t *testing.T) {
	const made, kept = 9001, 4905 // as engine.Run keeps them
	for _, first := range []bool{false, true} {
		res := &engine.Result{}
		for n := made - kept + 1; n <= made; n++ {
			p := engine.Pass{Number: n, Wall: 30 * time.Microsecond}
			p.Phases[probe.Demo] = 20 * time.Microsecond
			res.Passes = append(res.Passes, p)
		}
		measured := int64(made)
		if !first {
			measured--
		}
		var before probe.Snapshot
		before.Phases[probe.Demo].CPU = time.Second
		res.Snapshot.Phases[probe.Demo].CPU = time.Second + time.Duration(measured)*15*time.Microsecond
		res.Snapshot.Phases[probe.Demo].Calls = 7 * made
		e := &Entry{Readings: noReadings(), first: first, half: true}
		e.add(res, &before)
		for kind, want := range map[Kind]float64{Wall: 20e-6, CPU: 15e-6} {
			if got := e.Readings[kind].Phases[probe.Demo][0]; got < want-1e-9 || got > want+1e-9 {
				t.Errorf("with the first pass %v: demo takes %v s of %v, want %v", first, got, kind, want)
			}
		}
		if got, want := e.Walls[0], made*30*time.Microsecond; got != want {
			t.Errorf("the run took %v, want %v", got, want)
		}
		if calls := callsOf(res)[probe.Demo]; calls != 7 {
			t.Errorf("%d calls of a pass, want 7", calls)
		}
	}
}

// other is a scenario with one program changed.
type other struct {
	fs.FS
	file, from, to string
}

func (o other) Open(name string) (fs.File, error) {
	if name != o.file {
		return o.FS.Open(name)
	}
	text, err := fs.ReadFile(o.FS, name)
	if err != nil {
		return nil, err
	}
	changed := strings.Replace(string(text), o.from, o.to, 1)
	if changed == string(text) {
		return nil, errors.New("nothing to change in " + name)
	}
	return fstest.MapFS{name: {Data: []byte(changed)}}.Open(name)
}

// TestPlantedResults changes ten programs of a pool, one at a time, and sees that
// the program and its samples are named each time, and nothing is judged.
func TestPlantedResults(t *testing.T) {
	dir := os.DirFS("../../testdata/seed")
	files, err := fs.Glob(dir, "*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs in the seed scenario")
	}
	text, err := fs.ReadFile(dir, files[0])
	if err != nil {
		t.Fatal(err)
	}
	planted, want := 0, 10
	if testing.Short() {
		want = 3
	}
	for _, block := range strings.Split(string(text), "\n\n")[1:] {
		_, def, _ := strings.Cut(block, "def ")
		name, rest, ok := strings.Cut(def, "(I):")
		at := strings.LastIndex(rest, "    return ")
		if !ok || at < 0 || planted == want {
			continue
		}
		// Its answer, turned upside down.
		result := strings.TrimSpace(rest[at+len("    return "):])
		body := rest[:at] + "    z9 = vmirror(" + result + ")\n    return z9"
		a, b := side(t, "seed", "best"), side(t, "seed", "best")
		b.Spec.Source.BuiltIn = other{dir, files[0], rest, body}
		c := begin(t, a, b)
		if c.Entries[0].gave[0].OutputSums[0] == c.Entries[1].gave[0].OutputSums[0] && engine.SameTaskResult(c.Entries[0].gave[0], c.Entries[1].gave[0]) {
			continue // what is the same upside down was not changed
		}
		planted++
		if err := c.Measure(context.Background(), 1); err != nil {
			t.Fatal(err)
		}
		results, timing := c.Judge(1, Wall, compare.DefaultOptions())
		if !results.Differ() || !strings.Contains(strings.Join(results.Groups[0].Named, "\n"), "program "+name+" sample ") {
			t.Errorf("%s gives other outputs, and the results are %+v", name, results.Groups)
		}
		for _, f := range timing.Findings() {
			if f.Verdict != compare.Withheld {
				t.Errorf("%s gives other outputs, and %s is called %v", name, f.Name, f.Verdict)
			}
		}
	}
	if planted < want {
		t.Errorf("%d changes of results were planted, want %d", planted, want)
	}
}

// TestUnsteady sees that a run that answers other than its side's warm-up is
// told of.
func TestUnsteady(t *testing.T) {
	c := begin(t, side(t, "seed", "best"), side(t, "seed", "best"))
	c.Entries[1].Spec.Strategy.Fuel = 50
	if err := c.Measure(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	results, timing := c.Judge(1, Wall, compare.DefaultOptions())
	if !results.Differ() || !strings.Contains(results.Groups[0].Named[0], "B gave other results than in its warm-up in 2 of its runs") || timing.Whole.Verdict != compare.Withheld {
		t.Errorf("results %+v, verdict %v", results.Groups, timing.Whole.Verdict)
	}
}

// TestStopped sees that a context that ends leaves the whole rounds.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	rounds := 0
	tell := func(p Progress) {
		if p.Round > rounds {
			rounds = p.Round
		}
		if p.Round == 3 {
			cancel()
		}
	}
	c, err := Begin(ctx, op.NewTable(), []Side{side(t, "seed", "best"), side(t, "seed", "phase4b")}, time.Nanosecond, tell)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Measure(ctx, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want that the context was cancelled", err)
	}
	o := compare.DefaultOptions()
	o.Asked = 10
	_, timing := c.Judge(1, Wall, o)
	if c.Rounds != 2 || timing.Whole.Verdict != compare.Undecided || timing.Whole.Note != "stopped after 2 of 10" {
		t.Errorf("%d rounds, %v: %s", c.Rounds, timing.Whole.Verdict, timing.Whole.Note)
	}
	if _, err := Begin(ctx, op.NewTable(), []Side{side(t, "seed", "best")}, time.Nanosecond, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("warm-ups after the context's end: %v", err)
	}
}

// TestFailure sees that a run that fails names its side.
func TestFailure(t *testing.T) {
	_, err := Begin(context.Background(), op.NewTable(), []Side{side(t, "seed", "best"), side(t, "seed", "nested-pool")}, time.Nanosecond, nil)
	var f *Failure
	if !errors.As(err, &f) || f.Side != "nested-pool" || !strings.Contains(f.Error(), "stalled") {
		t.Errorf("the error is %v, want that of nested-pool", err)
	}
}

// TestWords holds the words for limits of package compare to the engine's.
func TestWords(t *testing.T) {
	if value.Fuel.String() != compare.FaultFuel || value.Deadline.String() != compare.FaultDeadline {
		t.Errorf("limits are called %q and %q", value.Fuel, value.Deadline)
	}
}
