package account

import (
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/probe"
)

// TestFitting sees that estimates stay what they are where only a task of the
// phase has more of them than it was busy, come to what there was where the whole
// phase has, and add up to the nanosecond; in rows and in totals.
func TestFitting(t *testing.T) {
	type spent struct{ busy, programs int64 }
	for _, v := range []struct {
		name             string
		tasks            []spent
		programs, engine []int64
	}{
		{"a task above", []spent{{100, 160}, {100, 20}}, []int64{160, 20}, []int64{0, 20}},
		{"the rest shared out", []spent{{100, 130}, {50, 0}, {100, 0}}, []int64{130, 0, 0}, []int64{0, 40, 80}},
		{"a phase above", []spent{{50, 100}, {27, 0}}, []int64{77, 0}, []int64{0, 0}},
		{"none above", []spent{{10, 4}, {5, 5}}, []int64{4, 5}, []int64{6, 0}},
		{"nothing", []spent{{0, 0}}, []int64{0}, []int64{0}},
	} {
		b := New(probe.LevelSampled)
		var all [probe.NumPhases]int64
		for n, s := range v.tasks {
			task := string(rune('a' + n))
			var busy [probe.NumPhases]time.Duration
			busy[probe.Demo] = time.Duration(s.busy)
			b.Settle(task, busy, 0)
			place := b.place(probe.Demo, task)
			key := entryKey{b.ledger.places.of(place), b.ledger.programs.of(Program{Name: "p"}), probe.Wrong}
			e := b.ledger.entry(key, &batt.Program{Func: &dsl.Func{}, Steps: []batt.Step{{}}}, true)
			spent := Values{Calls: 1, Time: s.programs}
			e.lines[0].add(spent)
			e.spent.add(spent)
			b.engine[place] -= s.programs
			b.found[probe.Demo] += s.programs
			all[probe.Demo] += s.busy
		}
		programs, engine := make([]int64, len(v.tasks)), make([]int64, len(v.tasks))
		sum := int64(0)
		for _, r := range b.Profile().Rows {
			if n := r.Task[0] - 'a'; r.Engine {
				engine[n] += r.Time
			} else {
				programs[n] += r.Time
			}
			sum += r.Time
		}
		for n := range v.tasks {
			if programs[n] != v.programs[n] || engine[n] != v.engine[n] {
				t.Errorf("%s: task %d has %d and the engine %d, want %d and %d", v.name, n, programs[n], engine[n], v.programs[n], v.engine[n])
			}
		}
		totals := b.Totals()
		if got := int64(totals.Engine[probe.Demo]) + totals.Spent[probe.Demo][probe.Wrong].Time; sum != all[probe.Demo] || got != sum {
			t.Errorf("%s: rows come to %d and totals to %d, want %d", v.name, sum, got, all[probe.Demo])
		}
	}
}
