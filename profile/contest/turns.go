package contest

import (
	"context"
	"runtime"
	"time"

	"battscope/engine"
	"battscope/engine/probe"
	"battscope/profile/compare"
)

// turnWall is how long a turn is at least: shorter ones would measure how cold
// the processor's caches are.
const turnWall = 20 * time.Millisecond

// A player is the run of one side in a round. It makes passes when it is told
// to, and waits otherwise.
type player struct {
	entry *Entry
	run   *engine.Run
	turns chan int      // passes that it may make
	rests chan struct{} // it has made them
	left  int           // of its turn; belongs to the run's goroutine
}

// start begins a player's run, which waits for its first turn.
func (c *Contest) start(e *Entry) *player {
	p := &player{entry: e, turns: make(chan int), rests: make(chan struct{})}
	spec := e.Spec
	spec.Passes = e.Passes
	if !e.first {
		spec.Passes++
	}
	spec.Before = func(pass int) {
		if p.left == 0 {
			if pass > 1 {
				p.rests <- struct{}{}
			}
			p.left = <-p.turns // 0 when the round is over: the run has been stopped
		}
		p.left--
	}
	p.run = engine.Start(c.table, spec)
	return p
}

// round makes one run of each side. First each makes the pass that is left out,
// if one is; then they take turns as schedule says.
//
// It returns what each run left, and how it stood when its first measured pass
// began.
func (c *Contest) round(ctx context.Context, tell func(e *Entry, done time.Duration)) (results []*engine.Result, before []*probe.Snapshot, err error) {
	players := make([]*player, len(c.Entries))
	for i, e := range c.Entries {
		players[i] = c.start(e)
	}
	defer func() {
		for _, p := range players {
			p.run.Stop()
			close(p.turns)
			select {
			case <-p.rests: // it came to rest meanwhile
				<-p.run.Done()
			case <-p.run.Done():
			}
		}
	}()
	began := time.Now()
	play := func(p *player, passes int) error {
		return p.play(ctx, passes, func() { tell(p.entry, time.Since(began)) })
	}
	order := compare.Order(c.Rounds, len(players))
	for _, i := range order {
		if p := players[i]; !p.entry.first {
			if err := play(p, 1); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, p := range players {
		s := p.run.Snapshot()
		before = append(before, &s)
	}
	for _, t := range schedule(c.Entries, c.Rounds) {
		if err := play(players[t.side], t.passes); err != nil {
			return nil, nil, err
		}
	}
	for _, p := range players {
		results = append(results, p.run.Result())
	}
	return results, before, nil
}

// A turn is so many passes of one side.
type turn struct{ side, passes int }

// schedule returns the turns of a round: whoever has made the least part of its
// passes comes next, and of equals the first forwards and backwards in turn, as
// A B B A, within the round and from round to round. Whatever else the machine
// does then falls on all sides alike.
func schedule(entries []*Entry, round int) []turn {
	var turns []turn
	made := make([]int, len(entries))
	order := compare.Order(round, len(entries))
	for level := round; ; {
		next := order[0]
		even := true // all sides have made the same part
		for _, i := range order[1:] {
			switch a, b := made[i]*entries[next].Passes, made[next]*entries[i].Passes; {
			case a < b:
				next, even = i, false
			case a > b:
				even = false
			}
		}
		if even && made[next] == entries[next].Passes {
			return turns
		}
		if even {
			order = compare.Order(level, len(entries))
			next = order[0]
			level++
		}
		e := entries[next]
		passes := min(e.inTurn(), e.Passes-made[next])
		made[next] += passes
		turns = append(turns, turn{next, passes})
	}
}

// inTurn returns how many passes make a turn.
func (e *Entry) inTurn() int { return passesIn(turnWall, e.pass) }

// play lets the player make passes and waits until it has. Every turn begins
// without garbage: whether a collection falls into a phase or not would else be
// chance, and was most of what pairs of a quiet machine differed by. A side whose
// turns leave more garbage than the heap takes has its collections within them,
// the more the more it leaves; what is left at a turn's end is nobody's.
func (p *player) play(ctx context.Context, passes int, tell func()) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	tell()
	runtime.GC()
	select {
	case p.turns <- passes:
	case <-ctx.Done():
		return ctx.Err()
	case <-p.run.Done():
		return p.failure()
	}
	for {
		select {
		case <-p.rests:
			return nil
		case <-p.run.Done():
			return p.failure() // nil after the last pass
		case <-ticker.C:
			tell()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p *player) failure() error {
	if err := p.run.Err(); err != nil {
		return &Failure{p.entry.Name, err}
	}
	return nil
}

// wallOf returns how long the passes of a run took together; those that are no
// longer among thousands count as the others do.
func wallOf(res *engine.Result) (sum time.Duration) {
	for _, p := range res.Passes {
		sum += p.Wall
	}
	return time.Duration(float64(sum) * float64(res.PassesMade()) / float64(max(1, len(res.Passes))))
}
