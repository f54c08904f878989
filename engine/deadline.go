package engine

import (
	"fmt"
	"slices"
	"time"

	"battscope/engine/interp"
	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/engine/value"
)

// limited is one sample under a deadline for the whole call of the batt, as the
// origin had it: when it passes, the call is cut and none of its programs has an
// output, whoever was slow.
func (r *Run) limited(s *stretch, w *worker, k int, limit time.Duration) (busy time.Duration) {
	m := r.use(w, s.batt)
	w.tally.sample.Store(int32(s.first + k))
	defer m.SetDeadline(r.strategy.Deadline)
	r.gate.pass()
	began := time.Now()
	r.evals.of(s.phase).Add(1)
	cpu, known := threadCPU()
	m.Load(s.samples[k].In)
	n := len(s.batt.Programs)
	var c batchCount
	cut := false
	at := began
	for p := 0; p < n && !cut && !r.stop.Load(); p++ {
		left := limit - at.Sub(began)
		if left <= 0 {
			cut = true
			break
		}
		m.SetDeadline(left)
		one := s.batch(m, k, &s.order, p, p+1, &evalTimer{place: p})
		c.add(one)
		now := time.Now()
		w.tally.latency[s.phase].Add(now.Sub(at), 1)
		at = now
		cut = s.outcomes[s.first+k][s.order.program(p)].fault == value.Deadline
	}
	if cut {
		starved := false
		if now, ok := threadCPU(); ok && known {
			starved = now-cpu < limit/2
		}
		c = batchCount{calls: int64(n), timeouts: int64(n)}
		for p := range s.outcomes[s.first+k] {
			s.outcomes[s.first+k][p] = outcome{fault: value.Deadline, done: true, starved: starved}
		}
	}
	busy = time.Since(began)
	w.tally.add(s.phase, c, busy)
	return busy
}

// calibrations is how many batt calls on each demo sample a limit is calibrated
// by, after one that finds the machine cold.
const calibrations = 8

// calibrate returns the limit of a batt call: the strategy's share of the median
// of some calls on each demo sample without a deadline.
func (r *Run) calibrate(j *job) time.Duration {
	st := r.strategy
	if st.LimitPer != strategy.PerBatt || st.DeadlineCalibrated == 0 {
		r.noteLimit(st.Deadline)
		return st.Deadline
	}
	if r.firstPass() {
		r.event(probe.LimitEvent, fmt.Sprintf("task %s: %d batt calls without a limit, to set one", j.task.ID, (1+calibrations)*len(j.task.Demo)))
	}
	m := r.use(r.workers[0], j.batt)
	m.SetDeadline(0)
	var calls []time.Duration
	for round := range 1 + calibrations {
		for _, s := range j.task.Demo {
			began := time.Now()
			m.Load(s.In)
			for p := range j.batt.Programs {
				m.Run(p)
			}
			r.evals.calibrate.Add(1)
			if round > 0 {
				calls = append(calls, time.Since(began))
			}
		}
	}
	slices.Sort(calls)
	median := calls[len(calls)/2]
	limit := time.Duration(float64(median) * st.DeadlineCalibrated)
	j.slowest = calls[len(calls)-1]
	r.noteLimit(limit)
	if r.firstPass() {
		r.event(probe.LimitEvent, fmt.Sprintf("task %s: a batt call takes %v at the median, so the limit is %v", j.task.ID, median.Round(time.Microsecond), limit.Round(time.Microsecond)))
	}
	return limit
}

// noteLimit keeps the shortest limit.
func (r *Run) noteLimit(limit time.Duration) {
	if limit > 0 {
		r.update(func(s *runState) {
			if s.limit == 0 || limit < s.limit {
				s.limit = limit
			}
		})
	}
}

// judgeMax and judgeTime bound how many cut evaluations of a task are run again,
// and for how long: with a great fuel a cut program may have no end. What is not
// judged is not called false.
const (
	judgeMax  = 4096
	judgeTime = time.Second
)

// judge runs evaluations that a deadline cut again, each alone and on fuel only.
// A timeout is false when the work then ends within its fuel: the limit is
// shorter than the work. It is starved when the call had used much less
// processor time than its limit: it waited for a core.
func (r *Run) judge(j *job) {
	m := interp.NewMachine(j.batt, interp.Limits{Fuel: r.strategy.Fuel}, &r.stop)
	judged, until := 0, time.Now().Add(judgeTime)
	needed := j.slowest
	for k := range j.outcomes {
		loaded := false
		call := time.Duration(0) // of the batt, as far as its programs end
		for p := range j.outcomes[k] {
			o := &j.outcomes[k][p]
			if o.fault != value.Deadline {
				continue
			}
			if o.starved {
				j.result.Starved++
				continue
			}
			left := time.Until(until)
			if judged++; judged > judgeMax || left <= 0 || r.stop.Load() {
				continue
			}
			m.SetDeadline(left)
			if !loaded {
				m.Load(j.samples[k].In)
				loaded = true
			}
			began := time.Now()
			if res := m.Run(p); res.Fault != value.Stopped && !res.Fault.Timeout() {
				j.result.False++
				one := time.Since(began)
				call += one
				if r.strategy.LimitPer == strategy.PerBatt {
					one = call
				}
				needed = max(needed, one)
			}
		}
	}
	if j.result.False > 0 {
		r.update(func(s *runState) { s.limitNeeded = max(s.limitNeeded, needed) })
	}
	if j.result.False == 0 || !r.firstPass() {
		return
	}
	text := fmt.Sprintf("task %s: %d timeouts are false: the work ends within its fuel, so the limit is shorter than the work", j.task.ID, j.result.False)
	if j.slowest > 0 {
		text += fmt.Sprintf("; the slowest batt call takes %v, so %v would do", j.slowest.Round(time.Microsecond), (2 * j.slowest).Round(time.Microsecond))
	}
	r.event(probe.WarningEvent, text)
}

// judgeTimeouts counts false and starved timeouts as a part of the phase that
// was cut last.
func (r *Run) judgeTimeouts(j *job) {
	if j.result.Timeouts > 0 && timed(r.strategy) {
		r.step(probe.TestJudge, func() { r.judge(j) })
	}
}
