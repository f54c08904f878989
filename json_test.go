package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/engine/task"
)

// call runs a command in this process.
func call(args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	code = Main(streams{strings.NewReader(""), &o, &e}, []string{"NO_COLOR=1"}, args)
	return o.String(), e.String(), code
}

// object runs a command and returns the one JSON object that it prints.
func object(t *testing.T, args ...string) map[string]any {
	t.Helper()
	out, errs, code := call(args...)
	if code != exitDone {
		t.Fatalf("%v: exit code %d, want 0: %s", args, code, errs)
	}
	d := json.NewDecoder(strings.NewReader(out))
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %v in %q", args, err, out)
	}
	if err := d.Decode(new(any)); err != io.EOF {
		t.Errorf("%v: something stands after the object: %v", args, err)
	}
	return v
}

// wantKeys sees that an object has the keys.
func wantKeys(t *testing.T, what string, v any, keys string) {
	t.Helper()
	m, ok := v.(map[string]any)
	if !ok {
		t.Fatalf("%s is a %T, want an object", what, v)
	}
	for k := range strings.FieldsSeq(keys) {
		if _, ok := m[k]; !ok {
			t.Errorf("%s has no key %q", what, k)
		}
	}
}

func TestRunJSON(t *testing.T) {
	var want any
	all := []string{"1", "2", "4"}
	if testing.Short() { // under the race detector; engine's tests compare counts too
		all = all[1:2]
	}
	for _, workers := range all {
		v := object(t, "run", "--json", "--progress", "none", "--deadline", "0", "--workers", workers)
		wantKeys(t, "the report", v, "counts phases unattributed_ns strategy host wall_ns stopped")
		wantKeys(t, "counts", v["counts"], "tasks programs candidates distinct timeouts faults solved_tasks "+
			"outputs outputs_demo outputs_test matches matches_demo matches_test "+
			"diff_calls diff_calls_demo diff_calls_test diff_skipped diff_skipped_demo diff_skipped_test")
		var names []string
		for _, p := range v["phases"].([]any) {
			wantKeys(t, "a phase", p, "name wall_ns busy_ns cpu_ns calls timeouts faults")
			names = append(names, p.(map[string]any)["name"].(string))
		}
		if got := strings.Join(names, " "); !strings.HasPrefix(got, "load compile demo test") {
			t.Errorf("phases are %s, want load compile demo test first", got)
		}
		if want == nil {
			want = v["counts"]
		} else if !reflect.DeepEqual(v["counts"], want) {
			t.Errorf("%s workers count %v, want %v", workers, v["counts"], want)
		}
	}
}

func TestSolveJSON(t *testing.T) {
	for _, fuel := range []string{"4000000", "100"} {
		v := object(t, "solve", "--json", "--fuel", fuel)
		wantKeys(t, "the report", v, "tasks solved results eval_ns load_ns")
		for _, r := range v["results"].([]any) {
			wantKeys(t, "a result", r, "task verdict wrong_samples line fault eval_ns")
			if _, ok := r.(map[string]any)["wrong_samples"].([]any); !ok {
				t.Errorf("wrong_samples is no list in %v", r)
			}
		}
		if solved, tasks := v["solved"].(float64), v["tasks"].(float64); tasks == 0 || (fuel == "100") != (solved < tasks) {
			t.Errorf("fuel %s: %v solved of %v", fuel, solved, tasks)
		}
	}
}

func TestOpsJSON(t *testing.T) {
	if n := len(object(t, "ops", "--json")["ops"].([]any)); n != 160 {
		t.Errorf("%d primitives, want 160", n)
	}
	if n := len(object(t, "ops", "objects", "--json")["ops"].([]any)); n != 1 {
		t.Errorf("%d primitives are called objects, want 1", n)
	}
}

// Hidden outputs of test samples match nothing and are not counted wrong, also
// in Kaggle's all-in-one file without its solutions.
func TestHidden(t *testing.T) {
	tasks, problems := task.Read("testdata/tour/tasks")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	dir := t.TempDir()
	challenges, solutions := map[string]any{}, map[string]any{}
	for _, k := range tasks {
		text, err := os.ReadFile(filepath.Join("testdata/tour/tasks", string(k.ID)+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var v struct{ Train, Test []map[string]any }
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		var outs []any
		for _, s := range v.Test {
			outs = append(outs, s["output"])
			delete(s, "output")
		}
		challenges[string(k.ID)] = map[string]any{"train": v.Train, "test": v.Test}
		solutions[string(k.ID)] = outs
	}
	write := func(name string, v any) {
		text, err := json.Marshal(v)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	write("arc-agi_x_challenges.json", challenges)
	for _, known := range []bool{false, true} {
		if known {
			write("arc-agi_x_solutions.json", solutions)
		}
		counts := object(t, "run", "--json", "--data", dir)["counts"].(map[string]any)
		if got := counts["matches_test"].(float64) > 0; got != known {
			t.Errorf("solutions %v: %v matches on test samples", known, counts["matches_test"])
		}
		if v := object(t, "solve", "--json", "--data", dir); v["solved"] != float64(len(tasks)) {
			t.Errorf("solutions %v: %v solved, want %d", known, v["solved"], len(tasks))
		}
	}
}

// Progress goes to its own stream and only where it is asked for.
func TestProgress(t *testing.T) {
	for _, kind := range []string{"plain", "none"} {
		out, errs, code := call("run", "--progress", kind, "--task", "b0a70001")
		if code != exitDone || !strings.Contains(out, "unattrib.") || kind == "none" && errs != "" {
			t.Errorf("--progress %s: exit code %d, standard error %q", kind, code, errs)
		}
	}
	var b bytes.Buffer
	p := newProgress(&b, "plain", true)
	s := probe.Snapshot{State: probe.Running, Elapsed: 3 * time.Second, Task: "abc", TaskIndex: 2, Tasks: 5}
	s.Phases[probe.Demo].State = probe.Running
	p.show(s)
	p.end()
	if got, want := b.String(), "0:03  demo  task 2 of 5  abc"; !strings.HasPrefix(got, want) || strings.ContainsAny(got, "\r\x1b") {
		t.Errorf("a line of progress is %q, want it to begin with %q and stay plain", got, want)
	}
	p = newProgress(&b, "auto", true)
	for n, want := range []float64{100, 100, 100, 100, 75} { // programs come in batches, each second
		s.Elapsed, s.Tried = time.Duration(n+1)*time.Second, []int64{100, 200, 300, 400, 450}[n]
		if got := p.rate(s); got != want {
			t.Errorf("after %d s the rate is %v a second, want %v", n+1, got, want)
		}
		s.Elapsed += 200 * time.Millisecond
		if got := p.rate(s); got <= 0 {
			t.Errorf("a moment later the rate is %v a second", got)
		}
	}
}
