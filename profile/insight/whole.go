package insight

import (
	"slices"
	"time"

	"battscope/profile/record"
)

// New returns the facts of a run, held against a baseline, or nil. They are those
// of its whole passes: what a pass that is at work, or was stopped, has used is
// left out, since counts are of whole passes.
func New(r, base *record.Record) *Facts { return &Facts{Run: whole(r), Base: base} }

// whole returns a record without the pass that did not come to its end: walls are
// those of its passes, and what is not known by pass is scaled by the wall of its
// phase. Timeouts and faults of phases stay as they are. A record without a whole
// pass, or of another engine, is what it was.
//
// Of a run that went on after a kill, of one with thousands of passes, and of one
// whose knobs were changed, the times are of the newest passes only. Where a run that
// went on has made no whole pass since, there is none.
func whole(r *record.Record) *record.Record {
	w := *r
	passes := newest(r)
	if _, ok := r.PassesBefore(); ok && len(passes) == 0 && len(r.Passes) > 0 {
		w.Passes = nil
		return &w
	}
	if len(passes) == 0 || r.Imported != nil || r.Wall <= 0 {
		return r
	}
	w.Passes = passes
	w.Wall = 0
	walls := make([]time.Duration, len(r.Phases))
	for _, p := range passes {
		if len(p.Phases) != len(walls) {
			return r
		}
		w.Wall += p.Wall
		for k, d := range p.Phases {
			walls[k] += d
		}
	}
	w.Unattributed = w.Wall
	w.Phases = slices.Clone(r.Phases)
	for k := range w.Phases {
		p := &w.Phases[k]
		part := ratio(walls[k], p.Wall)
		if p.OfPass > 0 {
			p.Calls = p.OfPass * int64(len(passes))
		} else {
			p.Calls = int64(float64(p.Calls)*part + 0.5)
		}
		p.Wall, p.Busy = walls[k], scaled(p.Busy, part)
		if p.CPU != nil {
			cpu := scaled(*p.CPU, part)
			p.CPU = &cpu
		}
		p.Steps = slices.Clone(p.Steps)
		for n := range p.Steps {
			p.Steps[n].Busy = scaled(p.Steps[n].Busy, part)
			if p.Steps[n].Wall != nil {
				wall := scaled(*p.Steps[n].Wall, part)
				p.Steps[n].Wall = &wall
			}
		}
		w.Unattributed -= p.Wall
	}
	w.Unattributed = max(0, w.Unattributed)
	part := ratio(w.Wall, r.Wall)
	w.Work.WorkersBusy = slices.Clone(r.Work.WorkersBusy)
	for n, d := range w.Work.WorkersBusy {
		w.Work.WorkersBusy[n] = scaled(d, part)
	}
	return &w
}

// newest returns the whole passes that the record's wall holds, since the last
// change of a knob; all of them where none is whole since. That in which the run went
// on, which has times of some of its tasks only, is left out where there is another.
func newest(r *record.Record) []record.Pass {
	passes := r.Passes
	if before, ok := r.PassesBefore(); ok {
		passes = slices.DeleteFunc(slices.Clone(passes), func(p record.Pass) bool { return p.Number <= before })
		if len(passes) > 1 && passes[0].Restored > 0 {
			passes = passes[1:]
		}
	}
	wall := time.Duration(0)
	for n := len(passes) - 1; n >= 0; n-- {
		// Those before a kill, of which records did not tell once, it does not hold. A pass is timed by two clock reads more
		// than its run.
		if wall += passes[n].Wall; wall > r.Wall+r.Wall/100 {
			passes = passes[n+1:]
			break
		}
	}
	if len(r.Changes) == 0 || len(passes) == 0 || passes[0].Number != 1 {
		return passes // it is not known when the oldest began
	}
	changed, began := r.Changes[len(r.Changes)-1].At, time.Duration(0)
	for n := range passes {
		if began >= changed {
			return passes[n:]
		}
		began += passes[n].Wall
	}
	return passes
}

// ratio is how much of b a is, at most all of it.
func ratio(a, b time.Duration) float64 {
	if b <= 0 || a >= b {
		return 1
	}
	return float64(a) / float64(b)
}

func scaled(d time.Duration, part float64) time.Duration {
	return time.Duration(part * float64(d))
}
