// Package contest measures strategies against each other: one warm-up of each,
// then rounds with a run of each, whose passes take turns, forwards and backwards.
// Package compare judges what comes of it.
package contest

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/profile/compare"
)

// DefaultMinWall is how long a run is at least: work that is shorter repeats its
// passes, so that clocks and the scheduler's whims do not decide.
const DefaultMinWall = 200 * time.Millisecond

// A Side is what a side of a contest runs. Sides of one contest have the same
// source, store and differs; their strategies are what is compared.
type Side struct {
	Name string
	Spec engine.Spec
}

// A Progress says how a contest stands.
type Progress struct {
	Round, Rounds int           // 1-based; Round is 0 during the warm-ups
	Side          string        // whose run is at work
	Elapsed       time.Duration // since the warm-ups began, during them; then 0
	Left          time.Duration
	Known         bool // whether Left is an estimate: during the first warm-ups there is none
	Whole         bool // the round has been made and added: the contest may be judged so far
}

// A Contest is sides with what was measured of them. It is used by one goroutine.
type Contest struct {
	Entries  []*Entry
	Rounds   int     // whole rounds measured
	Problems []error // what could not be read of the source

	table *op.Table
	tell  func(Progress)
	began time.Time // the warm-ups
}

// An Entry is one side with what was measured of it.
type Entry struct {
	Side
	Passes   int // of each run, as far as they are measured
	Readings [numKinds]Reading
	Calls    []int64         // by clock: calls of a pass; 0 for the rest
	Walls    []time.Duration // by round: of the whole run

	against  *compare.Results // what it gave, against the first side
	unsteady int              // runs that gave other results than the warm-up

	pass  time.Duration       // wall of a pass: the fastest of the warm-up
	gave  []engine.TaskResult // by the warm-up, without Detail
	first bool                // whether a run's first pass is measured
	half  bool                // whether only the faster half of a run's passes is read
}

// Begin warms each side up by one run, which is not measured: it finds what the
// side answers, and how many passes make a run of minWall. tell, which may be
// nil, is called on the caller's goroutine a few times a second. An error names
// the side whose run failed; with a context that ends, it is the context's.
func Begin(ctx context.Context, table *op.Table, sides []Side, minWall time.Duration, tell func(Progress)) (*Contest, error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	c := &Contest{table: table, tell: tell, began: time.Now()}
	var first *compare.Answers
	for _, s := range sides {
		e := &Entry{Side: s, Readings: noReadings()}
		c.Entries = append(c.Entries, e)
		spec := s.Spec
		spec.Scores, spec.Detail, spec.MinWall = true, true, minWall
		res, err := c.warmUp(ctx, e, spec)
		if res != nil && len(c.Problems) == 0 {
			c.Problems = res.Problems
		}
		if err != nil {
			return c, err
		}
		e.pass = fastest(res)
		if len(res.Passes) < surePasses && e.pass < slowPass*minWall {
			// The first pass is the slowest, and the others were few.
			again := s.Spec
			again.Passes = surePasses
			res, err := c.warmUp(ctx, e, again)
			if err != nil {
				return c, err
			}
			e.pass = min(e.pass, fastest(res))
		}
		e.Passes = passesIn(minWall, e.pass)
		e.Calls = callsOf(res)
		// What every program gave is large; it goes before anything is measured.
		answers := answersOf(res)
		if first == nil {
			first = answers
		}
		e.against = compare.Diff(first, answers)
		for _, t := range res.Tasks {
			t.Detail, t.Scores = nil, nil
			e.gave = append(e.gave, t)
		}
	}
	c.choosePasses()
	return c, nil
}

// slowPass is how much longer than a run the first pass may be to be looked at
// again: a busy machine stretches it by as much.
const slowPass = 4

// surePasses is among how many passes the fastest is looked for.
const surePasses = 5

// fastest returns the wall of the fastest pass of a run.
func fastest(res *engine.Result) time.Duration {
	least := res.Passes[0].Wall
	for _, p := range res.Passes {
		least = min(least, p.Wall)
	}
	return least
}

// passesIn returns how many passes of a length make a run of at least minWall.
func passesIn(minWall, pass time.Duration) int {
	return max(1, int(math.Ceil(float64(minWall)/float64(max(pass, 1)))))
}

// choosePasses decides which passes of each run are read.
//
// A run's first pass builds what later passes find built, and of few passes it is
// a larger part than of many; so as soon as one side repeats its passes, all leave
// it out.
//
// What else the machine does makes passes longer, never shorter, and it does not
// hit all of them: where all sides make enough passes of a run, and of much the
// same length, so that all are hit alike, only the faster half of each run counts.
func (c *Contest) choosePasses() {
	least, most := c.Entries[0].Passes, c.Entries[0].Passes
	for _, e := range c.Entries {
		least, most = min(least, e.Passes), max(most, e.Passes)
	}
	for _, e := range c.Entries {
		e.first = most == 1
		e.half = least >= halvedFrom && most <= alike*least
	}
}

const (
	halvedFrom = 4 // passes: of fewer, all are read
	alike      = 2 // sides that make up to so many times the passes have passes of much the same length
)

// Halved reports whether only the faster half of a run's passes is read.
func (e *Entry) Halved() bool { return e.half }

// read returns the passes of a run that are read.
func (e *Entry) read(passes []engine.Pass) []engine.Pass {
	if !e.half {
		return passes
	}
	byWall := slices.Clone(passes)
	slices.SortStableFunc(byWall, func(a, b engine.Pass) int { return cmp.Compare(a.Wall, b.Wall) })
	return byWall[:(len(byWall)+1)/2]
}

// Again returns a contest of the first side with some others, or with itself,
// warmed up, with nothing measured.
func (c *Contest) Again(others ...int) *Contest {
	again := &Contest{Problems: c.Problems, table: c.table, tell: c.tell}
	for _, i := range append([]int{0}, others...) {
		e := *c.Entries[i]
		e.Walls, e.Readings = nil, noReadings()
		e.unsteady = 0
		again.Entries = append(again.Entries, &e)
	}
	return again
}

// Measure makes so many rounds: one run of each side, which take turns (turns.go).
// When ctx ends it stops the runs at work, leaves the rounds that are whole, and
// returns the context's error.
func (c *Contest) Measure(ctx context.Context, rounds int) error {
	for round := range rounds {
		tell := func(e *Entry, done time.Duration) {
			c.tell(Progress{Round: round + 1, Rounds: rounds, Side: e.Name, Known: true, Left: max(0, c.Estimate(rounds-round)-done)})
		}
		results, before, err := c.round(ctx, tell)
		if err != nil {
			return err
		}
		for i, res := range results {
			c.Entries[i].add(res, before[i])
		}
		c.Rounds++
		c.tell(Progress{Round: round + 1, Rounds: rounds, Known: true, Left: c.Estimate(rounds - round - 1), Whole: true})
	}
	return nil
}

// Estimate returns how long so many rounds take.
func (c *Contest) Estimate(rounds int) time.Duration {
	sum := time.Duration(0)
	for _, e := range c.Entries {
		sum += e.typical()
	}
	return sum * time.Duration(rounds)
}

// typical returns how long a run of the side takes.
func (e *Entry) typical() time.Duration {
	if n := len(e.Walls); n > 0 {
		sum := time.Duration(0)
		for _, w := range e.Walls {
			sum += w
		}
		return sum / time.Duration(n)
	}
	passes := e.Passes
	if !e.first {
		passes++
	}
	return e.pass * time.Duration(passes)
}

// tick is how often Progress is told while a run is at work.
const tick = 200 * time.Millisecond

// warmUp makes one run by itself and returns what it left, also with an error
// where there is something.
func (c *Contest) warmUp(ctx context.Context, e *Entry, spec engine.Spec) (*engine.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tell := func() { c.tell(Progress{Side: e.Name, Elapsed: time.Since(c.began)}) }
	tell()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	run := engine.Start(c.table, spec)
	for {
		select {
		case <-ticker.C:
			tell()
		case <-ctx.Done():
			run.Stop()
			<-run.Done()
			return run.Result(), ctx.Err()
		case <-run.Done():
			if err := run.Err(); err != nil {
				return run.Result(), &Failure{e.Name, err}
			}
			return run.Result(), nil
		}
	}
}

// A Failure says which side's run failed, and why.
type Failure struct {
	Side string
	Err  error
}

// Error returns the side and the reason.
func (f *Failure) Error() string { return f.Side + ": " + f.Err.Error() }

// Unwrap returns the reason.
func (f *Failure) Unwrap() error { return f.Err }

// add keeps what a run of the side measured, and whether it answered as the
// warm-up did. before is the run when its first measured pass began.
func (e *Entry) add(res *engine.Result, before *probe.Snapshot) {
	passes, made := res.Passes, float64(res.PassesMade()) // of thousands only the newest are among passes
	if !e.first {
		made--
		if passes[0].Number == 1 {
			passes = passes[1:]
		}
	}
	passes = e.read(passes)
	n := float64(len(passes))
	walls := make([]time.Duration, len(Clocks()))
	whole := time.Duration(0)
	for _, p := range passes {
		whole += p.Wall
		rest := p.Wall
		for k, wall := range p.Phases {
			walls[k] += wall
			rest -= wall
		}
		walls[len(walls)-1] += max(0, rest)
	}
	e.Readings[Wall].add(whole, walls, n)
	cpus := make([]time.Duration, len(Clocks()))
	sum := time.Duration(0)
	for p := range probe.NumPhases {
		cpus[p] = res.Snapshot.Phases[p].CPU - before.Phases[p].CPU
		sum += cpus[p]
	}
	e.Readings[CPU].add(sum, cpus, made) // it is known of all passes together
	e.Walls = append(e.Walls, wallOf(res))
	if !e.same(res) {
		e.unsteady++
	}
}

// same reports whether a run answered as the warm-up did, in all its passes.
func (e *Entry) same(res *engine.Result) bool {
	return res.Unsteady == 0 && slices.EqualFunc(res.Tasks, e.gave, engine.SameTaskResult)
}

// Results returns what side i gave against the first, in the warm-ups and since.
func (c *Contest) Results(i int) *compare.Results {
	r := *c.Entries[i].against
	unsteady := c.Entries[i].unsteady
	if i == 0 {
		unsteady = 0 // it is A
	}
	r.Unsteady(c.Entries[0].unsteady, unsteady)
	return &r
}

// Judge compares what clocks of a kind read of side i and of the first, and
// withholds the verdicts when their results differ.
func (c *Contest) Judge(i int, kind Kind, o compare.Options) (*compare.Results, *compare.Timing) {
	x, y := &c.Entries[0].Readings[kind], &c.Entries[i].Readings[kind]
	results := c.Results(i)
	var phases []compare.Clock
	for k, name := range Clocks() {
		phases = append(phases, compare.Clock{Name: name, A: x.Phases[k], B: y.Phases[k]})
	}
	timing := compare.Paired(compare.Clock{Name: compare.WholeName, A: x.Whole, B: y.Whole}, phases, o)
	if results.Differ() {
		timing.Withhold()
	}
	return results, timing
}
