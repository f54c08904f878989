package account

import (
	"battscope/engine/interp"
	"battscope/engine/probe"
)

// A folder is the memory of fold.
type folder struct {
	uses    []use
	start   []int32 // by node, in byNode
	next    []int32 // by node, where its next use goes
	byNode  []int32 // uses
	prims   []int32 // by node
	order   []int32 // by program of a batt: its number, in the page before
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
	f, g := &b.folder, pg.batt
	f.prims = f.prims[:0]
	for n := range g.Nodes {
		f.prims = append(f.prims, b.ledger.prims.of(g.Nodes[n].Prim))
	}
	b.reach(b.place(phase, task), pg)
	f.start = zeroed(f.start, len(g.Nodes)+1)
	for i := range f.uses {
		f.start[f.uses[i].node+1]++
	}
	for n := range g.Nodes {
		f.start[n+1] += f.start[n]
	}
	f.next = append(f.next[:0], f.start...)
	f.byNode = zeroed(f.byNode, len(f.uses))
	for i := range f.uses {
		n := f.uses[i].node
		f.byNode[f.next[n]] = int32(i)
		f.next[n]++
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
func (b *Book) reach(place placeKey, pg *page) {
	pg.sortEnds()
	f := &b.folder
	f.uses = f.uses[:0]
	for len(f.order) < len(pg.batt.Programs) {
		f.order = append(f.order, 0)
	}
	ends := pg.ends
	at := b.ledger.places.of(place)
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
		b.program(at, pg, p, mine)
	}
}

// program lists the uses of one program, whose ends are mine.
func (b *Book) program(place int32, pg *page, p int, mine []interp.End) {
	l, f, prog := &b.ledger, &b.folder, &pg.batt.Programs[p]
	name, fate := pg.who(p)
	full := l.lines >= 2*maxLines
	if full && !l.programs.has(name) {
		name = Program{Name: OtherPrograms}
	}
	f.order[p] = l.programs.near(name, f.order[p])
	key := entryKey{place, f.order[p], fate}
	if full && !l.keys.has(key) {
		name = Program{Name: OtherPrograms}
		key.program = l.programs.of(name)
	}
	own := name.Line > 0
	e := l.entry(key, prog, own)
	for len(mine) > 0 && mine[0].Step < 0 {
		e.fault(l.whole(e, prog, own), mine[0].Fault)
		mine = mine[1:]
	}
	reach := pg.whole[p] + int64(len(mine))
	for n := range prog.Steps {
		if reach == 0 {
			return
		}
		node := prog.Steps[n].Node
		at := int32(n)
		if own {
			e.lines[at].prim = f.prims[node]
		} else {
			at = l.prim(e, f.prims[node])
		}
		f.uses = append(f.uses, use{node, at, e, reach})
		for len(mine) > 0 && mine[0].Step == int32(n) {
			e.fault(at, mine[0].Fault)
			mine = mine[1:]
			reach--
		}
	}
}

// node shares out what node n of a page did among its users; time is its time.
func (b *Book) node(pg *page, n int, users []int32, time int64) {
	f, u := &b.folder, &pg.nodes[n]
	reached, even := int64(0), true
	first := f.uses[users[0]].reach
	for _, i := range users {
		reach := f.uses[i].reach
		reached += reach
		even = even && reach == first
	}
	if even && u.Inner == 0 {
		// As most are: every program came to its end.
		k := int64(len(users))
		saved, cost, spent := portionOf(reached-u.Runs, k), portionOf(u.Cost, k), portionOf(time, k)
		for n, i := range users {
			v := Values{Calls: first, Saved: saved.of(n), Cost: cost.of(n), Time: spent.of(n)}
			x := &f.uses[i]
			x.entry.lines[x.line].add(v)
			x.entry.spent.add(v)
		}
		return
	}
	f.weights = f.weights[:0]
	for _, i := range users {
		f.weights = append(f.weights, f.uses[i].reach)
	}
	saved := f.share.split(reached-u.Runs, f.weights, reached)
	for k, i := range users {
		x := &f.uses[i]
		v := Values{Calls: x.reach, Saved: saved[k]}
		x.entry.lines[x.line].add(v)
		x.entry.spent.add(v)
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
		to := b.ledger.paths.of(pathKey{path, call.Prim})
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
				x := &f.uses[users[k]]
				to(x.entry.values(x.line, path), share)
				to(x.entry.spent, share)
			}
		}
	}
	add(&f.share, v.Time, func(to *Values, n int64) { to.Time += n })
	add(&f.share, v.Cost, func(to *Values, n int64) { to.Cost += n })
	add(&f.share, v.Inner, func(to *Values, n int64) { to.Inner += n })
}
