package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
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
