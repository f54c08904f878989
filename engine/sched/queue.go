package sched

import "battscope/engine/device"

// A running job is what is left of a Job to give out. Its Scheduler's mutex
// guards it.
type running struct {
	Job
	lots     []lot
	returned []device.Item // of devices that were lost
	refused  []device.Item // for devices that evaluate every program
	queued   int           // items in lots and returned
	left     int           // items without an accepted result
	present  int           // drivers at work on it
	err      error         // nobody can do what is left
	end      chan struct{} // closed when the job is over and nobody at work on it
	closed   bool          // end is
}

// A lot is what is left of a Lot.
type lot struct {
	Lot
	next    int
	holders int // devices that keep to it
}

func newRunning(job Job) *running {
	r := &running{Job: job, lots: make([]lot, len(job.Lots)), end: make(chan struct{})}
	for n, l := range job.Lots {
		r.lots[n] = lot{Lot: l}
		r.queued += len(l.Programs)
	}
	r.left = r.queued
	return r
}

// over reports whether nothing is to be given out any more.
func (r *running) over() bool { return r.left == 0 || r.err != nil || r.Work.Stop.Load() }

// take appends up to n items for a device that keeps to lot at, -1 for none, and
// returns the lot that it keeps to then. A device of small batches takes a dear
// program by itself.
func (r *running) take(items []device.Item, n, at int, small bool) ([]device.Item, int) {
	for n > 0 && len(r.returned) > 0 {
		last := len(r.returned) - 1
		items = append(items, r.returned[last])
		r.returned = r.returned[:last]
		r.queued--
		n--
	}
	for n > 0 {
		if at < 0 || r.lots[at].left() == 0 {
			if at = r.change(at); at < 0 {
				return items, at
			}
		}
		l := &r.lots[at]
		k := min(n, l.left())
		if small && l.next < l.Single {
			if len(items) > 0 {
				return items, at
			}
			k, n = 1, 1
		}
		for _, p := range l.Programs[l.next : l.next+k] {
			items = append(items, device.Item{Program: p, Sample: l.Sample})
		}
		l.next += k
		r.queued -= k
		n -= k
	}
	return items, at
}

// change leaves lot at for the one with the most to do among those that the
// fewest devices keep to; -1 when nothing is left.
func (r *running) change(at int) int {
	if at >= 0 {
		r.lots[at].holders--
	}
	best := -1
	for n := range r.lots {
		l := &r.lots[n]
		if l.left() == 0 {
			continue
		}
		if best < 0 || l.better(&r.lots[best]) {
			best = n
		}
	}
	if best >= 0 {
		r.lots[best].holders++
	}
	return best
}

// better reports whether a device does better to begin with l than with m: with
// a lot that nobody keeps to, then with the one that has the most left for each.
func (l *lot) better(m *lot) bool {
	if (l.holders == 0) != (m.holders == 0) {
		return l.holders == 0
	}
	return l.left()*(m.holders+1) > m.left()*(l.holders+1)
}

func (l *lot) left() int { return len(l.Programs) - l.next }
