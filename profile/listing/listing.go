// Package listing puts the values of a profile beside the lines of its source:
// the numbers of go tool pprof's list. Solver files are found by the path that
// the profile names, as Go files are where they are there.
//
// source: github.com/google/pprof internal/report (Apache-2.0)
package listing

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"battscope/profile/stacks"
)

// margin is how many lines around those with values belong to a routine.
const margin = 5

// A Value is what a line cost by itself and with what it called.
type Value struct{ Flat, Cum stacks.Pair }

func (v *Value) add(w Value) { v.Flat.Add(w.Flat); v.Cum.Add(w.Cum) }

// A Routine is a function in one file.
type Routine struct {
	Name  string
	File  string // as the profile names it; empty when not known
	First int64  // lines to show, from 1
	Last  int64
	Value // of all its lines; a recursion through two lines counts on both
	Lines map[int64]Value
}

// Build returns the routines whose name matches, by name and then by file.
func Build(sel *stacks.Selection, name *regexp.Regexp) []*Routine {
	set := sel.Set
	matching := make([]bool, len(set.Funcs))
	for i, f := range set.Funcs {
		matching[i] = name.MatchString(f.Name)
	}
	type key struct{ name, file string }
	routines := map[key]*Routine{}
	for frame, v := range values(sel, matching) {
		fr := set.Frames[frame]
		f := set.Funcs[fr.Func]
		if v.Flat.Net() == 0 && v.Cum.Net() == 0 {
			continue
		}
		r := routines[key{f.Name, f.File}]
		if r == nil {
			r = &Routine{Name: f.Name, File: f.File, First: fr.Line, Last: fr.Line, Lines: map[int64]Value{}}
			routines[key{f.Name, f.File}] = r
		}
		first := f.StartLine
		if first == 0 {
			first = fr.Line - margin
		}
		r.First, r.Last = min(r.First, first), max(r.Last, fr.Line+margin)
		r.add(v)
		line := r.Lines[fr.Line]
		line.add(v)
		r.Lines[fr.Line] = line
	}
	list := make([]*Routine, 0, len(routines))
	for _, r := range routines {
		r.First = max(r.First, 1)
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *Routine) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.File, b.File))
	})
	return list
}

// values returns for each frame of a matching function its value, each sample
// once.
func values(sel *stacks.Selection, matching []bool) map[int32]Value {
	set := sel.Set
	all := map[int32]Value{}
	open := map[int32]int{} // how often each frame is on the path
	sel.Walk(func(i int32) {
		frame := set.Nodes[i].Frame
		if !matching[set.Frames[frame].Func] {
			return
		}
		v := all[frame]
		v.Flat.Add(sel.Self[i])
		if open[frame]++; open[frame] == 1 {
			v.Cum.Add(sel.Cum[i])
		}
		all[frame] = v
	}, func(i int32) {
		if frame := set.Nodes[i].Frame; matching[set.Frames[frame].Func] {
			open[frame]--
		}
	})
	return all
}
