package op

import "battscope/engine/value"

func numbers() []Op {
	return []Op{
		{Name: "add", Args: "a: Numerical, b: Numerical", Out: "Numerical", Doc: "sum of integers or pairs; an integer counts for both components", Cost: Cost{4, 0}, F2: add},
		{Name: "subtract", Args: "a: Numerical, b: Numerical", Out: "Numerical", Doc: "difference of integers or pairs; an integer counts for both components", Cost: Cost{4, 0}, F2: subtract},
		{Name: "multiply", Args: "a: Numerical, b: Numerical", Out: "Numerical", Doc: "product of integers or pairs; an integer counts for both components", Cost: Cost{4, 0}, F2: multiply},
		{Name: "divide", Args: "a: Numerical, b: Numerical", Out: "Numerical", Doc: "quotient of integers or pairs, rounded down", Cost: Cost{4, 0}, F2: divide},
		{Name: "invert", Args: "n: Numerical", Out: "Numerical", Doc: "number with the opposite sign", Cost: Cost{4, 0}, F1: invert},
		{Name: "even", Args: "n: Integer", Out: "Boolean", Doc: "whether an integer is even", Cost: Cost{4, 0}, F1: even},
		{Name: "double", Args: "n: Numerical", Out: "Numerical", Doc: "twice the number", Cost: Cost{4, 0}, F1: double},
		{Name: "halve", Args: "n: Numerical", Out: "Numerical", Doc: "half of the number, rounded down", Cost: Cost{4, 0}, F1: halve},
		{Name: "increment", Args: "x: Numerical", Out: "Numerical", Doc: "number plus one", Cost: Cost{4, 0}, F1: increment},
		{Name: "decrement", Args: "x: Numerical", Out: "Numerical", Doc: "number minus one", Cost: Cost{4, 0}, F1: decrement},
		{Name: "crement", Args: "x: Numerical", Out: "Numerical", Doc: "number one further from zero; zero stays", Cost: Cost{4, 0}, F1: crement},
		{Name: "sign", Args: "x: Numerical", Out: "Numerical", Doc: "-1, 0 or 1", Cost: Cost{4, 0}, F1: sign},
		{Name: "positive", Args: "x: Integer", Out: "Boolean", Doc: "whether an integer is above zero", Cost: Cost{4, 0}, F1: positive},
		{Name: "greater", Args: "a: Integer, b: Integer", Out: "Boolean", Doc: "whether a is greater than b: integers by size, tuples lexicographically, sets by proper inclusion", Cost: Cost{4, 0}, F2: greater},
		{Name: "maximum", Args: "container: IntegerSet", Out: "Integer", Doc: "largest element; 0 when empty", Cost: Cost{14, 5}, F1: maximum},
		{Name: "minimum", Args: "container: IntegerSet", Out: "Integer", Doc: "smallest element; 0 when empty", Cost: Cost{7, 17}, F1: minimum},
	}
}

// numerical applies f to integers, or componentwise to the first two items of
// tuples, with an integer counting for both.
func numerical(t *T, a, b V, f func(t *T, a, b V) V) V {
	if a.Kind() == value.Pair && b.Kind() == value.Pair {
		x := f(t, value.OfInt(int64(a.I())), value.OfInt(int64(b.I())))
		return two(t, x, f(t, value.OfInt(int64(a.J())), value.OfInt(int64(b.J()))))
	}
	switch {
	case a.IsInt() && b.IsInt():
		return f(t, a, b)
	case a.IsTuple() && b.IsTuple():
		x := f(t, item(t, a, 0), item(t, b, 0))
		return two(t, x, f(t, item(t, a, 1), item(t, b, 1)))
	case a.IsInt() && b.IsTuple():
		x := f(t, a, item(t, b, 0))
		return two(t, x, f(t, a, item(t, b, 1)))
	}
	x := f(t, item(t, a, 0), b)
	return two(t, x, f(t, item(t, a, 1), b))
}

func add(t *T, a, b V) V {
	switch {
	case a.IsInt() && b.IsInt():
		return addInt(t, a.Int(), b.Int())
	case a.Kind() == value.Pair && b.Kind() == value.Pair:
		return t.Pair(int64(a.I()+b.I()), int64(a.J()+b.J()))
	}
	return numerical(t, a, b, plus)
}

func subtract(t *T, a, b V) V {
	switch {
	case a.IsInt() && b.IsInt():
		return subInt(t, a.Int(), b.Int())
	case a.Kind() == value.Pair && b.Kind() == value.Pair:
		return t.Pair(int64(a.I()-b.I()), int64(a.J()-b.J()))
	}
	return numerical(t, a, b, minus)
}

func multiply(t *T, a, b V) V { return numerical(t, a, b, times) }

func divide(t *T, a, b V) V { return numerical(t, a, b, over) }

// each applies f to an integer, or to the first two items of a tuple.
func each(t *T, x V, f func(t *T, x V) V) V {
	switch {
	case x.IsInt():
		return f(t, x)
	case x.Kind() == value.Pair:
		a := f(t, value.OfInt(int64(x.I())))
		return two(t, a, f(t, value.OfInt(int64(x.J()))))
	}
	a := f(t, item(t, x, 0))
	return two(t, a, f(t, item(t, x, 1)))
}

// eachInt is each for a function of integers.
func eachInt(t *T, x V, f func(t *T, n int64) V) V {
	switch {
	case x.IsInt():
		return f(t, x.Int())
	case x.Kind() == value.Pair:
		a, b := f(t, int64(x.I())), f(t, int64(x.J()))
		return t.Pair(a.Int(), b.Int())
	}
	return each(t, x, func(t *T, x V) V {
		if !x.IsInt() {
			return t.Fail(value.TypeFault)
		}
		return f(t, x.Int())
	})
}

func invert(t *T, n V) V {
	return eachInt(t, n, func(t *T, n int64) V { return subInt(t, 0, n) })
}

func even(t *T, n V) V {
	if !n.IsInt() {
		return t.Fail(value.TypeFault)
	}
	return value.OfBool(n.Int()&1 == 0)
}

func double(t *T, n V) V {
	return each(t, n, func(t *T, x V) V { return times(t, x, value.OfInt(2)) })
}

func halve(t *T, n V) V {
	return eachInt(t, n, func(_ *T, n int64) V { return value.OfInt(n >> 1) })
}

func increment(t *T, x V) V {
	return eachInt(t, x, func(t *T, n int64) V { return addInt(t, n, 1) })
}

func decrement(t *T, x V) V {
	return eachInt(t, x, func(t *T, n int64) V { return subInt(t, n, 1) })
}

func crement(t *T, x V) V {
	return eachInt(t, x, func(t *T, n int64) V { return addInt(t, n, signOf(n)) })
}

func sign(t *T, x V) V {
	return eachInt(t, x, func(_ *T, n int64) V { return value.OfInt(signOf(n)) })
}

func signOf(n int64) int64 {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

func positive(t *T, x V) V {
	if !x.IsInt() {
		return t.Fail(value.TypeFault)
	}
	return value.OfBool(x.Int() > 0)
}

func greater(t *T, a, b V) V { return value.OfBool(t.Less(b, a)) }

func maximum(t *T, container V) V { return extreme(t, container, true) }

func minimum(t *T, container V) V { return extreme(t, container, false) }

func extreme(t *T, container V, largest bool) V {
	switch container.Kind() {
	case value.Pair:
		if (container.I() < container.J()) == largest {
			return container.At(1)
		}
		return container.At(0)
	case value.Row:
		cells := container.Cells()
		m := cells[0]
		for _, c := range cells {
			if largest {
				m = max(m, c)
			} else {
				m = min(m, c)
			}
		}
		return value.OfInt(int64(m))
	}
	vals, ok := iter(t, container)
	if !ok {
		return V{}
	}
	if len(vals) == 0 {
		return value.OfInt(0)
	}
	return best(t, vals, largest)
}
