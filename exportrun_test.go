package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/export"
)

// TestExport runs twice and writes every format of both runs; benchstat and
// pprof read theirs.
func TestExport(t *testing.T) {
	space := t.TempDir()
	var ids []string
	for range 2 {
		_, errs, code := call("run", "--workspace", space, "--progress", "none", "--repeat", "2", "--profile", "heap", "--task", "b0a70001", "--task", "b0a70002", "--task", "b0a70003")
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
	runs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	for _, r := range runs {
		ids = append(ids, filepath.Base(r))
	}
	files := map[string][]string{}
	for _, f := range export.Formats() {
		for _, id := range ids {
			name := filepath.Join(t.TempDir(), "x"+f.Ending)
			args := []string{"export", id, "--workspace", space, "--format", f.Name, "--output", name}
			if f.OfProfile {
				args = append(args, "--profile", filepath.Join(space, "runs", id, "heap.pb.gz"))
			}
			out, errs, code := call(args...)
			if code != exitDone || out != "" || !strings.HasPrefix(errs, "wrote "+name) {
				t.Fatalf("%v: exit code %d, %q, %q", args, code, out, errs)
			}
			if f.Name == "benchmark" && !strings.Contains(errs, "benchstat -ignore") {
				t.Errorf("nothing says how to read it: %q", errs)
			}
			files[f.Name] = append(files[f.Name], name)
		}
	}
	var trace struct{ TraceEvents []map[string]any }
	text, err := os.ReadFile(files["chrome"][0])
	if err == nil {
		err = json.Unmarshal(text, &trace)
	}
	if err != nil || len(trace.TraceEvents) < 100 {
		t.Errorf("the trace has %d events: %v", len(trace.TraceEvents), err)
	}
	f, err := os.Open(files["pprof"][0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := profile.Parse(f); err != nil {
		t.Error(err)
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command for benchstat")
	}
	args := strings.Fields(export.BenchstatCommand(files["benchmark"]...))
	got, err := exec.Command(goTool, append([]string{"tool"}, args...)...).CombinedOutput()
	if err != nil || !strings.Contains(string(got), "Phase/name=demo") || !strings.Contains(string(got), "vs base") {
		t.Errorf("benchstat: %v\n%s", err, got)
	}
}

func TestExportUsage(t *testing.T) {
	space := t.TempDir()
	walk := filepath.Join("testdata", "profile", "walk.pb.gz")
	for _, test := range []struct {
		args string
		code int
		want string
	}{
		{"", 2, "export wants one RUN"},
		{"x", 2, "export wants a --format"},
		{"x --format xml", 2, "want one of json, markdown"},
		{"x --format csv --profile y", 2, "csv is none"},
		{"nowhere --format csv", 1, "nowhere"},
		{walk + " --format csv", 1, "is a file, and csv is of a run"},
		{"main.go --format folded", 1, "main.go: not a profile"},
	} {
		out, errs, code := call(append([]string{"export", "--workspace", space}, strings.Fields(test.args)...)...)
		if code != test.code || !strings.Contains(errs, test.want) || out != "" {
			t.Errorf("export %s: code %d, %q; want code %d and %q", test.args, code, errs, test.code, test.want)
		}
	}
	out, errs, code := call("export", walk, "--format", "folded", "--type", "cpu")
	if code != exitDone || !strings.Contains(out, "runtime.main;main.main;main.sum") {
		t.Errorf("folded of any profile: code %d, %s%s", code, out, errs)
	}
}
