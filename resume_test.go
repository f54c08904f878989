package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// TestResumeOnce has a run go on that nobody else has in hand, and says in its
// record and its summary that its times are of the last process.
func TestResumeOnce(t *testing.T) {
	space := t.TempDir()
	run := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := Main(streams{strings.NewReader(""), &out, &errs}, []string{"NO_COLOR=1"}, append([]string{"run", "--workspace", space, "--progress", "none"}, args...))
		return code, out.String(), errs.String()
	}
	if code, _, errs := run("--scenario", "seed", "--mutate", "50", "--generations", "2", "--observe", "counts"); code != exitDone {
		t.Fatal(errs)
	}
	dirs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(dirs) != 1 {
		t.Fatal(dirs, err)
	}
	dir := dirs[0]
	r, err := record.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	// As a process that was killed leaves it.
	r.State, r.PID, r.Ended, r.Wall, r.Passes = record.Running, os.Getpid(), time.Time{}, 3*time.Second, nil
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	parts := []string{filepath.Join(dir, record.FileName+".part123"), filepath.Join(dir, "programs.pb.gz.part4")}
	for _, part := range parts {
		if err := os.WriteFile(part, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := workspace.LockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run("--resume", r.ID); code != exitFailed || !strings.Contains(errs, "is at work in another process") {
		t.Errorf("of a run that another has in hand: code %d, %s", code, errs)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run("--resume", r.ID, "--profile", "programs=all")
	if code != exitDone || !strings.Contains(out, "since the run went on the last time, of 1 time; 3.00 s before that") {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
	for _, part := range parts {
		if _, err := os.Stat(part); err == nil {
			t.Errorf("what the killed process left is still there: %s", part)
		}
	}
	got, err := record.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != record.Done || got.TimesSince.IsZero() || !got.TimesSince.After(got.Began) || got.AllWall() != got.Wall+3*time.Second {
		text, _ := json.Marshal(got.Resumed)
		t.Errorf("%s, times since %v, began %v, resumed %s", got.State, got.TimesSince, got.Began, text)
	}
	if got.Level() != "all" || got.Strategy.Observe != probe.LevelAll || !strings.Contains(errs, "wrote "+filepath.Join(dir, "programs-2.pb.gz")) {
		t.Errorf("the record says level %s of %s; %s", got.Level(), got.Preset, errs)
	}
	if list := got.ProgramProfiles; len(list) != 2 || list[0] != r.ProgramProfiles[0] || list[1].File != "programs-2.pb.gz" || list[1].Level != "all" || !list[1].Since.Equal(got.TimesSince) {
		t.Errorf("the record has the program profiles %+v", list)
	}
	if code, _, errs := run("--resume", r.ID); code != exitFailed || !strings.Contains(errs, "came to its end") {
		t.Errorf("again: code %d, %s", code, errs)
	}
}
