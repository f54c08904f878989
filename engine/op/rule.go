package op

// The rules by which the literals of primitives say what type a call has.

// typeOf is that of argument n.
func typeOf(n int) rule { return func(_ *Typer, a []Type) Type { return a[n] } }

// typeOfElem is that of the elements of argument 0.
func typeOfElem(_ *Typer, a []Type) Type { return a[0].elem() }

// typeOfEither is that of argument 1 or 2.
func typeOfEither(_ *Typer, a []Type) Type { return a[1].union(a[2]) }

// typeOfChosen is that of the elements of argument 0, each of which argument 1
// is called with.
func typeOfChosen(t *Typer, a []Type) Type {
	t.call1(a[1], a[0].elem())
	return a[0].elem()
}

// typeOfFiltered is that of argument 0.
func typeOfFiltered(t *Typer, a []Type) Type {
	t.call1(a[1], a[0].elem())
	return a[0].within(kindContainers)
}

// typeOfMfiltered is that of the elements of argument 0, put together.
func typeOfMfiltered(t *Typer, a []Type) Type { return like(a[0], typeOfChosen(t, a).elem()) }

// typeOfOrdered is a tuple of the elements of argument 0.
func typeOfOrdered(t *Typer, a []Type) Type { return typeOfChosen(t, a).tupleOf() }

// typeOfRapply is a container of the results of functions that we do not tell
// apart.
func typeOfRapply(t *Typer, a []Type) Type {
	t.check(KindFunction, a[0].elem())
	return OfKinds(kindContainers)
}

// typeOfMerged is that of the elements of the elements of argument 0, put
// together: for a set of objects an object.
func typeOfMerged(_ *Typer, a []Type) Type { return like(a[0], a[0].elem().elem()) }

// typeOfKept is that of argument 0, of which some elements remain.
func typeOfKept(_ *Typer, a []Type) Type { return a[0].within(kindContainers) }

// like returns the type of a container of the sort of c, tuple or set, with
// elements e.
func like(c, e Type) Type {
	out := Type{}
	if c.Kinds&kindTuples != 0 {
		out = e.tupleOf()
	}
	if c.Kinds&kindSets != 0 {
		out = out.union(e.setOf())
	}
	if out.Kinds == 0 {
		return OfKinds(kindContainers)
	}
	return out
}

// typeOfSet is a set of the elements of argument 0.
func typeOfSet(_ *Typer, a []Type) Type { return a[0].elem().setOf() }

// typeOfTuple is a tuple of the elements of argument 0.
func typeOfTuple(_ *Typer, a []Type) Type { return a[0].elem().tupleOf() }

// typeOfOnly is a set of argument 0 alone.
func typeOfOnly(_ *Typer, a []Type) Type { return a[0].setOf() }

// typeOfCopies is a tuple of argument 0, several times over.
func typeOfCopies(_ *Typer, a []Type) Type { return a[0].tupleOf() }

// typeOfInts is a tuple of integers.
func typeOfInts(*Typer, []Type) Type { return OfKinds(kindInts) }

// typeOfGrids is a tuple of grids.
func typeOfGrids(*Typer, []Type) Type { return Type{Kinds: KindTuple, Elems: KindGrid} }

// both2 returns the type of the tuple (a, b).
func both2(a, b Type) Type {
	out := Type{}
	if a.Kinds&KindInteger != 0 && b.Kinds&KindInteger != 0 {
		out.Kinds |= KindPair
	}
	if a.Kinds&KindInteger != 0 && b.Kinds&KindPair != 0 {
		out.Kinds |= KindCell
	}
	if a.Kinds|b.Kinds == KindPair {
		return Type{Kinds: KindGrid}
	}
	if out.Kinds == 0 {
		return Type{Kinds: KindTuple, Elems: a.Kinds | b.Kinds}
	}
	return out
}

// typeOfTwo is the tuple of both arguments.
func typeOfTwo(_ *Typer, a []Type) Type { return both2(a[0], a[1]) }

// typeOfInt is an integer.
func typeOfInt(*Typer, []Type) Type { return OfKinds(KindInteger) }

// typeOfValue is that of the results of argument 1 for the elements of argument
// 0.
func typeOfValue(t *Typer, a []Type) Type { return t.call1(a[1], a[0].elem()) }

// typeOfZip is a tuple of pairs of elements.
func typeOfZip(_ *Typer, a []Type) Type { return both2(a[0].elem(), a[1].elem()).tupleOf() }

// typeOfProduct is a set of pairs of elements.
func typeOfProduct(_ *Typer, a []Type) Type { return both2(a[0].elem(), a[1].elem()).setOf() }

// typeOfApply is that of the results of argument 0 for the elements of argument
// 1, in a container like it.
func typeOfApply(t *Typer, a []Type) Type { return like(a[1], t.call1(a[0], a[1].elem())) }

// typeOfMapply is the results of argument 0 for the elements of argument 1, put
// together.
func typeOfMapply(t *Typer, a []Type) Type {
	return like(a[1], t.call1(a[0], a[1].elem()).elem())
}

// typeOfPapply is a tuple of results for corresponding elements.
func typeOfPapply(t *Typer, a []Type) Type {
	return t.call2(a[0], a[1].elem(), a[2].elem()).tupleOf()
}

// typeOfMpapply is the results for corresponding elements, put together.
func typeOfMpapply(t *Typer, a []Type) Type {
	return t.call2(a[0], a[1].elem(), a[2].elem()).elem().tupleOf()
}

// typeOfPrapply is a set of results for each element with each.
func typeOfPrapply(t *Typer, a []Type) Type {
	return t.call2(a[0], a[1].elem(), a[2].elem()).setOf()
}

// typeOfCompose is a function x -> a(b(x)).
func typeOfCompose(t *Typer, a []Type) Type {
	return t.built(1, a, func(t *Typer, p [3]Type, x []Type) Type { return t.call1(p[0], t.call1(p[1], x[0])) })
}

// typeOfChain is a function x -> a(b(c(x))).
func typeOfChain(t *Typer, a []Type) Type {
	return t.built(1, a, func(t *Typer, p [3]Type, x []Type) Type {
		return t.call1(p[0], t.call1(p[1], t.call1(p[2], x[0])))
	})
}

// typeOfMatcher is a function x -> a(x) == b.
func typeOfMatcher(t *Typer, a []Type) Type {
	return t.built(1, a, func(t *Typer, p [3]Type, x []Type) Type {
		t.call1(p[0], x[0])
		return OfKinds(KindBoolean)
	})
}

// typeOfFork is a function x -> a(b(x), c(x)).
func typeOfFork(t *Typer, a []Type) Type {
	return t.built(1, a, func(t *Typer, p [3]Type, x []Type) Type {
		return t.call2(p[0], t.call1(p[1], x[0]), t.call1(p[2], x[0]))
	})
}

// typeOfPower is a function that applies another several times.
func typeOfPower(t *Typer, a []Type) Type {
	return t.built(1, a, func(t *Typer, p [3]Type, x []Type) Type {
		if once := t.call1(p[0], x[0]); once.Kinds == x[0].Kinds {
			return once
		}
		return Any()
	})
}

// typeOfRbind is a function with its last argument fixed.
func typeOfRbind(t *Typer, a []Type) Type {
	n := t.Arity(a[0])
	if n == 0 {
		return OfKinds(KindFunction)
	}
	return t.built(n-1, a, func(t *Typer, p [3]Type, x []Type) Type {
		return t.with(p[0], x, p[1])
	})
}

// typeOfLbind is a function with its first argument fixed.
func typeOfLbind(t *Typer, a []Type) Type {
	n := t.Arity(a[0])
	if n == 0 {
		return OfKinds(KindFunction)
	}
	return t.built(n-1, a, func(t *Typer, p [3]Type, x []Type) Type {
		return t.after(p[0], p[1], x)
	})
}
