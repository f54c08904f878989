package record

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
)

// TestRoundTrip writes a record and reads it back.
func TestRoundTrip(t *testing.T) {
	cpu, load := 3*time.Second, 0.5
	want := &Record{
		Schema: Schema, ID: "20261124-054646-tour", State: Done, Name: "tour", Began: time.Date(2026, 11, 24, 5, 46, 46, 0, time.UTC), PID: 7,
		Data: Hashed{"ab", 12}, Strategy: strategy.Default(), Changes: []Change{{time.Second, "workers 1→2"}}, Host: Host{CPUs: 2, Load: &load},
		Wall: time.Minute, Counts: Counts{Tasks: 12, Outputs: 3, OutputsDemo: 2, OutputsTest: 1},
		Phases:   []Phase{{Name: "demo", CPU: &cpu, Latency: &Latency{Of: "evaluation", Calls: 5, Max: 9}, Steps: []Step{{Name: "calibrate"}}}},
		Passes:   []Pass{{Wall: time.Second, Phases: []time.Duration{1, 2}}},
		Tasks:    []Task{{Task: "b0a70001", Leaders: []Score{{Program: "solve_<b>", Demo: 3}}, Outputs: []string{"00"}}},
		Warnings: []string{}, Problems: []string{"a.json: line 3"},
		Observed: &Observed{Level: "all", Wall: time.Second, Phases: []ObservedPhase{{Name: "demo", Busy: 5, Engine: 5}}, Notes: []string{"a"}, Levels: []ObservedLevel{{"counts", 3}, {"all", time.Second}}},
	}
	want.Strategy.Observe = probe.LevelAll
	dir := t.TempDir()
	for range 2 { // the second replaces the first
		if err := want.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if level := got.Level(); level != "counts+all" {
		t.Errorf("observed at %s, want counts+all", level)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files are left, want the record alone", len(files))
	}
}

// TestOlder reads a record from before there was some knob: it had the default's
// value then.
func TestOlder(t *testing.T) {
	text, err := (&Record{Schema: Schema, Strategy: strategy.Default()}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, knob := range []string{`"chunk": \d+`, `"observe": "off"`} {
		old := regexp.MustCompile(`\n *`+knob+`,`).ReplaceAll(text, nil)
		if len(old) == len(text) {
			t.Fatalf("there is no knob %s any more: name another", knob)
		}
		r, err := Decode(old)
		if err != nil || r.Strategy != strategy.Default() || r.Level() != "off" {
			t.Errorf("%s: %+v, %v", knob, r, err)
		}
	}
}

// TestBad reads what is no record, and wants one line that names the file and
// says what is wrong.
func TestBad(t *testing.T) {
	good, err := (&Record{Schema: Schema, Strategy: strategy.Default()}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]struct{ text, want string }{
		"truncated":   {string(good[:len(good)/2]), "damaged at line"},
		"empty":       {"", "damaged at line 1"},
		"other":       {`{"tasks": []}`, "no record of a run"},
		"newer":       {`{"schema": 99}`, "use a newer one"},
		"wrong type":  {`{"schema": 1, "counts": {"tasks": "many"}}`, "damaged at line 1"},
		"no object":   {"[]", "damaged"},
		"bad knob":    {`{"schema": 1, "strategy": {"parallel": "all"}}`, "parallel"},
		"not written": {"\x00", ""},
	} {
		dir := t.TempDir()
		if name != "not written" {
			if err := os.WriteFile(filepath.Join(dir, FileName), []byte(v.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Read(dir)
		if err == nil || !strings.Contains(err.Error(), v.want) || !strings.Contains(err.Error(), FileName) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one line with %q", name, err, v.want)
		}
	}
	if err := (&Record{Schema: Schema, Strategy: strategy.Default()}).Write("/nowhere"); err == nil || strings.Contains(err.Error(), ".part") {
		t.Errorf("written to no folder: %v", err)
	}
}

// TestFrames sees that a snapshot comes back from its frame, less its events.
func TestFrames(t *testing.T) {
	s := probe.Snapshot{
		State: probe.Failed, Stopped: true, Err: errors.New("disk"), Elapsed: time.Minute, PausedFor: time.Second, Unattributed: 5,
		Name: "tour", Task: "a", TaskIndex: 2, Tasks: 3, Pass: 4, PassWall: 6, Repeats: true,
		Counts: probe.Counts{Tasks: 1, Outputs: probe.Split{Demo: 2, Test: 3}, DiffArguments: 9, TimeoutsStarved: 4},
		Lanes:  []probe.Lane{{Phase: probe.Validate, Busy: 3, Wait: 4, Active: true, Task: "a", Sample: 1}},
		Devices: []probe.Device{
			{Name: "host:0", Label: "CPU", State: probe.DeviceBusy, Batches: 1, Items: 2, Busy: 3, Transfer: 4, Idle: 5, MinBatch: 6, MaxBatch: 7, LastSize: 8},
			{Name: "cuda:1", Label: "card", State: probe.DeviceLost, Why: "it hangs", Refused: 9, Failures: 10, Returned: 11, Verified: 12},
		},
	}
	for p := range s.Phases {
		s.Phases[p] = probe.PhaseStat{State: probe.Done, Wall: time.Duration(p), Busy: 2, CPU: 3, CPUKnown: p%2 == 0, Calls: 4, Total: 5, Timeouts: 6, Faults: 7, Latency: probe.Latency{Calls: 1, P50: 2, P95: 3, P99: 4, Max: 5}}
		if p%2 != 0 {
			s.Phases[p].CPU = 0
		}
	}
	s.Phases[probe.Diff] = probe.PhaseStat{}
	for n := range s.Steps {
		s.Steps[n] = probe.StepStat{Busy: time.Duration(n), CPU: 1, Calls: 2}
	}
	got := FrameOf(&s).Snapshot(s.Elapsed, s.Name)
	if got.Err == nil || got.Err.Error() != "disk" {
		t.Errorf("the error is %v", got.Err)
	}
	got.Err, s.Err = nil, nil
	if !reflect.DeepEqual(got, s) {
		t.Errorf("got  %+v\nwant %+v", got, s)
	}
}

// TestEvents appends, and reads while the file grows: half a line is no event
// yet, a damaged one is an error and the next is read.
func TestEvents(t *testing.T) {
	dir := t.TempDir()
	w, err := AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r, err := OpenEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("of nothing: %v", err)
	}
	want := []Event{{At: 1, Seq: 1, Kind: "solved", Text: "task <a> \n b"}, {At: 2, Kind: FrameKind, Frame: FrameOf(&probe.Snapshot{})}}
	if err := w.Append(want...); err != nil {
		t.Fatal(err)
	}
	for _, ev := range want {
		got, err := r.Next()
		if err != nil || !reflect.DeepEqual(got, ev) {
			t.Errorf("%+v, %v; want %+v", got, err, ev)
		}
	}
	raw := func(text string) {
		f, err := os.OpenFile(filepath.Join(dir, EventsName), os.O_APPEND|os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteString(text)
			f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	raw(`{"at_ns":3,"ki`)
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("of half a line: %v", err)
	}
	raw("nd\":\"knob\"}\nnonsense\n{\"at_ns\":4,\"kind\":\"limit\"}\n")
	if ev, err := r.Next(); err != nil || ev.Kind != "knob" || ev.At != 3 {
		t.Errorf("of the whole line: %+v, %v", ev, err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 4 is damaged") {
		t.Errorf("of nonsense: %v", err)
	}
	if ev, err := r.Next(); err != nil || ev.Kind != "limit" {
		t.Errorf("behind nonsense: %+v, %v", ev, err)
	}

	// A run that a full disk cut off in the middle of a line goes on.
	raw(`{"at_ns":5,"ki`)
	again, err := AppendEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.Append(Event{At: 6, Kind: "knob"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 6 is damaged") {
		t.Errorf("of a line that was cut off: %v", err)
	}
	if ev, err := r.Next(); err != nil || ev.At != 6 {
		t.Errorf("of the run that went on: %+v, %v", ev, err)
	}
}

// TestJournal writes and reads what people say.
func TestJournal(t *testing.T) {
	dir := t.TempDir()
	if j, err := ReadJournal(dir); err != nil || j != (Journal{}) {
		t.Errorf("without one: %+v, %v", j, err)
	}
	want := Journal{Title: "a", Parent: "b", Hypothesis: "c", Verdict: Kept, Lesson: "d\ne", Baseline: true}
	if err := want.Write(dir); err != nil {
		t.Fatal(err)
	}
	if j, err := ReadJournal(dir); err != nil || j != want {
		t.Errorf("%+v, %v; want %+v", j, err, want)
	}
	if _, err := ParseVerdict("good"); err == nil || !strings.Contains(err.Error(), "open, kept, reverted") {
		t.Errorf("verdict good: %v", err)
	}
}
