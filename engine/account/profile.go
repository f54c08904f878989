package account

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"battscope/engine/probe"
)

// A Row is what one stack of a program profile used.
type Row struct {
	Phase   probe.Phase
	Task    string     // empty where it is of all tasks
	Engine  bool       // it is the engine's own: no program, only time
	Program Program    // whose
	Fate    probe.Fate // of the program on the task; NoFate without one
	Line    int        // in the program's file; 0 without one
	Prims   []string   // the primitive that the line calls, then those that function values call inside one another; empty where the line calls a function value
	Values
}

// A Profile is all that a book has.
type Profile struct {
	Level probe.Level
	Wall  time.Duration                  // of the run, while it was observed
	Busy  [probe.NumPhases]time.Duration // of the phases meanwhile: the sum of their rows' times
	Rows  []Row                          // in the order of phases, tasks, programs, lines
	Notes []string                       // what a reader should know, a sentence each
}

// Profile returns what has been settled. The caller owns it. A run that settles
// meanwhile waits only for the numbers to be copied.
func (b *Book) Profile() *Profile {
	p, fits := b.copy()
	slices.SortFunc(p.Rows, func(x, y Row) int {
		return cmp.Or(
			cmp.Compare(x.Phase, y.Phase), cmp.Compare(x.Task, y.Task), cmp.Compare(x.Program.File, y.Program.File), cmp.Compare(x.Program.Line, y.Program.Line),
			cmp.Compare(x.Program.Name, y.Program.Name), cmp.Compare(x.Fate, y.Fate), cmp.Compare(x.Line, y.Line), slices.Compare(x.Prims, y.Prims))
	})
	for n := range p.Rows {
		r := &p.Rows[n]
		if r.Engine {
			r.Time = fits[r.Phase].engine.next(r.Time)
		} else {
			r.Time = fits[r.Phase].programs.next(r.Time)
		}
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(r Row) bool { return r.Values == (Values{}) })
	return p
}

// copy returns what has been settled, in no order and with the times as they were
// noted, and how they are to be fitted.
func (b *Book) copy() (*Profile, [probe.NumPhases]fitting) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fits, over := b.fittings()
	p := &Profile{Level: b.level, Wall: b.wall, Notes: b.notes(over)}
	for n, ns := range b.busy {
		p.Busy[n] = time.Duration(ns)
	}
	for key, ns := range b.engine {
		if ns <= 0 {
			continue
		}
		p.Rows = append(p.Rows, Row{Phase: key.phase, Task: key.task, Engine: true, Fate: NoFate, Values: Values{Time: ns}})
	}
	names := map[int32][]string{}
	l := &b.ledger
	for _, e := range l.entries {
		place := l.places.list[e.key.place]
		row := Row{Phase: place.phase, Task: place.task, Program: l.programs.list[e.key.program], Fate: e.key.fate}
		first := func(n int32) (prims []string) {
			if prim := l.prims.list[e.lines[n].prim]; prim != nil {
				prims = append(prims, prim.Name)
			}
			return prims
		}
		for n := range e.lines {
			if at := &e.lines[n]; at.Values != (Values{}) {
				row.Line, row.Prims, row.Values = int(at.number), first(int32(n)), at.Values
				p.Rows = append(p.Rows, row)
			}
		}
		for at, v := range e.inner {
			row.Line, row.Values = int(e.lines[at.line].number), *v
			row.Prims = append(first(at.line), b.names(names, at.path)...)
			p.Rows = append(p.Rows, row)
		}
	}
	return p, fits
}

// names returns the primitives of a path, outermost first. It keeps them in known.
func (b *Book) names(known map[int32][]string, path int32) []string {
	if path == 0 {
		return nil
	}
	list, ok := known[path]
	if !ok {
		key := b.ledger.paths.list[path]
		list = append(slices.Clip(b.names(known, key.from)), key.prim.Name)
		known[path] = list
	}
	return list
}

// notes says what is to be known of the numbers; over is what fittings returns.
func (b *Book) notes(over int64) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	switch b.level {
	case probe.LevelCounts:
		say("level counts: no times of programs, the busy time of phases is under engine; calls by function values are in the primitive that made them")
	case probe.LevelSampled:
		say("level sampled: times are estimates, from one evaluation in %d, and inner calls, from one in %d; calls, cost, faults, timeouts and saved are counts", probe.TimedOf, probe.InnerOf)
	}
	if b.level != probe.LevelCounts {
		say("inside a primitive, the time of what function values call is shared out by cost units")
	}
	if over > 0 {
		say("the estimated times of some tasks come to %v more than phases were busy with them: of times only those of whole phases add up", time.Duration(over).Round(time.Microsecond))
	}
	if slices.ContainsFunc(b.ledger.spent[:], func(by [NumOutcomes]Values) bool { return by[probe.Unknown] != Values{} }) {
		say("outcome unknown is of programs that were in the middle of their task when the profile began or ended")
	}
	if b.devices {
		say("demo and test were evaluated on devices: that time is under engine, and of the programs there is nothing")
	}
	if b.ledger.lines >= maxLines {
		say("there was no room for all tasks: those after some are together, as %s", OtherTasks)
	}
	return list
}
