package mutate

// A folder brings genomes into the form of a body: equal calls merged, dead
// lines dropped. It reuses its memory.
type folder struct {
	hash  [maxLines]uint64
	first [maxLines]int16 // the first line that makes the same call
	place [maxLines]int16
	live  [maxLines]bool
	slots [2 * maxLines]int16 // 1 + a line, by its hash
	used  [maxLines]uint16    // the slots taken
}

// fold brings g into the form of its body and returns the hash of its
// expression: two programs have the same only when they are equal but for the
// order of independent lines (up to a collision of 64 bits). It keeps the order
// of lines.
func (f *folder) fold(a *alphabet, g *genome) uint64 {
	hashOf := func(c code) uint64 {
		if c.isLocal() {
			return f.hash[c.line()]
		}
		return a.hashes[c]
	}
	canonical := func(c code) code {
		if c.isLocal() {
			return local(int(f.first[c.line()]))
		}
		return c
	}
	taken := 0
	for n := range g.lines {
		l := &g.lines[n]
		l.fn = canonical(l.fn)
		h := mix(hashOf(l.fn), uint64(l.n)+0x8ebc6af09c88c6e3)
		for k := range l.n {
			l.args[k] = canonical(l.args[k])
			h = mix(h, hashOf(l.args[k]))
		}
		f.hash[n], f.first[n], f.live[n] = h, int16(n), false
		s := uint16(h % uint64(len(f.slots)))
		for ; f.slots[s] != 0; s = (s + 1) % uint16(len(f.slots)) {
			if m := f.slots[s] - 1; f.hash[m] == h && g.lines[m] == *l {
				f.first[n] = m
				break
			}
		}
		if f.slots[s] == 0 {
			f.slots[s] = int16(n) + 1
			f.used[taken] = s
			taken++
		}
	}
	for _, s := range f.used[:taken] {
		f.slots[s] = 0
	}
	g.out = canonical(g.out)
	whole := mix(hashOf(g.out), 0x589965cc75374cc3)
	f.compact(g)
	return whole
}

// compact drops the lines that the result does not need.
func (f *folder) compact(g *genome) {
	need := func(c code) {
		if c.isLocal() {
			f.live[c.line()] = true
		}
	}
	need(g.out)
	for n := len(g.lines) - 1; n >= 0; n-- {
		if !f.live[n] {
			continue
		}
		l := &g.lines[n]
		need(l.fn)
		for _, c := range l.args[:l.n] {
			need(c)
		}
	}
	move := func(c *code) {
		if c.isLocal() {
			*c = local(int(f.place[c.line()]))
		}
	}
	kept := 0
	for n := range g.lines {
		if !f.live[n] {
			continue
		}
		l := g.lines[n]
		move(&l.fn)
		for k := range l.n {
			move(&l.args[k])
		}
		f.place[n] = int16(kept)
		g.lines[kept] = l
		kept++
	}
	move(&g.out)
	g.lines = g.lines[:kept]
}
