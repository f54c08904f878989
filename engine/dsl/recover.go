package dsl

// recover skips what is left of the logical line. If the line had an error,
// the names that it may define are noted, and the block that it may open is
// skipped.
func (p *parser) recover() {
	for p.tok.kind != newline {
		p.take()
	}
	if !p.failed {
		return
	}
	if !p.block && p.prev.kind == ':' {
		p.block, p.under = true, p.indent
	}
	if p.fn != nil {
		p.fn.returns = p.fn.returns || p.broken // a return may be in what was lost
		p.salvage(p.fn, p.start, p.tok.off)
	}
}

// salvage notes the names before the last assignment sign of a line, or all
// names of a line that starts with a keyword or has no such sign, so that an
// error is not followed by others about names that it left undefined.
func (p *parser) salvage(fn *function, from, to int) {
	s := scanner{src: p.src[:to], off: from, lines: []int{from}, report: func(int, string) {}}
	var names []string
	count := 0
	first := true
	for s.off < to {
		t := s.next()
		w := s.src[t.off:t.end]
		switch {
		case t.kind == word:
			names = append(names, w)
		case t.kind == keyword:
			fn.returns = fn.returns || w == "return"
			if first && w != "return" {
				count = -1
			}
		case (t.kind == '=' || t.kind == assigning) && s.depth == 0 && count >= 0:
			count = len(names)
		case t.kind == ':' && s.depth == 0 && count == 0:
			count = len(names)
		}
		first = false
	}
	if count < 0 {
		count = len(names)
	}
	for _, n := range names[:count] {
		if fn.maybe == nil {
			fn.maybe = map[string]bool{}
		}
		fn.maybe[n] = true
	}
}
