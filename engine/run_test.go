package engine_test

import (
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// tour returns a Spec of the built-in example.
func tour(workers int) engine.Spec {
	st := strategy.Default()
	st.Workers = workers
	return engine.Spec{Name: "tour", Strategy: st, Source: engine.Source{BuiltIn: os.DirFS("../testdata/tour")}}
}

// load returns what the sources of a Spec hold.
func load(t testing.TB, spec engine.Spec) *engine.Input {
	t.Helper()
	in, err := spec.Source.Load(op.NewTable())
	if err != nil || len(in.Problems) > 0 {
		t.Fatal(err, in.Problems)
	}
	return in
}

// finish runs a Spec to its end.
func finish(t testing.TB, spec engine.Spec) *engine.Result {
	t.Helper()
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); err != nil {
		t.Fatal(err)
	}
	return run.Result()
}

// TestWorkers sees that counts and results are the same for any number of
// workers, also when programs are cut.
func TestWorkers(t *testing.T) {
	tasks := int64(len(load(t, tour(1)).Tasks))
	for _, fuel := range []int64{4_000_000, 3000, 200} {
		spec := tour(1)
		spec.Strategy.Fuel = fuel
		want := finish(t, spec)
		if fuel == 4_000_000 && want.Snapshot.Counts.SolvedTasks != tasks {
			t.Errorf("%d tasks solved, want all %d", want.Snapshot.Counts.SolvedTasks, tasks)
		}
		if fuel == 200 && want.Snapshot.Counts.Timeouts == 0 {
			t.Error("no timeouts with 200 units")
		}
		crews := []int{2, 3, 8}
		if testing.Short() {
			crews = crews[1:2]
		}
		for _, workers := range crews {
			spec.Strategy.Workers = workers
			got := finish(t, spec)
			if got.Snapshot.Counts != want.Snapshot.Counts {
				t.Errorf("fuel %d: %d workers count %+v, want %+v", fuel, workers, got.Snapshot.Counts, want.Snapshot.Counts)
			}
			if !reflect.DeepEqual(got.Tasks, want.Tasks) {
				t.Errorf("fuel %d: %d workers give other results", fuel, workers)
			}
		}
	}
}

// TestAccounts sees that walls and the rest add up to the run, and that calls
// are the work that was asked for.
func TestAccounts(t *testing.T) {
	res := finish(t, tour(2))
	s := res.Snapshot
	sum := s.Unattributed
	for p, st := range s.Phases {
		sum += st.Wall
		if st.State != probe.Done {
			t.Errorf("phase %v is %v, want done", probe.Phase(p), st.State)
		}
		if st.Total != st.Calls {
			t.Errorf("phase %v made %d of %d calls", probe.Phase(p), st.Calls, st.Total)
		}
		if limit := time.Duration(2)*st.Wall + time.Millisecond; st.Busy > limit {
			t.Errorf("phase %v: busy %v of wall %v with two workers", probe.Phase(p), st.Busy, st.Wall)
		}
	}
	if sum != s.Elapsed {
		t.Errorf("walls and the rest add up to %v, the run took %v", sum, s.Elapsed)
	}
	c := s.Counts
	if got := c.Outputs.Sum() + c.Timeouts + c.Faults; got != s.Phases[probe.Demo].Calls+s.Phases[probe.Test].Calls {
		t.Errorf("outputs, timeouts and faults add up to %d, calls to %d", got, s.Phases[probe.Demo].Calls+s.Phases[probe.Test].Calls)
	}
}

// TestOwn sees that with Own each program meets its own task only.
func TestOwn(t *testing.T) {
	spec := tour(2)
	spec.Own = true
	res := finish(t, spec)
	c := res.Snapshot.Counts
	in := load(t, spec)
	if tasks, programs := int64(len(in.Tasks)), int64(len(in.Programs)); c.SolvedTasks != tasks || c.Programs != programs {
		t.Errorf("%d tasks solved of %d programs, want %d of %d", c.SolvedTasks, c.Programs, tasks, programs)
	}
	want := int64(0)
	for _, k := range in.Tasks {
		for _, f := range in.Programs {
			if id, _, _ := strings.Cut(f.Task(), "_"); id == string(k.ID) {
				want += int64(len(k.Demo) + len(k.Test))
			}
		}
	}
	if got := res.Snapshot.Phases[probe.Demo].Calls + res.Snapshot.Phases[probe.Test].Calls; got != want {
		t.Errorf("%d calls, want each program on its task's samples: %d", got, want)
	}
}

// patience is how long a test waits for what must happen, on a machine that has
// much else to do.
const patience = 2 * time.Minute

// wait polls until ok.
func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for began := time.Now(); !ok(); time.Sleep(time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("waited %v for %s", patience, what)
		}
	}
}

// TestSteer pauses, resumes, restarts and stops a repeating run, and sees that
// nothing goes on afterwards.
func TestSteer(t *testing.T) {
	before := runtime.NumGoroutine()
	spec := tour(2)
	spec.Repeat = true
	spec.Source.Tasks = []task.ID{"b0a70002", "b0a70004", "b0a70007"} // passes are short, also under the race detector
	s := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	wait(t, "the second pass", func() bool { return s.Snapshot().Pass >= 2 })
	s.Pause()
	wait(t, "the clock to stand", func() bool {
		a := s.Snapshot()
		time.Sleep(5 * time.Millisecond)
		b := s.Snapshot()
		return a.State == probe.Paused && a.Elapsed == b.Elapsed && a.Phases == b.Phases
	})
	paused := s.Snapshot()
	s.Resume()
	wait(t, "the run to go on", func() bool {
		snap := s.Snapshot()
		return snap.State == probe.Running && snap.Phases[probe.Demo].Calls > paused.Phases[probe.Demo].Calls
	})
	s.Pause()
	s.Restart()
	wait(t, "another run", func() bool { snap := s.Snapshot(); return snap.Run == 2 && snap.Pass >= 2 })
	s.Stop()
	wait(t, "the run to stop", func() bool { snap := s.Snapshot(); return snap.State == probe.Done && snap.Stopped })
	s.Restart()
	wait(t, "a run after a stop", func() bool { snap := s.Snapshot(); return snap.Run == 3 && snap.State == probe.Running })
	s.Pause()
	s.Close()
	wait(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}

// TestStopCuts sees that a stop does not wait for evaluations at work.
func TestStopCuts(t *testing.T) {
	dir := t.TempDir()
	src := "def solve(I):\n    x1 = power(double, TEN)\n    x2 = multiply(TEN, TEN)\n    x3 = multiply(x2, x2)\n    x4 = multiply(x3, x3)\n    x5 = multiply(x4, x4)\n    x6 = power(identity, x5)\n    O = x6(I)\n    return O\n"
	file := dir + "/endless.py"
	if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	spec := tour(2)
	spec.Source.Programs = []string{file}
	spec.Strategy.Fuel = 1 << 50
	run := engine.Start(op.NewTable(), spec)
	time.Sleep(20 * time.Millisecond)
	run.Stop()
	select {
	case <-run.Done():
	case <-time.After(patience):
		t.Fatalf("the run goes on %v after its stop", patience)
	}
	if c := run.Result().Snapshot.Counts; c.Outputs.Sum() != 0 {
		t.Errorf("%d outputs of a program without end", c.Outputs.Sum())
	}
	spec.Strategy.Deadline = 5 * time.Millisecond
	spec.Source.Tasks = append(spec.Source.Tasks, "b0a70001")
	if c := finish(t, spec).Snapshot.Counts; c.Timeouts != 5 {
		t.Errorf("%d timeouts at a deadline, want one for each of 5 samples", c.Timeouts)
	}
}

func BenchmarkTour(b *testing.B) {
	table := op.NewTable()
	for b.Loop() {
		run := engine.Start(table, tour(1))
		<-run.Done()
	}
}

// TestAfterEnd sees that what a run shows after its end stands: a stop keeps the
// counts and results of the last whole pass, and no key moves the clock.
func TestAfterEnd(t *testing.T) {
	spec := tour(2)
	spec.Repeat = true
	s := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	wait(t, "the second pass", func() bool { return s.Snapshot().Pass >= 2 })
	run := s.Close()
	snap := run.Snapshot()
	if tasks := len(load(t, spec).Tasks); int(snap.Counts.Tasks) != tasks || len(run.Result().Tasks) != tasks {
		t.Errorf("after a stop %d tasks are counted and %d have results, want those of the last whole pass: %d", snap.Counts.Tasks, len(run.Result().Tasks), tasks)
	}
	time.Sleep(5 * time.Millisecond)
	run.Pause()
	run.Resume()
	run.Stop()
	if later := run.Snapshot(); later.Elapsed != snap.Elapsed || later.PausedFor != snap.PausedFor {
		t.Errorf("the clock of an ended run went from %v to %v", snap.Elapsed, later.Elapsed)
	}
}

// TestStopPaused stops a session while its next run, which was to be held, waits to
// begin: the run after that is not held.
func TestStopPaused(t *testing.T) {
	spec := tour(2)
	spec.Source.Tasks = []task.ID{"b0a70002", "b0a70004", "b0a70007"} // passes are short, also under the race detector
	spec.Repeat = true
	var begins atomic.Bool // the second run
	asked, may := make(chan bool, 8), make(chan bool)
	s := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		if begins.Load() {
			asked <- true
			<-may
		}
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	defer s.Close()
	begins.Store(true)
	s.Restart()
	<-asked
	s.Pause()
	s.Stop()
	begins.Store(false)
	may <- true
	wait(t, "the run to stop", func() bool { snap := s.Snapshot(); return snap.Run == 2 && snap.State == probe.Done })
	s.Restart()
	wait(t, "the third run to work", func() bool { snap := s.Snapshot(); return snap.Run == 3 && snap.Pass >= 2 })
}

// TestRestartSlow has a run take its time to begin: nobody waits for it, and what is
// asked in the meantime counts.
func TestRestartSlow(t *testing.T) {
	spec := tour(2)
	spec.Source.Tasks = []task.ID{"b0a70002", "b0a70004", "b0a70007"} // passes are short, also under the race detector
	spec.Repeat = true
	first := true
	may, asked := make(chan bool), make(chan bool)
	s := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		if !first {
			asked <- true
			<-may
		}
		first = false
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	s.Restart()
	<-asked
	if snap := s.Snapshot(); snap.Run != 1 || snap.State != probe.Done {
		t.Errorf("run %d is %v while the next one begins", snap.Run, snap.State)
	}
	s.Restart() // it is on its way
	st := s.Strategy()
	st.Observe = probe.LevelCounts
	if err := s.SetStrategy(st); err != nil {
		t.Fatal(err)
	}
	may <- true
	wait(t, "another run", func() bool { return s.Snapshot().Run == 2 && s.Snapshot().Pass >= 2 })
	if got := s.Working(); got != st {
		t.Errorf("the run works by %s, want %s", strategy.Name(got), strategy.Name(st))
	}
	s.Restart()
	<-asked
	s.Stop()
	may <- true
	wait(t, "the run to stop", func() bool { snap := s.Snapshot(); return snap.Run == 3 && snap.State == probe.Done })
	s.Restart()
	<-asked
	closed := make(chan *engine.Run)
	go func() { closed <- s.Close() }()
	may <- true
	select {
	case <-(<-closed).Done():
	case <-time.After(patience):
		t.Fatal("a run goes on after Close")
	}
}

// TestRestartThenStop sees that a stop right after a restart is the last word.
func TestRestartThenStop(t *testing.T) {
	spec := tour(2)
	spec.Repeat = true
	s := engine.NewSession(spec.Strategy, func(st strategy.Strategy) *engine.Run {
		spec.Strategy = st
		return engine.Start(op.NewTable(), spec)
	})
	s.Restart()
	s.Stop()
	wait(t, "the run to stop", func() bool { return s.Snapshot().State == probe.Done })
	time.Sleep(20 * time.Millisecond)
	if snap := s.Snapshot(); snap.State != probe.Done {
		t.Errorf("run %d is %v after Restart and Stop", snap.Run, snap.State)
	}
	s.Close()
}
