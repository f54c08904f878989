package compareview

import (
	"testing"
	"time"

	"battscope/ui/screen"
)

// A place may begin a short contest at once; of a long one, or where none can
// begin, people see the plan.
func TestBegin(t *testing.T) {
	place := screen.Place{Settings: []string{"phase4a", "phase4a+diff=matches"}, For: "somebody", Begin: true}
	for _, x := range []struct {
		name   string
		source stand
		begun  int
	}{
		{"short", stand{wall: 10 * time.Millisecond}, 1},
		{"long", stand{wall: 20 * time.Second}, 0},
		{"nobody knows how long", stand{}, 0},
		{"a record", stand{wall: 10 * time.Millisecond, why: "nothing runs here"}, 0},
		{"another is at work", stand{wall: 10 * time.Millisecond, live: &Live{Number: 1, Plan: Plan{Settings: []string{"best", "phase0"}}}}, 0},
	} {
		b := open(t, &x.source)
		b.look()
		b.visit(place)
		if len(x.source.begun) != x.begun {
			t.Errorf("%s: %d contests have begun, want %d", x.name, len(x.source.begun), x.begun)
		}
		if x.begun == 0 {
			b.holds(80, 19, "for somebody")
		} else if p := x.source.begun[0]; p.For != "somebody" || p.Pairs != defaultPairs || p.Tasks != 0 {
			t.Errorf("%s: %+v", x.name, p)
		}
	}
}
