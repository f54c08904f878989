package stacks

import (
	"maps"
	"regexp"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stackstest"
)

// TestFilter holds what is left of a profile to what a selection of it has.
func TestFilter(t *testing.T) {
	difference := func() *profile.Profile {
		base := stackstest.Large(2000, 2)
		base.DurationNanos = 3e9
		p, _, err := Subtract(stackstest.Large(3000, 1), base, true)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	demo, notFirst := Condition{Key: "phase", Value: "demo"}, Condition{Key: "worker", Value: "0", Not: true}
	for name, q := range map[string]Query{
		"nothing":    {},
		"focus":      {Type: 1, Focus: regexp.MustCompile(`package7\.`)},
		"a file":     {Type: 1, Focus: regexp.MustCompile(`^f1\.go$`), Ignore: regexp.MustCompile(`function3`)},
		"labels":     {Labels: []Condition{demo, notFirst}},
		"everything": {Type: 1, Focus: regexp.MustCompile(`1`), Ignore: regexp.MustCompile(`package11`), Labels: []Condition{demo}},
		"none":       {Focus: regexp.MustCompile(`^nothing$`)},
	} {
		for _, side := range []Side{Both, After, Base} {
			q.Side = side
			p := difference()
			whole := set(t, p.Copy())
			sel := whole.Select(q)
			of, err := Filter(p, q)
			if err != nil {
				t.Fatal(err)
			}
			if of != whole.Samples || len(p.Sample) != sel.Kept || p.DefaultSampleType != whole.Types[q.Type].Name {
				t.Errorf("%s, side %d: %d of %d samples of %s, want %d of %d", name, side, len(p.Sample), of, p.DefaultSampleType, sel.Kept, whole.Samples)
			}
			if err := p.CheckValid(); err != nil {
				t.Errorf("%s, side %d: %v", name, side, err)
			}
			if sel.Kept == 0 {
				continue
			}
			left := set(t, p)
			if left.Difference != (side == Both) {
				t.Errorf("%s, side %d: what is left is a difference: %v", name, side, left.Difference)
			}
			if got, want := byPath(left.Select(Query{Type: q.Type})), byPath(sel); !maps.Equal(got, want) || len(got) == 0 {
				t.Errorf("%s, side %d: %d stacks, want %d", name, side, len(got), len(want))
			}
		}
	}
}
