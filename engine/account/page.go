package account

import (
	"cmp"
	"slices"

	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/value"
)

// A page is what meters have noted of one batt in one phase of a task.
type page struct {
	batt   *batt.Batt
	who    Who
	weight int64 // evaluations that a timed one stands for
	nodes  []interp.NodeUse
	whole  []int64
	ends   []interp.End
	calls  []value.Inner
}

// open begins a page with the notes of one meter, which has the page's memory for
// them.
func (pg *page) open(m *interp.Meter, who Who) {
	pg.batt, pg.who, pg.weight = m.Batt(), who, m.Weight()
	pg.nodes, m.Nodes = m.Nodes, pg.nodes
	pg.whole, m.Whole = m.Whole, pg.whole
	pg.ends, m.Ends = m.Ends, pg.ends[:0]
	pg.calls, m.Watch.Calls = m.Watch.Calls, pg.calls[:0]
}

// add takes in the notes of another meter.
func (pg *page) add(m *interp.Meter) {
	for n := range m.Nodes {
		u, v := &pg.nodes[n], &m.Nodes[n]
		u.Runs += v.Runs
		u.Cost += v.Cost
		u.Time += v.Time
		u.Seen += v.Seen
		if v.Inner != 0 {
			if u.Inner == 0 {
				pg.calls = append(pg.calls, value.Inner{})
				u.Inner = int32(len(pg.calls) - 1)
			}
			pg.merge(u.Inner, m.Watch.Calls, v.Inner)
		}
	}
	for p, n := range m.Whole {
		pg.whole[p] += n
	}
	pg.ends = append(pg.ends, m.Ends...)
}

// merge adds the tree at from, of calls, to the one at to.
func (pg *page) merge(to int32, calls []value.Inner, from int32) {
	pg.calls[to].Count += calls[from].Count
	pg.calls[to].Cost += calls[from].Cost
	for c := calls[from].Child; c != 0; c = calls[c].Next {
		mine := pg.calls[to].Child
		for mine != 0 && pg.calls[mine].Prim != calls[c].Prim {
			mine = pg.calls[mine].Next
		}
		if mine == 0 {
			pg.calls = append(pg.calls, value.Inner{Prim: calls[c].Prim, Next: pg.calls[to].Child})
			mine = int32(len(pg.calls) - 1)
			pg.calls[to].Child = mine
		}
		pg.merge(mine, calls, c)
	}
}

// nodeTime returns the time of all evaluations of a node, as far as is known. A
// time from which the clock's own was taken may be below nothing.
func (pg *page) nodeTime(n int) int64 { return max(pg.nodes[n].Time, 0) * pg.weight }

// sortEnds puts the ends of each program together, in the order of its steps.
func (pg *page) sortEnds() {
	slices.SortFunc(pg.ends, func(a, b interp.End) int {
		if a.Program != b.Program {
			return cmp.Compare(a.Program, b.Program)
		}
		return cmp.Compare(a.Step, b.Step)
	})
}

func zeroed(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n)
	}
	s = s[:n]
	clear(s)
	return s
}
