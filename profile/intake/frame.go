package intake

import (
	"slices"
	"time"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// frame returns the run as far as the log has told of it. What is at work counts
// until now.
func (b *builder) frame(state record.State, failed string, imported *record.Imported) *record.Frame {
	r := &record.Record{State: state, Stopped: state == record.Stopped, Error: failed, Imported: imported}
	b.fillWall(r)
	for _, s := range b.phases {
		r.Phases = append(r.Phases, b.phase(b.sofar(s), r.Wall, r.Lacks("wall")))
	}
	b.fillRest(r)
	b.fillCounts(r)
	f := r.FrameAt()
	f.Task, f.TaskIndex, f.Tasks = b.taskAt, len(b.tasks), 0
	running := probe.Running.String()
	if state == record.Failed {
		running = probe.Done.String()
	}
	at := 0
	for i, s := range b.phases {
		if s.at > 0 {
			f.Phases[i].State = running
		}
		if s.total != nil {
			f.Phases[i].Total = *s.total
		}
		for _, step := range s.steps {
			if step.at > 0 {
				f.Steps[at].State = running
			}
			at++
		}
	}
	return f
}

// sofar returns a span as it were if what is at work in it ended now.
func (b *builder) sofar(s *span) *span {
	steps := s.steps
	if slices.ContainsFunc(steps, func(one *span) bool { return one.at > 0 }) {
		steps = slices.Clone(steps)
		for n, one := range steps {
			steps[n] = b.sofar(one)
		}
	}
	c := *s
	c.steps = steps
	if s.at == 0 || !b.clocked || s.blind {
		return &c
	}
	c.wall, c.busy = copied(s.wall), copied(s.busy)
	add(&c.wall, max(b.now-s.since, 0))
	for _, since := range s.begins {
		add(&c.busy, max(b.now-since, 0))
	}
	return &c
}

// clockAt returns the time of the log's clock, which goes on by itself while the
// log is being written and has none of its own.
func (r *Reader) clockAt() time.Duration {
	if r.live && !r.b.own && !r.b.ended {
		r.b.now = max(r.b.now, time.Since(r.began))
	}
	return r.b.now
}

// Frame returns the run as far as the log has told of it, and the time of its
// clock. It is for the screens; Record is for what is kept.
func (r *Reader) Frame() (*record.Frame, time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := r.clockAt()
	state, failed := r.standing()
	return r.b.frame(state, failed, r.imported()), at
}

// standing returns how the run stands, and why it failed.
func (r *Reader) standing() (record.State, string) {
	switch {
	case r.b.failed != "":
		return record.Failed, r.b.failed
	case r.closed && r.b.ended:
		return record.Done, ""
	case r.closed:
		return record.Stopped, ""
	}
	return record.Running, ""
}
