package runview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

// foreign returns a snapshot of another engine's run, as the origin's summary has
// it: check_solver_speed is added over threads and longer than the run.
func foreign() probe.Snapshot {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	span := func(name string, step bool, wall, busy int, lacks probe.Lacks) probe.Span {
		return probe.Span{Name: name, Step: step, Stat: probe.PhaseStat{State: probe.Done, Wall: ms(wall), Busy: ms(busy)}, Lacks: lacks | probe.NoCalls | probe.NoFaults}
	}
	s := probe.Snapshot{
		Run: 1, State: probe.Running, Name: "run_batt", Elapsed: ms(5359), Task: "007bbfb7", TaskIndex: 1, Unattributed: ms(305),
		Events: []probe.Event{{Seq: 1, Kind: "log", Text: "CuPy GPU support enabled"}, {Seq: 2, Kind: "stderr", Text: "a warning of numpy"}},
		Foreign: &probe.Foreign{
			Reader: "origin", Source: "-", Lines: 31, Used: 24, Timed: true, Rest: true,
			Tally: []probe.Tally{{Name: "tasks", N: 1, Known: true}, {Name: "solved"}, {Name: "candidates", N: 149, Known: true}, {Name: "outputs", N: 160, Known: true}, {Name: "faults"}},
			Spans: []probe.Span{
				span("check_batt", false, 4057, 0, probe.NoBusy), span("demo.parallel", true, 1461, 0, probe.NoBusy),
				span("phase2_inline_batch", false, 618, 0, probe.NoBusy),
				span("phase3a_validate_batch", false, 379, 0, probe.NoBusy), span("check_solver_speed", true, 0, 7173, probe.NoWall),
				span("inline", false, 0, 1975, probe.NoWall),
			},
		},
	}
	work := &s.Foreign.Spans[2]
	work.Stat.State, work.Stat.Calls, work.Stat.Total, work.Lacks = probe.Running, 12, 32, probe.NoBusy
	return s
}

// TestForeign draws another engine's phases: what nothing tells is a dash, and
// what is added over threads has no bar and no share.
func TestForeign(t *testing.T) {
	th := theme.New(theme.Dark, false, true)
	v := New()
	refresh(v, foreign())
	v.Do(openSteps)
	for _, size := range [][2]int{{80, 19}, {120, 35}} {
		lines := v.Render(size[0], size[1], th)
		uitest.Law(t, lines, size[0], size[1])
		text := uitest.Text(lines, size[0])
		uitest.Golden(t, fmt.Sprintf("foreign-%dx%d", size[0], size[1]), text)
		for _, line := range strings.Split(text, "\n") {
			if strings.Contains(line, "check_solver_speed") && (!strings.Contains(line, "7.17 s") || strings.Contains(line, "%") || strings.ContainsAny(line, "█▏▎▍▌▋▊▉")) {
				t.Errorf("added time is shown as wall: %s", line)
			}
		}
	}
	v.Do(nextColumn)
	v.Do(nextColumn)
	text := uitest.Text(v.Render(120, 35, th), 120)
	if !strings.Contains(text, "12           32        calls") {
		t.Errorf("no calls so far of all in\n%s", text)
	}

	// Nothing says how long it took: no share, no rest.
	s := foreign()
	s.Foreign.Timed, s.Foreign.Rest = false, false
	v = New()
	refresh(v, s)
	if text := uitest.Text(v.Render(80, 19, th), 80); strings.Contains(text, "%") {
		t.Errorf("a share of nobody knows what:\n%s", text)
	}
}

// TestForeignLaw draws many phases with hostile names, and one after another.
func TestForeignLaw(t *testing.T) {
	th := theme.New(theme.Light, false, true)
	v := New()
	for n := range 40 {
		s := foreign()
		s.Elapsed += time.Duration(n)
		for i := range n * 13 {
			s.Foreign.Spans = append(s.Foreign.Spans, probe.Span{
				Name: strings.Repeat("名\x1b[31m", i%9) + fmt.Sprint(i), Step: i%3 == 0, Lacks: probe.Lacks(i % 32),
				Stat: probe.PhaseStat{State: probe.State(i % probe.NumState), Wall: time.Duration(i) * time.Hour, Calls: int64(i) << 40, Total: int64(i) << 41},
			})
		}
		s.Foreign.Spans = append([]probe.Span{{Name: "a step first", Step: true}}, s.Foreign.Spans...)
		refresh(v, s)
		v.Do(openSteps)
		v.Do(nextColumn)
		for h := 0; h < 70; h += 9 {
			for w := 20; w < 240; w += 37 {
				uitest.Law(t, v.Render(w, h, th), w, h)
			}
		}
	}
}
