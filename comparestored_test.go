package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"battscope/profile/compare"
	"battscope/profile/record"
)

// TestBenchstatAgrees records two runs, exports them, and holds what benchstat
// says of the files to our comparison of the records: the same medians,
// intervals and p, of the whole and of every phase.
func TestBenchstatAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("long: builds benchstat")
	}
	space, dir := t.TempDir(), t.TempDir()
	for _, preset := range []string{"phase4b", "best"} {
		if _, errs, code := call("run", "--workspace", space, "--progress", "none", "--scenario", "seed", "--preset", preset, "--repeat", "11"); code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
	runs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	var records []*record.Record
	var files []string
	for i, run := range runs {
		r, err := record.Read(run)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
		files = append(files, filepath.Join(dir, fmt.Sprint(i)))
		if _, errs, code := call("export", r.ID, "--workspace", space, "--format", "benchmark", "--output", files[i]); code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
	rows := benchstatRows(t, files)
	_, timing := compare.Records(records[0], records[1], compare.OfRecord(records[0]), compare.OfRecord(records[1]), compare.DefaultOptions())
	for _, f := range timing.Findings() {
		name := "Phase/name=" + f.Name
		switch f.Name {
		case compare.WholeName:
			name = "Pass"
		case compare.Unattributed:
			continue // benchstat has no such line
		}
		row := rows[name]
		if len(row) < 7 {
			t.Fatalf("benchstat has no row for %s: %q", name, rows)
		}
		for side, v := range []struct {
			median   float64
			interval [2]float64
		}{{f.A, f.IntervalA}, {f.B, f.IntervalB}} {
			want, err := strconv.ParseFloat(row[1+2*side], 64)
			if err != nil || math.Abs(v.median-want) > 1e-9*want {
				t.Errorf("%s: median of side %d is %v, benchstat says %v (%v)", name, side, v.median, want, err)
			}
			if got := fmt.Sprintf("%.0f%%", 100*max(v.interval[1]/v.median-1, 1-v.interval[0]/v.median)); got != row[2+2*side] {
				t.Errorf("%s: interval of side %d is ±%s, benchstat says %s", name, side, got, row[2+2*side])
			}
		}
		if got := fmt.Sprintf("p=%.3f ", f.P); !math.IsNaN(f.P) && !strings.HasPrefix(row[6], got) {
			t.Errorf("%s: %s, benchstat says %s", name, got, row[6])
		}
	}
}

// benchstatRows runs benchstat on two files and returns its rows of times by
// name, less the number of processors behind it.
func benchstatRows(t *testing.T, files []string) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"tool", "benchstat", "-ignore", "run,preset,commit", "-format", "csv"}, files...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	table := csv.NewReader(strings.NewReader(string(out)))
	table.FieldsPerRecord = -1
	list, err := table.ReadAll()
	if err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	rows := map[string][]string{}
	for _, row := range list {
		name := row[0]
		if cut := strings.LastIndexByte(name, '-'); cut > 0 {
			name = name[:cut]
		}
		if rows[name] == nil {
			rows[name] = row
		}
	}
	return rows
}
