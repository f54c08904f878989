package engine

import (
	"errors"
	"fmt"
	"time"

	"battscope/engine/device"
	"battscope/engine/grid"
	"battscope/engine/probe"
	"battscope/engine/sched"
	"battscope/engine/strategy"
	"battscope/engine/value"
)

// A DeviceOpener opens the devices that names list. Where interp is one of
// several it stands for as many interpreters as there are workers. What of all or
// auto is not there is in absent, and says why; a device named by itself that is
// not there is an error. The run closes the devices.
type DeviceOpener func(names []strategy.DeviceName, workers int) (devices []device.Device, absent []error, err error)

// openDevices opens the devices that the strategy names, if it names any, and
// the reserve: as many interpreters as there are workers, for what devices refuse
// and lose. They live as long as the run.
func (r *Run) openDevices() error {
	if r.sched != nil || !r.strategy.UsesDevices() {
		return nil
	}
	names, err := strategy.ParseDevices(r.strategy.Devices)
	if err != nil {
		return fmt.Errorf("devices is %w", err)
	}
	if r.spec.OpenDevices == nil {
		return fmt.Errorf("devices %s: %w: this run cannot open devices", r.strategy.Devices, device.ErrUnavailable)
	}
	workers := r.spec.evalWorkers(r.strategy)
	devices, absent, err := r.spec.OpenDevices(names, workers)
	if err != nil {
		return fmt.Errorf("open devices: %w", err)
	}
	for _, why := range absent {
		r.event("device", "absent: "+why.Error())
	}
	if len(devices) == 0 {
		return nil // auto, and nothing but the workers here
	}
	var reserve []device.Device
	for n := range workers {
		reserve = append(reserve, device.NewReference(fmt.Sprintf("reserve:%d", n)))
	}
	s := sched.New(devices, reserve, sched.Options{
		Patience: patience(r.strategy), Batch: r.strategy.BatchSize, Verify: r.strategy.Verify,
		Enter: func(d int) {
			r.gate.join()
			r.lane(d).active.Store(true)
		},
		Leave: func(d int) {
			r.lane(d).active.Store(false)
			r.gate.leave()
		},
		Hold: r.gate.pass,
		CPU:  threadCPU,
		Used: func(d int, u sched.Usage) {
			t := r.lane(d)
			p := t.phase.Load()
			t.busy[p].Add(int64(u.Busy))
			t.cpu[p].Add(int64(u.CPU))
			t.reached.Add(u.Nodes.Reached)
			t.evaluated.Add(u.Nodes.Evaluated)
			t.equal.Add(u.Nodes.Equal)
		},
		Event: r.event,
		Latency: func(d int, took time.Duration, n int64) {
			t := r.lane(d)
			t.latency[t.phase.Load()].Add(took, n)
		},
		Around: func(d int, name string, call func()) {
			s := r.enterOn(probe.Phase(r.lane(d).phase.Load()), d, name)
			defer r.leave(s)
			call()
		},
	})
	r.mu.Lock()
	r.sched = s
	r.mu.Unlock()
	return nil
}

// patience returns how long a device may show no progress: much longer than any
// one program may take, at a twentieth of the pace of the slowest machine known.
func patience(s strategy.Strategy) time.Duration {
	const base, unit = 5 * time.Second, 20 * time.Nanosecond
	one := time.Duration(min(s.Fuel, int64(24*time.Hour/unit))) * unit
	if s.Deadline > 0 {
		one = min(one, 2*s.Deadline)
	}
	return base + one
}

// closeDevices ends the scheduler and its devices.
func (r *Run) closeDevices() {
	if r.sched == nil {
		return
	}
	if err := r.sched.Close(); err != nil {
		r.event("device", "close devices: "+err.Error())
	}
}

// lanes returns how many devices the strategy names, as far as that is known
// before they are opened.
func (s *Spec) lanes(st strategy.Strategy) (n int) {
	names, err := strategy.ParseDevices(st.Devices)
	if err != nil || !st.UsesDevices() {
		return 0
	}
	for _, name := range names {
		switch name.Kind {
		case strategy.DeviceHost:
			n += name.N
		case strategy.DeviceInterp:
			n += s.evalWorkers(st)
		default:
			n++
		}
	}
	return n
}

// lane returns the tally that device d counts in.
func (r *Run) lane(d int) *tally { return &r.workers[d%len(r.workers)].tally }

// deviceStats returns what the devices have done, nil without any, and how many
// items wait for them.
func (r *Run) deviceStats() (list []probe.Device, queued int64) {
	r.mu.Lock()
	s := r.sched
	r.mu.Unlock()
	if s == nil {
		return nil, 0
	}
	return s.Stats(), s.Queued()
}

// items returns how many evaluations a stretch has.
func (s *stretch) items() int { return len(s.batt.Programs) * len(s.samples) }

// onDevices reports whether a stretch goes to the devices: always where the
// strategy names some, and with auto where that measures better.
func (r *Run) onDevices(s *stretch) bool {
	return r.sched != nil && (r.strategy.Devices != strategy.DeviceAuto.String() || r.auto.devices(s.items(), r.sched.Setup()))
}

// evaluateOnDevices runs a stretch on the devices.
func (r *Run) evaluateOnDevices(s *stretch) error {
	r.noteDevices()
	n := len(s.batt.Programs)
	work := &device.Work{Batt: s.batt, Limits: limitsOf(r.strategy), Alone: r.strategy.Evaluation == strategy.EvaluationAlone, Values: r.strategy.Values, Stop: &r.stop}
	order := make([]int32, n)
	for place := range order {
		order[place] = int32(s.order.program(place))
	}
	job := sched.Job{Work: work, Accept: s.accept(r), Revoke: s.revoke(r)}
	for k, sample := range s.samples {
		work.Samples = append(work.Samples, device.Sample{In: sample.In, Out: sample.Out})
		job.Lots = append(job.Lots, sched.Lot{Sample: int32(k), Programs: order, Single: s.order.dear})
	}
	if s.grids != nil {
		job.Outputs = wanted{s.grids, s.first}
	}
	if n > 0 && !work.Alone {
		r.evals.of(s.phase).Add(int64(len(s.samples)))
	}
	for _, w := range r.workers {
		w.tally.phase.Store(int32(s.phase))
	}
	before := r.busy(s.phase)
	began := r.gate.elapsed()
	r.away = true
	r.gate.setActive(0) // devices come and go
	err := r.sched.Run(job)
	r.gate.setActive(1)
	r.away = false
	wall := r.gate.elapsed() - began
	r.auto.took(true, s.items(), wall)
	for w, busy := range r.busy(s.phase) {
		r.workers[w].tally.waited.Add(int64(max(0, wall-(busy-before[w]))))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.phase, err)
	}
	return nil
}

// noteDevices says in the book that is kept, if any, that devices are at work.
func (r *Run) noteDevices() {
	if r.book != nil {
		r.book.OnDevices()
	}
}

// busy returns how long each lane of a device has been busy in a phase.
func (r *Run) busy(p probe.Phase) []time.Duration {
	list := make([]time.Duration, min(len(r.workers), r.sched.Devices()))
	for w := range list {
		list[w] = loadDuration(&r.workers[w].tally.busy[p])
	}
	return list
}

// accept puts the results of a batch into the outcomes of the stretch.
func (s *stretch) accept(r *Run) func(int, []device.Item, []device.Result) error {
	return func(d int, items []device.Item, results []device.Result) error {
		defer r.crashed()
		t := r.lane(d)
		t.sample.Store(int32(s.first) + items[len(items)-1].Sample)
		if s.grids != nil {
			for i, item := range items {
				if k := s.first + int(item.Sample); results[i].Fault == value.NoFault && !s.grids.has(k, results[i].Out) {
					return errors.New("it gave no grid for an output that it was asked for")
				}
			}
		}
		for i, item := range items {
			res := &results[i]
			s.outcomes[s.first+int(item.Sample)][item.Program] = outcome{
				done: true, cost: res.Cost, out: res.Out, fault: res.Fault, line: res.Line, match: res.Match,
			}
		}
		t.add(s.phase, countOf(results, 1), 0)
		return nil
	}
}

// revoke takes back what accept put in.
func (s *stretch) revoke(r *Run) func(int, []device.Item, []device.Result) {
	return func(d int, items []device.Item, results []device.Result) {
		for _, item := range items {
			s.outcomes[s.first+int(item.Sample)][item.Program] = outcome{}
		}
		r.lane(d).add(s.phase, countOf(results, -1), 0)
	}
}

// countOf counts results, each as sign.
func countOf(results []device.Result, sign int64) (c batchCount) {
	for i := range results {
		c.calls += sign
		switch f := results[i].Fault; {
		case f == value.NoFault:
			c.outputs += sign
			if results[i].Match {
				c.matches += sign
			}
		case f.Timeout():
			c.timeouts += sign
		default:
			c.faults += sign
		}
	}
	return c
}

// wanted takes the grids of a stretch whose first sample is first.
type wanted struct {
	o     *outputs
	first int
}

// Want implements device.Outputs.
func (w wanted) Want(k int, d grid.Digest) bool { return !w.o.has(w.first+k, d) }

// Keep implements device.Outputs. A grid that is not what its digest says is
// not kept.
func (w wanted) Keep(k int, d grid.Digest, g *grid.Grid) {
	if grid.DigestOf(g.H, g.W, g.Cells) == d {
		w.o.put(w.first+k, d, g)
	}
}

func (o *outputs) has(k int, d digest) bool {
	o.mu[k].Lock()
	defer o.mu[k].Unlock()
	return o.grids[k][d] != nil
}

func (o *outputs) put(k int, d digest, g *grid.Grid) {
	o.mu[k].Lock()
	defer o.mu[k].Unlock()
	if o.grids[k][d] == nil {
		o.grids[k][d] = g
	}
}
