package insight

import (
	"testing"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// TestDoom sees that programs of which nobody knows what became count for nothing.
func TestDoom(t *testing.T) {
	spent := func(f probe.Fate, units int64) record.Spent { return record.Spent{Outcome: f.String(), Cost: units} }
	d := doomOf(&record.ObservedPhase{Name: "demo", Outcomes: []record.Spent{spent(probe.Cut, 30), spent(probe.Wrong, 10), spent(probe.Unknown, 60)}})
	if got := d.part(); got != 0.75 || d.of != "cost" {
		t.Errorf("the part is %v of the %s, want 0.75 of the cost", got, d.of)
	}
}
