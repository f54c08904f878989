package recorder

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/profile/record"
)

// start begins a run on a built-in task.
func begin(passes int) *engine.Run {
	st := strategy.Default()
	return engine.Start(op.NewTable(), engine.Spec{Name: "tour", Strategy: st, Passes: passes, Source: engine.Source{BuiltIn: os.DirFS("../../testdata/seed")}})
}

// TestRecord records a run, and wants the record to be what the engine says at
// the end, and the events to hold every event and the last frame.
func TestRecord(t *testing.T) {
	run := begin(2)
	id, dir, err := NewFolder(t.TempDir(), time.Now(), "testdata/The Tour!")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := Start(run, dir, Meta{ID: id, Began: time.Now(), Host: record.ThisHost()})
	if err != nil {
		t.Fatal(err)
	}
	first, err := record.Read(dir)
	if err != nil || first.ID != id || first.Ended != (time.Time{}) && first.State == record.Running {
		t.Errorf("the first record is %+v, %v", first, err)
	}
	last, err := rec.Wait()
	if err != nil {
		t.Fatal(err)
	}
	got, err := record.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := run.Snapshot()
	if got.State != record.Done || got.Counts != record.CountsOf(s.Counts) || got.Wall != s.Elapsed || len(got.Passes) != 2 || len(got.Tasks) != s.Tasks || got.Data.Hash == "" || got.Pool.Count == 0 {
		t.Errorf("the record is %+v", got)
	}
	if last.Counts != got.Counts || last.Wall != got.Wall {
		t.Errorf("Wait gave another record than the file: %+v", last)
	}
	sum := got.Unattributed
	for _, p := range got.Phases {
		sum += p.Wall
	}
	if sum != got.Wall {
		t.Errorf("phases and the rest add up to %v of %v", sum, got.Wall)
	}

	events, err := record.OpenEvents(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer events.Close()
	var seq int64
	var frame *record.Event
	for {
		ev, err := events.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if ev.Kind == record.FrameKind {
			frame = &ev
			continue
		}
		if ev.Seq != seq+1 {
			t.Errorf("event %d comes after %d", ev.Seq, seq)
		}
		seq = ev.Seq
	}
	if n := s.Events[len(s.Events)-1].Seq; seq != n {
		t.Errorf("the last event is %d, want %d", seq, n)
	}
	if frame == nil || frame.At != s.Elapsed || frame.Frame.Counts != got.Counts {
		t.Errorf("the last frame is %+v", frame)
	}
}

// TestNoRoom begins to record where nothing can be written, and later loses the
// place.
func TestNoRoom(t *testing.T) {
	run := begin(1)
	if _, err := Start(run, "/nowhere", Meta{}); err == nil {
		t.Error("a run is recorded nowhere")
	}
	<-run.Done()
	run = begin(50)
	dir := t.TempDir()
	rec, err := Start(run, dir, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := rec.Wait(); err == nil {
		t.Error("the folder is gone, and nobody says so")
	}
	if err := run.Err(); err != nil {
		t.Errorf("the run failed with its record: %v", err)
	}
}

// TestRefused goes on with a run whose tasks are others by now: its record stays
// what it was, but for why it could not go on.
func TestRefused(t *testing.T) {
	before := begin(1)
	<-before.Done()
	earlier := Of(before.Result(), Meta{ID: "a"})
	earlier.State, earlier.Warnings = record.Running, []string{"heed"}
	spec := before.Result().Spec
	spec.ID, spec.Resume, spec.Expect = "a", true, engine.Fingerprint{Data: "other", Pool: "other"}
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	got := Of(run.Result(), Meta{ID: "a", Earlier: earlier})
	if got.State != record.Failed || !strings.Contains(got.Error, "cannot go on") || got.Ended.IsZero() {
		t.Errorf("the record says %s, %q, ended %v", got.State, got.Error, got.Ended)
	}
	if got.Data != earlier.Data || got.Pool != earlier.Pool || got.Counts != earlier.Counts || len(got.Tasks) != len(earlier.Tasks) || got.Wall != earlier.Wall || len(got.Resumed) > 0 {
		t.Errorf("what the run left before is no longer there: %+v", got)
	}
	if earlier.State != record.Running {
		t.Error("the record of before was changed")
	}
}

// TestWentOn puts the record of a run's second process upon that of its first: no
// pass stands twice, and warnings stay.
func TestWentOn(t *testing.T) {
	run := begin(3)
	<-run.Done()
	res := run.Result()
	earlier := Of(res, Meta{ID: "a"})
	earlier.Passes, earlier.Warnings = earlier.Passes[:2], []string{"heed"}
	res.Passes = res.Passes[1:]
	got := Of(res, Meta{ID: "a", Earlier: earlier})
	var numbers []int
	for _, p := range got.Passes {
		numbers = append(numbers, p.Number)
	}
	if !slices.Equal(numbers, []int{1, 2, 3}) || got.Passes[1].Wall != earlier.Passes[1].Wall {
		t.Errorf("passes %d", numbers)
	}
	if !slices.Equal(got.Warnings, earlier.Warnings) || len(got.Resumed) != 1 || got.Resumed[0].Wall != earlier.Wall || got.WorkPasses() != 1 || got.Restored != nil {
		t.Errorf("warnings %q, resumed %+v", got.Warnings, got.Resumed)
	}
}

// TestWentOnUnnoted has a run go on whose process before was killed before it had noted
// its last whole passes: they are none of those that the times are of.
func TestWentOnUnnoted(t *testing.T) {
	run := begin(3)
	<-run.Done()
	res := run.Result()
	earlier := Of(res, Meta{ID: "a"})
	earlier.Passes = earlier.Passes[:1]
	res.Passes, res.Before = res.Passes[2:], 2
	got := Of(res, Meta{ID: "a", Earlier: earlier})
	if before, ok := got.PassesBefore(); !ok || before != 2 || got.WorkPasses() != 1 || got.PassesMade() != 3 {
		t.Errorf("%d passes before, %d since, %d in all", before, got.WorkPasses(), got.PassesMade())
	}
}

// TestNewFolder sees that two runs of one moment have folders of their own.
func TestNewFolder(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2026, 11, 24, 5, 46, 46, 0, time.UTC)
	for _, want := range []string{"20261124-054646-arcdsl", "20261124-054646-arcdsl-2", "20261124-054646-arcdsl-3"} {
		if id, _, err := NewFolder(dir, now, "/data/arc-DSL/"); err != nil || id != want {
			t.Errorf("%s, %v; want %s", id, err, want)
		}
	}
}
