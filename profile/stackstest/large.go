// Package stackstest makes profiles for tests and benchmarks of what reads them.
package stackstest

import (
	"fmt"
	"math/rand/v2"

	"github.com/google/pprof/profile"
)

// Large returns a profile of n samples as a run of many programs leaves one: 12
// frames on average, 400 functions on 2,000 lines, two sample types, and labels
// phase, task and worker. Profiles of other seeds have other samples of the same
// functions. The caller owns it.
func Large(n int, seed uint64) *profile.Profile {
	r := rand.New(rand.NewPCG(1, seed))
	p := &profile.Profile{
		SampleType:    []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}},
		DurationNanos: 1e9,
	}
	for i := range 400 {
		p.Function = append(p.Function, &profile.Function{
			ID: uint64(i + 1), Name: fmt.Sprintf("example.com/of/some/length/package%d.function%d", i%20, i), Filename: fmt.Sprintf("f%d.go", i%40), StartLine: 1,
		})
	}
	for i := range 2000 {
		p.Location = append(p.Location, &profile.Location{ID: uint64(i + 1), Line: []profile.Line{{Function: p.Function[i%400], Line: int64(i)}}})
	}
	for range n {
		// Stacks share their beginning, as those of real programs do.
		depth := 6 + r.IntN(13)
		stack := make([]*profile.Location, depth)
		at := r.IntN(4)
		for d := range depth {
			stack[depth-1-d] = p.Location[at]
			at = (at*7 + 11 + r.IntN(1+min(d, 3))) % 2000
		}
		calls := int64(1 + r.IntN(50))
		p.Sample = append(p.Sample, &profile.Sample{
			Location: stack, Value: []int64{calls, calls * int64(1000+r.IntN(900))},
			Label: map[string][]string{"phase": {[]string{"demo", "test", "diff"}[r.IntN(3)]}, "task": {fmt.Sprintf("task%02d", r.IntN(24))}, "worker": {fmt.Sprint(r.IntN(2))}},
		})
	}
	return p
}
