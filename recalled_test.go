package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"battscope/engine/op"
	"battscope/profile/replay"
)

// TestRecalled opens the tasks and programs of recorded runs again, evaluates them
// as the run did, and says so where they have changed or are gone.
func TestRecalled(t *testing.T) {
	space, data := t.TempDir(), t.TempDir()
	pool := filepath.Join(data, "pool.py")
	task := filepath.Join(data, "a.json")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const grids = `{"train": [{"input": [[1, 2]], "output": [[2, 1]]}], "test": [{"input": [[3, 4]], "output": [[4, 3]]}]}`
	const programs = "def solve_a(I):\n    x1 = hmirror(I)\n    O = rot90(x1)\n    return O\n\n\ndef solve_b(I):\n    O = vmirror(I)\n    return O\n"
	write(task, grids)
	write(pool, programs)
	run := func(args ...string) *recalled {
		t.Helper()
		var out, errs bytes.Buffer
		a := app{streams: streams{strings.NewReader(""), &out, &errs}, table: op.NewTable(), workspace: space}
		before, err := filepath.Glob(filepath.Join(space, "runs", "*"))
		if err != nil {
			t.Fatal(err)
		}
		if code := Main(a.streams, nil, append([]string{"run", "--workspace", space, "--progress", "none"}, args...)); code != exitDone {
			t.Fatal(errs.String())
		}
		after, err := filepath.Glob(filepath.Join(space, "runs", "*"))
		if err != nil || len(after) != len(before)+1 {
			t.Fatal(after, err)
		}
		// Those of one second do not sort by age.
		fresh := slices.DeleteFunc(after, func(dir string) bool { return slices.Contains(before, dir) })
		p, err := replay.Open(fresh[0])
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { p.Close() })
		return &recalled{Player: p, app: &a}
	}
	own := []string{"--data", task, "--programs", pool}

	// The one with matches comes first, as in the record; both can be stepped through.
	r := run(own...)
	sheet, err := r.Sheet("a")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(sheet.Programs, " "); got != "solve_b solve_a" || len(sheet.Samples) != 2 {
		t.Errorf("programs %q, %d samples", got, len(sheet.Samples))
	}
	for n, match := range []bool{true, false} {
		tr, err := r.Trace("a", n, 1)
		if err != nil || tr.Match != match || tr.Program != sheet.Programs[n] || len(tr.Steps) == 0 {
			t.Errorf("program %d: %+v, %v", n, tr, err)
		}
	}
	if _, err := r.Trace("a", 2, 0); err == nil {
		t.Error("there is a third program")
	}
	if _, err := r.Sheet("b"); err == nil {
		t.Error("there is another task")
	}

	// Mutants have scores in the record, and are none of what was given.
	r = run(append(own, "--mutate", "100")...)
	if sheet, err = r.Sheet("a"); err != nil {
		t.Fatal(err)
	}
	mutants := 0
	for n := range sheet.Programs {
		if _, err := r.Trace("a", n, 0); err != nil {
			if !strings.Contains(err.Error(), "the run made it") {
				t.Error(err)
			}
			mutants++
		}
	}
	if mutants == 0 || len(sheet.Programs)-mutants != 2 {
		t.Errorf("%d of %d programs are mutants", mutants, len(sheet.Programs))
	}

	// Built-in tasks, the store's generations, and what has changed or is gone.
	for _, args := range [][]string{{"--scenario", "seed"}, append(own, "--mutate", "20", "--generations", "2"), {"--scenario", "seed", "--mutate", "20"}, append(own, "--own", "--hide-test")} {
		r := run(args...)
		res := replay.Results(r.Record())
		if _, err := r.Sheet(res.Rows[0].Task); err != nil {
			t.Errorf("%q: %v", args, err)
		}
	}
	r = run(own...)
	write(pool, strings.Replace(programs, "rot90", "rot180", 1))
	if _, err := r.Sheet("a"); err == nil || !strings.Contains(err.Error(), "the programs, or what is made of them, are not those that the run began with") {
		t.Errorf("changed programs: %v", err)
	}
	write(pool, programs)
	write(task, strings.Replace(grids, "1, 2", "1, 3", 1))
	if _, err := r.Sheet("a"); err == nil || !strings.Contains(err.Error(), "the tasks are not those that the run began with") {
		t.Errorf("changed tasks: %v", err)
	}
	if err := os.Remove(task); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Sheet("a"); err == nil || !strings.Contains(err.Error(), "cannot be read again") || !strings.Contains(err.Error(), "a.json") {
		t.Errorf("tasks that are gone: %v", err)
	}
	write(task, grids)
	if _, err := r.Sheet("a"); err != nil {
		t.Errorf("put back: %v", err)
	}
}
