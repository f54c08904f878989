package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/profile/record"
	"battscope/profile/stacks"
	"battscope/profile/workspace"
	"battscope/ui"
	"battscope/ui/profileview"
)

// working returns a run that goes on until the test ends.
func working(t *testing.T) *engine.Run {
	t.Helper()
	a := &app{table: op.NewTable()}
	spec, err := a.spec(&inputFlags{scenario: "seed"})
	if err != nil {
		t.Fatal(err)
	}
	spec.Repeat = true
	run := engine.Start(a.table, spec)
	t.Cleanup(func() { run.Stop(); <-run.Done() })
	return run
}

// settled waits until the camera has ended so many captures.
func (c *camera) settled(t *testing.T, n int) {
	t.Helper()
	for began := time.Now(); c.State().Ended < n; time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("the capture does not end: %+v", c.State())
		}
	}
}

// TestCamera takes profiles for a while, until somebody ends it, and until the
// run ends; files stay where they are.
func TestCamera(t *testing.T) {
	run, dir := working(t), t.TempDir()
	c := &camera{present: func() (*engine.Run, string) { return run, dir }, guard: ui.NewGuard(), claim: new(claim)}
	o := ui.Shot{Kinds: []string{"heap", "goroutine"}}
	if err := c.claim.take(errContest); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(o); err != errContest {
		t.Errorf("a capture beside a contest: %v", err)
	}
	c.claim.leave()
	brief := o
	brief.Most = 100 * time.Millisecond
	if err := c.Start(brief); err != nil {
		t.Fatal(err)
	}
	if s := c.State(); strings.Join(s.Kinds, ",") != "heap,goroutine" || s.Most != 100*time.Millisecond {
		t.Errorf("the state is %+v", s)
	}
	c.settled(t, 1)
	if s := c.State(); s.Err != nil || len(s.Files) != 2 || len(s.Kinds) != 0 {
		t.Errorf("it left %+v", s)
	}
	if err := c.Start(o); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(o); err == nil {
		t.Error("two captures at a time")
	}
	time.Sleep(2 * 50 * time.Millisecond) // a look at the goroutines is taken
	c.Stop()
	c.Stop()
	c.settled(t, 2)
	if err := c.Start(o); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * 50 * time.Millisecond)
	run.Stop()
	c.settled(t, 3)
	if s := c.State(); s.Err != nil || filepath.Base(s.Files[0]) != "heap-3.pb.gz" {
		t.Errorf("it left %+v", s)
	}
	if err := c.Start(o); err == nil || !strings.Contains(err.Error(), "over") {
		t.Errorf("a capture of a run that is over: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 6 {
		t.Errorf("there are %d files, want 6: %v", len(files), err)
	}
}

// TestCameraClose writes what is being taken when the workbench ends.
func TestCameraClose(t *testing.T) {
	run, dir := working(t), t.TempDir()
	c := &camera{present: func() (*engine.Run, string) { return run, dir }, guard: ui.NewGuard()}
	if err := c.Start(ui.Shot{Kinds: []string{"heap"}, Most: time.Hour}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "heap.pb.gz")); err != nil {
		t.Error(err)
	}
	none := &camera{present: func() (*engine.Run, string) { return run, "" }, guard: ui.NewGuard()}
	if err := none.Start(ui.Shot{Kinds: []string{"heap"}}); err == nil || !strings.Contains(err.Error(), "--workspace") {
		t.Errorf("a run that leaves no record: %v", err)
	}
}

// TestCameraOverKnob turns the knob observe of a session at work, and takes a program
// profile over it until the run ends: both leave theirs, at their levels.
func TestCameraOverKnob(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	v := advise(t, "best", space) // two passes have gone by
	session, book := v.session, v.book
	passes := func(more int) {
		t.Helper()
		for to, began := session.Snapshot().Pass+more, time.Now(); session.Snapshot().Pass < to; time.Sleep(time.Millisecond) {
			if time.Since(began) > patience {
				t.Fatal("the run does not go on")
			}
		}
	}
	st := session.Strategy()
	st.Observe = probe.LevelCounts
	if err := session.SetStrategy(st); err != nil {
		t.Fatal(err)
	}
	passes(3)
	eye := &camera{present: book.atWork, guard: ui.NewGuard()}
	if err := eye.Start(ui.Shot{Kinds: []string{"programs"}, Levels: map[string]string{"programs": "all"}}); err != nil {
		t.Fatal(err)
	}
	passes(3)
	eye.Stop()
	eye.settled(t, 1)
	passes(3)
	if err := eye.Start(ui.Shot{Kinds: []string{"programs"}}); err != nil {
		t.Fatal(err)
	}
	passes(3)
	run, dir := book.atWork()
	session.Stop()
	<-run.Done()
	eye.settled(t, 2)
	if err := errors.Join(eye.Close(), book.end()); err != nil {
		t.Fatal(err)
	}
	levels := map[string]string{}
	for _, name := range []string{"programs.pb.gz", "programs-2.pb.gz", "programs-3.pb.gz"} {
		p, err := stacks.Load(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		levels[name] = strings.TrimPrefix(p.Comments[0], "program profile, level ")
	}
	// The last capture and the knob write at the same moment.
	if last := levels["programs-2.pb.gz"] + " " + levels["programs-3.pb.gz"]; levels["programs.pb.gz"] != "all" || last != "sampled counts" && last != "counts sampled" {
		t.Errorf("the profiles are of levels %v", levels)
	}
	r, err := record.Read(dir)
	if err != nil || r.Observed == nil || r.Observed.Level != "counts" || r.Level() != "counts+sampled+all" || r.Preset != "best+observe=counts" || len(r.Changes) != 1 || r.Changes[0].Text != "observe off→counts" {
		t.Errorf("the record says %+v of %s, changes %v (%v)", r.Observed, r.Preset, r.Changes, err)
	}
}

// TestGallery writes profiles, and a difference, in the formats of profiles, and
// serves pages of one after another.
func TestGallery(t *testing.T) {
	files := profiles(t)
	dir := t.TempDir()
	t.Chdir(dir)
	g := &gallery{app: &app{table: op.NewTable(), env: os.Environ()}}
	programs := files["programs"]
	for _, format := range []string{"pprof", "folded"} {
		w, err := g.Export(format, profileview.Shown{File: programs, Type: "cost"})
		if err != nil || w.Samples != 18 || w.Of != 18 || w.Path != "programs-"+format+map[string]string{"pprof": ".pb.gz", "folded": ".txt"}[format] {
			t.Errorf("%s: %+v, %v", format, w, err)
		}
	}
	if _, err := g.Export("pprof", profileview.Shown{File: programs, Base: programs}); err != nil {
		t.Errorf("a difference: %v", err)
	}
	if _, err := g.Export("markdown", profileview.Shown{File: "nowhere"}); err == nil {
		t.Error("a profile as a report of a run")
	}
	t.Setenv("PATH", "") // no browser
	for range 2 {
		url, err := g.Serve(profileview.Shown{File: programs, Type: "time", Focus: "objects"})
		if err != nil || !strings.HasPrefix(url, "http://127.0.0.1:") {
			t.Errorf("%s, %v", url, err)
		}
	}
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if n := len(g.Families()); n < 160 {
		t.Errorf("%d primitives have a family", n)
	}
}
