package account

import (
	"battscope/engine/batt"
	"battscope/engine/probe"
	"battscope/engine/value"
)

// A ledger is the entries of a book. What there is one of for each line lies in
// few pieces of memory without pointers: a run of one pass makes a line for every
// three evaluations, and it was the garbage collector that paid for them.
type ledger struct {
	entries  []*entry // by number of their keys
	keys     numbers[entryKey]
	last     int32   // the entry that was asked for last
	lines    int     // of all entries
	spare    []line  // for lines of entries to come
	room     []entry // for entries to come
	places   numbers[placeKey]
	programs numbers[Program]
	prims    numbers[*value.Prim] // nil is number 0
	paths    numbers[pathKey]     // number 0 is the line's own primitive
	spent    [probe.NumPhases][NumOutcomes]Values
}

func newLedger() ledger {
	l := ledger{}
	l.prims.of(nil)
	l.paths.of(pathKey{})
	return l
}

// An entryKey is numbers of the ledger.
type entryKey struct {
	place, program int32
	fate           probe.Fate
}

// A pathKey is a primitive called by a function value inside another.
type pathKey struct {
	from int32 // a path; 0 is the line's own primitive
	prim *value.Prim
}

// An entry is one program on one task in one phase, with one fate.
type entry struct {
	key    entryKey
	lines  []line
	prims  []int32 // by primitive, the number of its line and one; of a program without lines of its own
	inner  map[innerKey]*Values
	ending int     // its last line
	spent  *Values // of the ledger, by all entries of its phase and fate
}

// A line of a program, and the primitive that it calls.
type line struct {
	number int32 // in the file; 0 without one
	prim   int32 // 0 where it calls a function value
	Values
}

type innerKey struct{ line, path int32 }

// lump is for how many entries, and lines, memory is taken at once.
const (
	entryLump = 256
	lineLump  = 2048
)

// entry returns the entry of a program of a batt, with the lines of prog where it
// has lines of its own.
func (l *ledger) entry(key entryKey, prog *batt.Program, own bool) *entry {
	// Pass after pass they come in the same order.
	l.last = l.keys.near(key, l.last+1)
	if int(l.last) == len(l.entries) {
		if len(l.room) == 0 {
			l.room = make([]entry, entryLump)
		}
		e := &l.room[0]
		l.room = l.room[1:]
		*e = entry{key: key, ending: prog.Func.EndLine, spent: &l.spent[l.places.list[key.place].phase][key.fate]}
		if own {
			e.lines = l.take(len(prog.Steps))
		}
		l.entries = append(l.entries, e)
	}
	e := l.entries[l.last]
	for n := len(e.lines); own && n < len(prog.Steps); n++ {
		e.lines = append(e.lines, line{number: prog.Steps[n].Line})
		l.lines++
	}
	return e
}

// take returns memory for n lines.
func (l *ledger) take(n int) []line {
	if n > lineLump/4 {
		return make([]line, 0, n)
	}
	if len(l.spare) < n {
		l.spare = make([]line, lineLump)
	}
	lines := l.spare[:0:n]
	l.spare = l.spare[n:]
	return lines
}

// whole returns the line for what is of no step: the last line of the program.
func (l *ledger) whole(e *entry, prog *batt.Program, own bool) int32 {
	if !own {
		return l.prim(e, 0)
	}
	if len(e.lines) == len(prog.Steps) {
		e.lines = append(e.lines, line{number: int32(e.ending)})
		l.lines++
	}
	return int32(len(prog.Steps))
}

// prim returns the line for a primitive, of an entry without lines of its own.
func (l *ledger) prim(e *entry, p int32) int32 {
	for int(p) >= len(e.prims) {
		e.prims = append(e.prims, 0)
	}
	if e.prims[p] == 0 {
		e.lines = append(e.lines, line{prim: p})
		e.prims[p] = int32(len(e.lines))
		l.lines++
	}
	return e.prims[p] - 1
}

// values returns where an entry's values of a path inside a line are.
func (e *entry) values(at, path int32) *Values {
	if path == 0 {
		return &e.lines[at].Values
	}
	key := innerKey{at, path}
	v := e.inner[key]
	if v == nil {
		if e.inner == nil {
			e.inner = map[innerKey]*Values{}
		}
		v = &Values{}
		e.inner[key] = v
	}
	return v
}

// fault counts the fault or timeout that an evaluation ended in. One that was
// stopped from outside ended in neither.
func (e *entry) fault(at int32, f value.Fault) {
	switch v := &e.lines[at].Values; {
	case f == value.Stopped:
	case f.Timeout():
		v.Timeouts++
		e.spent.Timeouts++
	default:
		v.Faults++
		e.spent.Faults++
	}
}

// numbers gives each different thing a number, from 0 on.
type numbers[T comparable] struct {
	list []T
	at   map[T]int32
}

// has reports whether v has a number.
func (n *numbers[T]) has(v T) bool {
	_, ok := n.at[v]
	return ok
}

// of returns the number of v.
func (n *numbers[T]) of(v T) int32 {
	k, ok := n.at[v]
	if !ok {
		if n.at == nil {
			n.at = map[T]int32{}
		}
		k = int32(len(n.list))
		n.list, n.at[v] = append(n.list, v), k
	}
	return k
}

// near is of, for who goes through the same list again and again: k is the number
// that came where v comes now.
func (n *numbers[T]) near(v T, k int32) int32 {
	if int(k) < len(n.list) && n.list[k] == v {
		return k
	}
	return n.of(v)
}
