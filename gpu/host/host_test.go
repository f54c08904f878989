package host_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/sched"
	"battscope/gpu/host"
)

// works returns the work of each task of a scenario.
func works(tb testing.TB, scenario string, limits interp.Limits) []*device.Work {
	tb.Helper()
	table := op.NewTable()
	in, err := (&engine.Source{BuiltIn: os.DirFS("../../testdata/" + scenario)}).Load(table)
	if err != nil {
		tb.Fatal(err)
	}
	b := batt.Compile(table, in.Programs)
	var list []*device.Work
	for _, t := range in.Tasks {
		w := &device.Work{Batt: b, Limits: limits, Stop: new(atomic.Bool)}
		for _, s := range append(t.Demo[:len(t.Demo):len(t.Demo)], t.Test...) {
			w.Samples = append(w.Samples, device.Sample{In: s.In, Out: s.Out})
		}
		list = append(list, w)
	}
	return list
}

// grids keeps the outputs that devices give.
type grids struct {
	mu sync.Mutex
	m  map[grid.Digest]string
}

func (g *grids) Want(_ int, d grid.Digest) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.m[d] == ""
}

func (g *grids) Keep(_ int, d grid.Digest, out *grid.Grid) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if grid.DigestOf(out.H, out.W, out.Cells) != d {
		panic("a grid of another digest")
	}
	g.m[d] = out.String()
}

// TestNoDifference holds host devices to what the interpreter gives, program by
// program alone, on the built-in pools, in random batches, on several fuels, with
// the programs' values shared and not.
func TestNoDifference(t *testing.T) {
	// One device for all: it is given one pool after another.
	d := host.New(0, nil)
	for _, v := range []struct {
		scenario string
		tasks    int
		fuels    []int64
	}{
		{"seed", 1, []int64{4_000_000, 2000, 100}},
		{"tour", 2, []int64{4_000_000, 2000}},
		{"storm", 3, []int64{200_000, 2000}},
	} {
		t.Run(v.scenario, func(t *testing.T) {
			for _, fuel := range v.fuels {
				r := rand.New(rand.NewPCG(1, uint64(fuel)))
				for n, w := range works(t, v.scenario, interp.Limits{Fuel: fuel}) {
					if n == v.tasks {
						break
					}
					for _, how := range []struct{ alone, values bool }{{}, {alone: true}, {values: true}} {
						w.Alone, w.Values = how.alone, how.values
						compare(t, d, w, r)
					}
				}
			}
		})
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

func compare(t *testing.T, d device.Device, w *device.Work, r *rand.Rand) {
	t.Helper()
	if err := d.Load(w); err != nil {
		t.Fatal(err)
	}
	var items []device.Item
	for k := range w.Samples {
		for _, p := range r.Perm(len(w.Batt.Programs)) {
			items = append(items, device.Item{Program: int32(p), Sample: int32(k)})
		}
	}
	m := interp.NewMachine(w.Batt, w.Limits, nil)
	got := &grids{m: map[grid.Digest]string{}}
	faults := 0
	for len(items) > 0 {
		n := min(1+r.IntN(40), len(items))
		b := &device.Batch{Items: items[:n], Results: make([]device.Result, n), Outputs: got}
		if err := d.Eval(b); err != nil {
			t.Fatal(err)
		}
		for i, item := range b.Items {
			s := w.Samples[item.Sample]
			m.Load(s.In)
			res := m.Run(int(item.Program))
			want := device.Result{Done: true, Cost: res.Cost, Fault: res.Fault, Line: int32(res.Line)}
			if res.Fault == 0 {
				out := interp.ToGrid(res.Out)
				want.Out, want.Match = grid.DigestOf(out.H, out.W, out.Cells), s.Out != nil && grid.Equal(out, s.Out)
				if got.m[want.Out] != out.String() {
					t.Fatalf("%s on sample %d: the device kept another grid", name(w, item), item.Sample)
				}
			} else {
				faults++
			}
			if b.Results[i] != want {
				t.Fatalf("%s on sample %d: %+v, want %+v", name(w, item), item.Sample, b.Results[i], want)
			}
		}
		items = items[n:]
	}
	if w.Limits.Fuel <= 100 && faults == 0 {
		t.Error("no program was cut: the test says nothing")
	}
}

func name(w *device.Work, item device.Item) string {
	return w.Batt.Programs[item.Program].Func.Name
}

// TestAnotherPool gives one device pools by turns that have nothing but limits and
// stop in common.
func TestAnotherPool(t *testing.T) {
	limits := interp.Limits{Fuel: 20_000}
	stop := new(atomic.Bool)
	r := rand.New(rand.NewPCG(4, 4))
	d := host.New(0, nil)
	for _, name := range []string{"seed", "storm", "tour", "seed"} {
		w := works(t, name, limits)[0]
		w.Stop = stop
		compare(t, d, w, r)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// book is what a job's accepted results are.
type book struct {
	mu      sync.Mutex
	results map[device.Item]device.Result
	events  []string
}

func run(t *testing.T, w *device.Work, devices []device.Device, verify float64) (*book, *sched.Scheduler) {
	t.Helper()
	b := &book{results: map[device.Item]device.Result{}}
	s := sched.New(devices, []device.Device{device.NewReference("interp:0")}, sched.Options{
		Patience: 10 * time.Second, Verify: verify,
		Event: func(_, text string) { b.events = append(b.events, text) },
	})
	order := make([]int32, len(w.Batt.Programs))
	for p := range order {
		order[p] = int32(p)
	}
	job := sched.Job{Work: w}
	for k := range w.Samples {
		job.Lots = append(job.Lots, sched.Lot{Sample: int32(k), Programs: order})
	}
	job.Accept = func(_ int, items []device.Item, results []device.Result) error {
		b.mu.Lock()
		defer b.mu.Unlock()
		for i, item := range items {
			if _, twice := b.results[item]; twice {
				return fmt.Errorf("%v has two results", item)
			}
			b.results[item] = results[i]
		}
		return nil
	}
	job.Revoke = func(_ int, items []device.Item, _ []device.Result) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, item := range items {
			delete(b.results, item)
		}
	}
	if err := s.Run(job); err != nil {
		t.Fatal(err)
	}
	return b, s
}

// TestFaults injects each fault into one of three devices and sees that the
// results stay what they are, that the device is lost, and that somebody says so.
func TestFaults(t *testing.T) {
	w := works(t, "seed", interp.Limits{Fuel: 4_000_000})[0]
	want, s := run(t, w, []device.Device{host.New(0, nil)}, 0)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	var woken chan struct{} // of the case at work
	for _, v := range []struct {
		name, said string
		verify     float64
		fault      host.Fault
	}{
		{"error", "out of memory", 0, func(call int64, _ *device.Batch) error {
			if call == 2 {
				return errors.New("out of memory")
			}
			return nil
		}},
		{"panic", "panicked: a defect", 0, func(call int64, _ *device.Batch) error { panic("a defect") }},
		{"hang", "hangs", 0, func(call int64, _ *device.Batch) error { <-woken; return nil }},
		{"undone", "undone", 0, func(_ int64, b *device.Batch) error { b.Results[0] = device.Result{}; return nil }},
		{"wrong", "wrong results", 1, func(call int64, b *device.Batch) error {
			if call == 3 {
				b.Results[len(b.Results)-1].Cost++
			}
			return nil
		}},
		{"wrong grid", "wrong results", 0.5, func(call int64, b *device.Batch) error {
			for i := range b.Results {
				b.Results[i].Out[0] ^= 1
			}
			return nil
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			woken = make(chan struct{})
			defer func() {
				close(woken)
				synctest.Wait()
			}()
			got, s := run(t, w, []device.Device{host.New(0, nil), host.New(1, v.fault), host.New(2, nil)}, v.verify)
			if len(got.results) != len(want.results) {
				t.Errorf("%s: %d results, want %d", v.name, len(got.results), len(want.results))
			}
			for item, r := range want.results {
				if got.results[item] != r {
					t.Fatalf("%s: %s on sample %d: %+v, want %+v", v.name, name(w, item), item.Sample, got.results[item], r)
				}
			}
			st := s.Stats()[1]
			// A device that the others leave no second call for never fails.
			if lost := len(got.events) > 0; lost != (st.Failures == 1) || lost && (!strings.Contains(got.events[0], v.said) || !strings.Contains(got.events[0], "host:1 (CPU) is lost")) {
				t.Errorf("%s: events %q, device %+v; want a loss with %q", v.name, got.events, st, v.said)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
