package mutate

import "battscope/engine/op"

// insert puts a new line before a use of a value, which then uses the line. More
// often than not the line has the value among its arguments.
func (e *editor) insert() bool {
	if len(e.g.lines) >= maxLines-1 {
		return false
	}
	p, ok := e.anyPlace(isValue)
	if !ok {
		return false
	}
	old := *e.at(p)
	wrap := e.rng.IntN(4) > 0
	fn := e.primitive(e.wanted(p), e.typeAt(old), wrap)
	if fn == nothing {
		return false
	}
	l, ok := e.call(fn, e.end(p), old, wrap)
	if !ok {
		return false
	}
	n := e.end(p)
	e.open(n, 1)
	e.g.lines[n] = l
	if p.line >= 0 {
		p.line++
	}
	*e.at(p) = local(n)
	return true
}

// primitive picks one that makes kinds k, with wrap of a value of type t among
// others; nothing where it finds none.
func (e *editor) primitive(k op.Kinds, t op.Type, wrap bool) code {
	for range maxPicks {
		q := e.prims[0] + code(e.rng.IntN(int(e.prims[1]-e.prims[0])))
		if o := e.ops[q]; o.OutKinds()&k != 0 && (!wrap || takes(o, t)) {
			return q
		}
	}
	return nothing
}

// takes reports whether a primitive has a parameter for a value.
func takes(o *op.Op, t op.Type) bool {
	for _, k := range o.Accepts() {
		if op.Accepts(k, t) {
			return true
		}
	}
	return false
}

// call makes a line of a primitive from what is known before line n. With wrap,
// old is one of its arguments.
func (e *editor) call(fn code, n int, old code, wrap bool) (l line, ok bool) {
	accepts := e.ops[fn].Accepts()
	l = line{fn: fn, n: uint8(len(accepts))}
	held := -1
	if wrap {
		fits := 0
		for k := range accepts {
			if op.Accepts(accepts[k], e.typeAt(old)) {
				if fits++; e.rng.IntN(fits) == 0 {
					held = k
				}
			}
		}
		if held < 0 {
			return l, false
		}
		l.args[held] = old
	}
	for k := range accepts {
		if k == held {
			continue
		}
		if l.args[k], ok = e.argument(accepts[k], n); !ok {
			return l, false
		}
	}
	return l, true
}

// argument picks a value of kinds k from what is known before line n: mostly a
// variable where there is one, else a constant or a primitive.
func (e *editor) argument(k op.Kinds, n int) (code, bool) {
	e.before(n, k, nothing)
	if len(e.picks) > 0 && e.rng.IntN(4) > 0 {
		return e.picks[e.rng.IntN(len(e.picks))], true
	}
	e.picks = e.picks[:0]
	if k&op.KindInteger != 0 && len(e.colors) > 0 && e.rng.IntN(2) == 0 {
		return e.colors[e.rng.IntN(len(e.colors))], true
	}
	for c := e.consts[0]; c < e.consts[1]; c++ {
		if op.Accepts(k, e.alphabet.types[c]) {
			e.picks = append(e.picks, c)
		}
	}
	if len(e.picks) == 0 && k&op.KindFunction != 0 {
		for c := e.prims[0]; c < e.prims[1]; c++ {
			e.picks = append(e.picks, c)
		}
	}
	if len(e.picks) == 0 {
		e.before(n, k, nothing)
	}
	if len(e.picks) == 0 {
		return 0, false
	}
	return e.picks[e.rng.IntN(len(e.picks))], true
}

// open makes room for count lines before line n.
func (e *editor) open(n, count int) {
	g := &e.g
	move := func(c *code) {
		if c.isLocal() && c.line() >= n {
			*c += code(count)
		}
	}
	for m := n; m < len(g.lines); m++ {
		move(&g.lines[m].fn)
		for k := range g.lines[m].n {
			move(&g.lines[m].args[k])
		}
	}
	move(&g.out)
	for range count {
		g.lines = append(g.lines, line{})
	}
	copy(g.lines[n+count:], g.lines[n:])
}

// remove puts in a line's place one of its arguments, of a kind that the line's
// users take for it.
func (e *editor) remove() bool {
	if len(e.g.lines) == 0 {
		return false
	}
	n := e.rng.IntN(len(e.g.lines))
	l := e.g.lines[n]
	e.picks = e.picks[:0]
	for _, c := range l.args[:l.n] {
		if e.typeAt(c).Kinds&e.types[n].Kinds != 0 {
			e.picks = append(e.picks, c)
		}
	}
	var by code
	if !e.choose(&by) {
		return false
	}
	for m := n + 1; m < len(e.g.lines); m++ {
		l := &e.g.lines[m]
		for k := range l.n {
			if l.args[k] == local(n) {
				l.args[k] = by
			}
		}
		if l.fn == local(n) {
			l.fn = by
		}
	}
	if e.g.out == local(n) {
		e.g.out = by
	}
	return true
}

// cross takes for a value one of another program, with the lines that it needs.
func (e *editor) cross(mate *parent) bool {
	p, ok := e.anyPlace(isValue)
	if !ok || len(mate.body.lines) == 0 {
		return false
	}
	k := e.wanted(p) & e.typeAt(*e.at(p)).Kinds
	e.picks = e.picks[:0]
	for m := range mate.body.lines {
		if op.Accepts(k, mate.types[m]) {
			e.picks = append(e.picks, local(m))
		}
	}
	var from code
	if !e.choose(&from) {
		return false
	}
	// The lines up to the one taken come along; folding drops those that it does
	// not need.
	count := from.line() + 1
	if len(e.g.lines)+count > maxLines {
		return false
	}
	n := e.end(p)
	e.open(n, count)
	for m := range count {
		l := mate.body.lines[m]
		if l.fn.isLocal() {
			l.fn += code(n)
		}
		for k := range l.n {
			if l.args[k].isLocal() {
				l.args[k] += code(n)
			}
		}
		e.g.lines[n+m] = l
	}
	if p.line >= 0 {
		p.line += count
	}
	*e.at(p) = from + code(n)
	return true
}
