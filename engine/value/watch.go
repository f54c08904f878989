package value

import "math"

// A Watch notes which primitives are called by function values while a Thread is
// watched, what they are charged, and for whom: as trees, one for each root that
// Root has named. It is used by one goroutine at a time.
//
// What is not watched pays nothing for it. A watched Thread has a floor above
// all fuel, so that each charge takes the way of the rare one that looks at the
// limits, and calls tell of themselves there.
type Watch struct {
	Calls []Inner // the trees; Clear empties them
	at    int32   // the call at work
	floor int64   // the Thread's own
}

// An Inner is a primitive as often as it was called from one place: by the root
// of its tree or from inside the call before it.
type Inner struct {
	Prim  *Prim // nil of a root
	Child int32 // the first of those called from inside; 0 without
	Next  int32 // the next called from the same place; 0 without
	Count int64 // of a root: how often it was watched
	Cost  int64 // units charged, those of calls inside it included; of a root, those of all calls of it
}

// Clear forgets all trees.
func (w *Watch) Clear() {
	if len(w.Calls) == 0 {
		w.Calls = append(w.Calls, Inner{}) // no place has number 0
	}
	w.Calls, w.at = w.Calls[:1], 0
}

// Root begins a tree and returns its place in Calls.
func (w *Watch) Root() int32 {
	w.Calls = append(w.Calls, Inner{})
	return int32(len(w.Calls) - 1)
}

// Watch has w told of the calls of the steps that follow; nil ends it.
func (t *Thread) Watch(w *Watch) {
	if t.watch = w; w != nil {
		t.first = math.MaxInt64
		return
	}
	t.first = max(t.fuel-Slice, 0)
}

// Enter says that the step to come is the one of the tree at root.
func (w *Watch) Enter(t *Thread, root int32) {
	w.at, w.floor = root, max(t.fuel-Slice, 0)
	w.Calls[root].Count++
}

// begin notes a call of p from the one at work, which it returns.
func (w *Watch) begin(p *Prim) (from int32) {
	from = w.at
	n := w.Calls[from].Child
	for n != 0 && w.Calls[n].Prim != p {
		n = w.Calls[n].Next
	}
	if n == 0 {
		n = int32(len(w.Calls))
		w.Calls = append(w.Calls, Inner{Prim: p, Next: w.Calls[from].Child})
		w.Calls[from].Child = n
	}
	w.at = n
	w.Calls[n].Count++
	return from
}

// end notes what the call at work was charged, and goes back to from.
func (w *Watch) end(from int32, units int64) {
	w.Calls[w.at].Cost += units
	if w.Calls[from].Prim == nil {
		w.Calls[from].Cost += units
	}
	w.at = from
}

// refillWatched is Charge on a watched Thread, all of whose charges come here: it
// does at the same charges what happens on one that is not.
func (t *Thread) refillWatched() bool {
	switch {
	case t.left >= t.watch.floor:
		return true
	case t.fault != NoFault:
		return false
	case t.left < 0:
		t.fault = Fuel
		return false
	}
	t.watch.floor = max(t.left-Slice, 0)
	return t.Look()
}

// low1 goes on with a call of p whose charge of n units, already made, has taken
// the thread below its floor.
func (t *Thread) low1(p *Prim, n int64, a Value) Value {
	if !t.refill() {
		return Value{}
	}
	if t.watch == nil {
		return t.done(p.F1(t, a))
	}
	w, before := t.watch, t.left+n
	from := w.begin(p)
	v := p.F1(t, a)
	w.end(from, before-t.left)
	return t.done(v)
}

func (t *Thread) low2(p *Prim, n int64, a, b Value) Value {
	if !t.refill() {
		return Value{}
	}
	if t.watch == nil {
		return t.done(p.F2(t, a, b))
	}
	w, before := t.watch, t.left+n
	from := w.begin(p)
	v := p.F2(t, a, b)
	w.end(from, before-t.left)
	return t.done(v)
}

func (t *Thread) low3(p *Prim, n int64, a, b, c Value) Value {
	if !t.refill() {
		return Value{}
	}
	if t.watch == nil {
		return t.done(p.F3(t, a, b, c))
	}
	w, before := t.watch, t.left+n
	from := w.begin(p)
	v := p.F3(t, a, b, c)
	w.end(from, before-t.left)
	return t.done(v)
}

func (t *Thread) low4(p *Prim, n int64, a, b, c, d Value) Value {
	if !t.refill() {
		return Value{}
	}
	if t.watch == nil {
		return t.done(p.F4(t, a, b, c, d))
	}
	w, before := t.watch, t.left+n
	from := w.begin(p)
	v := p.F4(t, a, b, c, d)
	w.end(from, before-t.left)
	return t.done(v)
}
