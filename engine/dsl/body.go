package dsl

import (
	"strconv"
	"strings"
)

// Body returns the body of a function: its program's text after renaming its
// variables in order (x1, x2, and O for the last), merging equal calls,
// replacing other names of a value by its first, and dropping dead lines. The
// function is called solve, its parameter I, or a1, a2 where it has several.
// The functions that it uses stand before it in the same form, called f1, f2
// by first use, with parameters a1, a2; those that are equal in this form are
// one.
//
// Two functions with equal bodies mean the same; the reverse does not hold.
// Parse reads a body, and the body of what it reads is the same text. A dead
// line that would misuse a primitive is dropped as any other.
func Body(f *Func) string {
	b := bodies{ids: map[*Func]int{}, index: map[string]int{}}
	if len(f.Uses) > 0 {
		b.collect(f)
	}
	return b.print(b.shape(f))
}

// A shape is a function in the form of its body, without names. Local
// references count its statements; those to functions hold a shape's number
// in Index, and no Func.
type shape struct {
	params int
	stmts  []Stmt
	result Ref
}

// bodies are the shapes of the functions that one function uses.
type bodies struct {
	ids    map[*Func]int  // the number of each function's shape
	index  map[string]int // the numbers by key
	shapes []shape
}

// collect numbers the shapes of all that f uses, callees first. It keeps its
// own stack: chains of functions may be long.
func (b *bodies) collect(f *Func) {
	type step struct {
		fn   *Func
		next int // uses followed
	}
	path := []step{{f, 0}}
	for len(path) > 0 {
		top := &path[len(path)-1]
		if top.next < len(top.fn.Uses) {
			to := top.fn.Uses[top.next]
			top.next++
			if _, known := b.ids[to]; !known {
				path = append(path, step{to, 0})
			}
			continue
		}
		fn := top.fn
		path = path[:len(path)-1]
		if len(path) == 0 {
			return
		}
		s := b.shape(fn)
		key := string(s.key())
		id, known := b.index[key]
		if !known {
			id = len(b.shapes)
			b.index[key] = id
			b.shapes = append(b.shapes, s)
		}
		b.ids[fn] = id
	}
}

// shape returns the form of a function whose callees are numbered.
func (b *bodies) shape(f *Func) shape {
	values := make([]Ref, len(f.Stmts)) // of each statement
	stmts := make([]Stmt, len(f.Stmts)) // with canonical references, where they are the first of their kind
	value := func(r Ref) Ref {
		switch r.Kind {
		case Param:
			return Ref{Kind: Param, Index: r.Index}
		case Local:
			return values[r.Index]
		case Function:
			return Ref{Kind: Function, Index: b.ids[r.Func]}
		}
		return Ref{Kind: r.Kind, Name: r.Name}
	}
	first := make(map[string]int, len(f.Stmts))
	var key []byte
	for i := range f.Stmts {
		s := &f.Stmts[i]
		if !s.IsCall {
			values[i] = value(s.Args[0])
			continue
		}
		c := Stmt{IsCall: true, Callee: value(s.Callee), Args: make([]Ref, len(s.Args))}
		for j, a := range s.Args {
			c.Args[j] = value(a)
		}
		key = c.key(key[:0])
		at, known := first[string(key)]
		if !known {
			at = i
			first[string(key)] = i
			stmts[i] = c
		}
		values[i] = Ref{Kind: Local, Index: at}
	}
	return compact(len(f.Params), stmts, value(f.Result))
}

// compact returns a shape of the statements that a result needs, renumbered.
func compact(params int, stmts []Stmt, result Ref) shape {
	live := make([]bool, len(stmts))
	need := func(r Ref) {
		if r.Kind == Local {
			live[r.Index] = true
		}
	}
	need(result)
	count := 0
	for i := len(stmts) - 1; i >= 0; i-- {
		if !live[i] {
			continue
		}
		count++
		need(stmts[i].Callee)
		for _, a := range stmts[i].Args {
			need(a)
		}
	}
	s := shape{params: params, stmts: make([]Stmt, 0, count)}
	place := make([]int, len(stmts))
	move := func(r *Ref) {
		if r.Kind == Local {
			r.Index = place[r.Index]
		}
	}
	for i, c := range stmts {
		if !live[i] {
			continue
		}
		place[i] = len(s.stmts)
		move(&c.Callee)
		for j := range c.Args {
			move(&c.Args[j])
		}
		s.stmts = append(s.stmts, c)
	}
	move(&result)
	s.result = result
	return s
}

// key returns a text that is the same for equal shapes only.
func (s *shape) key() []byte {
	key := append(strconv.AppendInt(nil, int64(s.params), 10), '\n')
	for i := range s.stmts {
		key = append(s.stmts[i].key(key), '\n')
	}
	return s.result.key(key)
}

func (s *Stmt) key(key []byte) []byte {
	key = s.Callee.key(key)
	for _, a := range s.Args {
		key = a.key(key)
	}
	return key
}

func (r Ref) key(key []byte) []byte {
	key = append(key, '0'+byte(r.Kind))
	if r.Kind == Primitive || r.Kind == Constant {
		key = append(key, r.Name...)
	} else {
		key = strconv.AppendInt(key, int64(r.Index), 10)
	}
	return append(key, ' ')
}

// print returns the text of a shape, after those of the shapes that it needs.
func (b *bodies) print(main shape) string {
	var text strings.Builder
	numbers := make([]int, len(b.shapes)) // of the functions printed, from 1
	count := 0
	type step struct {
		s     *shape
		id    int
		needs []int
	}
	path := []step{{&main, -1, main.needs()}}
	for len(path) > 0 {
		top := &path[len(path)-1]
		if len(top.needs) > 0 {
			id := top.needs[0]
			top.needs = top.needs[1:]
			if numbers[id] == 0 {
				path = append(path, step{&b.shapes[id], id, b.shapes[id].needs()})
			}
			continue
		}
		name := "solve"
		if top.id >= 0 {
			count++
			numbers[top.id] = count
			name = "f" + strconv.Itoa(count)
		}
		fn := top.s.named(name, numbers)
		fn.print(&text)
		path = path[:len(path)-1]
	}
	return text.String()
}

// needs returns the numbers of the functions that a shape refers to, in order.
func (s *shape) needs() []int {
	var list []int
	note := func(r Ref) {
		if r.Kind == Function {
			list = append(list, r.Index)
		}
	}
	for i := range s.stmts {
		note(s.stmts[i].Callee)
		for _, a := range s.stmts[i].Args {
			note(a)
		}
	}
	note(s.result)
	return list
}

// named gives a shape the names of a body, in place, and returns it as a
// function to print.
func (s *shape) named(fn string, numbers []int) *Func {
	f := &Func{Name: fn, Params: make([]string, s.params), Stmts: s.stmts, Result: s.result}
	for i := range f.Params {
		f.Params[i] = "a" + strconv.Itoa(i+1)
	}
	if fn == "solve" && s.params == 1 {
		f.Params[0] = "I"
	}
	name := func(r *Ref) {
		switch r.Kind {
		case Param:
			r.Name = f.Params[r.Index]
		case Local:
			r.Name = f.Stmts[r.Index].Target
		case Function:
			r.Name = "f" + strconv.Itoa(numbers[r.Index])
		}
	}
	for i := range f.Stmts {
		st := &f.Stmts[i]
		name(&st.Callee)
		for j := range st.Args {
			name(&st.Args[j])
		}
		st.Target = "x" + strconv.Itoa(i+1)
		if i == len(f.Stmts)-1 {
			st.Target = "O"
		}
	}
	name(&f.Result)
	return f
}
