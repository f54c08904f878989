package recorder

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/programs"
	"battscope/profile/record"
)

// TestObserved records a run that turns the knob observe while a capture is taken, and
// wants a profile of each level, beside what was there and the one that the record sums
// up last, and the levels in the record.
func TestObserved(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, programs.FileName)
	if err := os.WriteFile(there, []byte("of a capture"), 0o600); err != nil {
		t.Fatal(err)
	}
	st := strategy.Default()
	st.Observe = probe.LevelCounts
	begun := make(chan *engine.Run, 1)
	run := engine.Start(op.NewTable(), engine.Spec{Name: "seed", Strategy: st, Passes: 3, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/seed")}, Before: func(pass int) {
		run := <-begun
		begun <- run
		switch st := run.Strategy(); pass {
		case 2:
			run.Observe(probe.LevelSampled)
			st.Observe = probe.LevelAll
			if err := run.SetStrategy(st); err != nil {
				t.Error(err)
			}
		case 3:
			run.Observe(probe.LevelOff)
		}
	}})
	begun <- run
	rec, err := Start(run, dir, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := rec.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rec.Profiles(), []string{filepath.Join(dir, "programs-2.pb.gz"), filepath.Join(dir, "programs-3.pb.gz")}; !slices.Equal(got, want) {
		t.Fatalf("profiles %q, want %q", got, want)
	}
	for n, level := range []string{"counts", "all"} {
		text, err := os.ReadFile(rec.Profiles()[n])
		if err != nil {
			t.Fatal(err)
		}
		p, err := profile.ParseData(text)
		if err != nil || !strings.HasSuffix(p.Comments[0], level) {
			t.Errorf("%s: %v, want level %s", rec.Profiles()[n], err, level)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "of a capture" {
		t.Errorf("what was there is %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "sources", "solvers.py")); err != nil {
		t.Errorf("the text of the programs is not there: %v", err)
	}
	if r.Observed == nil || r.Observed.Level != "all" || r.Level() != "counts+sampled+all" || r.Strategy.Observe != probe.LevelAll {
		t.Errorf("the record says %s of a run of %s, observed as %+v", r.Level(), r.Preset, r.Observed)
	}
	for _, l := range r.Observed.Levels {
		if l.Wall <= 0 || l.Wall >= r.Wall {
			t.Errorf("observed at %s for %v of %v", l.Level, l.Wall, r.Wall)
		}
	}
}

// TestObservedMeanwhile records a run that repeats its passes, and looks at what is on
// disk while it is at work, as a kill leaves it: the profile is there, whole, and it and
// the record say of which part of the run it is. At the end it is of all, in the same
// file.
func TestObservedMeanwhile(t *testing.T) {
	st := strategy.Default()
	st.Observe = probe.LevelCounts
	run := engine.Start(op.NewTable(), engine.Spec{Name: "seed", Strategy: st, Repeat: true, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/seed")}})
	defer run.Stop()
	dir := t.TempDir()
	began := time.Now().Add(-time.Minute)
	earlier := record.ProgramProfile{File: programs.FileName, Level: "counts", Since: began.Add(-time.Hour), Passes: 2}
	if err := os.WriteFile(filepath.Join(dir, earlier.File), []byte("of the process before"), 0o600); err != nil {
		t.Fatal(err)
	}
	rec, err := start(run, dir, Meta{Began: began, Earlier: &record.Record{Schema: record.Schema, Strategy: st, ProgramProfiles: []record.ProgramProfile{earlier}}}, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	var before record.ProgramProfile
	for n := range 2 { // and once more, in its place
		now := waitFor(t, run, dir, func(p record.ProgramProfile) bool { return p.Wall > before.Wall && p.Passes > before.Passes })
		if now.File != "programs-2.pb.gz" || now.Level != "counts" || !now.Since.Equal(began) || now.Whole || now.Wall <= 0 || now.Until < before.Until {
			t.Fatalf("the record has %+v after %+v", now, before)
		}
		comments := strings.Join(commentsOf(t, filepath.Join(dir, now.File)), "\n")
		if !strings.Contains(comments, "while the run was at work") || !strings.Contains(comments, "whole passes") || !strings.Contains(comments, "of the part since") {
			t.Errorf("writing %d says of itself %q", n, comments)
		}
		before = now
	}
	run.Stop()
	r, err := rec.Wait()
	if err != nil {
		t.Fatal(err)
	}
	list := r.ProgramProfiles
	if len(list) != 2 || list[0] != earlier || list[1].File != before.File || !list[1].Whole || list[1].Wall < before.Wall || list[1].Wall != r.Observed.Wall {
		t.Errorf("the record has %+v, and observed %v", list, r.Observed.Wall)
	}
	if comments := strings.Join(commentsOf(t, rec.Profiles()[0]), "\n"); strings.Contains(comments, "at work") {
		t.Errorf("the last says of itself %q", comments)
	}
	if text, err := os.ReadFile(filepath.Join(dir, earlier.File)); err != nil || string(text) != "of the process before" {
		t.Errorf("what the process before has left is %q, %v", text, err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "programs*")); len(files) != 2 {
		t.Errorf("files %q", files)
	}
}

// waitFor returns the last program profile that the record in a folder has, when it is
// as it should be.
func waitFor(t *testing.T, run *engine.Run, dir string, good func(record.ProgramProfile) bool) record.ProgramProfile {
	t.Helper()
	for {
		r, err := record.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(r.ProgramProfiles); n > 0 && r.State == record.Running && good(r.ProgramProfiles[n-1]) {
			return r.ProgramProfiles[n-1]
		}
		select {
		case <-run.Done():
			t.Fatal(run.Err())
		case <-time.After(time.Millisecond):
		}
	}
}

// commentsOf reads a profile whole, and returns what it says of itself.
func commentsOf(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.ParseData(text)
	if err != nil {
		t.Fatal(err)
	}
	return p.Comments
}

// TestObservedShare sees that profiles that were dear to write are not written again
// before so much time has passed that writing is a small part of it, nor those that
// could not be written.
func TestObservedShare(t *testing.T) {
	run := begin(1)
	<-run.Done()
	for _, c := range []struct {
		name string
		o    observed
		want bool
	}{
		{"cheap", observed{began: time.Now().Add(-time.Minute), cost: time.Minute / (2 * observedShare)}, true},
		{"dear", observed{began: time.Now().Add(-time.Minute), cost: 2 * time.Minute / observedShare}, false},
		{"just now", observed{began: time.Now(), every: time.Hour}, false},
		{"in vain", observed{began: time.Now().Add(-time.Minute), err: os.ErrPermission}, false},
	} {
		o := c.o
		o.run, o.dir = run, t.TempDir()
		o.begin()
		if o.written != nil {
			<-o.written
		}
		if got := o.written != nil; got != c.want {
			t.Errorf("%s: written %v, want %v", c.name, got, c.want)
		}
	}
}
