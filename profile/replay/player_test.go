package replay

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/trace"
	"battscope/profile/record"
)

// stored writes a run of 4 s with a frame a second, of which the first half is
// there.
func stored(t *testing.T, state record.State) (dir string, rest []record.Event) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, state)
	w, err := record.AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Event
	for n := 1; n <= 4; n++ {
		at := time.Duration(n) * time.Second
		s := probe.Snapshot{State: probe.Running, Elapsed: at, Task: "a", Pass: n}
		s.Phases[probe.Demo] = probe.PhaseStat{State: probe.Running, Wall: at, Calls: int64(n * 100)}
		all = append(all, record.Event{At: at, Kind: record.FrameKind, Frame: record.FrameOf(&s)},
			record.Event{At: at + time.Millisecond, Kind: "solved", Text: "task a"})
	}
	if err := w.Append(all[:4]...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, all[4:]
}

func write(t *testing.T, dir string, state record.State) {
	t.Helper()
	r := &record.Record{
		Schema: record.Schema, ID: "x", State: state, Name: "tour", Strategy: strategy.Default(), Wall: 4 * time.Second,
		Tasks: []record.Task{{Task: "a", Best: "solve_a", BestMatches: 3, Solved: true, Leaders: []record.Score{{Program: "solve_a", Demo: 2, Test: 1}}}},
	}
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
}

func TestPlay(t *testing.T) {
	dir, rest := stored(t, record.Stopped)
	w, err := record.AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Append(rest...); err != nil {
		t.Fatal(err)
	}
	w.Close()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if s := p.At(time.Now()); s.State != probe.Done || !s.Stopped || s.Elapsed != 4*time.Second || len(s.Events) != 4 {
		t.Errorf("the end is %+v", s)
	}
	began := time.Unix(1000, 0)
	p.Play(2, began)
	for _, c := range []struct {
		after   time.Duration
		elapsed time.Duration
		events  int
		state   probe.State
	}{
		{0, time.Second, 0, probe.Running}, {time.Second, 2 * time.Second, 1, probe.Running},
		{1600 * time.Millisecond, 3 * time.Second, 2, probe.Running}, {time.Hour, 4 * time.Second, 4, probe.Done},
	} {
		s := p.At(began.Add(c.after))
		if s.Elapsed != c.elapsed || len(s.Events) != c.events || s.State != c.state {
			t.Errorf("after %v: %v, %d events, %v; want %v, %d, %v", c.after, s.Elapsed, len(s.Events), s.State, c.elapsed, c.events, c.state)
		}
	}
	res, v := p.Results(trace.Version{})
	if res == nil || res.Rows[0].Best != "solve_a" || len(res.Scores[0]) != 1 {
		t.Errorf("results are %+v", res)
	}
	if r := res.Rows[0]; r.Programs != p.Record().Pool.Count || r.Wall != 0 {
		t.Errorf("the row is %+v", r)
	}
	if again, _ := p.Results(v); again != nil {
		t.Error("the same results again")
	}
	if _, err := p.Sheet("a"); err == nil {
		t.Error("a record gives grids")
	}
}

// TestResultsTold gives of a task what its record tells, and no more.
func TestResultsTold(t *testing.T) {
	rec := &record.Record{Pool: record.Hashed{Count: 243}, Tasks: []record.Task{{Task: "a", Best: "solve_a", BestMatches: 3, Solved: true}, {Task: "b", Programs: 743}}}
	rec.Input.Mutate = 500
	if rows := Results(rec).Rows; rows[0].Programs != -1 || rows[1].Programs != 743 || rows[1].Matches != 0 {
		t.Errorf("with mutants the rows are %+v", rows)
	}
	rec.Input.Mutate, rec.Own = 0, true
	if rows := Results(rec).Rows; rows[0].Programs != -1 {
		t.Errorf("with programs of its own a task has %d", rows[0].Programs)
	}
	rec = &record.Record{Imported: &record.Imported{}, Pool: record.Hashed{Count: 32}, Tasks: []record.Task{{Task: "a", Solved: true}, {Task: "b", Matches: 7}}}
	want := trace.Row{Task: "a", State: probe.Done, Programs: -1, Candidates: -1, Matches: -1, Timeouts: -1, Faults: -1, BestMatches: -1, Solved: true}
	rows := Results(rec).Rows
	if rows[0] != want {
		t.Errorf("another engine's row is %+v, want %+v", rows[0], want)
	}
	if rows[1].Matches != 7 || rows[1].Known != 0 {
		t.Errorf("what it told is %+v", rows[1])
	}
	rec.Absent = []string{"solved_tasks"}
	if rows := Results(rec).Rows; rows[0].Known >= 0 {
		t.Error("nobody said what is solved")
	}
}

// A run of another process is followed until it is over.
func TestFollow(t *testing.T) {
	dir, rest := stored(t, record.Running)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if s := p.At(time.Now()); s.State != probe.Running || s.Elapsed != 2*time.Second {
		t.Errorf("at first %v, %v", s.State, s.Elapsed)
	}
	w, err := record.AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Append(rest...); err != nil {
		t.Fatal(err)
	}
	if over, err := p.Update(); over || err != nil {
		t.Errorf("over %v, %v", over, err)
	}
	if s := p.At(time.Now()); s.Elapsed != 4*time.Second || len(s.Events) != 4 {
		t.Errorf("then %v with %d events", s.Elapsed, len(s.Events))
	}
	write(t, dir, record.Done)
	soon := time.Now().Add(time.Minute) // another time of the file, whatever the clock's steps
	if err := os.Chtimes(filepath.Join(dir, record.FileName), soon, soon); err != nil {
		t.Fatal(err)
	}
	if over, err := p.Update(); !over || err != nil {
		t.Errorf("over %v, %v", over, err)
	}
	if s := p.At(time.Now()); s.State != probe.Done || s.Stopped {
		t.Errorf("at last %v", s.State)
	}
}

func TestNothing(t *testing.T) {
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a folder without a record opens")
	}
	dir := t.TempDir()
	write(t, dir, record.Done)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s := p.At(time.Now()); s.State != probe.Done || s.Elapsed != 4*time.Second {
		t.Errorf("without events %+v", s)
	}
}
