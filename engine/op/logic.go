package op

import "battscope/engine/value"

func logic() []Op {
	return []Op{
		{Name: "flip", Args: "b: Boolean", Out: "Boolean", Doc: "whether a value is false, zero, none or empty", Cost: Cost{4, 0}, F1: flip},
		{Name: "equality", Args: "a: Any, b: Any", Out: "Boolean", Doc: "whether two values are equal", Cost: Cost{8, 0}, F2: equality},
		{Name: "both", Args: "a: Boolean, b: Boolean", Out: "Boolean", Doc: "a if it is false, else b", Cost: Cost{4, 0}, F2: both},
		{Name: "either", Args: "a: Boolean, b: Boolean", Out: "Boolean", Doc: "a if it is true, else b", Cost: Cost{4, 0}, F2: either},
		{Name: "branch", Args: "condition: Boolean, a: Any, b: Any", Out: "Any", Type: typeOfEither, Doc: "a if the condition is true, else b", Cost: Cost{4, 0}, F3: branch},
	}
}

func flip(_ *T, b V) V { return value.OfBool(!b.Truth()) }

func equality(t *T, a, b V) V { return value.OfBool(t.Eq(a, b)) }

func both(_ *T, a, b V) V {
	if a.Truth() {
		return b
	}
	return a
}

func either(_ *T, a, b V) V {
	if a.Truth() {
		return a
	}
	return b
}

func branch(_ *T, condition, a, b V) V {
	if condition.Truth() {
		return a
	}
	return b
}
