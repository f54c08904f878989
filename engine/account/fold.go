package account

import (
	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/value"
)

// A folder is the memory of fold.
type folder struct {
	uses    []use
	start   []int32 // by node, in byNode
	byNode  []int32 // uses
	parts   []part
	weights []int64 // of parts, of uses
	time    splitter
	cost    splitter
	share   splitter
}

// A use is how often a program reached a node.
type use struct {
	node  int32
	line  int32 // of entry
	entry *entry
	reach int64
}

// A part is what a node did itself, or a primitive that a function value called
// in it.
type part struct {
	path  int32 // 0 is the node itself
	count int64 // calls that were watched
	units int64 // of those
}

// fold adds a page to the entries, and returns the ns that it added.
func (b *Book) fold(phase probe.Phase, task string, pg *page) (found int64) {
	b.reach(phase, task, pg)
	f := &b.folder
	g := pg.batt
	f.start = append(f.start[:0], make([]int32, len(g.Nodes)+1)...)
	for i := range f.uses {
		f.start[f.uses[i].node+1]++
	}
	for n := range g.Nodes {
		f.start[n+1] += f.start[n]
	}
	f.byNode = append(f.byNode[:0], make([]int32, len(f.uses))...)
	next := append([]int32(nil), f.start...)
	for i := range f.uses {
		n := f.uses[i].node
		f.byNode[next[n]] = int32(i)
		next[n]++
	}
	for n := range g.Nodes {
		if users := f.byNode[f.start[n]:f.start[n+1]]; len(users) > 0 {
			time := pg.nodeTime(n)
			b.node(pg, n, users, time)
			found += time
		}
	}
	return found
}

// reach lists the uses of nodes by programs, and books where programs ended.
func (b *Book) reach(phase probe.Phase, task string, pg *page) {
	pg.sortEnds()
	f := &b.folder
	f.uses = f.uses[:0]
	ends := pg.ends
	place := b.place(phase, task)
	for p := range pg.batt.Programs {
		n := 0
		for n < len(ends) && ends[n].Program == int32(p) {
			n++
		}
		mine := ends[:n]
		ends = ends[n:]
		if pg.whole[p] == 0 && n == 0 {
			continue
		}
		b.program(place, pg, p, mine)
	}
}

// program lists the uses of one program, whose ends are mine.
func (b *Book) program(place placeKey, pg *page, p int, mine []interp.End) {
	prog := &pg.batt.Programs[p]
	name, fate := pg.who(p)
	key := entryKey{place, name, fate}
	if b.lines >= 2*maxLines && b.entries[key] == nil {
		name = Program{Name: OtherPrograms}
		key.program = name
	}
	e := b.entry(key, prog, name.Line > 0)
	for len(mine) > 0 && mine[0].Step < 0 {
		at := b.whole(e, prog, name.Line > 0)
		e.lines[at].fault(mine[0].Fault)
		mine = mine[1:]
	}
	reach := pg.whole[p] + int64(len(mine))
	for n := range prog.Steps {
		if reach == 0 {
			return
		}
		node := prog.Steps[n].Node
		at := int32(n)
		if name.Line == 0 {
			at = b.prim(e, pg.batt.Nodes[node].Prim)
		}
		b.folder.uses = append(b.folder.uses, use{node, at, e, reach})
		for len(mine) > 0 && mine[0].Step == int32(n) {
			e.lines[at].fault(mine[0].Fault)
			mine = mine[1:]
			reach--
		}
	}
}

// fault counts the fault or timeout that an evaluation ended in. One that was
// stopped from outside ended in neither.
func (v *Values) fault(f value.Fault) {
	switch {
	case f == value.Stopped:
	case f.Timeout():
		v.Timeouts++
	default:
		v.Faults++
	}
}

// entry returns the entry at key, with the lines of prog where it has lines of
// its own.
func (b *Book) entry(key entryKey, prog *batt.Program, lines bool) *entry {
	e := b.entries[key]
	if e == nil {
		e = &entry{ending: prog.Func.EndLine}
		b.entries[key] = e
	}
	for n := len(e.lines); lines && n < len(prog.Steps); n++ {
		e.lines = append(e.lines, line{number: prog.Steps[n].Line})
		b.lines++
	}
	return e
}

// whole returns the line for what is of no step: the last line of the program.
func (b *Book) whole(e *entry, prog *batt.Program, lines bool) int32 {
	if !lines {
		return b.prim(e, nil)
	}
	if len(e.lines) == len(prog.Steps) {
		e.lines = append(e.lines, line{number: int32(e.ending)})
		b.lines++
	}
	return int32(len(prog.Steps))
}

// prim returns the line for a primitive, of an entry without lines of its own.
func (b *Book) prim(e *entry, p *value.Prim) int32 {
	at, ok := e.prims[p]
	if !ok {
		if e.prims == nil {
			e.prims = map[*value.Prim]int32{}
		}
		at = int32(len(e.lines))
		e.prims[p] = at
		e.lines = append(e.lines, line{prim: p})
		b.lines++
	}
	return at
}

// node shares out what node n of a page did among its users; time is its time.
func (b *Book) node(pg *page, n int, users []int32, time int64) {
	f, u := &b.folder, &pg.nodes[n]
	f.weights = f.weights[:0]
	reached := int64(0)
	for _, i := range users {
		f.weights = append(f.weights, f.uses[i].reach)
		reached += f.uses[i].reach
	}
	saved := f.share.split(reached-u.Runs, f.weights, reached)
	for k, i := range users {
		l := f.uses[i].at()
		l.prim = pg.batt.Nodes[n].Prim
		l.Calls += f.uses[i].reach
		l.Saved += saved[k]
	}
	if u.Runs == 0 {
		return
	}
	f.parts = f.parts[:0]
	if u.Inner == 0 || u.Seen <= 0 {
		b.part(users, reached, 0, Values{Time: time, Cost: u.Cost})
		return
	}
	root := &pg.calls[u.Inner]
	f.parts = append(f.parts, part{units: max(u.Seen-root.Cost, 0)})
	b.inner(pg, u.Inner, 0)
	sum := int64(0)
	units := make([]int64, len(f.parts))
	for k := range f.parts {
		units[k] = f.parts[k].units
		sum += units[k]
	}
	if sum == 0 {
		units[0], sum = 1, 1
	}
	times, costs := f.time.split(time, units, sum), f.cost.split(u.Cost, units, sum)
	for k, pt := range f.parts {
		v := Values{Time: times[k], Cost: costs[k]}
		if pt.path != 0 {
			v.Inner = scale(pt.count, u.Runs, root.Count)
		}
		b.part(users, reached, pt.path, v)
	}
}

// inner lists the parts of a tree of calls.
func (b *Book) inner(pg *page, at, path int32) {
	for c := pg.calls[at].Child; c != 0; c = pg.calls[c].Next {
		call := &pg.calls[c]
		key := pathKey{path, call.Prim}
		to, ok := b.paths[key]
		if !ok {
			to = int32(len(b.path))
			b.paths[key], b.path = to, append(b.path, key)
		}
		own := call.Cost
		for d := call.Child; d != 0; d = pg.calls[d].Next {
			own -= pg.calls[d].Cost
		}
		b.folder.parts = append(b.folder.parts, part{to, call.Count, max(own, 0)})
		b.inner(pg, c, to)
	}
}

// part shares out one part of a node among the node's users.
func (b *Book) part(users []int32, reached int64, path int32, v Values) {
	f := &b.folder
	add := func(s *splitter, total int64, to func(*Values, int64)) {
		if total == 0 {
			return
		}
		for k, share := range s.split(total, f.weights, reached) {
			if share != 0 {
				u := &f.uses[users[k]]
				to(u.values(path), share)
			}
		}
	}
	add(&f.share, v.Time, func(to *Values, n int64) { to.Time += n })
	add(&f.share, v.Cost, func(to *Values, n int64) { to.Cost += n })
	add(&f.share, v.Inner, func(to *Values, n int64) { to.Inner += n })
}

func (u *use) at() *line { return &u.entry.lines[u.line] }

// values returns where the use's values of a path are.
func (u *use) values(path int32) *Values {
	if path == 0 {
		return &u.at().Values
	}
	key := innerKey{u.line, path}
	v := u.entry.inner[key]
	if v == nil {
		if u.entry.inner == nil {
			u.entry.inner = map[innerKey]*Values{}
		}
		v = &Values{}
		u.entry.inner[key] = v
	}
	return v
}
