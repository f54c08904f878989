package engine

import (
	"io/fs"
	"path"
	"time"

	"battscope/engine/account"
	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/value"
)

// Text returns the text of a source file of built-in programs or differs, which is
// nowhere on disk; ok is false for others.
func (r *Run) Text(file string) (text []byte, ok bool) {
	if r.spec.Differs != nil {
		if text, ok := r.spec.Differs.Text(file); ok {
			return text, true
		}
	}
	if len(r.spec.Source.Programs) > 0 || r.spec.Source.BuiltIn == nil {
		return nil, false
	}
	text, err := fs.ReadFile(r.spec.Source.BuiltIn, path.Clean(file))
	return text, err == nil
}

// busyNow returns how long each phase has been busy.
func (r *Run) busyNow() (busy [probe.NumPhases]time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for p := range busy {
		busy[p] = r.state.phases[p].busy
		for _, w := range r.workers {
			busy[p] += loadDuration(&w.tally.busy[p])
		}
	}
	return busy
}

// whoOf returns who the programs of the chunk at work are. It is good until the
// next chunk.
func (r *Run) whoOf(j *job) account.Who {
	return func(p int) (account.Program, probe.Fate) {
		kin := ""
		if j.kin != nil {
			kin = j.kin(p)
		}
		fate := probe.Unknown
		if !r.midway {
			fate = j.fate(p)
		}
		return programOf(j.batt.Programs[p].Func, kin), fate
	}
}

// programOf returns how a program is booked: mutants together, by the program
// that they were made of, since nobody has their lines.
func programOf(f *dsl.Func, kin string) account.Program {
	if kin != "" {
		return account.Program{Name: kin}
	}
	return account.Program{File: f.File, Name: f.Name, Line: f.Line}
}

// fate returns what became of program p of the chunk at work.
func (j *job) fate(p int) probe.Fate {
	known, matches, cut, faults := 0, 0, false, false
	for k := range j.outcomes {
		o := &j.outcomes[k][p]
		if j.samples[k].Out != nil {
			known++
		}
		switch {
		case !o.done: // the run was stopped
			return probe.Unknown
		case o.match:
			matches++
		case o.fault.Timeout():
			cut = true
		case o.fault != value.NoFault:
			faults = true
		}
	}
	switch {
	case matches > 0 && matches == known:
		return probe.Matched
	case matches > 0 || j.nearer(p):
		return probe.Near
	case cut:
		return probe.Cut
	case faults:
		return probe.Faulted
	}
	return probe.Wrong
}

// nearer reports whether the differs find the outputs of program p nearer to the
// expected ones than the inputs are: with the properties in which the input is
// equal to the expected output on one side and those in which the output is on
// the other, the second are more just when iz is more than zo.
func (j *job) nearer(p int) bool {
	if j.scores == nil {
		return false
	}
	iz, zo := 0, 0
	for _, s := range j.scores[p] {
		iz += s.IZ
		zo += s.ZO
	}
	return iz > zo
}

// meters are what a worker notes with.
type meters struct {
	book    *account.Book // of the stretch at work; nil without one
	phase   probe.Phase
	pool    meter
	alone   meter
	differs meter
}

// A meter notes what the programs of one batt do, until it is taken.
type meter struct {
	*interp.Meter
	of *account.Book
}

// begin has the worker note its share of a phase in a book.
func (m *meters) begin(book *account.Book, p probe.Phase) { m.book, m.phase = book, p }

// on makes the meter one of g for the worker with that number, which has nothing
// noted yet, and returns it.
func (m *meter) on(book *account.Book, worker int, g *batt.Batt) *interp.Meter {
	if m.of != book {
		m.Meter, m.of = interp.NewMeter(book.Level(), uint64(worker)), book
	}
	if m.Batt() != g {
		m.Begin(g)
	}
	return m.Meter
}

// take books what a meter has noted, and empties it.
func (m *meters) take(from *meter, who account.Who) {
	if from.Meter != nil && from.of == m.book && from.Batt() != nil {
		m.book.Take(m.phase, from.Meter, who)
		from.Begin(nil)
	}
}

// observe has the worker's Machine, which works on the pool g, note what it does.
func (w *worker) observe(g *batt.Batt) {
	if w.meters.book != nil {
		w.machine.Observe(w.meters.pool.on(w.meters.book, w.number, g))
	}
}

// observeDiffers is observe for the worker's Machine of differs.
func (w *worker) observeDiffers() {
	if w.meters.book != nil {
		w.differs.Observe(w.meters.differs.on(w.meters.book, w.number, w.differs.Batt()))
	}
}

// unobserve ends what the worker notes of a phase, and books it.
func (r *Run) unobserve(w *worker) {
	m := &w.meters
	if m.book == nil {
		return
	}
	if w.machine != nil {
		w.machine.Observe(nil)
	}
	m.take(&m.pool, r.who)
	if w.differs != nil {
		w.differs.Observe(nil)
		m.take(&m.differs, func(p int) (account.Program, probe.Fate) {
			return programOf(r.spec.Differs.Differs[p].Func, ""), account.NoFate
		})
	}
	m.book = nil
}
