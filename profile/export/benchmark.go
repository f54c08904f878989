package export

import (
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/perf/benchfmt"
)

// BenchstatCommand returns the command that holds two or more exported runs
// against one another: without it benchstat would put runs of different
// strategies into tables of their own.
func BenchstatCommand(files ...string) string {
	return "benchstat -ignore run,preset,commit " + strings.Join(files, " ")
}

// writeBenchmark writes a line for each phase of each whole pass, so that
// benchstat has as many samples as there were passes, and one for the counts,
// which are exact. What runs that can be compared have in common, and what
// must not be mixed, is file configuration.
func writeBenchmark(w io.Writer, r *Run) error {
	b := benchfmt.NewWriter(w)
	for _, c := range counts(r) {
		meta := &benchfmt.UnitMetadata{UnitMetadataKey: benchfmt.UnitMetadataKey{Unit: c.unit, Key: "assume"}, OrigUnit: c.unit, Value: "exact"}
		if err := b.Write(meta); err != nil {
			return err
		}
	}
	rec := r.Record
	suffix := "-" + strconv.Itoa(rec.Host.GOMAXPROCS)
	result := func(name string, values ...benchfmt.Value) error {
		return b.Write(&benchfmt.Result{Config: configuration(r), Name: benchfmt.Name(name + suffix), Iters: 1, Values: values})
	}
	passes := rec.Passes
	for _, pass := range passes {
		for i, wall := range pass.Phases {
			if i < len(rec.Phases) && wall > 0 {
				if err := result("Phase/name="+rec.Phases[i].Name, seconds(wall)); err != nil {
					return err
				}
			}
		}
		if err := result("Pass", seconds(pass.Wall)); err != nil {
			return err
		}
	}
	if len(passes) == 0 {
		// A run that did not come to the end of a pass has what it has.
		for _, p := range rec.Phases {
			if p.Wall > 0 {
				if err := result("Phase/name="+p.Name, seconds(p.Wall)); err != nil {
					return err
				}
			}
		}
	}
	var values []benchfmt.Value
	for _, c := range counts(r) {
		values = append(values, benchfmt.Value{Value: float64(c.n), Unit: c.unit})
	}
	return result("Counts", values...)
}

// seconds returns a time as benchstat wants it: in seconds, and as written.
func seconds(d time.Duration) benchfmt.Value {
	return benchfmt.Value{Value: d.Seconds(), Unit: "sec/op", OrigValue: float64(d), OrigUnit: "ns/op"}
}

type exact struct {
	unit string
	n    int64
}

func counts(r *Run) []exact {
	c := r.Record.Counts
	return []exact{
		{"tasks-solved", c.SolvedTasks}, {"candidates", c.Candidates}, {"distinct", c.Distinct}, {"outputs", c.Outputs}, {"matches", c.Matches},
		{"diff-calls", c.DiffCalls}, {"timeouts", c.Timeouts}, {"faults", c.Faults},
	}
}

// configuration returns the lines that head the file. Values have no line ends.
func configuration(r *Run) []benchfmt.Config {
	rec := r.Record
	list := []benchfmt.Config{}
	add := func(key, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			list = append(list, benchfmt.Config{Key: key, Value: []byte(value), File: true})
		}
	}
	add("goos", rec.Host.OS)
	add("goarch", rec.Host.Arch)
	add("cpu", rec.Host.CPU)
	add("data", rec.Data.Hash)
	add("pool", rec.Pool.Hash)
	add("run", rec.ID)
	add("preset", rec.Preset)
	if rec.Commit != nil {
		revision := rec.Commit.Revision
		if rec.Commit.Modified {
			revision += "+changes"
		}
		add("commit", revision)
	}
	return list
}
