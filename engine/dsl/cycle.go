package dsl

import "strings"

// maxSearch bounds the functions searched to describe one recursion.
const maxSearch = 1000

// A visit is the state of Tarjan's search at one function.
type visit struct {
	order int  // from 1, in order of discovery; 0 before
	low   int  // the least order known to be reachable within the component
	open  bool // its component is not complete
}

// cycles finds the functions that reach themselves, and those that use a
// function with errors. It is Tarjan's algorithm for strongly connected
// components (SIAM J. Comput. 1, 1972) with a stack of its own: components
// become complete after all that they use.
func (r *resolver) cycles() {
	visits := make([]visit, len(r.funcs))
	next := make([]int, len(r.funcs)) // by function: uses followed
	var path, open []int
	order := 0
	for root := range r.funcs {
		if visits[root].order == 0 {
			path = append(path, root)
		}
		for len(path) > 0 {
			at := path[len(path)-1]
			v := &visits[at]
			if v.order == 0 {
				order++
				*v = visit{order, order, true}
				open = append(open, at)
			}
			if next[at] < len(r.uses[at]) {
				to := r.uses[at][next[at]].to.index
				next[at]++
				if w := &visits[to]; w.order == 0 {
					path = append(path, to)
				} else if w.open {
					v.low = min(v.low, w.order)
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := &visits[path[len(path)-1]]
				up.low = min(up.low, v.low)
			}
			if v.low == v.order {
				open = r.component(open, at, visits)
			}
		}
	}
}

// component takes the functions from at on off the stack of open ones: they
// reach one another.
func (r *resolver) component(open []int, at int, visits []visit) []int {
	from := len(open) - 1
	for open[from] != at {
		from--
	}
	for _, i := range open[from:] {
		visits[i].open = false
		r.group[i] = at + 1
	}
	for _, i := range open[from:] {
		r.broken(r.funcs[i])
	}
	return open[:from]
}

// broken reports that a function reaches itself or, if it has no error yet, that it
// uses functions with errors.
func (r *resolver) broken(fn *function) {
	for _, u := range r.uses[fn.index] {
		if r.group[u.to.index] == r.group[fn.index] {
			r.found.add(fn, u.off, func() string { return r.recursion(fn, u.to) })
			return
		}
	}
	if fn.bad {
		return
	}
	for _, u := range r.uses[fn.index] {
		if u.to.bad {
			verb := "uses"
			if u.call {
				verb = "calls"
			}
			r.found.addf(fn, u.off, "%s %s, which has errors", verb, u.to.def.name)
		}
	}
}

// recursion describes the shortest way from fn over its callee back to fn.
func (r *resolver) recursion(fn, callee *function) string {
	from := map[int]int{callee.index: fn.index}
	for queue := []int{callee.index}; queue[0] != fn.index; queue = queue[1:] {
		if len(from) > maxSearch {
			return "recursion: " + fn.def.name + " calls " + callee.def.name + " calls ... calls " + fn.def.name
		}
		for _, u := range r.uses[queue[0]] {
			to := u.to.index
			if _, seen := from[to]; !seen && r.group[to] == r.group[fn.index] {
				from[to] = queue[0]
				queue = append(queue, to)
			}
		}
	}
	var names []string // from the last to the first
	for i := from[fn.index]; i != fn.index; i = from[i] {
		names = append(names, r.funcs[i].def.name)
	}
	var b strings.Builder
	b.WriteString("recursion: " + fn.def.name)
	for i := len(names) - 1; i >= 0; i-- {
		if len(names) > 6 && i == len(names)-4 {
			b.WriteString(" calls ...")
			i = 0
		}
		b.WriteString(" calls " + names[i])
	}
	b.WriteString(" calls " + fn.def.name)
	return b.String()
}
