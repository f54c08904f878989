package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"battscope/engine/store"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// TestKill kills a saving run at random moments, again and again in the same
// workspace: the store stays whole, with whole tasks only, and each record that
// there is opens, and says that its run was at work.
func TestKill(t *testing.T) {
	times := 20
	if testing.Short() {
		times = 4
	}
	bin := build(t)
	dir := t.TempDir()
	whole := map[string]int{} // programs of a task in an undisturbed run
	{
		space := filepath.Join(dir, "whole")
		if out, err := exec.Command(bin, "run", "--workspace", space, "--data", "testdata/tour/tasks", "--programs", "testdata/tour/pool.py").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		countStore(t, filepath.Join(space, "solvers.db"), whole)
	}
	space := filepath.Join(dir, "killed")
	cut := 0
	for n := range times {
		cmd := exec.Command(bin, "run", "--workspace", space, "--repeat", "50", "--data", "testdata/tour/tasks", "--programs", "testdata/tour/pool.py", "--progress", "none")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond) // a random moment, not a wait
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		path := filepath.Join(space, "solvers.db")
		if _, err := os.Stat(path); err != nil {
			continue // killed before its first file
		}
		got := map[string]int{}
		countStore(t, path, got)
		for task, programs := range got {
			if programs != whole[task] {
				t.Errorf("kill %d: task %s has %d programs, want %d or none of it", n, task, programs, whole[task])
			}
		}
	}
	w, err := workspace.Look(space)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := w.Runs()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		r, err := record.Read(filepath.Join(w.RunsDir(), id))
		if err != nil {
			t.Error(err)
			continue
		}
		if r.State == record.Running {
			cut++
		}
	}
	if cut == 0 {
		t.Errorf("none of the %d records of %d killed runs says that its run was at work", len(ids), times)
	}
}

// TestKillResume kills a run of several generations at random moments and has it
// go on until it is through, on another number of workers each time: its store and
// its counts are those of a run that was left alone.
func TestKillResume(t *testing.T) {
	const most = 10
	times := most
	if testing.Short() {
		times = 2
	}
	bin := build(t)
	args := func(space string, more ...string) []string {
		return append([]string{"run", "--workspace", space, "--progress", "none", "--json"}, more...)
	}
	begin := []string{"--mutate", "300", "--seed", "3", "--generations", "3", "--fuel", "100000", "--task", "b0a70002", "--task", "b0a70004", "--task", "b0a70007"}
	whole := filepath.Join(t.TempDir(), "whole")
	out, err := exec.Command(bin, args(whole, begin...)...).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var want record.Record
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	open := func(space, id string) *store.Store {
		s, err := store.Open(filepath.Join(space, "runs", id, ownStore))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	wantStore := open(whole, want.ID)
	resumed := 0
	// Chance may have two runs come through before they are killed, but not ten.
	for n := 0; n < times || resumed == 0 && n < most; n++ {
		space := filepath.Join(t.TempDir(), "killed")
		id := ""
		for turn := 0; ; turn++ {
			if turn > 60 {
				t.Fatal("killed sixty times, and still not through")
			}
			more := append(begin, "--workers", strconv.Itoa(1+n%8))
			if id != "" {
				more = []string{"--resume", id}
			}
			cmd := exec.Command(bin, args(space, more...)...)
			var text bytes.Buffer
			cmd.Stdout, cmd.Stderr = &text, os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// A random moment, later in each turn, so that the run comes to its end.
			kill := time.AfterFunc(time.Duration(rand.IntN(200*(turn+1)))*time.Millisecond, func() { _ = cmd.Process.Kill() })
			err := cmd.Wait()
			kill.Stop()
			ids, _ := filepath.Glob(filepath.Join(space, "runs", "*", record.FileName)) // none yet is fine
			if id == "" && len(ids) > 0 {
				if r, err := record.Read(filepath.Dir(ids[0])); err == nil && r.Data.Hash != "" {
					id = r.ID
				} else if err != nil {
					t.Fatal(err)
				} else if err := os.RemoveAll(space); err != nil { // killed before it had read its input
					t.Fatal(err)
				}
			}
			var got record.Record
			if err != nil {
				// Killed after its record was whole: there is nothing to go on with.
				r, err := record.Read(filepath.Join(space, "runs", id))
				if id == "" || err != nil || r.State != record.Done {
					continue
				}
				got = *r
			} else if err := json.Unmarshal(text.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			resumed += len(got.Resumed)
			a, b := want.Counts, got.Counts
			if a != b {
				t.Errorf("run %d: counts %+v, want %+v", n, b, a)
			}
			rows, err := wantStore.Diff(context.Background(), open(space, got.ID))
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				t.Errorf("run %d, resumed %d times: %s", n, len(got.Resumed), row)
			}
			break
		}
	}
	if resumed == 0 {
		t.Errorf("none of %d runs was resumed", most)
	}
}

// countStore checks a store and counts the programs of each task.
func countStore(t *testing.T, path string, programs map[string]int) {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
	tasks, err := s.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		if programs[task], err = s.Count(ctx, task); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRecorded sees that what run prints as JSON is the record that it leaves.
func TestRecorded(t *testing.T) {
	space := t.TempDir()
	v := object(t, "run", "--json", "--workspace", space, "--scenario", "seed", "--preset", "phase4b", "--repeat", "3")
	text, err := os.ReadFile(filepath.Join(space, "runs", v["id"].(string), record.FileName))
	if err != nil {
		t.Fatal(err)
	}
	var left map[string]any
	if err := json.Unmarshal(text, &left); err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(v)
	b, _ := json.Marshal(left)
	if string(a) != string(b) {
		t.Errorf("run prints\n%s\nand leaves\n%s", a, b)
	}
	if n := len(v["passes"].([]any)); n != 3 {
		t.Errorf("%d passes, want 3", n)
	}
	for _, name := range []string{fromStore, passStore} {
		if _, err := os.Stat(filepath.Join(space, "runs", v["id"].(string), name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
}
