package insight

import (
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/record"
)

// run returns a record of our own engine with the strategy that settings name, of
// one pass on two processors of a quiet host, and with what change sets.
func run(t *testing.T, settings string, change func(r *record.Record)) *Facts {
	t.Helper()
	st, err := strategy.Parse(strategy.Default(), settings)
	if err != nil {
		t.Fatal(err)
	}
	load := 0.1
	r := &record.Record{
		Schema: record.Schema, ID: "run", State: record.Done, Strategy: st, Wall: 10 * time.Second,
		Host:   record.Host{CPUs: 2, GOMAXPROCS: 2, Load: &load},
		Passes: []record.Pass{{Wall: 10 * time.Second}},
	}
	change(r)
	return &Facts{Run: r}
}

// foreign returns a record of another engine, of which nothing is known but what
// change sets; absent names what it leaves out.
func foreign(absent string, change func(r *record.Record)) *Facts {
	r := &record.Record{Schema: record.Schema, ID: "log", State: record.Done, Strategy: strategy.Default(), Imported: &record.Imported{Mapper: "origin"}}
	r.Absent = append(strings.Fields(absent), "strategy", "diff_arguments", "timeouts_false", "timeouts_starved")
	change(r)
	return &Facts{Run: r}
}

// phase is one that took so much wall, with so many calls.
func phase(name string, wall time.Duration, calls int64) record.Phase {
	return record.Phase{Name: name, Wall: wall, Busy: wall, Calls: calls}
}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// seconds returns x seconds.
func seconds(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }

// samples makes the run one of a task with n samples.
func samples(n int) func(r *record.Record) {
	return func(r *record.Record) {
		r.Tasks = []record.Task{{Task: "007bbfb7", Outputs: make([]string, n)}}
		r.Phases = []record.Phase{phase("demo", seconds(4), 32*int64(n))}
	}
}

// TestPasses sees that a finding is about one pass, whatever their number.
func TestPasses(t *testing.T) {
	for _, n := range []int{1, 4} {
		f := run(t, "phase4a", func(r *record.Record) {
			r.Wall = seconds(29.096) * time.Duration(n)
			r.Passes = make([]record.Pass, n)
			r.Counts.DiffCalls, r.Counts.MatchesDemo, r.Counts.DiffArguments = 160, 5, 5
			r.Phases = []record.Phase{phase("diff", 24*time.Second*time.Duration(n), 160*int64(n))}
		})
		if got := Look(f)[0]; (got.Saving.Upper - seconds(23.25)).Abs() > ms(1) {
			t.Errorf("%d passes: %+v", n, got.Saving)
		}
	}
}
