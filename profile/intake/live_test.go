package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/profile/record"
)

// noted returns a reader that gathers what it notes.
func noted(t *testing.T, o Options) (*Reader, *[]string) {
	t.Helper()
	list := &[]string{}
	o.Note = func(e record.Event, _ bool) error {
		*list = append(*list, e.Kind+": "+e.Text)
		return nil
	}
	r, err := NewReader(o)
	if err != nil {
		t.Fatal(err)
	}
	return r, list
}

func feed(t *testing.T, r *Reader, text string) {
	t.Helper()
	if err := r.Read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

// TestFrame sees what is at work count until now, with what is left of it, and
// nothing of it added twice at its end.
func TestFrame(t *testing.T) {
	r, events := noted(t, Options{Live: true, Began: time.Now()})
	feed(t, r, `{"event":"phase","name":"demo","state":"begin","t":1}
{"event":"phase","name":"demo/parse","state":"begin","t":1}
{"event":"phase","name":"demo","state":"begin","t":2}
{"event":"progress","name":"demo","done":40,"total":160,"t":3}
{"event":"result","task":"007bbfb7","solved":true}
{"event":"timeout","name":"demo","n":2,"limit":1}
a line
`)
	f, at := r.Frame()
	s := f.Snapshot(at, "x")
	if at != 3*time.Second || len(f.Phases) != 1 || len(f.Steps) != 1 {
		t.Fatalf("at %v, %+v", at, f)
	}
	p, step := f.Phases[0], f.Steps[0]
	if p.State != "running" || p.Wall != 2*time.Second || p.Busy != 3*time.Second || p.Calls != 40 || p.Total != 160 || p.Timeouts != 2 {
		t.Errorf("%+v", p)
	}
	if step.State != "running" || step.Wall == nil || *step.Wall != 2*time.Second {
		t.Errorf("%+v", step)
	}
	if s.Foreign == nil || !s.Foreign.Timed || s.Unattributed != time.Second || s.Task != "007bbfb7" {
		t.Errorf("%+v", s)
	}
	want := []string{"solved: task 007bbfb7", "timeout: 2 in demo", "log: a line"}
	if !slices.Equal(*events, want) {
		t.Errorf("noted %q, want %q", *events, want)
	}
	feed(t, r, `{"event":"phase","name":"demo","state":"end","t":4}
{"event":"phase","name":"demo","state":"end","t":4}
{"event":"phase","name":"demo/parse","state":"end","t":4}
{"event":"end","t":5}
`)
	rec := r.Close()
	if d := rec.Phases[0]; d.Wall != 3*time.Second || d.Busy != 5*time.Second || rec.Wall != 5*time.Second || rec.Unattributed != 2*time.Second {
		t.Errorf("%v busy %v of %v, rest %v", d.Wall, d.Busy, rec.Wall, rec.Unattributed)
	}
	f, _ = r.Frame()
	if f.State != "done" || f.Phases[0].State != "done" || f.Phases[0].Wall != 3*time.Second {
		t.Errorf("in the end %+v", f.Phases)
	}
}

// TestTakeOver has a log begin to tell times of its own while a phase is at work
// that was timed by when lines came: how long that took is not known, and nothing
// is more than all.
func TestTakeOver(t *testing.T) {
	r, _ := noted(t, Options{Live: true, Began: time.Now().Add(-time.Hour)})
	feed(t, r, `{"event":"phase","name":"demo","state":"begin"}
{"event":"phase","name":"demo/parse","state":"begin"}
{"event":"phase","name":"demo/parse","state":"end","t":1}
{"event":"phase","name":"demo","state":"end","t":2}
{"event":"phase","name":"test","state":"begin","t":2}
{"event":"phase","name":"test","state":"end","t":3}
`)
	if f, at := r.Frame(); at != 3*time.Second || f.Unattributed > at {
		t.Errorf("at %v, rest %v", at, f.Unattributed)
	}
	feed(t, r, `{"event":"end","t":4}`)
	rec := sound(t, r.Close())
	demo, test := rec.Phases[0], rec.Phases[1]
	if !demo.Lacks("wall") || !demo.Lacks("busy") || demo.Steps[0].Wall != nil || test.Wall != time.Second || test.Busy != time.Second {
		t.Errorf("demo %+v, test %+v", demo, test)
	}
	if rec.Wall != 4*time.Second || !rec.Lacks("unattributed") {
		t.Errorf("%v, rest %v", rec.Wall, rec.Unattributed)
	}
}

// TestCatch sees that what had begun before a log was followed has no time, and
// what begins after has.
func TestCatch(t *testing.T) {
	r, _ := noted(t, Options{Began: time.Now()})
	feed(t, r, `{"event":"phase","name":"old","state":"begin"}`+"\n")
	r.Catch(time.Now())
	feed(t, r, `{"event":"phase","name":"old","state":"end"}
{"event":"phase","name":"new","state":"begin"}
`)
	time.Sleep(time.Millisecond)
	feed(t, r, `{"event":"phase","name":"new","state":"end"}
{"event":"end"}
`)
	rec := sound(t, r.Close())
	if !rec.Phases[0].Lacks("wall") || rec.Phases[1].Lacks("wall") || rec.Phases[1].Wall <= 0 || !rec.Lacks("wall") || !rec.Lacks("unattributed") {
		t.Errorf("%+v, %q", rec.Phases, rec.Absent)
	}
}

// TestExit sees what becomes of a run whose command ended.
func TestExit(t *testing.T) {
	line := `{"event":"count","name":"matches","add":1}` + "\n"
	for name, x := range map[string]struct {
		log   string
		exit  Exit
		state record.State
		err   string
	}{
		"well":             {line, Exit{Ended: true}, record.Done, ""},
		"nothing said":     {"words\n", Exit{Ended: true}, record.Stopped, ""},
		"status":           {line, Exit{Ended: true, Status: 3}, record.Failed, "status 3"},
		"status after end": {line + `{"event":"end"}`, Exit{Ended: true, Status: 3}, record.Failed, "status 3"},
		"own error":        {line + `{"event":"end","error":"no card"}`, Exit{Ended: true, Status: 3}, record.Failed, "no card"},
		"signal":           {line, Exit{Ended: true, Status: 137, Signal: "killed"}, record.Stopped, ""},
		"asked":            {line, Exit{Ended: true, Status: 143, Asked: true}, record.Stopped, ""},
	} {
		r, _ := noted(t, Options{Live: true, Began: time.Now(), Command: "engine"})
		feed(t, r, x.log)
		if err := r.Aside(strings.NewReader("{\"event\":\"count\",\"name\":\"matches\",\"add\":1}\n")); err != nil {
			t.Fatal(err)
		}
		r.Exit(x.exit)
		rec := sound(t, r.Close())
		if rec.State != x.state || !strings.Contains(rec.Error, x.err) || (rec.Error == "") != (x.err == "") || *rec.Imported.Exit != x.exit.Status || rec.Imported.Signal != x.exit.Signal || rec.Counts.Matches > 1 {
			t.Errorf("%s: %s, %q, %+v", name, rec.State, rec.Error, rec.Imported)
		}
	}
}

// TestNotes bounds what is kept of lines that say nothing, and shows them all.
func TestNotes(t *testing.T) {
	kept, all := 0, 0 // lines
	r, err := NewReader(Options{Note: func(e record.Event, keep bool) error {
		if e.Kind == NoteKind {
			all++
		}
		if e.Kind == NoteKind && keep {
			kept++
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	const lines = maxNotes + 10
	if err := r.Read(&generator{n: lines, line: func(int) string { return "x\n" }}); err != nil {
		t.Fatal(err)
	}
	if all != lines || kept != maxNotes {
		t.Errorf("%d lines shown, %d kept", all, kept)
	}
	if w := r.Close().Warnings; len(w) != 2 || !strings.Contains(w[0], "are not kept") {
		t.Errorf("%q", w)
	}
}

// TestOriginLive follows the origin's phases by its lines, where its summary has
// some of the last task only; and does not where the lines came late.
func TestOriginLive(t *testing.T) {
	task := func(n int) (begin, rest string) {
		return fmt.Sprintf("run_batt.py:651: -- 007bbfb%d - %d start --\nrun_batt.py:447: -- 007bbfb%d - %d --\n", n, n, n, n),
			fmt.Sprintf("run_batt.py:515: -- Demo scoring: 96 outputs, 3 matches, 3 diff calls (skipped 93)\nrun_batt.py:656: -- 007bbfb%d - %d scored --\nrun_batt.py:661: -- 007bbfb%d - %d done - 104 candidates scored\n", n, n, n, n)
	}
	const filtered, validated = "run_batt.py:716: -- Filtered to 32 unique candidates (from 104)\n", "run_batt.py:770: -- Phase 3a: Validated 32 solvers in 0.001s (parallelized)\n"
	for _, late := range []bool{false, true} {
		r, _ := noted(t, Options{Live: true, Began: time.Now()})
		working := func(want string) {
			t.Helper()
			time.Sleep(2 * time.Millisecond)
			f, _ := r.Frame()
			for _, p := range f.Phases {
				if (p.State == "running") != (p.Name == want) {
					t.Errorf("%s is %s while %q is at work", p.Name, p.State, want)
				}
			}
			if len(f.Phases) > 0 && want == "check_batt" && !slices.Contains(f.Phases[0].Absent, "busy") {
				t.Errorf("busy time from nowhere: %+v", f.Phases[0])
			}
			if want != "" && !slices.ContainsFunc(f.Phases, func(p record.FramePhase) bool { return p.Name == want && p.Wall > 0 }) {
				t.Errorf("no %s among %+v", want, f.Phases)
			}
		}
		for n := range 2 {
			begin, rest := task(n)
			feed(t, r, begin)
			working("check_batt")
			feed(t, r, rest)
			working("phase1_filter")
			feed(t, r, filtered)
			working("phase2_inline_batch")
			feed(t, r, validated)
			working(originTail)
		}
		wall := "0.001"
		if late {
			wall = "1000.000"
		}
		feed(t, r, "2 tasks - 2 timeouts\n")
		working("")
		feed(t, r, "\nTiming summary (seconds):\n  main.run_batt     "+wall+"\n  run_batt.check_batt    0.001\n  run_batt.phase2_inline_batch   0.001\n")
		rec := sound(t, r.Close())
		names := map[string]*record.Phase{}
		for i := range rec.Phases {
			names[rec.Phases[i].Name] = &rec.Phases[i]
		}
		if names["check_batt"].Lacks("wall") != late && names["check_batt"].Wall != time.Millisecond || !names["check_batt"].Lacks("busy") {
			t.Errorf("late %v: %+v", late, names["check_batt"])
		}
		if p := names["phase2_inline_batch"]; late && !p.Lacks("wall") || (names[originTail] == nil) != late {
			t.Errorf("late %v: %+v, %+v", late, p, names[originTail])
		}
		if warned := strings.Contains(strings.Join(rec.Warnings, "\n"), "python -u"); warned != late {
			t.Errorf("late %v: %q", late, rec.Warnings)
		}
		if c := rec.Counts; c.OutputsDemo != 192 || c.MatchesDemo != 6 || c.DiffCallsDemo != 6 || c.Tasks != 2 || rec.State != record.Done {
			t.Errorf("%+v, %s", c, rec.State)
		}
	}
}
