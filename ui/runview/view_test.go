package runview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

func refresh(v *View, s probe.Snapshot) { v.Refresh(screen.Look{Run: &s}) }

// phased returns a view of a run with n phases, the first half of them begun.
func phased(n int) *View {
	v := New()
	refresh(v, uitest.Snapshot(probe.Running))
	names := []string{"load", "compile", "demo", "test", "diff", "filter", "inline", "validate", "save", "differs"}
	v.infos, v.stats = nil, nil
	for i := range n {
		v.infos = append(v.infos, probe.PhaseInfo{Name: names[i], Unit: "evaluations"})
		stat := probe.PhaseStat{Total: 1000}
		if i <= n/2 {
			stat = probe.PhaseStat{State: probe.Done, Wall: time.Duration(i+1) * time.Second, Busy: time.Duration(2*i+1) * time.Second, Calls: 1000, Total: 1000}
		}
		if i == n/2 {
			stat.State, stat.Calls = probe.Running, 400
		}
		v.stats = append(v.stats, stat)
	}
	v.scale = rescale(0, v.need())
	return v
}

func TestTenPhases(t *testing.T) {
	th := theme.New(theme.Dark, false, true)
	for n := 4; n <= 10; n++ {
		v := phased(n)
		lines := v.Render(80, 19, th)
		uitest.Law(t, lines, 80, 19)
		text := uitest.Text(lines, 80)
		for _, info := range v.infos {
			if !strings.Contains(text, " "+info.Name+" ") {
				t.Errorf("%d phases: no %s in\n%s", n, info.Name, text)
			}
		}
		for _, word := range []string{"unattrib.", "matches", "task ", "workers", "evaluations"} {
			if n <= 10 && !strings.Contains(text, word) && !(word == "workers" && strings.Contains(text, "worker ")) {
				t.Errorf("%d phases: no %s in\n%s", n, word, text)
			}
		}
		if n == 10 {
			uitest.Golden(t, "ten-80x19", text)
			if !strings.Contains(text, "diff calls") {
				t.Errorf("a phase diff without diff calls:\n%s", text)
			}
		}
		lines = v.Render(60, 11, th)
		uitest.Law(t, lines, 60, 11)
		if text := uitest.Text(lines, 60); !strings.Contains(text, "▶") || !strings.Contains(text, "tasks") {
			t.Errorf("%d phases at 60x11 hide what runs:\n%s", n, text)
		}
	}
}

func TestLaw(t *testing.T) {
	th := theme.New(theme.Light, false, true)
	for _, n := range []int{4, 7, 10} {
		v := phased(n)
		v.snap.Task = strings.Repeat("日本語", 40)
		v.snap.Events = append(v.snap.Events, probe.Event{Seq: 9, Kind: strings.Repeat("k", 30), Text: "\x1b[31m" + strings.Repeat("長", 200)})
		v.snap.Lanes = make([]probe.Lane, 64)
		for h := 0; h < 70; h += 3 {
			for w := 20; w < 240; w += 13 {
				uitest.Law(t, v.Render(w, h, th), w, h)
			}
		}
	}
}

// What is shown does not change the places of what else is shown.
func TestPlanIgnoresNumbers(t *testing.T) {
	a, b := New(), New()
	refresh(a, uitest.Snapshot(probe.Running))
	s := uitest.Snapshot(probe.Running)
	s.Events, s.Counts = nil, probe.Counts{}
	refresh(b, s)
	for h := range 60 {
		if plan(h, a.sizes(100), stackOrder()) != plan(h, b.sizes(100), stackOrder()) {
			t.Errorf("height %d: the plan depends on events or counts", h)
		}
	}
}

func TestPlanFits(t *testing.T) {
	want := phased(10).sizes(80)
	for h := range 100 {
		for name, order := range map[string][]step{"stack": stackOrder(), "left": leftOrder(), "right": rightOrder()} {
			p := plan(h, want, order)
			sum := 0
			for i := range p.heights {
				sum += p.heights[i]
				if p.gaps[i] {
					sum++
				}
			}
			if sum > h {
				t.Errorf("%s at %d takes %d lines", name, h, sum)
			}
		}
	}
}

func TestLeft(t *testing.T) {
	infos := []probe.PhaseInfo{{Name: "a", Unit: "x"}, {Name: "b", Unit: "x"}, {Name: "c", Unit: "y"}}
	stats := []probe.PhaseStat{
		{Wall: 10 * time.Second, Calls: 100, Total: 150},
		{Total: 20},
		{Total: 20},
	}
	for i, want := range []string{"5s true", "2s true", "0s false"} {
		d, ok := left(infos, stats, i)
		if got := fmt.Sprint(d, ok); got != want {
			t.Errorf("left of %s = %s, want %s", infos[i].Name, got, want)
		}
	}
}

func TestHistory(t *testing.T) {
	var h history
	h.add(0, 0)
	h.add(time.Second, 1000)
	h.add(1100*time.Millisecond, 1050) // part of a bucket
	if got := fmt.Sprint(h.full); got != "[1000 1000 1000 1000]" {
		t.Errorf("full = %v", got)
	}
	h.add(1250*time.Millisecond, 1300)
	if got := h.full[4]; got < 1199 || got > 1201 {
		t.Errorf("the bucket of 300 in 250 ms is %v/s", got)
	}
	h.add(1500*time.Millisecond, 100) // began again from nothing
	if got := h.full[5]; got < 399 || got > 401 {
		t.Errorf("the bucket after a new beginning is %v/s", got)
	}
	h.add(1500*time.Millisecond, 900) // no time passed
	h.add(24*time.Hour, 1_000_000)
	if len(h.full) != buckets {
		t.Errorf("%d buckets, want %d", len(h.full), buckets)
	}
	if rate, ok := h.now(); !ok || rate < 11 || rate > 12 {
		t.Errorf("the rate of a long silence is %v", rate)
	}
}

func TestRescale(t *testing.T) {
	scale := time.Duration(0)
	for _, step := range []struct{ need, want time.Duration }{
		{0, 0}, {7 * time.Second, 8 * time.Second}, {8 * time.Second, 8 * time.Second}, {8100 * time.Millisecond, 10 * time.Second},
		{7 * time.Second, 10 * time.Second}, {5 * time.Second, 5 * time.Second},
	} {
		if scale = rescale(scale, step.need); scale != step.want {
			t.Errorf("need %v gives %v, want %v", step.need, scale, step.want)
		}
	}
}

func TestLongFailure(t *testing.T) {
	v := New()
	s := uitest.Snapshot(probe.Failed)
	refresh(v, s)
	for _, sz := range [][2]int{{80, 19}, {80, 35}, {200, 55}} {
		text := uitest.Text(v.Render(sz[0], sz[1], theme.New(theme.Dark, false, true)), sz[0])
		if !strings.Contains(text, "permission denied") || !strings.Contains(text, "timeouts") {
			t.Errorf("the reason of the failure, or a count, is cut off:\n%s", text)
		}
	}
}

// Steps, latencies and counts by phase come on demand.
func TestOnDemand(t *testing.T) {
	v := New()
	s := uitest.Snapshot(probe.Running)
	s.Phases[probe.Demo].Latency = probe.Latency{Calls: 4, P50: 2 * time.Microsecond, P95: 3 * time.Microsecond, P99: 7 * time.Microsecond, Max: 9 * time.Millisecond}
	s.Steps[probe.LoadTasks] = probe.StepStat{Busy: 12 * time.Millisecond, Calls: 24}
	s.Steps[probe.InlineHash] = probe.StepStat{Busy: 5 * time.Millisecond, Calls: 3}
	refresh(v, s)
	th := theme.New(theme.Dark, false, true)
	frame := func() string { return uitest.Text(v.Render(120, 35, th), 120) }
	if strings.Contains(frame(), "reads task files") {
		t.Error("steps are shown unasked")
	}
	v.Do(openSteps)
	if f := frame(); !strings.Contains(f, "tasks ") || !strings.Contains(f, "reads task files") || !strings.Contains(f, "  hash ") || strings.Contains(f, "substitute ") {
		t.Errorf("want the steps that were made:\n%s", f)
	}
	uitest.Golden(t, "steps-120x35", frame())
	v.Do(openSteps)
	v.Do(nextColumn)
	if f := frame(); !strings.Contains(f, "7.00 µs") || !strings.Contains(f, "9.00 ms") || !strings.Contains(f, "p99") {
		t.Errorf("no latencies:\n%s", f)
	}
	v.Do(nextColumn)
	if f := frame(); !strings.Contains(f, "8,100") || !strings.Contains(f, "faults") || !strings.Contains(f, "4,573,000") {
		t.Errorf("no counts by phase:\n%s", f)
	}
	v.Do(nextColumn)
	if f := frame(); !strings.Contains(f, "busy") {
		t.Errorf("the columns do not come round:\n%s", f)
	}
}

// A knob that was changed is marked on the strip of throughput, the baseline on
// the bars.
func TestMarks(t *testing.T) {
	v := New()
	s := uitest.Snapshot(probe.Running)
	for at := time.Second; at <= 14*time.Second; at += time.Second {
		s.Elapsed = at
		s.Phases[probe.Demo].Calls = int64(at)
		if at == 5*time.Second {
			s.Events = append(s.Events, probe.Event{Seq: 9, At: at, Kind: "knob", Text: "workers 1→2"})
		}
		st := uitest.Standing(2, "=")
		v.Refresh(screen.Look{Run: &s, Standing: st})
	}
	th := theme.New(theme.Dark, false, true)
	f := uitest.Text(v.Render(120, 35, th), 120)
	if !strings.Contains(f, "└ workers 1→2") {
		t.Errorf("no mark of the knob:\n%s", f)
	}
	if !strings.Contains(f, "wall so far   │ baseline") {
		t.Errorf("nothing says what the marks are:\n%s", f)
	}
	line := ""
	for _, l := range strings.Split(f, "\n") {
		if strings.HasPrefix(l, " validate ") {
			line = strings.TrimSuffix(l, "│")
		}
	}
	if !strings.Contains(line, "│") {
		t.Errorf("no mark of the baseline:\n%s", f)
	}
	for h := 0; h < 60; h += 7 {
		for w := 20; w < 240; w += 13 {
			uitest.Law(t, v.Render(w, h, th), w, h)
		}
	}
}

// Devices are shown where there are any, with what was lost and why.
func TestDevices(t *testing.T) {
	v := New()
	s := uitest.Snapshot(probe.Running)
	th := theme.New(theme.Dark, false, true)
	refresh(v, s)
	if f := uitest.Text(v.Render(120, 35, th), 120); strings.Contains(f, "devices") {
		t.Errorf("devices where there are none:\n%s", f)
	}
	s.Devices = []probe.Device{
		{Name: "host:0", Label: "CPU", State: probe.DeviceBusy, Batches: 12, Items: 6144, Busy: 9 * time.Second, Idle: time.Second, LastSize: 512},
		{Name: "cuda:0", Label: "STAND-IN, no GPU", State: probe.DeviceLost, Why: "no answer within 2 s", Batches: 4, Items: 2048, Busy: time.Second, Idle: 9 * time.Second, LastSize: 512, Refused: 7, Memory: 3 << 30, MemoryOf: 80 << 30, Celsius: 41},
	}
	s.Queued = 40_960
	refresh(v, s)
	f := uitest.Text(v.Render(120, 35, th), 120)
	for _, want := range []string{"CPU host:0", "STAND-IN, no GPU cuda:0 lost: no answer", "90 %", "75 %", "512", "40,960 queued", "3.0 of 80 GiB", "41 °C"} {
		if !strings.Contains(f, want) {
			t.Errorf("no %q in\n%s", want, f)
		}
	}
	uitest.Golden(t, "devices-120x35", f)
	for h := 0; h < 60; h += 5 {
		for w := 20; w < 240; w += 13 {
			uitest.Law(t, v.Render(w, h, th), w, h)
		}
	}
}
