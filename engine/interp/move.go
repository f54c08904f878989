package interp

import (
	"unsafe"

	"battscope/engine/batt"
	"battscope/engine/grid"
	"battscope/engine/value"
)

// A form is what a node does where its arguments are Grids, when that is no more
// than to move their cells. It is then done here: shorter than through a call, and
// with nothing in it that could panic. Value, cost and all that is known of the
// node afterwards are the same.
type form uint8

const (
	calls  form = iota // nothing of the kind
	turns              // value.Moves.Turn
	halves             // value.Moves.Rows
	stacks             // value.Moves.Stack
)

func formOf(p *value.Prim) form {
	switch {
	case p == nil:
		return calls
	case p.Moves.Turn != nil:
		return turns
	case p.Moves.Rows != nil:
		return halves
	case p.Moves.Stack:
		return stacks
	}
	return calls
}

// pair lets node n, which stacks, be done together with the node that turns what
// it puts below or above itself: that is turned in its place.
func (m *Machine) pair(n int32) {
	in := &m.code[n]
	for k, s := range m.batt.Nodes[n].Args {
		if t := int32(s) - int32(m.base); t >= 0 && m.code[t].form == turns && m.code[t].args[0] == in.args[1-k] {
			m.code[t].mate = n
		}
	}
}

// run is Run, after Load of sample where that is not nil. A program of which all
// steps but move cells (batt.Program) is evaluated here, as far as it goes.
func (m *Machine) run(sample *grid.Grid, p int) (r Result) {
	prog, t := &m.batt.Programs[p], m.thread
	if !prog.Moves || m.share != nil || m.meter != nil || t.Large() || m.now+oneSample < oneSample {
		if sample != nil {
			m.Load(sample)
		}
		r.Out, r.Cost, r.Fault, r.Line = m.grid(p)
		return r
	}
	vals, code := unsafe.Pointer(unsafe.SliceData(m.vals)), unsafe.Pointer(unsafe.SliceData(m.code))
	if sample != nil {
		t.Rewind()
		m.now += oneSample
		*placeOf(batt.Input).in(vals) = GridValue(sample)
	}
	n, charge := 0, int64(0)
	for ; n < len(prog.Steps); n++ {
		in := nodeAt(code, prog.Steps[n].Node)
		switch {
		case in.at == m.now:
			m.known++
			if charge += in.cost; charge > m.small {
				return m.unmoved(p, n+1)
			}
		case in.form == turns:
			a := in.args[0].in(vals)
			if a.Kind() != value.Grid {
				return m.unmoved(p, n)
			}
			h, w := a.H(), a.W()
			cells := h * w
			cost := in.prim.Moved(cells, cells)
			if in.mate != 0 && n+1 < len(prog.Steps) && prog.Steps[n+1].Node == in.mate {
				stack := nodeAt(code, in.mate)
				also := stack.prim.Moved(2*cells, 2*cells)
				to := t.Room(2 * cells)
				charge += cost + also
				if to == nil || stack.at == m.now || charge > m.small {
					return m.unmoved(p, n)
				}
				n++
				in.cost, in.at = cost, m.now
				stack.cost, stack.at = also, m.now
				*stack.to.in(vals) = value.GridAt(2*h, w, to)
				// The upper half first: it may run over into the lower.
				if stack.args[0] == in.to {
					*in.to.in(vals) = value.GridAt(h, w, to)
					in.prim.Moves.Turn(to, a.Ground(), h, w)
					value.CopyCells(unsafe.Add(to, cells), a.Ground(), cells)
					continue
				}
				turned := unsafe.Add(to, cells)
				*in.to.in(vals) = value.GridAt(h, w, turned)
				value.CopyCells(to, a.Ground(), cells)
				in.prim.Moves.Turn(turned, a.Ground(), h, w)
				continue
			}
			to := t.Room(cells)
			charge += cost
			if to == nil || charge > m.small {
				return m.unmoved(p, n)
			}
			in.cost, in.at = cost, m.now
			*in.to.in(vals) = value.GridAt(h, w, to)
			in.prim.Moves.Turn(to, a.Ground(), h, w)
		case !m.move(vals, in, m.small-charge):
			return m.unmoved(p, n)
		default:
			charge += in.cost
		}
	}
	out := placeOf(prog.Result).in(vals)
	if out.Kind() != value.Grid {
		return m.unmoved(p, n)
	}
	m.work.Reached += int64(n)
	r.Out, r.Cost = value.GridAt(out.H(), out.W(), out.Ground()), charge
	return r
}

// unmoved is run of a program of which n steps are done. They will be counted as
// known.
func (m *Machine) unmoved(p, n int) (r Result) {
	m.known -= int64(n)
	r.Out, r.Cost, r.Fault, r.Line = m.grid(p)
	return r
}

// nodeAt returns node n of code.
//
//go:nocheckptr
func nodeAt(code unsafe.Pointer, n int32) *instr {
	return (*instr)(unsafe.Add(code, uintptr(n)*unsafe.Sizeof(instr{})))
}

// move evaluates in, a node that halves or stacks, and reports whether it could for
// no more than most units.
func (m *Machine) move(vals unsafe.Pointer, in *instr, most int64) bool {
	a := in.args[0].in(vals)
	if a.Kind() != value.Grid {
		return false
	}
	h, w := a.H(), a.W()
	n := h * w
	var to unsafe.Pointer
	var cost int64
	if in.form == halves {
		from, end := in.prim.Moves.Rows(h)
		if from >= end {
			return false
		}
		to, h = unsafe.Add(a.Ground(), from*w), end-from
		cost = in.prim.Moved(n, 0)
	} else {
		b := in.args[1].in(vals)
		if b.Kind() != value.Grid || b.W() != w {
			return false
		}
		l := b.H() * w
		cost = in.prim.Moved(n+l, n+l)
		if to = m.thread.Room(n + l); to == nil || cost > most {
			return false
		}
		value.CopyCells(to, a.Ground(), n)
		value.CopyCells(unsafe.Add(to, n), b.Ground(), l)
		h += b.H()
	}
	if cost > most {
		return false
	}
	in.cost, in.at = cost, m.now
	*in.to.in(vals) = value.GridAt(h, w, to)
	return true
}
