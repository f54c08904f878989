package stacks

import (
	"fmt"

	"github.com/google/pprof/profile"
)

// Filter drops from p the samples that q does not keep, with the functions and
// lines that only they have, and returns how many samples there were. Of a
// difference, one side alone is a plain profile. The type of q becomes the one
// that is shown when nobody chooses; the values of all types stay.
func Filter(p *profile.Profile, q Query) (of int, err error) {
	if q.Type < 0 || q.Type >= len(p.SampleType) {
		panic(fmt.Sprintf("stacks: Query.Type is %d and the profile has %d types", q.Type, len(p.SampleType)))
	}
	if err := p.RemoveUninteresting(); err != nil { // as New does
		return 0, fmt.Errorf("the profile's frames to drop: %w", err)
	}
	of = len(p.Sample)
	takeSide(p, q.Side)
	Keep(p, q.Labels)
	p.FilterSamplesByName(q.Focus, q.Ignore, nil, nil)
	p.DefaultSampleType = p.SampleType[q.Type].Type
	prune(p)
	return of, nil
}

// takeSide leaves of a difference the samples of one side, those of the base
// with their values above zero.
func takeSide(p *profile.Profile, side Side) {
	if side == Both {
		return
	}
	kept := p.Sample[:0]
	for _, s := range p.Sample {
		if s.DiffBaseSample() != (side == Base) {
			continue
		}
		if side == Base {
			delete(s.Label, baseLabel)
			for i := range s.Value {
				s.Value[i] = -s.Value[i]
			}
		}
		kept = append(kept, s)
	}
	clear(p.Sample[len(kept):])
	p.Sample = kept
}

// prune drops the locations and functions that no sample has. Mappings stay: the
// first is that of the program.
func prune(p *profile.Profile) {
	locations, functions := map[*profile.Location]bool{}, map[*profile.Function]bool{}
	for _, s := range p.Sample {
		for _, l := range s.Location {
			if locations[l] {
				continue
			}
			locations[l] = true
			for _, line := range l.Line {
				functions[line.Function] = true
			}
		}
	}
	p.Location = filtered(p.Location, locations)
	p.Function = filtered(p.Function, functions)
}

// filtered returns those of list that are in kept, in its memory.
func filtered[T comparable](list []T, kept map[T]bool) []T {
	out := list[:0]
	for _, v := range list {
		if kept[v] {
			out = append(out, v)
		}
	}
	clear(list[len(out):])
	return out
}
