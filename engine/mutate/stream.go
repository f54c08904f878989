// Package mutate makes pools of programs by changing given ones.
//
// A Stream draws a parent, changes it by one or more edits, and gives what is
// new: no two of its programs have equal bodies, and none has that of a parent.
// Edits are typed: a Stream infers from the signatures of primitives which kind
// of value each line makes, and gives no program that cannot work by them. The
// programs that it gives are a function of its parents, options and table
// alone, on any machine.
package mutate

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/strategy"
)

// poolFile is the file that mutants say they stand in.
const poolFile = "mutants"

// A Parent is a program to begin with, and what it reached on the task.
type Parent struct {
	Func   *dsl.Func // of one parameter
	Score  int       // matches
	Credit int       // partial credit; counts among parents of equal scores
}

// Options say which pool a Stream gives.
type Options struct {
	Seed       uint64
	Task       string // the task's id: each has a pool of its own
	Generation uint64
	Colors     []int // the colours of the task's grids; each becomes a constant now and then
	Rates      strategy.Rates
}

// A Mutant is a program that a Stream made.
type Mutant struct {
	Func   *dsl.Func // named solve_mut_<n>, n from 1, in a generation g above 0 solve_mut_g<g>_<n>
	Origin Origin
}

// An Origin says how a mutant came to be.
type Origin struct {
	Parent int32 // among the parents given to New
	Mate   int32 // the last that it was crossed with; -1 without one
	First  Edit
	Edits  uint8 // how many in all
}

// A parent is a Parent made ready.
type parent struct {
	index int32
	body  genome
	types []op.Type // of its lines
	out   op.Type
	trust trust

	lately []way // children that were made lately, to go on from
	kept   int   // children that were put there
}

// trust is what the types say against a program.
type trust struct{ misuses, doubts int }

// A Stream gives one mutant after another. It is used by one goroutine at a
// time.
type Stream struct {
	editor
	folder  folder
	parents []parent
	bounds  []uint64 // of the parents' weights, each with all before it
	seen    *seen
	more    uint64 // of 2^32: the part of edits that have another after them
	rates   [numEdits]uint64
	all     uint64 // sum of rates
	names   []string
	prefix  string // of the mutants' names
	made    int
	tries   int64
	inputs  [maxParams]op.Type
}

// New returns the stream of mutants of parents. Those that no edit can hold
// (longer than 256 lines, or with calls of more than four arguments) take no
// part; without any other the stream is empty.
func New(table *op.Table, parents []Parent, o Options) *Stream {
	s := &Stream{seen: newSeen(), names: lineNames(), prefix: "solve_mut_"}
	if o.Generation > 0 {
		s.prefix = fmt.Sprintf("solve_mut_g%d_", o.Generation)
	}
	a := newAlphabet(table)
	s.editor = editor{alphabet: a, shapes: a.shapes()}
	s.inputs[0] = a.types[0]
	h := fnv.New64a()
	h.Write([]byte(o.Task))
	s.rng = rand.New(rand.NewPCG(mix(o.Seed, 1+o.Generation), h.Sum64()))
	for _, c := range o.Colors {
		if k, ok := a.ints[int64(c)]; ok && !slices.Contains(s.colors, k) {
			s.colors = append(s.colors, k)
		}
	}
	s.setRates(o.Rates)
	for n, p := range parents {
		s.addParent(n, p)
	}
	s.weigh(parents)
	return s
}

// setRates takes the rates as whole numbers, so that all machines draw alike.
func (s *Stream) setRates(r strategy.Rates) {
	scale := func(f float64) uint64 { return uint64(math.Round(f * 1000)) }
	s.rates = [numEdits]uint64{scale(r.Replace), scale(r.Variable), scale(r.Constant), scale(r.Insert), scale(r.Delete), scale(r.Cross)}
	for _, n := range s.rates {
		s.all += n
	}
	if s.all == 0 {
		panic("mutate: all rates are 0, so there is no edit to make")
	}
	more := scale(r.More)
	s.more = more << 32 / (more + 1000)
}

// addParent makes a parent ready, as long as a genome can hold it.
func (s *Stream) addParent(index int, p Parent) {
	if len(p.Func.Params) != 1 {
		panic("mutate: " + p.Func.Name + " is no program: it has " + strconv.Itoa(len(p.Func.Params)) + " parameters, want 1")
	}
	q := parent{index: int32(index)}
	var whole genome
	if !s.read(&whole, p.Func, false) {
		whole.lines = nil
	} else {
		s.seen.add(s.folder.fold(s.alphabet, &whole))
	}
	if !s.read(&q.body, p.Func, true) {
		if whole.lines == nil {
			return
		}
		q.body = whole
	}
	s.seen.add(s.folder.fold(s.alphabet, &q.body))
	s.typer.Reset()
	q.out = s.infer(&q.body, &s.inputs, &q.types)
	q.trust = trust{s.typer.Misuses, s.typer.Doubts}
	s.parents = append(s.parents, q)
}

// headStart is the weight of the best parents, as a power of two: each next rank
// has half of it, down to 1.
const headStart = 6

// weigh gives parents their weights, by rank: by score, then by credit.
func (s *Stream) weigh(given []Parent) {
	order := make([]int, len(s.parents))
	for n := range order {
		order[n] = n
	}
	compare := func(a, b int) int {
		p, q := given[s.parents[a].index], given[s.parents[b].index]
		if p.Score != q.Score {
			return q.Score - p.Score
		}
		return q.Credit - p.Credit
	}
	slices.SortStableFunc(order, compare)
	s.bounds = make([]uint64, len(s.parents))
	rank := 0
	for n, k := range order {
		if n > 0 && compare(order[n-1], k) != 0 {
			rank++
		}
		s.bounds[k] = 1 << max(headStart-rank, 0)
	}
	sum := uint64(0)
	for n := range s.bounds {
		sum += s.bounds[n]
		s.bounds[n] = sum
	}
}

// draw picks a parent by weight.
func (s *Stream) draw() *parent {
	at := s.rng.Uint64N(s.bounds[len(s.bounds)-1])
	n, _ := slices.BinarySearch(s.bounds, at+1)
	return &s.parents[n]
}

// maxTries is how often a Stream tries to make something new before it takes the
// pool to be exhausted.
const maxTries = 10_000

// Next appends up to n mutants to list and returns it. Fewer mean that the
// stream has no more.
func (s *Stream) Next(list []Mutant, n int) []Mutant {
	if len(s.parents) == 0 {
		return list
	}
	for made, tries := 0, 0; made < n && tries < maxTries; tries++ {
		s.tries++
		o, ok := s.breed()
		if !ok {
			continue
		}
		made, tries = made+1, 0
		s.made++
		name := append(make([]byte, 0, 32), s.prefix...)
		name = strconv.AppendInt(name, int64(s.made), 10)
		list = append(list, Mutant{Func: s.write(&s.g, string(name), s.names), Origin: o})
	}
	return list
}

// Tries returns how many programs the stream has made and looked at, given or
// not.
func (s *Stream) Tries() int64 { return s.tries }
