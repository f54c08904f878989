package stacks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/google/pprof/profile"

	"battscope/profile/unit"
)

// Subtract returns the profile after less base, in the way of go tool pprof
// -diff_base: the samples of base stand in it with values below zero and a mark,
// and shares are of the base. With byDuration, where the two took different
// times, the base is first scaled to the duration of after; scale is what its
// values were multiplied by, but for types that are no Flow. It uses both profiles
// up.
func Subtract(after, base *profile.Profile, byDuration bool) (p *profile.Profile, scale float64, err error) {
	if scale, err = negate(after, base, byDuration); err != nil {
		return nil, 0, err
	}
	base.SetLabel(baseLabel, []string{"true"})
	// Merge wants equal period types, which mean nothing for a difference.
	base.PeriodType, base.Period = after.PeriodType, after.Period
	if after.PeriodType == nil {
		after.PeriodType = &profile.ValueType{}
		base.PeriodType = after.PeriodType
	}
	duration := after.DurationNanos
	p, err = profile.Merge([]*profile.Profile{after, base})
	if err != nil {
		return nil, 0, err
	}
	p.DurationNanos = duration // Merge adds them up
	return p, scale, nil
}

// negate brings the values of base below zero, into the sample types and units of
// after and, with byDuration, to its duration.
func negate(after, base *profile.Profile, byDuration bool) (scale float64, err error) {
	if err := profile.CompatibilizeSampleTypes([]*profile.Profile{after, base}); err != nil {
		return 0, fmt.Errorf("the two profiles have no sample type in common: %s and %s", typeNames(after), typeNames(base))
	}
	scale = 1
	if byDuration && after.DurationNanos > 0 && base.DurationNanos > 0 {
		scale = float64(after.DurationNanos) / float64(base.DurationNanos)
	}
	for i, t := range base.SampleType {
		factor, ok := unit.Factor(t.Unit, after.SampleType[i].Unit)
		if !ok {
			return 0, fmt.Errorf("sample type %s is in %s in one profile and in %s in the other", t.Type, after.SampleType[i].Unit, t.Unit)
		}
		t.Unit = after.SampleType[i].Unit
		if Flow(t.Type) {
			factor *= scale
		}
		for _, s := range base.Sample {
			s.Value[i] = -int64(math.Round(float64(s.Value[i]) * factor))
		}
	}
	return scale, nil
}

// Flow reports whether values of a sample type grow with the time in which they
// are taken: memory in use does not.
func Flow(sampleType string) bool { return !strings.HasPrefix(sampleType, "inuse_") }

func typeNames(p *profile.Profile) string {
	names := ""
	for i, t := range p.SampleType {
		if i > 0 {
			names += ", "
		}
		names += t.Type
	}
	return names
}

// Difference returns the set of Subtract, without merging the two profiles into
// one first: that takes several times as long as all the rest. It uses both up.
func Difference(after, base *profile.Profile, byDuration bool) (*Set, error) {
	scale, err := negate(after, base, byDuration)
	if err != nil {
		return nil, err
	}
	base.DropFrames, base.KeepFrames = after.DropFrames, after.KeepFrames
	for _, p := range []*profile.Profile{after, base} {
		if err := p.RemoveUninteresting(); err != nil {
			return nil, fmt.Errorf("the profile's frames to drop: %w", err)
		}
	}
	s, err := describe(after)
	if err != nil {
		return nil, err
	}
	s.Difference, s.BaseScale = true, scale
	s.Samples += len(base.Sample)
	for _, c := range base.Comments {
		if !slices.Contains(s.Comments, c) {
			s.Comments = append(s.Comments, c)
		}
	}
	b := newBuilder(s, s.Samples)
	s.base = make([]bool, 0, s.Samples)
	if err := b.addAll(after, false); err != nil {
		return nil, err
	}
	if err := b.addAll(base, true); err != nil {
		return nil, fmt.Errorf("of the base, %w", err)
	}
	b.order()
	return s, nil
}
