package op

import "battscope/engine/value"

func appliers() []Op {
	return []Op{
		{Name: "apply", Args: "function: Callable, container: Container", Out: "Container", Type: typeOfApply, Doc: "results for each element; the type is that of the container", Cost: Cost{24, 90}, F2: apply},
		{Name: "rapply", Args: "functions: Container, value: Any", Out: "Container", Type: typeOfRapply, Doc: "results of each function for one value", Cost: Cost{14, 0}, F2: rapply},
		{Name: "mapply", Args: "function: Callable, container: ContainerContainer", Out: "FrozenSet", Type: typeOfMapply, Doc: "results for each element, merged", Cost: Cost{20, 0}, F2: mapply},
		{Name: "papply", Args: "function: Callable, a: Tuple, b: Tuple", Out: "Tuple", Type: typeOfPapply, Doc: "results for each pair of corresponding elements", Cost: Cost{36, 36}, F3: papply},
		{Name: "mpapply", Args: "function: Callable, a: Tuple, b: Tuple", Out: "Tuple", Type: typeOfMpapply, Doc: "results for each pair of corresponding elements, merged", Cost: Cost{36, 36}, F3: mpapply},
		{Name: "prapply", Args: "function: Callable, a: Container, b: Container", Out: "FrozenSet", Type: typeOfPrapply, Doc: "set of the results for each element of a with each of b", Cost: Cost{48, 128}, F3: prapply},
	}
}

// results returns f of each element, in order. The slice is the caller's.
func results(t *T, f, container V) ([]V, bool) {
	if !container.IsContainer() {
		t.Fail(value.TypeFault)
		return nil, false
	}
	vals := t.Vals(container.Len())
	return vals, vals != nil && callEach(t, f, container, vals)
}

// callEach sets vals to f of each element, in order.
func callEach(t *T, f, container V, vals []V) bool {
	if k := container.Kind(); k == value.Tuple || k == value.Set {
		for n, e := range container.Vals() {
			if vals[n] = t.Call1(f, e); !vals[n].OK() {
				return t.InGenerator()
			}
		}
		return true
	}
	for n := range vals {
		if vals[n] = t.Call1(f, container.At(n)); !vals[n].OK() {
			return t.InGenerator()
		}
	}
	return true
}

func apply(t *T, f, container V) V {
	vals, ok := results(t, f, container)
	if !ok {
		return V{}
	}
	return t.Same(container, vals)
}

func rapply(t *T, functions, v V) V {
	if !functions.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	vals := t.Vals(functions.Len())
	if vals == nil {
		return V{}
	}
	for n := range vals {
		if vals[n] = t.Call1(functions.At(n), v); !vals[n].OK() {
			t.InGenerator()
			return V{}
		}
	}
	return t.Same(functions, vals)
}

func mapply(t *T, f, container V) V {
	vals, ok := results(t, f, container)
	if !ok {
		return V{}
	}
	return mergeVals(t, container.IsSet(), vals)
}

// pairwise returns f of corresponding elements, in order.
func pairwise(t *T, f, a, b V) ([]V, bool) {
	if !a.IsContainer() || !b.IsContainer() {
		t.Fail(value.TypeFault)
		return nil, false
	}
	vals := t.Vals(min(a.Len(), b.Len()))
	if vals == nil {
		return nil, false
	}
	for n := range vals {
		if vals[n] = t.Call2(f, a.At(n), b.At(n)); !vals[n].OK() {
			return nil, t.InGenerator()
		}
	}
	return vals, true
}

func papply(t *T, f, a, b V) V {
	vals, ok := pairwise(t, f, a, b)
	if !ok {
		return V{}
	}
	return t.Tuple(vals)
}

func mpapply(t *T, f, a, b V) V {
	vals, ok := pairwise(t, f, a, b)
	if !ok {
		return V{}
	}
	return mergeVals(t, false, vals)
}

func prapply(t *T, f, a, b V) V {
	if !b.IsContainer() || b.Len() > 0 && !a.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	if b.Len() == 0 {
		return value.EmptySet()
	}
	la, lb := a.Len(), b.Len()
	if !t.Charge(int64(la) * int64(lb)) {
		return V{}
	}
	vals := t.Vals(la * lb)
	if vals == nil {
		return V{}
	}
	n := 0
	for j := range lb {
		y := b.At(j)
		for i := range la {
			if vals[n] = t.Call2(f, a.At(i), y); !vals[n].OK() {
				t.InGenerator()
				return V{}
			}
			n++
		}
	}
	return t.Set(vals)
}
