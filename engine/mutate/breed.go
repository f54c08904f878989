package mutate

import (
	"battscope/engine/op"
)

// doubtful says how many of the programs that may misuse a primitive where their
// parents do not are let go for each one that is given.
const doubtful = 8

// maxEdits is how many edits a mutant has at most.
const maxEdits = 32

// maxVain is how many edits may come to nothing before another parent is drawn:
// those that find nothing to change, and those that lead to a known program.
const maxVain = 8

// A way is how far a program has come from its parent.
type way struct {
	from    *parent
	body    genome
	types   []op.Type // of its lines
	allowed trust     // no more is held against the program than against its parents
	origin  Origin
}

// Edits that lead to a known program go on from another child of the same parent
// instead, one that was made lately and is near: near a few parents all is soon
// known, and otherwise edits upon edits are made before something new is found.
const (
	latest    = 64      // children of a parent that are kept for it
	latestAll = 1 << 16 // children of all parents
	near      = 4       // edits that they have at most
)

// breed makes one program in s.g and reports whether it is good and new.
func (s *Stream) breed() (Origin, bool) {
	p := s.draw()
	w := way{from: p, allowed: p.trust, origin: Origin{Parent: p.index, Mate: -1}}
	s.g.copyFrom(&p.body)
	s.types = append(s.types[:0], p.types...)
	for vain := 0; vain < maxVain && w.origin.Edits < maxEdits; {
		if !s.change(&w) {
			vain++
			continue
		}
		h := s.folder.fold(s.alphabet, &s.g)
		if !s.sound(&w) {
			return w.origin, false
		}
		if uint64(s.rng.Uint32()) < s.more {
			continue
		}
		if s.seen.add(h) {
			s.remember(&w)
			return w.origin, true
		}
		vain++
		s.stray(&w)
	}
	return w.origin, false
}

// change makes an edit, and reports whether it found something to change.
func (s *Stream) change(w *way) bool {
	e := s.edit()
	if !s.apply(e, w) {
		return false
	}
	if w.origin.Edits == 0 {
		w.origin.First = e
	}
	w.origin.Edits++
	return true
}

// sound types the program and reports whether it may work as well as its parents
// do.
func (s *Stream) sound(w *way) bool {
	s.typer.Reset()
	out := s.infer(&s.g, &s.inputs, &s.types)
	if !s.written(&s.g) || s.typer.Misuses > w.allowed.misuses || out.Kinds&op.KindGrid == 0 {
		return false
	}
	doubts := s.typer.Doubts
	if out.Kinds&^w.from.out.Kinds != 0 {
		doubts++
	}
	return doubts <= w.allowed.doubts || s.rng.IntN(doubtful) == 0
}

// remember keeps the program for stray.
func (s *Stream) remember(w *way) {
	p, most := w.from, min(latest, latestAll/len(s.parents))
	if w.origin.Edits > near || most == 0 {
		return
	}
	if len(p.lately) < most {
		p.lately = append(p.lately, way{from: p})
	}
	kept := &p.lately[p.kept%most]
	p.kept++
	kept.body.copyFrom(&s.g)
	kept.types = append(kept.types[:0], s.types...)
	kept.allowed, kept.origin = w.allowed, w.origin
}

// stray goes on from another child of the parent, if there is one.
func (s *Stream) stray(w *way) {
	list := w.from.lately
	if len(list) == 0 {
		return
	}
	to := &list[s.rng.IntN(len(list))]
	s.g.copyFrom(&to.body)
	s.types = append(s.types[:0], to.types...)
	w.allowed, w.origin = to.allowed, to.origin
}

// edit picks an edit by its rate.
func (s *Stream) edit() Edit {
	at := s.rng.Uint64N(s.all)
	for e, n := range s.rates {
		if at < n {
			return Edit(e)
		}
		at -= n
	}
	panic("mutate: the rates do not add up")
}

// apply makes an edit in s.g.
func (s *Stream) apply(e Edit, w *way) bool {
	switch e {
	case Replace:
		return s.replace()
	case Variable:
		return s.variable()
	case Constant:
		return s.constant()
	case Insert:
		return s.insert()
	case Delete:
		return s.remove()
	}
	mate := s.draw()
	if !s.cross(mate) {
		return false
	}
	w.origin.Mate = mate.index
	w.allowed.misuses += mate.trust.misuses
	w.allowed.doubts += mate.trust.doubts
	return true
}
