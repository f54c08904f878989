// Package account keeps the books of a run's programs: what each line of each
// program used, on each task, in each phase.
//
//  1. Meters (engine/interp) note on each worker which nodes of a batt were
//     evaluated, and where programs ended. Take adds a meter's notes to the open
//     page of the batt in its phase.
//  2. Settle closes the pages of a task once it is known what became of its
//     programs, or where a book begins or ends before. A node that several programs use is called by each of them; its
//     time and cost are shared out among them by uses, with nothing lost.
//  3. What a phase was busy beyond its programs' time is the engine's, so that the
//     times of a phase add up to its busy time. Estimates of a task may come to
//     more than it was busy: others come to less, and only the whole phase is fitted.
//  4. Profile returns the rows.
package account

import (
	"sync"
	"time"

	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/probe"
)

// A Program is how a program is called in the books.
type Program struct {
	File string // of its source, as it was given; empty where it has none
	Name string
	Line int // where it begins; 0 where lines mean nothing: several programs in one
}

// NoFate is the fate of programs that have none: differs, which are not tried on
// a task.
const NoFate = probe.NumFates

// Who says who program p of a batt is, and what became of it.
type Who func(p int) (Program, probe.Fate)

// OtherTasks stands for the tasks that there was no room for.
const OtherTasks = "other tasks"

// OtherPrograms stands for the programs that there was no room for even so.
const OtherPrograms = "other programs"

// maxLines is how many lines there are before tasks that come after are booked
// under OtherTasks; from twice as many on, new programs are under OtherPrograms.
const maxLines = 300_000

// A Book is what a run's programs have used while it was observed. Its methods
// are safe for concurrent use.
type Book struct {
	level probe.Level

	mu      sync.Mutex
	pages   map[pageKey]*page // open
	free    []*page
	ledger  ledger
	tasks   map[string]bool        // that have rows of their own
	engine  map[placeKey]int64     // ns busy less those of programs, which may be more
	busy    [probe.NumPhases]int64 // ns
	found   [probe.NumPhases]int64 // ns of programs, as entries have them
	wall    time.Duration
	devices bool
	folder  folder
}

type pageKey struct {
	phase probe.Phase
	batt  *batt.Batt
}

type placeKey struct {
	phase probe.Phase
	task  string
}

// New returns an empty book. The level is not off.
func New(level probe.Level) *Book {
	return &Book{
		level: level, pages: map[pageKey]*page{}, ledger: newLedger(), engine: map[placeKey]int64{}, tasks: map[string]bool{},
	}
}

// Level returns the level at which the meters of this book note.
func (b *Book) Level() probe.Level { return b.level }

// OnDevices says that programs were evaluated by devices, of which there are no
// notes.
func (b *Book) OnDevices() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.devices = true
}

// Take adds what a meter has noted in a phase. The meter must begin anew. Who is
// asked when the page is settled.
func (b *Book) Take(phase probe.Phase, m *interp.Meter, who Who) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := pageKey{phase, m.Batt()}
	if pg := b.pages[key]; pg != nil {
		pg.add(m)
		return
	}
	pg := &page{}
	if n := len(b.free); n > 0 {
		pg, b.free = b.free[n-1], b.free[:n-1]
	}
	pg.open(m, who)
	b.pages[key] = pg
}

// Settle closes the open pages, which are of task; empty for all tasks. Busy is
// how long the phases were busy since the last call, of which what the pages do
// not explain is the engine's, and wall how long the run took.
func (b *Book) Settle(task string, busy [probe.NumPhases]time.Duration, wall time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wall += wall
	for p, d := range busy {
		if d != 0 {
			b.engine[b.place(probe.Phase(p), task)] += int64(d)
			b.busy[p] += int64(d)
		}
	}
	for key, pg := range b.pages {
		found := b.fold(key.phase, task, pg)
		if found != 0 {
			b.engine[b.place(key.phase, task)] -= found
			b.found[key.phase] += found
		}
		pg.who, pg.batt = nil, nil
		b.free = append(b.free, pg)
	}
	clear(b.pages)
}

// place returns where something of task is booked.
func (b *Book) place(p probe.Phase, task string) placeKey {
	switch {
	case task == "" || b.tasks[task]:
	case b.ledger.lines < maxLines:
		b.tasks[task] = true
	default:
		task = OtherTasks
	}
	return placeKey{p, task}
}
