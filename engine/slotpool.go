package engine

import (
	"fmt"
	"strings"
	"sync"
)

// A slotPool runs jobs in a fixed number of slots, first come first served. A
// job may hand another job to the same pool and wait for it, as nested pools do;
// it keeps its slot meanwhile.
//
// When every slot is held by a job that waits for one that has no slot, nothing
// can go on for ever. The pool sees that at once from what its slots are doing,
// and ends: all who wait get the error that says who holds the slots.
type slotPool struct {
	mu      sync.Mutex
	free    []int // slots
	slots   int
	queue   []*poolJob
	holding []*poolJob // by slot; nil when free
	stalled error
	over    chan struct{} // closed with the stall
	jobs    sync.WaitGroup
}

// A poolJob is one job of a slotPool.
type poolJob struct {
	name     string
	run      func(j *poolJob)
	slot     int
	began    bool
	waitsFor *poolJob
	done     chan struct{}
}

func newSlotPool(slots int) *slotPool {
	p := &slotPool{slots: slots, holding: make([]*poolJob, slots), over: make(chan struct{})}
	for n := range slots {
		p.free = append(p.free, n)
	}
	return p
}

// submit queues a job.
func (p *slotPool) submit(name string, run func(j *poolJob)) *poolJob {
	p.mu.Lock()
	defer p.mu.Unlock()
	j := &poolJob{name: name, run: run, done: make(chan struct{})}
	p.queue = append(p.queue, j)
	p.dispatch()
	return j
}

// dispatch gives free slots to the jobs that have waited longest. p.mu is held.
func (p *slotPool) dispatch() {
	for p.stalled == nil && len(p.free) > 0 && len(p.queue) > 0 {
		j := p.queue[0]
		p.queue = p.queue[1:]
		j.slot, j.began = p.free[0], true
		p.free = p.free[1:]
		p.holding[j.slot] = j
		p.jobs.Go(func() {
			defer p.release(j)
			j.run(j)
		})
	}
}

func (p *slotPool) release(j *poolJob) {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(j.done)
	p.holding[j.slot] = nil
	p.free = append(p.free, j.slot)
	p.dispatch()
}

// call hands over a job on behalf of j and waits for it. It returns the stall,
// if the pool stalls before the job is done.
func (p *slotPool) call(j *poolJob, name string, run func(j *poolJob)) error {
	child := p.submit(name, run)
	p.mu.Lock()
	j.waitsFor = child
	p.look()
	p.mu.Unlock()
	select {
	case <-child.done:
	case <-p.over:
		return p.stalled
	}
	p.mu.Lock()
	j.waitsFor = nil
	p.mu.Unlock()
	return nil
}

// look finds a stall: every slot is held by a job that waits for one without a
// slot. p.mu is held.
func (p *slotPool) look() {
	if p.stalled != nil {
		return
	}
	var holders []string
	for _, j := range p.holding {
		if j == nil || j.waitsFor == nil || j.waitsFor.began {
			return
		}
		holders = append(holders, j.name)
	}
	var waiting []string
	for _, j := range p.queue {
		waiting = append(waiting, j.name)
	}
	p.stalled = fmt.Errorf("the pool has stalled: its %d slots are held by %s, each waiting for a slot for its own call; queued behind them: %s; use pool=own, or more slots than samples",
		p.slots, strings.Join(holders, ", "), strings.Join(waiting, ", "))
	close(p.over)
}

// wait returns when all jobs that got a slot have ended, with the stall if there
// was one.
func (p *slotPool) wait() error {
	p.jobs.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stalled
}
