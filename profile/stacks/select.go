package stacks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
)

// A Side is which profile of a difference is looked at.
type Side uint8

// The sides. Both is the difference itself, and all of any other profile.
const (
	Both  Side = iota
	After      // the new profile alone
	Base       // the base alone, with its values above zero
)

// A Query says which samples are looked at and which of their values.
type Query struct {
	Type   int            // index of Set.Types
	Focus  *regexp.Regexp // keep samples of which a frame matches, by function, file or binary; nil keeps all
	Ignore *regexp.Regexp // drop samples of which a frame matches; nil drops none
	Labels []Condition    // keep samples that meet every condition
	Side   Side
}

// A Condition is what a sample's labels must have. Conditions of one key that
// are not negated are alternatives.
type Condition struct {
	Key     string
	Value   string         // exactly, where Pattern is nil
	Pattern *regexp.Regexp // anywhere in the value
	Not     bool
}

// ParseCondition reads "phase=demo", "phase!=demo", "program~^solve_0" or
// "program!~mut".
func ParseCondition(text string) (Condition, error) {
	i := strings.IndexAny(text, "=~")
	if i < 1 {
		return Condition{}, fmt.Errorf("label %q: want key=value, key!=value, key~pattern or key!~pattern", text)
	}
	key, not := strings.CutSuffix(text[:i], "!")
	c := Condition{Key: key, Value: text[i+1:], Not: not}
	if key == "" {
		return Condition{}, fmt.Errorf("label %q has no key before %s", text, text[i:i+1])
	}
	if text[i] == '~' {
		re, err := regexp.Compile(c.Value)
		if err != nil {
			return Condition{}, fmt.Errorf("label %s: %w", text, err)
		}
		c.Pattern = re
	}
	return c, nil
}

// String returns the condition as ParseCondition reads it.
func (c Condition) String() string {
	sign := "="
	if c.Pattern != nil {
		sign = "~"
	}
	if c.Not {
		sign = "!" + sign
	}
	return c.Key + sign + c.Value
}

// holds reports whether a label of g has the value, without Not.
func (c Condition) holds(g group) bool {
	for _, l := range g {
		if l.Key == c.Key && (c.Pattern == nil && l.Value == c.Value || c.Pattern != nil && c.Pattern.MatchString(l.Value)) {
			return true
		}
	}
	return false
}

// A Pair is a value in its two parts: what samples with values above zero add
// up to, and, as a number above zero, what those below zero do. In a difference
// these are the new profile and its base.
type Pair struct{ Plus, Minus int64 }

// Net returns the value: new less base in a difference.
func (p Pair) Net() int64 { return p.Plus - p.Minus }

// Weight returns what a frame is as wide as: new plus base in a difference.
func (p Pair) Weight() int64 { return p.Plus + p.Minus }

// Add adds q to p.
func (p *Pair) Add(q Pair) { p.Plus += q.Plus; p.Minus += q.Minus }

// IsZero reports whether no sample with a value is in p.
func (p Pair) IsZero() bool { return p.Plus == 0 && p.Minus == 0 }

// A Selection is the samples of a set that a query wants, added up over the
// set's nodes. It does not change and is safe for concurrent use.
type Selection struct {
	Set   *Set
	Query Query
	Type  Type
	// Total is what shares are of: all values of the type whatever the query
	// leaves out, or in a difference those of the base.
	Total int64
	Self  []Pair // by node: of the samples that end there
	Cum   []Pair // by node: of those and of all below
	Kept  int    // samples that the query keeps
}

// Select returns what q wants. It panics if q.Type is not an index of s.Types.
func (s *Set) Select(q Query) *Selection {
	sel := &Selection{Set: s, Query: q, Self: make([]Pair, len(s.Nodes)), Cum: make([]Pair, len(s.Nodes))}
	sel.Total = s.each(q, func(sample int, v Pair) {
		sel.Kept++
		sel.Self[s.leaf[sample]].Add(v)
	})
	sel.Type = s.Types[q.Type]
	copy(sel.Cum, sel.Self)
	for i := len(s.Nodes) - 1; i > 0; i-- {
		sel.Cum[s.Nodes[i].Parent].Add(sel.Cum[i])
	}
	return sel
}

// each calls do with every sample that q keeps and its value, and returns the
// total of which shares are.
func (s *Set) each(q Query, do func(sample int, v Pair)) (total int64) {
	if q.Type < 0 || q.Type >= len(s.Types) {
		panic(fmt.Sprintf("stacks: Query.Type is %d and the set has %d types", q.Type, len(s.Types)))
	}
	keep := s.kept(q)
	met := s.met(q.Labels)
	var all, base int64
	for i, leaf := range s.leaf {
		ofBase := s.base != nil && s.base[i]
		if q.Side == After && ofBase || q.Side == Base && !ofBase {
			continue
		}
		v := s.values[i*len(s.Types)+q.Type]
		size := max(v, -v)
		all += size
		if ofBase {
			base += size
		}
		if keep != nil && !keep[leaf] || met != nil && !met[s.labels[i]] {
			continue
		}
		if q.Side == Base {
			v = -v
		}
		if v > 0 {
			do(i, Pair{Plus: v})
		} else {
			do(i, Pair{Minus: -v})
		}
	}
	if base > 0 {
		return base
	}
	return all
}

// kept returns for each node whether a stack that ends there is kept by the
// query's names; nil where all are.
func (s *Set) kept(q Query) []bool {
	if q.Focus == nil && q.Ignore == nil {
		return nil
	}
	focus, ignore := s.matching(q.Focus), s.matching(q.Ignore)
	const in, out = 1, 2
	state := make([]uint8, len(s.Nodes))
	keep := make([]bool, len(s.Nodes))
	for i := 1; i < len(s.Nodes); i++ {
		n := s.Nodes[i]
		state[i] = state[n.Parent]
		f := s.Frames[n.Frame].Func
		if q.Focus == nil || focus[f] {
			state[i] |= in
		}
		if q.Ignore != nil && ignore[f] {
			state[i] |= out
		}
		keep[i] = state[i] == in
	}
	return keep
}

// matching returns for each function whether it matches by name, file or binary.
func (s *Set) matching(re *regexp.Regexp) []bool {
	if re == nil {
		return nil
	}
	m := make([]bool, len(s.Funcs))
	for i, f := range s.Funcs {
		m[i] = re.MatchString(f.Name) || re.MatchString(f.File) || f.Object != "" && re.MatchString(f.Object)
	}
	return m
}

// met returns for each group of labels whether it meets all conditions; nil
// where there are none.
func (s *Set) met(conditions []Condition) []bool {
	if len(conditions) == 0 {
		return nil
	}
	m := make([]bool, len(s.groups))
	for i, g := range s.groups {
		m[i] = meets(conditions, g)
	}
	return m
}

func meets(conditions []Condition, g group) bool {
	wanted, found := map[string]bool{}, map[string]bool{}
	for _, c := range conditions {
		holds := c.holds(g)
		if c.Not {
			if holds {
				return false
			}
			continue
		}
		wanted[c.Key] = true
		if holds {
			found[c.Key] = true
		}
	}
	return len(wanted) == len(found)
}

// Keep drops from p the samples that do not meet all conditions, and reports
// whether any is left.
func Keep(p *profile.Profile, conditions []Condition) bool {
	if len(conditions) > 0 {
		p.Sample = slices.DeleteFunc(p.Sample, func(s *profile.Sample) bool {
			g, _ := labelsOf(s, nil)
			return !meets(conditions, g)
		})
	}
	return len(p.Sample) > 0
}

// Walk goes through all nodes but the root in which the selection has something,
// callers first, and calls enter when it comes to a node and leave when it has
// been through all below it.
func (sel *Selection) Walk(enter, leave func(i int32)) {
	nodes := sel.Set.Nodes
	var path []int32
	for i := int32(1); int(i) < len(nodes); i++ {
		if sel.Cum[i].IsZero() {
			continue
		}
		for len(path) > 0 && path[len(path)-1] != nodes[i].Parent {
			leave(path[len(path)-1])
			path = path[:len(path)-1]
		}
		enter(i)
		path = append(path, i)
	}
	for len(path) > 0 {
		leave(path[len(path)-1])
		path = path[:len(path)-1]
	}
}
