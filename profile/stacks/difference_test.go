package stacks

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stackstest"
)

func TestDifference(t *testing.T) {
	after, base := small(), small()
	after.Sample[0].Value[1] = 30
	s, err := Difference(after, base, true)
	if err != nil {
		t.Fatal(err)
	}
	sel := s.Select(Query{Type: 1})
	if net := sel.Cum[0]; net != (Pair{37, 17}) || sel.Total != 17 {
		t.Errorf("new and base are %v of %d, want {37 17} of 17", net, sel.Total)
	}
	if alone := s.Select(Query{Type: 1, Side: After}); alone.Cum[0] != (Pair{37, 0}) || alone.Total != 37 {
		t.Errorf("the new side alone is %v of %d, want {37 0} of 37", alone.Cum[0], alone.Total)
	}
	if alone := s.Select(Query{Type: 1, Side: Base}); alone.Cum[0] != (Pair{17, 0}) || alone.Total != 17 {
		t.Errorf("the base alone is %v of %d, want {17 0} of 17", alone.Cum[0], alone.Total)
	}
	// The base took half as long: its values are doubled, unless that is off.
	after, base = small(), small()
	base.DurationNanos = 50
	if s, err = Difference(after, base, true); err != nil {
		t.Fatal(err)
	}
	if net := s.Select(Query{Type: 1}).Cum[0]; net != (Pair{17, 34}) || s.BaseScale != 2 || s.Duration != 100 {
		t.Errorf("scaled to the same duration new and base are %v, factor %v, duration %v; want {17 34}, 2, 100ns", net, s.BaseScale, s.Duration)
	}
	after, base = small(), small()
	base.DurationNanos = 50
	if s, err = Difference(after, base, false); err != nil || s.BaseScale != 1 {
		t.Errorf("unscaled: factor %v, error %v", s.BaseScale, err)
	}
	// What is in use is as it is, however long one waited.
	after, base = small(), small()
	base.DurationNanos, after.SampleType[1].Type, base.SampleType[1].Type = 50, "inuse_time", "inuse_time"
	if s, err = Difference(after, base, true); err != nil {
		t.Fatal(err)
	}
	if calls, inUse := s.Select(Query{Type: 0}).Cum[0], s.Select(Query{Type: 1}).Cum[0]; calls != (Pair{3, 6}) || inUse != (Pair{17, 17}) {
		t.Errorf("calls are %v and what is in use %v, want {3 6} and {17 17}", calls, inUse)
	}
	// Units of one family are converted, others refused.
	after, base = small(), small()
	base.SampleType[1].Unit = "microseconds"
	if s, err = Difference(after, base, true); err != nil || s.Select(Query{Type: 1}).Cum[0] != (Pair{17, 17000}) {
		t.Errorf("microseconds less nanoseconds: %v", err)
	}
	base = small()
	base.SampleType[1].Unit = "bytes"
	if _, err = Difference(small(), base, true); err == nil {
		t.Error("nanoseconds less bytes is no error")
	}
	base = small()
	base.SampleType[0].Type, base.SampleType[1].Type = "space", "objects"
	if _, err = Difference(small(), base, true); err == nil || !strings.Contains(err.Error(), "in common") {
		t.Errorf("profiles of different kinds: %v", err)
	}
	// Types that only one has are left out.
	base = small()
	base.SampleType = append(base.SampleType, &profile.ValueType{Type: "cost", Unit: "units"})
	for _, v := range base.Sample {
		v.Value = append(v.Value, 9)
	}
	if s, err = Difference(small(), base, true); err != nil || len(s.Types) != 2 {
		t.Errorf("one profile has more types: %d types, %v", len(s.Types), err)
	}
}

// TestDifferenceMerged holds a difference to what comes of merging the two
// profiles into one, as pprof does.
func TestDifferenceMerged(t *testing.T) {
	after, base := stackstest.Large(3000, 1), stackstest.Large(2000, 2)
	base.DurationNanos, base.Comments, after.Comments = 3e9, []string{"b", "both"}, []string{"a", "both"}
	for _, l := range base.Location {
		l.Line[0].Line++ // other frames under the names of before
	}
	merged, scale, err := Subtract(after.Copy(), base.Copy(), true)
	if err != nil {
		t.Fatal(err)
	}
	want := set(t, merged)
	got, err := Difference(after, base, true)
	if err != nil {
		t.Fatal(err)
	}
	if got.BaseScale != scale || got.Duration != want.Duration || !slices.Equal(got.Comments, want.Comments) || !slices.Equal(got.Types, want.Types) {
		t.Errorf("the difference is %v %v %v %v, merged it is %v %v %v %v", got.BaseScale, got.Duration, got.Comments, got.Types, scale, want.Duration, want.Comments, want.Types)
	}
	for _, side := range []Side{Both, After, Base} {
		q := Query{Type: 1, Side: side, Labels: []Condition{{Key: "phase", Value: "demo"}}}
		a, b := got.Select(q), want.Select(q)
		if a.Total != b.Total {
			t.Errorf("side %d: the total is %d, merged %d", side, a.Total, b.Total)
		}
		if x, y := byPath(a), byPath(b); !maps.Equal(x, y) {
			t.Errorf("side %d: %d stacks, merged %d, and they differ", side, len(x), len(y))
		}
	}
}

// byPath returns what a selection holds by the names of a stack.
func byPath(sel *Selection) map[string]Pair {
	paths, out := make([]string, len(sel.Set.Nodes)), map[string]Pair{}
	for i := 1; i < len(sel.Set.Nodes); i++ {
		n := sel.Set.Nodes[i]
		paths[i] = paths[n.Parent] + " " + sel.Set.FrameName(n.Frame)
		if !sel.Cum[i].IsZero() {
			out[paths[i]] = sel.Cum[i]
		}
	}
	return out
}
