package insight

import (
	"os"
	"strings"
	"testing"
	"time"

	"battscope/profile/workspace"
)

// TestSettle holds outcomes to their promise: an upper bound, within twice.
func TestSettle(t *testing.T) {
	for _, x := range []struct {
		predicted, measured, of time.Duration
		differ                  string
		want                    Outcome
	}{
		{289, 289, 303, "", Right},
		{289, 150, 303, "", Right},
		{289, 294, 303, "", Right}, // as good as reached: within 2 % of A
		{289, 299, 303, "", Low},   // 3.3 % of A above the bound
		{289, 139, 303, "", Right}, // within 2 % of A of half of it
		{289, 130, 303, "", High},  // less than half
		{289, -50, 303, "", High},  // it got slower
		{289, 289, 303, "x", Differs},
	} {
		p := Prediction{Predicted: x.predicted * time.Millisecond, Measured: x.measured * time.Millisecond, OfA: x.of * time.Millisecond, Differ: x.differ}
		p.Least, p.Most = p.Measured, p.Measured
		if p.Settle(); p.Outcome != x.want {
			t.Errorf("predicted %d, measured %d of %d: %s, want %s", x.predicted, x.measured, x.of, p.Outcome, x.want)
		}
		// What the comparison cannot tell apart from right is not called wrong.
		wide := p
		wide.Least, wide.Most = 0, p.OfA
		if wide.Settle(); wide.Outcome != Right && x.differ == "" {
			t.Errorf("measured 0 to %v: %s", wide.Most, wide.Outcome)
		}
	}
}

// TestKept keeps predictions and counts them, also beside damaged lines.
func TestKept(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if list, problems, err := Kept(space); len(list)+len(problems) != 0 || err != nil {
		t.Fatalf("without a file: %v, %v, %v", list, problems, err)
	}
	for _, o := range []Outcome{Right, High, Right} {
		if err := Keep(space, Prediction{Rule: "duplicate-work", Predicted: 5, Outcome: o}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.OpenFile(space.PredictionsPath(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"rule": "dupl`); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := Keep(space, Prediction{Rule: "wasted-diff-calls", Outcome: Low}); err != nil {
		t.Fatal(err)
	}
	list, problems, err := Kept(space)
	if err != nil || len(list) != 4 || len(problems) != 1 || !strings.Contains(problems[0].Error(), "line 4 is damaged") {
		t.Fatalf("%d predictions, %v, %v", len(list), problems, err)
	}
	tallies := TallyOf(list)
	if len(tallies) != 2 || tallies[0].Rule != "wasted-diff-calls" || tallies[0].Outcomes[Low] != 1 ||
		tallies[1].Tried != 3 || tallies[1].Outcomes[Right] != 2 || tallies[1].Outcomes[High] != 1 {
		t.Errorf("%+v", tallies)
	}
}
