package runview

import (
	"battscope/engine/probe"
	"battscope/ui/draw"
)

// A section is one part of the screen, in order from top to bottom.
type section int

const (
	phases section = iota
	counters
	task
	throughput
	lanes
	devices
	events
	numSections = iota
)

// sizes are the heights at which each section shows all that it has.
type sizes [numSections]int

// planned is how high each section is and whether an empty line follows it.
type planned struct {
	heights [numSections]int
	gaps    [numSections]bool
}

// A step gives a section lines until it has that many; 0 means all that it can
// use. The step of section numSections puts empty lines between sections.
type step struct {
	section section
	lines   int
}

const spread = section(numSections)

// stackOrder is who gets lines first where everything stands in one column.
func stackOrder() []step {
	return []step{
		{counters, 1}, {task, 1}, {phases, 0}, {throughput, 1}, {lanes, 1}, {devices, 0}, {counters, 0}, {events, 1},
		{lanes, 3}, {spread, 0}, {events, 2}, {throughput, 3}, {events, 4}, {lanes, 5}, {throughput, 5},
		{events, 8}, {lanes, 9}, {throughput, 8}, {lanes, 0}, {events, 0},
	}
}

// leftOrder and rightOrder are the same for two columns.
func leftOrder() []step {
	return []step{
		{counters, 1}, {task, 1}, {phases, 0}, {throughput, 1}, {counters, 0}, {spread, 0},
		{throughput, 0},
	}
}

// failedOrder is the same for both once the run has failed: why it did comes first,
// and who works and how fast last, since nobody does.
func failedOrder(order []step) []step {
	return append([]step{{task, 3}, {phases, 0}, {task, 0}, {counters, 0}}, order...)
}

func rightOrder() []step {
	return []step{{lanes, 3}, {devices, 0}, {events, 4}, {spread, 0}, {lanes, 9}, {events, 8}, {lanes, 0}, {events, 0}}
}

// plan shares h lines out. It depends on sizes alone, so that nothing moves
// while a run goes on.
func plan(h int, want sizes, order []step) planned {
	var p planned
	room := max(h, 0)
	for _, s := range order {
		if s.section == spread {
			room = p.spread(room)
			continue
		}
		limit := want[s.section]
		if s.lines > 0 {
			limit = min(limit, s.lines)
		}
		if grow := min(limit-p.heights[s.section], room); grow > 0 {
			p.heights[s.section] += grow
			room -= grow
		}
	}
	return p
}

// spread puts an empty line after each section but the last, from the top, as
// far as room reaches, and returns what is left of it.
func (p *planned) spread(room int) int {
	last := -1
	for i, n := range p.heights {
		if n > 0 {
			last = i
		}
	}
	for i, n := range p.heights {
		if n > 0 && i < last && room > 0 {
			p.gaps[i] = true
			room--
		}
	}
	return room
}

// sizes returns what the sections can use at a width.
func (v *View) sizes(w int) sizes {
	cells := len(v.counts())
	cols := counterColumns(w)
	lines := 1
	if v.snap.State == probe.Failed {
		lines = min(len(draw.Wrap(v.failure(), w-4)), 5)
	}
	return sizes{
		phases:     len(v.lines()) + 2,
		counters:   (cells + cols - 1) / cols,
		task:       lines,
		throughput: 24,
		lanes:      max(len(v.snap.Lanes), 1) + 1,
		devices:    deviceLines(len(v.snap.Devices)),
		events:     64,
	}
}

// deviceLines returns how many lines n devices need: none where there are none.
func deviceLines(n int) int {
	if n == 0 {
		return 0
	}
	return n + 1
}
