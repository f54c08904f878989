package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"battscope/profile/capture"
)

// TestRunProfile takes every profile of a run and opens them.
func TestRunProfile(t *testing.T) {
	space := t.TempDir()
	var kinds []string
	for _, k := range capture.Kinds() {
		kinds = append(kinds, string(k.Kind))
	}
	out, errs, code := call("run", "--workspace", space, "--progress", "none", "--profile", strings.Join(kinds, ","))
	if code != exitDone {
		if strings.Contains(errs, "profiled already") {
			t.Skip(errs)
		}
		t.Fatalf("exit code %d: %s", code, errs)
	}
	if !strings.Contains(out, "in all") {
		t.Errorf("the summary is missing:\n%s", out)
	}
	runs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	for _, k := range capture.Kinds() {
		name := filepath.Join(runs[0], k.File)
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(errs, "wrote "+name+"\n") {
			t.Errorf("nobody says that %s was written:\n%s", name, errs)
		}
	}
	heap := filepath.Join(runs[0], "heap.pb.gz")
	if out, errs, code := call("profile", heap, "--type", "alloc_space"); code != exitDone || !strings.Contains(out, "battscope/engine") {
		t.Errorf("the heap profile: code %d\n%s%s", code, out, errs)
	}
	id := filepath.Base(runs[0])
	for _, name := range []string{id, runs[0]} {
		if out, errs, code := call("profile", "--workspace", space, name, "--base", id); code != exitDone || !strings.HasPrefix(out, "programs.pb.gz") || !strings.HasSuffix(out, "no difference\n") {
			t.Errorf("the profile of run %s: code %d\n%s%s", name, code, out, errs)
		}
	}
	// The tour is work enough for samples.
	for _, label := range []string{"phase=diff", "task~^b0a7", "worker~.", "device=interp"} {
		if out, errs, code := call("profile", filepath.Join(runs[0], "cpu.pb.gz"), "--label", label, "--min", "0"); code != exitDone || !strings.Contains(out, "flat%") {
			t.Errorf("the CPU profile at %s: code %d\n%s%s", label, code, out, errs)
		}
	}
}

// TestRunNoProfile asks for the profile of a run that left none.
func TestRunNoProfile(t *testing.T) {
	space := t.TempDir()
	if _, errs, code := call("run", "--workspace", space, "--progress", "none", "--task", "b0a70001"); code != exitDone {
		t.Fatal(errs)
	}
	runs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	if _, errs, code := call("profile", "--workspace", space, filepath.Base(runs[0])); code != exitFailed || !strings.Contains(errs, "battscope run --profile cpu leaves one") {
		t.Errorf("code %d, %s", code, errs)
	}
}

func TestRunProfileUsage(t *testing.T) {
	if _, errs, code := call("run", "--workspace", t.TempDir(), "--profile", "cpu,wall"); code != exitUsage || !strings.Contains(errs, "want some of cpu,heap,") {
		t.Errorf("an unknown profile: code %d, %s", code, errs)
	}
}
