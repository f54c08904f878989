package engine

import (
	"fmt"
	"time"

	"battscope/engine/account"
	"battscope/engine/probe"
)

// books are those of a run's programs. The knob observe has one for each level
// that it had, which goes on where the knob comes back to the level. A capture has
// one of its own, which is kept in their place as long as it is taken.
type books struct {
	knob    [probe.NumLevels]*account.Book // nil for levels that did not hold
	level   probe.Level                    // that the knob had last, other than off
	capture *account.Book                  // begun last; nil without one
	taking  bool                           // the capture
	walls   [probe.NumLevels]time.Duration // of the run, while it was observed at each level
}

// Observe begins a capture of programs at a level, in a book of its own, as soon as
// each worker or device has ended its batch of programs. At level off it ends likewise, and
// the level of the knob observe holds again.
func (r *Run) Observe(level probe.Level) {
	r.mu.Lock()
	if r.books.taking = level != probe.LevelOff; r.books.taking {
		r.books.capture = account.New(level)
	}
	r.mu.Unlock()
	r.askHandOver()
}

// Observed returns what the book of the capture that was begun last has so far; nil
// where none was begun. It waits until what Observe asked for has come about, for
// no longer than handOverMost. A capture that goes on has what was noted up to the
// last chunk of a task that came to its end.
func (r *Run) Observed() *account.Profile {
	handed := r.awaitHandOver()
	r.mu.Lock()
	book := r.books.capture
	r.mu.Unlock()
	if book == nil {
		return nil
	}
	p := book.Profile()
	if !handed {
		p.Notes = append(p.Notes, fmt.Sprintf("what was at work at its end was not handed over within %v, and is missing", handOverMost))
	}
	return p
}

// Kept returns what the books of the knob observe have so far, up to the last
// chunk of a task that came to its end: one for each level that it had, the
// present one or the last first. Empty ones are left out.
func (r *Run) Kept() []*account.Profile {
	r.mu.Lock()
	books, level := r.books.knob, r.books.level
	r.mu.Unlock()
	books[probe.LevelOff], books[level] = books[level], nil
	var list []*account.Profile
	for _, book := range books {
		if book == nil {
			continue
		}
		if p := book.Profile(); len(p.Rows) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// totals returns the sums of the book of the knob's present level or its last, or
// without one of the last capture; nil without any, or where it has seen nothing yet.
func (r *Run) totals() *account.Totals {
	r.mu.Lock()
	book := r.books.knob[r.books.level]
	if book == nil {
		book = r.books.capture
	}
	r.mu.Unlock()
	if book == nil {
		return nil
	}
	if t := book.Totals(); t.Wall > 0 {
		return t
	}
	return nil // a capture that nothing was handed over to
}

// bookLocked returns the book that is to be kept now; nil for none. It is for the
// run's own goroutine, with r.mu held.
func (r *Run) bookLocked() *account.Book {
	if r.books.taking {
		return r.books.capture
	}
	level := r.strategy.Observe
	if level == probe.LevelOff {
		return nil
	}
	if r.books.level = level; r.books.knob[level] == nil {
		r.books.knob[level] = account.New(level)
	}
	return r.books.knob[level]
}

// openBook begins the book that is to be kept, or goes on with it, and ends
// another. It is for between phases, when nothing is noted that is not settled.
func (r *Run) openBook() {
	r.mu.Lock()
	book := r.bookLocked()
	r.mu.Unlock()
	if book == r.book {
		return
	}
	r.settle("") // what was done since the last task is of no task
	if r.book = book; book != nil {
		r.bookBusy, r.bookWall = r.busyNow(), r.gate.elapsed()
	}
}

// settle closes the open pages of the book, which are of a task.
func (r *Run) settle(task string) {
	if r.book == nil {
		return
	}
	busy, wall := r.busyNow(), r.gate.elapsed()
	var took [probe.NumPhases]time.Duration
	for p := range took {
		took[p] = busy[p] - r.bookBusy[p]
	}
	r.book.Settle(task, took, wall-r.bookWall)
	r.mu.Lock()
	r.books.walls[r.book.Level()] += wall - r.bookWall
	r.mu.Unlock()
	r.bookBusy, r.bookWall = busy, wall
}
