package profileview

import (
	"battscope/profile/callgraph"
	"battscope/profile/stacks"
	"battscope/ui/screen"
)

// openSource shows the source of the function under the cursor, from the line on
// that is under it. Of one without a file, as primitives are, it shows the caller
// that has one and calls it most.
func (p *page) openSource() screen.Effect {
	at, line := p.symbol(), int64(0)
	if p.want.mode == flameMode {
		at, line = p.flame.sourced()
	}
	filed := p.filed()
	if at >= 0 && !filed[at] && p.made.graph != nil && p.made.gen == p.want.gen {
		at = callerWith(p.made.graph, at, filed)
	}
	if at < 0 {
		return screen.Effect{Say: "the profile does not say in which file " + p.name() + " or what calls it is"}
	}
	name := p.set.Symbols[at]
	say := ""
	if under := p.name(); under != name {
		if line == 0 {
			line = lineThatCalls(p.made.sel, at, p.symbol(), filed)
		}
		say = under + " has no source of its own: this is " + name + ", which calls it"
	}
	p.source.line = line
	e := p.visit(sourceMode)
	if p.want.source != name {
		p.want.source = name
		e = join(e, p.make())
	} else if p.source.text != nil && line > 0 {
		e = join(e, p.source.adopt(p.source.text, p.made.sel))
	}
	e.Say = say
	return e
}

// filed returns which symbols have a file.
func (p *page) filed() []bool {
	has := make([]bool, len(p.set.Symbols))
	for i := range p.set.Funcs {
		if f := &p.set.Funcs[i]; f.File != "" {
			has[f.Symbol] = true
		}
	}
	return has
}

// callerWith returns the nearest function with a file among those that call
// another, following the heaviest calls; below 0 where there is none.
func callerWith(g *callgraph.Graph, at int32, filed []bool) int32 {
	seen := map[int32]bool{}
	for !filed[at] {
		if seen[at] {
			return -1
		}
		seen[at] = true
		next := int32(-1)
		for _, e := range g.Callers(at) {
			if !seen[e.From] {
				next = e.From
				break
			}
		}
		if next < 0 {
			return -1
		}
		at = next
	}
	return at
}

// lineThatCalls returns the line of a caller from which a function costs most,
// through functions without a file; 0 where there is none.
func lineThatCalls(sel *stacks.Selection, caller, callee int32, filed []bool) int64 {
	set, by := sel.Set, map[int64]int64{}
	for i := int32(1); int(i) < len(set.Nodes); i++ {
		if set.Symbol(i) != callee || sel.Cum[i].IsZero() {
			continue
		}
		for up := set.Nodes[i].Parent; up > 0; up = set.Nodes[up].Parent {
			if s := set.Symbol(up); filed[s] {
				if s == caller {
					by[set.Frames[set.Nodes[up].Frame].Line] += sel.Cum[i].Weight()
				}
				break
			}
		}
	}
	line, most := int64(0), int64(0)
	for l, v := range by {
		if v > most || v == most && l < line {
			line, most = l, v
		}
	}
	return line
}

// sourced returns the function under the cursor, or where that has no file the
// nearest caller on its stack that has one, and the line there where frames tell
// of one; below 0 where there is none.
func (f *flamePane) sourced() (symbol int32, line int64) {
	if f.tree == nil {
		return -1, 0
	}
	set := f.tree.Set
	for i := f.at; i > 0; i = f.tree.Nodes[i].Parent {
		n := &f.tree.Nodes[i]
		frame := set.Frames[n.Frame]
		if set.Funcs[frame.Func].File == "" {
			continue
		}
		if f.tree.Lines() {
			line = frame.Line
		}
		return n.Symbol, line
	}
	return -1, 0
}
