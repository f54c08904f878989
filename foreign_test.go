package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/profile/ledger"
	"battscope/profile/workspace"
)

// TestPastForeign has contests of others say what a terminal would obey: none of it
// gets there, neither on the screen nor in JSON, which keeps it escaped.
func TestPastForeign(t *testing.T) {
	dir := t.TempDir()
	space, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	const bad = "best\x1b[31m\n\u009b2J\U000e0001"
	c := played()
	c.Data, c.Versus[0].A, c.Settings[0], c.Versus[0].Results.Groups[0].Named[0] = bad, bad, bad, bad
	one := &ledger.Contest{Ended: time.Unix(1e9, 0), Host: bad, For: bad, Settings: []string{bad, "short-limit"}, Comparison: c}
	if err := ledger.Keep(space, one); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"\x1b[31mred.json", "half\x1b[2J\u009b.json"} {
		if err := os.WriteFile(filepath.Join(space.ContestsDir(), name), []byte("{\x1b"), 0o600); err != nil {
			t.Skipf("no such names here: %v", err)
		}
	}
	for _, args := range [][]string{nil, {"--json"}, {one.ID}, {one.ID, "--json"}, {one.ID, "--markdown"}, {"half\x1b[2J\u009b"}} {
		out, errs, _ := call(append([]string{"compare", "--past", "--workspace", dir}, args...)...)
		if out+errs == "" || strings.ContainsAny(out+errs, "\x1b\u009b\U000e0001") {
			t.Errorf("%q prints control characters: %q %q", args, out, errs)
		}
		if strings.Contains(strings.Join(args, " "), "json") {
			var back any
			if err := json.Unmarshal([]byte(out), &back); err != nil || !strings.Contains(fmt.Sprint(back), bad) {
				t.Errorf("%q: %v; the text is %v", args, err, back)
			}
		}
	}
}

// TestRunForeign has the data of a run carry such a name: what the commands say of the
// run does not.
func TestRunForeign(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "ev\x1b[41mil\u009b")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Skipf("no such names here: %v", err)
	}
	text, err := os.ReadFile("testdata/tour/tasks/b0a70001.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "t\x1b[2J1.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	space := filepath.Join(dir, "w")
	asked := []string{"--data", data, "--programs", "testdata/tour/solvers.py", "--progress", "none"}
	if _, errs, code := call(append([]string{"run", "--workspace", space}, asked...)...); code != exitDone {
		t.Fatalf("code %d, %s", code, errs)
	}
	if _, errs, code := call(append([]string{"compare", "best", "best+fuel=50", "--workspace", space}, asked...)...); code != exitRegression {
		t.Fatalf("code %d, %s", code, errs)
	}
	runs, err := os.ReadDir(filepath.Join(space, "runs"))
	if err != nil || len(runs) != 1 {
		t.Fatalf("%v, %v", runs, err)
	}
	id := runs[0].Name()
	for _, args := range [][]string{{"runs", "list"}, {"runs", "show", id}, {"insights", id}, {"store", "list"}, {"compare", "--past"}, {"compare", "--past", "--json"}, {"compare", id, id}} {
		out, errs, code := call(append(args, "--workspace", space)...)
		if code != exitDone || out == "" || strings.ContainsAny(out+errs, "\x1b\u009b") {
			t.Errorf("%v: code %d, prints %q %q", args, code, out, errs)
		}
	}
}

// TestRecordForeign shows a run whose record and journal are of others, and programs
// that cannot be read: nothing that a terminal would obey gets there, and no line of theirs.
func TestRecordForeign(t *testing.T) {
	const bad = "\x1b[2J\u009b31m\nforged"
	dir := t.TempDir()
	if _, errs, code := call("run", "--scenario", "seed", "--progress", "none", "--workspace", dir); code != exitDone {
		t.Fatalf("code %d, %s", code, errs)
	}
	runs, err := filepath.Glob(filepath.Join(dir, "runs", "*", "record.json"))
	if err != nil || len(runs) != 1 {
		t.Fatalf("%v, %v", runs, err)
	}
	text, err := os.ReadFile(runs[0])
	if err != nil {
		t.Fatal(err)
	}
	var r map[string]any
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"id", "name", "state", "preset"} {
		r[name] = r[name].(string) + bad
	}
	phase := r["phases"].([]any)[0].(map[string]any)
	phase["name"], r["warnings"] = bad, []string{bad}
	if text, err = json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	journal, err := json.Marshal(map[string]string{"title": bad, "parent": bad, "lesson": bad})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"record.json": text, "journal.json": journal} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(runs[0]), name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	programs := filepath.Join(dir, "p"+bad+".py")
	if err := os.WriteFile(programs, []byte("def solve_b0a70001(I):\n    O = \""+bad+"\"\n    return O\n\ndef solve_b0a70002(I):\n    return I\n"), 0o600); err != nil {
		t.Skipf("no such names here: %v", err)
	}
	for _, args := range [][]string{
		{"runs", "show", filepath.Base(filepath.Dir(runs[0]))},
		{"run", "--data", "testdata/tour/tasks", "--programs", programs, "--progress", "none"},
	} {
		out, errs, code := call(append(args, "--workspace", dir)...)
		if code != exitDone || out == "" || strings.ContainsAny(out+errs, "\x1b\u009b") || strings.Contains(out, "\nforged") {
			t.Errorf("%v: code %d, prints %q %q", args, code, out, errs)
		}
	}
}
