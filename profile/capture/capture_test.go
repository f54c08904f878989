package capture

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/pprof/profile"

	"battscope/engine/probe"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// burn works until the process's goroutine has used about d of a processor.
//
//go:noinline
func burn(rounds int) uint64 {
	x := uint64(1)
	for range rounds {
		for range 1000 {
			x = x*6364136223846793005 + 1442695040888963407
		}
	}
	return x
}

func load(t *testing.T, path string) *profile.Profile {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.ParseData(data)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if err := p.CheckValid(); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return p
}

// all returns the kinds that are the process's.
func all() []Kind {
	var kinds []Kind
	for _, k := range Kinds() {
		if k.Kind != Programs {
			kinds = append(kinds, k.Kind)
		}
	}
	return kinds
}

// TestSession takes every kind at once and reads what it wrote.
func TestSession(t *testing.T) {
	dir := t.TempDir()
	s, err := Start(dir, Options{Kinds: all()})
	if err != nil {
		t.Skipf("the process is profiled otherwise: %v", err)
	}
	labels := NewLabels()
	var mu sync.Mutex
	var wg sync.WaitGroup
	var kept [][]byte
	for worker := range 2 {
		wg.Go(func() {
			labels.Enter(probe.Stretch{Phase: probe.Demo, Task: "b0a70001", Worker: worker, Device: "interp"})
			defer labels.Leave(probe.Stretch{Worker: probe.OwnWorker})
			for range 20 {
				mu.Lock()
				kept = append(kept, make([]byte, 1<<20))
				runtime.KeepAlive(burn(2000))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	r, err := s.Stop()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.Files {
		names = append(names, filepath.Base(f))
		if info, err := os.Stat(f); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
	if want := []string{"cpu.pb.gz", "heap.pb.gz", "block.pb.gz", "mutex.pb.gz", "goroutine.pb.gz", "trace.out"}; !slices.Equal(names, want) {
		t.Errorf("files are %q, want %q", names, want)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != len(names) {
		t.Errorf("the folder has %d files, want %d: %v", len(entries), len(names), err)
	}
	for _, f := range r.Files[:5] {
		load(t, f)
	}
	alloc := load(t, filepath.Join(dir, "heap.pb.gz"))
	var allocated, inUse int64
	for _, s := range alloc.Sample {
		allocated += s.Value[1]
		inUse += s.Value[3]
	}
	if allocated < 20<<20 || inUse < 20<<20 {
		t.Errorf("the heap profile has %d bytes allocated and %d in use, want about 40 MiB", allocated, inUse)
	}
	for _, name := range []string{"block.pb.gz", "mutex.pb.gz"} {
		if p := load(t, filepath.Join(dir, name)); len(p.Sample) == 0 && runtime.NumCPU() > 1 {
			t.Logf("%s has no samples: the two workers did not meet", name)
		}
	}
	runtime.KeepAlive(kept)
}

// TestLabels sees the labels of a CPU profile where it is sure that there are
// samples: in the goroutine profile, which has them too.
func TestLabels(t *testing.T) {
	labels := NewLabels()
	x := probe.Stretch{Phase: probe.Demo, Task: "b0a70001", Worker: 3, Device: "interp"}
	end, there := make(chan struct{}), make(chan struct{})
	go func() {
		labels.Enter(x)
		there <- struct{}{}
		<-end
		labels.Leave(probe.Stretch{Worker: probe.OwnWorker})
		there <- struct{}{}
		<-end
	}()
	find := func() (found int) {
		p, err := lookup("goroutine")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Sample {
			if s.HasLabel("phase", "demo") && s.HasLabel("task", "b0a70001") && s.HasLabel("worker", "3") && s.HasLabel("device", "interp") {
				found++
			}
		}
		return found
	}
	<-there
	if n := find(); n != 1 {
		t.Errorf("%d goroutines have the labels, want 1", n)
	}
	end <- struct{}{}
	<-there
	if n := find(); n != 0 {
		t.Errorf("%d goroutines have the labels when they are off, want none", n)
	}
	close(end)
	if allocated := testing.AllocsPerRun(100, func() { labels.Enter(x); labels.Leave(probe.Stretch{Worker: probe.OwnWorker}) }); allocated != 0 {
		t.Errorf("labels of a known set allocate %v times", allocated)
	}
	for n := range 2 * maxSets {
		labels.Enter(probe.Stretch{Worker: n})
	}
	labels.Leave(probe.Stretch{Worker: probe.OwnWorker})
	if len(labels.sets) > maxSets {
		t.Errorf("%d sets are kept, want at most %d", len(labels.sets), maxSets)
	}
}

func TestRescale(t *testing.T) {
	of := func(values ...int64) *profile.Profile {
		p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}, {Type: "cpu", Unit: "nanoseconds"}}, Period: 10_000_000}
		for _, v := range values {
			p.Sample = append(p.Sample, &profile.Sample{Value: []int64{v / 10_000_000, v}})
		}
		return p
	}
	total := func(p *profile.Profile) (sum int64) {
		for _, s := range p.Sample {
			sum += s.Value[1]
		}
		return sum
	}
	p := of(700_000_000, 300_000_000)
	if text := rescale(p, 1020*time.Millisecond, 100); text != "" || total(p) != 1e9 || len(p.Comments) != 0 {
		t.Errorf("2 %% apart: %q, total %d", text, total(p))
	}
	p = of(700_000_000, 300_000_000)
	text := rescale(p, 2*time.Second, 500)
	if total(p) != 2e9 || p.Sample[0].Value[1] != 1_400_000_000 || p.Sample[0].Value[0] != 70 || p.Period != 20_000_000 {
		t.Errorf("half the rate: total %d, samples %v, period %d", total(p), p.Sample[0].Value, p.Period)
	}
	if !slices.Equal(p.Comments, []string{text}) || !strings.Contains(text, "asked for 500 Hz") || !strings.Contains(text, "which is 250 Hz") {
		t.Errorf("the mark is %q", text)
	}
	// Seven times a third is not lost in rounding.
	p = of(10, 10, 10, 10, 10, 10, 10)
	if rescale(p, 74, 100); total(p) != 74 {
		t.Errorf("small values add up to %d, want 74", total(p))
	}
	p = of()
	if text := rescale(p, time.Second, 100); text != "" {
		t.Errorf("no samples: %q", text)
	}
}

func TestDropInterface(t *testing.T) {
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "cpu", Unit: "nanoseconds"}}, Sample: []*profile.Sample{
		{Value: []int64{5e6}, Label: map[string][]string{roleKey: {roleInterface}}}, {Value: []int64{7e6}},
	}}
	if text := dropInterface(p); len(p.Sample) != 1 || text != "5ms of battscope's own screens are left out" || len(p.Comments) != 1 {
		t.Errorf("%d samples are left, %q", len(p.Sample), text)
	}
	if text := dropInterface(p); text != "" {
		t.Errorf("with none of them: %q", text)
	}
}

// TestInterface sees that goroutines that the screens start are marked.
func TestInterface(t *testing.T) {
	Interface(func() {
		done := make(chan string)
		go func() {
			pprof.Do(context.Background(), pprof.Labels(), func(context.Context) {})
			p, err := lookup("goroutine")
			if err != nil {
				done <- err.Error()
				return
			}
			for _, s := range p.Sample {
				if s.HasLabel(roleKey, roleInterface) {
					done <- ""
					return
				}
			}
			done <- "no goroutine is marked as the screens'"
		}()
		if text := <-done; text != "" {
			t.Error(text)
		}
	})
}

func TestStartFails(t *testing.T) {
	if _, err := Start("/nowhere", Options{Kinds: []Kind{CPU, Trace}}); err == nil || !strings.Contains(err.Error(), "trace") {
		t.Fatalf("a folder that is not there: %v", err)
	}
	// The CPU profiler is free again.
	s, err := Start(t.TempDir(), Options{Kinds: []Kind{CPU}})
	if err != nil {
		t.Skipf("the process is profiled otherwise: %v", err)
	}
	if _, err := Start(t.TempDir(), Options{Kinds: []Kind{CPU}}); err == nil || !strings.Contains(err.Error(), "profiled already") {
		t.Errorf("a second session: %v", err)
	}
	if _, err := s.Stop(); err != nil {
		t.Error(err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a second Stop does not panic")
			}
		}()
		_, _ = s.Stop()
	}()
}

func TestParseKinds(t *testing.T) {
	if kinds, level, err := ParseKinds("heap,cpu,heap"); err != nil || level != probe.LevelOff || !slices.Equal(kinds, []Kind{CPU, Heap}) {
		t.Errorf("%v, %v, %v", kinds, level, err)
	}
	for text, want := range map[string]probe.Level{"programs": probe.LevelOff, "programs=counts": probe.LevelCounts, "cpu,programs=sampled": probe.LevelSampled, "programs=all,heap": probe.LevelAll} {
		if kinds, level, err := ParseKinds(text); err != nil || level != want || kinds[len(kinds)-1] != Programs {
			t.Errorf("%s: %v, %v, %v", text, kinds, level, err)
		}
	}
	for _, bad := range []string{"", "cpu,", "wall", "programs=", "programs=off", "programs=every", "cpu=all"} {
		if _, _, err := ParseKinds(bad); err == nil {
			t.Errorf("ParseKinds(%q) says nothing", bad)
		}
	}
}

// TestWatched sees that a run in whose folder a profile of any kind lies is known to
// have been watched, but for one of programs, of which the record says how closely.
func TestWatched(t *testing.T) {
	for _, k := range Kinds() {
		for number, options := range map[string]Options{"": {}, "-2": {Number: true}} {
			dir := t.TempDir()
			s := &Session{dir: dir, options: options}
			if number != "" {
				if err := os.WriteFile(s.path(k.File), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(s.path(k.File), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			names := workspace.Profiles(dir)
			want := k.Kind != Programs
			if got := new(record.Record).Watched(names); got != want {
				t.Errorf("with %q the run was watched: %v, want %v", names, got, want)
			}
		}
	}
}

// TestNumber keeps the files of an earlier session.
func TestNumber(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"goroutine.pb.gz trace.out", "goroutine-2.pb.gz trace-2.out", "goroutine-3.pb.gz trace-3.out"} {
		s, err := Start(dir, Options{Kinds: []Kind{Goroutine, Trace}, Number: true})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * firstLook) // a look is taken
		r, err := s.Stop()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range r.Files {
			names = append(names, filepath.Base(f))
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("wrote %s, want %s", got, want)
		}
	}
}
