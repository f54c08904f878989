package compare

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestBenchstat holds the comparison of stored runs to what benchstat says of
// the same runs: medians, intervals of the medians, and p.
func TestBenchstat(t *testing.T) {
	if testing.Short() {
		t.Skip("long: builds benchstat")
	}
	r := rand.New(rand.NewPCG(7, 7))
	var phases []Clock
	for _, c := range []Clock{
		sides(r, "demo", 0.072, 0, 0.05, 0, 10), sides(r, "inline", 0.0042, 0.14, 0.05, 0, 10), sides(r, "diff", 1.1, -0.2, 0.04, 0, 10), sides(r, "save", 0.3, 0.02, 0.02, 0, 10),
	} {
		c.B = append(c.B, c.B[:3]...) // sides of different sizes, with ties
		phases = append(phases, c)
	}
	timing := Stored(whole([]Clock{{A: phases[0].A, B: phases[0].B}}), phases, DefaultOptions())
	rows := benchstat(t, phases)
	for i, f := range timing.Phases {
		row := rows[f.Name]
		// name, median A, interval A, median B, interval B, change, p
		if len(row) < 7 {
			t.Fatalf("benchstat has no row for %s: %q", f.Name, rows)
		}
		for _, v := range []struct {
			what      string
			got, want float64
		}{
			{"median of A", f.A, number(t, row[1])}, {"median of B", f.B, number(t, row[3])},
		} {
			if math.Abs(v.got-v.want) > 1e-9*v.want {
				t.Errorf("%s: %s is %v, benchstat says %v", f.Name, v.what, v.got, v.want)
			}
		}
		if got := spread(f.A, f.IntervalA); got != row[2] {
			t.Errorf("%s: interval of A is ±%s, benchstat says %s", f.Name, got, row[2])
		}
		if got := spread(f.B, f.IntervalB); got != row[4] {
			t.Errorf("%s: interval of B is ±%s, benchstat says %s", f.Name, got, row[4])
		}
		if p := fmt.Sprintf("p=%.3f ", f.P); !math.IsNaN(f.P) && !strings.HasPrefix(row[6], p) {
			t.Errorf("%s: %s, benchstat says %s", f.Name, p, row[6])
		}
		if math.IsNaN(f.P) != (phases[i].Name == "inline") {
			t.Errorf("%s has p %v and verdict %v", f.Name, f.P, f.Verdict)
		}
	}
}

// benchstat runs benchstat on the runs in Go's benchmark format and returns its
// rows by name.
func benchstat(t *testing.T, clocks []Clock) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for _, side := range []string{"a", "b"} {
		var b strings.Builder
		for _, c := range clocks {
			values := c.A
			if side == "b" {
				values = c.B
			}
			for _, v := range values {
				fmt.Fprintf(&b, "Benchmark%s 1 %v ns/op\n", c.Name, v*1e9)
			}
		}
		file := filepath.Join(dir, side)
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	cmd := exec.Command("go", append([]string{"tool", "benchstat", "-format", "csv"}, files...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	rows := map[string][]string{}
	table := csv.NewReader(strings.NewReader(string(out)))
	table.FieldsPerRecord = -1
	list, err := table.ReadAll()
	if err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	for _, row := range list {
		rows[row[0]] = row
	}
	return rows
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// spread returns an interval as benchstat does, by its further end.
func spread(center float64, ends [2]float64) string {
	return fmt.Sprintf("%.0f%%", 100*max(ends[1]/center-1, 1-ends[0]/center))
}

// TestStoredFewRuns sees that few runs decide nothing and say so.
func TestStoredFewRuns(t *testing.T) {
	clock := steady("demo", 0.2, 0.1, 3)
	timing := Stored(clock, []Clock{clock}, DefaultOptions())
	if f := timing.Whole; f.Verdict != Undecided || !strings.Contains(f.Note, "3 runs of a side, 4 or more") || len(timing.Warnings) == 0 {
		t.Errorf("three runs of a side: %v (%s), warnings %q", f.Verdict, f.Note, timing.Warnings)
	}
	clock = steady("demo", 0.2, 0.1, 10)
	if f := Stored(clock, []Clock{clock}, DefaultOptions()).Whole; f.Verdict != Faster || !(f.Lo < 2.01 && f.Hi > 1.99) {
		t.Errorf("ten runs of a side at half the time: %v, ratio %v from %v to %v", f.Verdict, f.Ratio, f.Lo, f.Hi)
	}
	if clock.A[3] != 0.2 {
		t.Error("the runs were sorted in place")
	}
}
