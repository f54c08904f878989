// Package callgraph says of each function of a profile what it cost by itself
// and with what it called, who called it, and whom it called: the numbers of
// go tool pprof's top and peek.
//
// source: github.com/google/pprof internal/graph and internal/report (Apache-2.0)
package callgraph

import (
	"cmp"
	"slices"
	"strings"

	"battscope/profile/stacks"
	"battscope/profile/unit"
)

// Options leave small things out, as pprof does.
type Options struct {
	// MinNode drops functions whose value with all that they call is below
	// this share, in [0,1], of the whole. The callers and callees of a dropped
	// function become each other's.
	MinNode float64
	// MinEdge drops calls below this share of the whole.
	MinEdge float64
}

// Usual are the options that pprof has for its tables.
func Usual() Options { return Options{MinNode: 0.005, MinEdge: 0.001} }

// Inlining says how a function was called.
type Inlining uint8

// The inlinings.
const (
	NotInlined    Inlining = iota // never inlined, or never called
	PartlyInlined                 // by some callers
	Inlined                       // by all callers
)

// A Row is a function.
type Row struct {
	Symbol   int32 // index of the set's Symbols
	Name     string
	Flat     stacks.Pair // of samples that end in it
	Cum      stacks.Pair // of samples that have it anywhere, once each
	Inlining Inlining
}

// An Edge is the calls from one function to another, each sample once.
type Edge struct {
	From, To int32 // symbols
	Name     string
	Weight   stacks.Pair
	Inlined  bool // all of them
}

// A Graph is the functions of a selection and their calls. It does not change.
type Graph struct {
	Set     *stacks.Set
	Type    stacks.Type
	Total   int64 // what shares are of, see stacks.Selection
	Rows    []Row // by falling size of flat, then by name
	Dropped int   // functions left out as too small
	Cutoff  int64 // the value below which they are
	Unit    string
	edges   map[pair]*edge
	in, out map[int32][]*edge
}

type pair struct{ from, to int32 }

type edge struct {
	pair
	weight  stacks.Pair
	inlined bool
	open    int // how often it is on the path that is being walked
}

// Build makes the graph of a selection.
func Build(sel *stacks.Selection, o Options) *Graph {
	g := &Graph{Set: sel.Set, Type: sel.Type, Total: sel.Total}
	rows, whole := functions(sel)
	cut := func(share float64) int64 { return magnitude(int64(float64(whole) * share)) }
	g.Cutoff = cut(o.MinNode)
	kept := make([]bool, len(rows))
	for i, r := range rows {
		if r.Flat.Net() == 0 && r.Cum.Net() == 0 {
			continue
		}
		if magnitude(r.Cum.Net()) < g.Cutoff {
			g.Dropped++
			continue
		}
		kept[i] = true
	}
	// Where nothing is cut, calls from and to functions whose values cancel
	// out still show.
	var through []bool
	if g.Dropped > 0 {
		through = kept
	}
	g.calls(sel, through)
	g.dropEdges(kept, cut(o.MinEdge))
	for i, r := range rows {
		if kept[i] {
			r.Inlining = g.inlining(r.Symbol)
			g.Rows = append(g.Rows, r)
		}
	}
	slices.SortFunc(g.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(magnitude(b.Flat.Net()), magnitude(a.Flat.Net())), strings.Compare(a.Name, b.Name),
			cmp.Compare(magnitude(b.Cum.Net()), magnitude(a.Cum.Net())), cmp.Compare(a.Symbol, b.Symbol))
	})
	g.Unit = g.chooseUnit()
	return g
}

// functions returns a row for each symbol, and the sum of all flat values.
func functions(sel *stacks.Selection) (rows []Row, whole int64) {
	set := sel.Set
	rows = make([]Row, len(set.Symbols))
	for i, name := range set.Symbols {
		rows[i].Symbol, rows[i].Name = int32(i), name
	}
	open := make([]int32, len(set.Symbols)) // how often each is on the path
	sel.Walk(func(i int32) {
		s := set.Symbol(i)
		if open[s]++; open[s] == 1 {
			rows[s].Cum.Add(sel.Cum[i])
		}
		rows[s].Flat.Add(sel.Self[i])
	}, func(i int32) { open[set.Symbol(i)]-- })
	for _, r := range rows {
		whole += r.Flat.Net()
	}
	return rows, whole
}

// calls adds the edges up. Functions that are not in through, unless it is nil,
// are passed over: their callers call their callees.
func (g *Graph) calls(sel *stacks.Selection, through []bool) {
	set := sel.Set
	g.edges = map[pair]*edge{}
	type step struct {
		symbol int32 // nearest kept function here or above; -1 for none
		edge   *edge // opened here
	}
	path := []step{{symbol: -1}}
	sel.Walk(func(i int32) {
		s := set.Symbol(i)
		up := path[len(path)-1].symbol
		if through != nil && !through[s] {
			path = append(path, step{symbol: up})
			return
		}
		here := step{symbol: s}
		if up >= 0 && up != s {
			key := pair{up, s}
			e := g.edges[key]
			if e == nil {
				e = &edge{pair: key, inlined: true}
				g.edges[key] = e
			}
			if e.open++; e.open == 1 {
				e.weight.Add(sel.Cum[i])
				e.inlined = e.inlined && set.Nodes[i].Inline
			}
			here.edge = e
		}
		path = append(path, here)
	}, func(int32) {
		if e := path[len(path)-1].edge; e != nil {
			e.open--
		}
		path = path[:len(path)-1]
	})
}

// dropEdges drops calls smaller than cutoff, and sorts what is left.
func (g *Graph) dropEdges(kept []bool, cutoff int64) {
	g.in, g.out = map[int32][]*edge{}, map[int32][]*edge{}
	for key, e := range g.edges {
		if magnitude(e.weight.Net()) < cutoff {
			delete(g.edges, key)
			continue
		}
		if kept[key.to] {
			g.in[key.to] = append(g.in[key.to], e)
		}
		if kept[key.from] {
			g.out[key.from] = append(g.out[key.from], e)
		}
	}
	order := func(a, b *edge) int {
		return cmp.Or(cmp.Compare(magnitude(b.weight.Net()), magnitude(a.weight.Net())),
			strings.Compare(g.Set.Symbols[a.from], g.Set.Symbols[b.from]), strings.Compare(g.Set.Symbols[a.to], g.Set.Symbols[b.to]),
			cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	}
	for _, list := range g.in {
		slices.SortFunc(list, order)
	}
	for _, list := range g.out {
		slices.SortFunc(list, order)
	}
}

func (g *Graph) inlining(symbol int32) Inlining {
	some, not := false, false
	for _, e := range g.in[symbol] {
		some, not = some || e.inlined, not || !e.inlined
	}
	switch {
	case some && not:
		return PartlyInlined
	case some:
		return Inlined
	}
	return NotInlined
}

// chooseUnit returns the one unit of all the graph's values.
func (g *Graph) chooseUnit() string {
	if len(g.Rows) == 0 {
		return g.Type.Unit
	}
	var least int64
	for _, r := range g.Rows {
		v := magnitude(r.Flat.Net())
		if v == 0 {
			v = magnitude(r.Cum.Net())
		}
		if v > 0 && (least == 0 || v < least) {
			least = v
		}
	}
	return unit.Common(least, g.Total, g.Type.Unit)
}

// Callers returns the calls into a function, the heaviest first; Edge.Name is
// the caller's.
func (g *Graph) Callers(symbol int32) []Edge { return g.list(g.in[symbol], false) }

// Callees returns the calls that a function makes, the heaviest first;
// Edge.Name is the callee's.
func (g *Graph) Callees(symbol int32) []Edge { return g.list(g.out[symbol], true) }

func (g *Graph) list(edges []*edge, callees bool) []Edge {
	list := make([]Edge, len(edges))
	for i, e := range edges {
		far := e.from
		if callees {
			far = e.to
		}
		list[i] = Edge{e.from, e.to, g.Set.Symbols[far], e.weight, e.inlined}
	}
	return list
}

// Label prints a value of the graph in the graph's unit.
func (g *Graph) Label(value int64) string { return unit.Label(value, g.Type.Unit, g.Unit) }

func magnitude(v int64) int64 { return max(v, -v) }
