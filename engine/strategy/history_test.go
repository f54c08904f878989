package strategy

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestHistory holds the published ratios to the table that they were published
// in, and to the published seconds.
func TestHistory(t *testing.T) {
	var got []string
	for _, p := range History() {
		if p.Ratio > 0 && math.Abs(History()[0].Published/p.Published-p.Ratio) > 0.01 {
			t.Errorf("%s: %v s is not %v times as fast as %v s", p.Name, p.Published, p.Ratio, History()[0].Published)
		}
		got = append(got, fmt.Sprintf("%s %.2f", p.Name, p.Ratio))
	}
	want := "phase0 1.00, phase1 1.29, phase2 1.30, phase3 1.30, phase4a 0.75, phase4b 4.06, best 0.00"
	if strings.Join(got, ", ") != want {
		t.Errorf("the history is %v, want %s", got, want)
	}
}
