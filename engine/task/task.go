// Package task reads task files: demo and test samples.
//
// A task file is the JSON of ARC-AGI-1 and ARC-AGI-2, one task a file, or the
// all-in-one JSON of the Kaggle competition, where each key is a task's id.
// [Read] takes files and folders, [ReadFS] embedded data. Bad data costs the
// tasks it touches and nothing else: each fault comes back as a [Problem] with
// its place in the file, and all other tasks load.
package task

import "battscope/engine/grid"

// An ID names a task: the base name of its file without .json, or its key in
// an all-in-one file.
type ID string

// A Task is one ARC problem. It is never changed once read and is safe for
// concurrent use.
type Task struct {
	ID   ID
	File string   // where it was read, for people
	Demo []Sample // at least one; "train" in the file
	Test []Sample // at least one
}

// A Sample is one input grid and the output it should give.
type Sample struct {
	In  *grid.Grid
	Out *grid.Grid // nil when hidden, in test samples only
}

// AppendJSON appends t to b as the text of an ARC task file, without spaces,
// and returns the extended slice. The id is not in it: files carry it in their
// name.
func (t *Task) AppendJSON(b []byte) []byte {
	b = append(b, `{"train":`...)
	b = appendSamples(b, t.Demo)
	b = append(b, `,"test":`...)
	b = appendSamples(b, t.Test)
	return append(b, '}')
}

func appendSamples(b []byte, samples []Sample) []byte {
	b = append(b, '[')
	for i, s := range samples {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"input":`...)
		b = appendGrid(b, s.In)
		if s.Out != nil {
			b = append(b, `,"output":`...)
			b = appendGrid(b, s.Out)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

func appendGrid(b []byte, g *grid.Grid) []byte {
	b = append(b, '[')
	for i, v := range g.Cells {
		switch {
		case i == 0:
			b = append(b, '[')
		case i%g.W == 0:
			b = append(b, `],[`...)
		default:
			b = append(b, ',')
		}
		b = append(b, '0'+byte(v))
	}
	return append(b, `]]`...)
}

// A likeness says how two tasks of one id compare.
type likeness uint8

const (
	differ likeness = iota
	same
	lessKnown // the first agrees with the second and hides outputs it shows
	moreKnown // the other way round
)

// compare says how a's samples compare with b's. Two tasks that each hide an
// output the other shows differ.
func compare(a, b *Task) likeness {
	if len(a.Demo) != len(b.Demo) || len(a.Test) != len(b.Test) {
		return differ
	}
	for i, s := range a.Demo {
		if !grid.Equal(s.In, b.Demo[i].In) || !grid.Equal(s.Out, b.Demo[i].Out) {
			return differ
		}
	}
	like := same
	for i, s := range a.Test {
		o := b.Test[i]
		one := same
		switch {
		case !grid.Equal(s.In, o.In):
			return differ
		case grid.Equal(s.Out, o.Out):
			continue
		case s.Out == nil:
			one = lessKnown
		case o.Out == nil:
			one = moreKnown
		default:
			return differ
		}
		if like != same && like != one {
			return differ
		}
		like = one
	}
	return like
}

// Colors returns the colours of the task's grids, ascending: those of its inputs
// and of its demo outputs. Expected outputs of test samples are not looked at.
func (t *Task) Colors() []int {
	var seen [256]bool
	note := func(g *grid.Grid) {
		for _, c := range g.Cells {
			seen[uint8(c)] = true
		}
	}
	for _, s := range t.Demo {
		note(s.In)
		note(s.Out)
	}
	for _, s := range t.Test {
		note(s.In)
	}
	var list []int
	for c, ok := range seen {
		if ok {
			list = append(list, c)
		}
	}
	return list
}
