package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/ledger"
	"battscope/profile/workspace"
)

// TestKeepCompared has a command keep its contest as the workbench does, beside
// output that is what it is without.
func TestKeepCompared(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w") // which is not there
	args := []string{"compare", "best", "best+fuel=50", "--scenario", "tour", "--task", "b0a70003", "--clock", "cpu", "--progress", "none", "--json", "--workspace", dir}
	out, errs, code := call(args...)
	var report comparisonReport
	d := json.NewDecoder(strings.NewReader(out))
	if err := d.Decode(&report); err != nil || d.More() || code != exitRegression {
		t.Fatalf("code %d, %v, %s\n%s", code, err, errs, out)
	}
	space, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, problems, err := ledger.List(space)
	if err != nil || len(problems) > 0 || len(list) != 1 {
		t.Fatalf("kept are %v, %v, %v", list, problems, err)
	}
	one := list[0]
	if one.ID != report.Contest || one.Host == "" || time.Since(one.Ended) > time.Hour || strings.Join(one.Settings, " ") != "best best+fuel=50" ||
		one.Comparison.Clock != "cpu" || one.Comparison.Data != "tour, task b0a70003" || one.Stopped {
		t.Errorf("kept is %+v, %+v; told %q", one, one.Comparison, report.Contest)
	}
	book := strategy.Book(strategy.Presets())
	for _, s := range one.Comparison.Settings { // what the screen plans the next contest with
		if _, err := book.Parse(strategy.Default(), s); err != nil {
			t.Error(err)
		}
	}
	if want := fmt.Sprintf("kept as contest %s: battscope compare --past lists it\n", one.ID); strings.Count(errs, want) != 1 {
		t.Errorf("said %q, want %q", errs, want)
	}
	if out, _, _ := call("compare", "--past", "--workspace", dir); !strings.Contains(out, one.ID+"  best, best+fuel=50  tour, task b0a70003  cpu    0 of 10  other results\n") {
		t.Errorf("listed is %s", out)
	}
	past, _, _ := call("compare", "--past", one.ID, "--json", "--workspace", dir)
	if past != out {
		t.Errorf("of the contest that is kept\n%s, want\n%s", past, out)
	}
	// Where it cannot be written the verdict is what it is.
	if err := os.RemoveAll(space.ContestsDir()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(space.ContestsDir(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code = call(args...)
	if code != exitRegression || !strings.Contains(errs, "does not give the same results") || !strings.Contains(errs, "keep the contest: ") || strings.Contains(out, `"contest"`) {
		t.Errorf("code %d, %s\n%s", code, errs, out)
	}
}

// TestKeepReadOnly prints what a contest finds where the workspace is not to be
// written, and says before that it is not kept.
func TestKeepReadOnly(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if f, err := os.CreateTemp(dir, ""); err == nil {
		f.Close()
		os.Remove(f.Name())
		t.Skip("this user may write everywhere")
	}
	out, errs, code := call("compare", "best", "best+fuel=50", "--scenario", "seed", "--progress", "none", "--workspace", dir)
	if code != exitRegression || !strings.Contains(out, "results   ≠") || !strings.Contains(errs, "let yourself write the folder") || !strings.Contains(errs, "This contest is printed and not kept.\n") || strings.Contains(errs, "kept as") {
		t.Errorf("code %d, %s\n%s", code, errs, out)
	}
}

// TestDeleteContests deletes what is named, or all but the newest, and nothing
// without a yes.
func TestDeleteContests(t *testing.T) {
	dir := t.TempDir()
	space, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	const many = 200
	began := time.Now().Add(-many * time.Hour)
	var ids []string
	for i := range many {
		one := &ledger.Contest{Ended: began.Add(time.Duration(i) * time.Hour), Settings: []string{"best", "short-limit"}, Comparison: played()}
		if err := ledger.Keep(space, one); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, one.ID)
	}
	if err := os.WriteFile(filepath.Join(space.ContestsDir(), "half.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	left := func() int {
		t.Helper()
		list, _, err := ledger.List(space)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	for _, step := range []struct {
		args      []string
		code      int
		said      string
		remaining int
	}{
		{[]string{"delete"}, exitUsage, "at least one CONTEST", many},
		{[]string{"delete", ids[0]}, exitUsage, "this would delete 1 contest for good: " + ids[0] + ": say --yes", many},
		{[]string{"delete", ids[0], "none", "--yes"}, exitFailed, "there is no contest none", many},
		{[]string{"delete", filepath.Join("elsewhere", ids[0]), "--yes"}, exitFailed, "there is no contest elsewhere", many},
		{[]string{"delete", ids[0], ids[0], ids[7], "half", "--yes"}, exitDone, "deleted 3 contests", many - 2},
		{[]string{"prune", "--keep", "-1"}, exitUsage, "0 or more", many - 2},
		{[]string{"prune", "x"}, exitUsage, "no arguments", many - 2},
		{[]string{"prune", "--older", "9000h", "--yes"}, exitDone, "nothing to delete", many - 2},
		{[]string{"prune", "--keep", "0", "--older", "195h30m", "--yes"}, exitDone, "deleted 4 contests", many - 6},
		{[]string{"prune"}, exitUsage, "this would delete 144 contests for good: ", many - 6},
		{[]string{"prune", "--yes"}, exitDone, "deleted 144 contests", 50},
	} {
		out, errs, code := call(append([]string{"compare", "--workspace", dir}, step.args...)...)
		if code != step.code || !strings.Contains(out+errs, step.said) || left() != step.remaining {
			t.Errorf("%v: code %d, %d left, said %s%s; want %d, %d, %q", step.args, code, left(), out, errs, step.code, step.remaining, step.said)
		}
	}
	// Another process deletes one of them meanwhile.
	var out strings.Builder
	a := &app{streams: streams{out: &out, err: &out}}
	if err := a.removeContests(space, []string{ids[0], ids[many-2]}, true); err != nil || out.String() != "deleted 1 contest\n" || left() != 49 {
		t.Errorf("%v, %d left, said %s", err, left(), out.String())
	}
	if _, err := ledger.Read(space, ids[many-1]); err != nil {
		t.Errorf("the newest: %v", err)
	}
	if _, err := ledger.Read(space, ids[many-51]); err == nil {
		t.Error("the newest fifty are others")
	}
}
