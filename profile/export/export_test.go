package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"
	"golang.org/x/perf/benchfmt"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/capture"
	"battscope/profile/record"
)

// example returns a run of two passes with a folder that has events.
func example(t *testing.T) *Run {
	t.Helper()
	cpu := 3 * time.Millisecond
	rec := &record.Record{
		Schema: record.Schema, ID: "20261124-060814-tour", State: record.Done, Name: "a|b *tour*", Preset: "phase4b", Strategy: strategy.Default(),
		Host: record.Host{Name: "vm", OS: "linux", Arch: "amd64", CPU: "EPYC\nx", CPUs: 2, GOMAXPROCS: 2, Go: "go1.26"},
		Wall: 20 * time.Millisecond, Unattributed: 2 * time.Millisecond, Counts: record.Counts{Tasks: 2, SolvedTasks: 1, Candidates: 149, Matches: 5},
		Phases: []record.Phase{
			{Name: "load", Wall: time.Millisecond, Busy: time.Millisecond, Calls: 1, Unit: "files"},
			{Name: "demo", Wall: 17 * time.Millisecond, Busy: 30 * time.Millisecond, CPU: &cpu, Calls: 12, Unit: "evaluations", Timeouts: 3, Faults: 4},
		},
		Passes: []record.Pass{{Wall: 9 * time.Millisecond, Phases: []time.Duration{time.Millisecond, 8 * time.Millisecond}}, {Wall: 11 * time.Millisecond, Phases: []time.Duration{0, 9 * time.Millisecond}}},
		Tasks:  []record.Task{{Task: "b0a70001", Solved: true, Best: "solve,x", Matches: 5}},
	}
	dir := t.TempDir()
	events, err := record.AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := events.Append(
		record.Event{At: 5 * time.Millisecond, Seq: 1, Kind: probe.TimeoutEvent, Text: "program 3 cut"},
		record.Event{At: 9 * time.Millisecond, Kind: record.FrameKind, Frame: &record.Frame{Counts: record.Counts{DiffCalls: 160, Timeouts: 1}}},
	); err != nil {
		t.Fatal(err)
	}
	if err := events.Close(); err != nil {
		t.Fatal(err)
	}
	return &Run{Record: rec, Dir: dir, Journal: record.Journal{Title: "Diff | matches", Hypothesis: "160 calls\n5 needed", Verdict: record.Kept}, Results: "results ="}
}

func write(t *testing.T, format string, r *Run) string {
	t.Helper()
	f, err := Find(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if seen[f.Name] || f.Doc == "" || strings.HasSuffix(f.Doc, ".") || !strings.HasPrefix(f.Ending, ".") || f.Write == nil {
			t.Errorf("format %+v is not described, or comes twice", f)
		}
		seen[f.Name] = true
	}
	if _, err := Find("xml"); err == nil || !strings.Contains(err.Error(), "markdown") {
		t.Errorf("an unknown format: %v", err)
	}
}

func TestMarkdown(t *testing.T) {
	got := write(t, "markdown", example(t))
	for _, want := range []string{
		"# Diff \\| matches\n", "of a\\|b \\*tour\\*, strategy `phase4b`", "**results =**",
		"| demo | 17ms | 85.00% | 30ms | ×1.76 | 3ms | 12 evaluations | 3 | 4 |", "| load | 1ms | 5.00% | 1ms | ×1.00 | — |", "| unattributed | 2ms |",
		"\nload         ██▎ 1ms\n", "\ndemo         " + strings.Repeat("█", 40) + " 17ms\n",
		"| tasks | 2, 1 of them solved |", "| diff | distinct |", "EPYC x, linux/amd64", "- **hypothesis**: 160 calls 5 needed\n", "- **verdict**: kept\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	// Every row of a table has as many cells as its head.
	cells := 0
	for _, line := range strings.Split(got, "\n") {
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		switch {
		case !strings.HasPrefix(line, "|"):
			cells = 0
		case cells == 0:
			cells = n
		case n != cells:
			t.Errorf("the row %q has %d bars, its head %d", line, n, cells)
		}
	}
}

func TestBar(t *testing.T) {
	test := func(d, longest time.Duration, want string) {
		t.Helper()
		if got := bar(d, longest); got != want {
			t.Errorf("bar(%d, %d) = %q, want %q", d, longest, got, want)
		}
	}
	test(0, 0, "")
	test(0, 8, "")
	test(1, 1000, "▏")
	test(1, 4, strings.Repeat("█", 10))
	test(1, 320, "▏")
	test(9, 320, "█▏")
}

func TestCSV(t *testing.T) {
	for _, format := range []string{"csv", "tasks"} {
		rows, err := csv.NewReader(strings.NewReader(write(t, format, example(t)))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", format, len(rows), err)
		}
		if format == "csv" && (len(rows) != 1+3+6 || rows[2][3] != "17000000" || rows[1][5] != "") {
			t.Errorf("csv: %d rows, %q", len(rows), rows[2])
		}
		if format == "tasks" && rows[1][3] != "solve,x" {
			t.Errorf("tasks: %q", rows[1])
		}
	}
}

func TestBenchmark(t *testing.T) {
	text := write(t, "benchmark", example(t))
	r := benchfmt.NewReader(strings.NewReader(text), "x")
	samples := map[string]int{}
	for r.Scan() {
		switch rec := r.Result().(type) {
		case *benchfmt.SyntaxError:
			t.Errorf("%v in\n%s", rec, text)
		case *benchfmt.Result:
			samples[rec.Name.String()]++
			if got := rec.GetConfig("cpu"); got != "EPYC x" {
				t.Errorf("cpu is %q", got)
			}
			if rec.Name.String() == "Phase/name=demo-2" && rec.Values[0].OrigUnit != "ns/op" {
				t.Errorf("demo has %v", rec.Values)
			}
		}
	}
	if err := r.Err(); err != nil {
		t.Error(err)
	}
	if samples["Phase/name=demo-2"] != 2 || samples["Phase/name=load-2"] != 1 || samples["Pass-2"] != 2 || samples["Counts-2"] != 1 {
		t.Errorf("samples are %v", samples)
	}
}

// TestNest builds a timeline of a run and sees that spans of a track nest.
func TestNest(t *testing.T) {
	run := example(t)
	line := capture.NewTimeline()
	for range 2 {
		for _, task := range []string{"", "b0a70001", "b0a70002"} {
			for p := probe.Load; p <= probe.Test; p++ {
				if (task == "") != (p <= probe.Compile) {
					continue
				}
				own := probe.Stretch{Phase: p, Task: task, Worker: probe.OwnWorker, Device: "interp"}
				line.Enter(own)
				for w := range 2 {
					s := own
					s.Worker = w
					line.Enter(s)
					line.Leave(s)
				}
				line.Leave(own)
			}
		}
	}
	if err := WriteTrace(run.Dir, run.Record, line); err != nil {
		t.Fatal(err)
	}
	names := CheckNesting(t, []byte(write(t, "chrome", run)))
	if names["task b0a70001"] != 2 || names["task b0a70002"] != 2 || names["demo"] != 4*3 || names["timeout"] != 1 || names["diff calls"] != 1 || names["thread_name"] != 3 {
		t.Errorf("the trace has %v", names)
	}
}

// CheckNesting reads a Chrome trace, sees that the spans of each track nest, and
// returns how often each name comes.
func CheckNesting(t *testing.T, text []byte) map[string]int {
	t.Helper()
	var f traceFile
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	tracks := map[int][]traceEvent{}
	for _, e := range f.Events {
		names[e.Name]++
		if e.Phase == "X" {
			tracks[e.TID] = append(tracks[e.TID], e)
		}
	}
	const slack = 1e-3 // of a microsecond: a nanosecond
	for tid, list := range tracks {
		slices.SortStableFunc(list, func(a, b traceEvent) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(*b.Dur, *a.Dur)) })
		var open []traceEvent
		for _, e := range list {
			for len(open) > 0 && open[len(open)-1].Time+*open[len(open)-1].Dur <= e.Time+slack {
				open = open[:len(open)-1]
			}
			if len(open) > 0 && e.Time+*e.Dur > open[len(open)-1].Time+*open[len(open)-1].Dur+slack {
				t.Errorf("track %d: %s at %v ends after %s, within which it begins", tid, e.Name, e.Time, open[len(open)-1].Name)
			}
			open = append(open, e)
		}
	}
	return names
}

func TestNoTrace(t *testing.T) {
	run := example(t)
	f, _ := Find("chrome")
	for state, why := range map[record.State]string{record.Running: "killed, or is still at work", record.Stopped: "when it is left"} {
		run.Record.State = state
		if err := f.Write(&bytes.Buffer{}, run); err == nil || !strings.Contains(err.Error(), "left no trace.json") || !strings.Contains(err.Error(), why) {
			t.Errorf("a run without a timeline that is %s: %v", state, err)
		}
	}
}

// TestPassesOfTimes says of how much the times of a report are.
func TestPassesOfTimes(t *testing.T) {
	f, _ := Find("markdown")
	for state, want := range map[record.State]string{record.Done: "Of 2 passes.", record.Stopped: "Of 2 passes and a part of the next."} {
		run := example(t)
		run.Record.State = state
		var b bytes.Buffer
		if err := f.Write(&b, run); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %v, want %q in\n%s", state, err, want, b.String())
		}
	}
}

func TestFolded(t *testing.T) {
	run := example(t)
	for _, format := range []string{"folded", "pprof"} {
		f, _ := Find(format)
		if err := f.Write(&bytes.Buffer{}, run); err == nil || !strings.Contains(err.Error(), "left no profile") {
			t.Errorf("%s of a run without a profile: %v", format, err)
		}
	}
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}}}
	at := func(name string, line int64) *profile.Location {
		id := uint64(len(p.Location) + 1)
		f := &profile.Function{ID: id, Name: name}
		l := &profile.Location{ID: id, Line: []profile.Line{{Function: f, Line: line}}}
		p.Function, p.Location = append(p.Function, f), append(p.Location, l)
		return l
	}
	main, one, two := at("main", 1), at("a;b", 2), at("a;b", 3)
	p.Sample = []*profile.Sample{
		{Location: []*profile.Location{one, main}, Value: []int64{1, 10}}, {Location: []*profile.Location{two, main}, Value: []int64{1, 5}},
		{Location: []*profile.Location{main}, Value: []int64{0, 7}},
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(run.Dir, "cpu.pb.gz"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := write(t, "folded", run), "main 7\nmain;a:b 15\n"; got != want {
		t.Errorf("folded is %q, want %q", got, want)
	}
	run.Type = "calls"
	if got, want := write(t, "folded", run), "main;a:b 2\n"; got != want {
		t.Errorf("folded calls are %q, want %q", got, want)
	}
	if got := write(t, "pprof", run); got != b.String() {
		t.Errorf("the profile has %d bytes, want %d", len(got), b.Len())
	}
	run.Profile = "nowhere"
	for _, format := range []string{"folded", "pprof"} {
		f, _ := Find(format)
		if err := f.Write(&bytes.Buffer{}, run); err == nil || strings.Count(err.Error(), "nowhere") != 1 {
			t.Errorf("%s of a profile that is not there: %v", format, err)
		}
	}
}

func ExampleBenchstatCommand() {
	fmt.Println(BenchstatCommand("a.txt", "b.txt"))
	// Output: benchstat -ignore run,preset,commit a.txt b.txt
}
