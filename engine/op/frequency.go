package op

import (
	"battscope/engine/value"
)

func mostcommon(t *T, container V) V { return common(t, container, true) }

func leastcommon(t *T, container V) V { return common(t, container, false) }

func common(t *T, container V, most bool) V {
	switch {
	case container.Kind() == value.Row:
		return value.OfInt(int64(modeOf(t, container.Cells(), most)))
	case !container.IsContainer():
		return t.Fail(value.TypeFault)
	case container.Len() == 0:
		return t.Fail(value.ValueFault)
	case container.IsSet():
		return t.Fail(value.AttrFault)
	}
	return frequent(t, container, most)
}

// frequent returns the most or least frequent element of a tuple that is not
// empty, the first in order among equally frequent ones.
func frequent(t *T, tuple V, most bool) V {
	l := tuple.Len()
	vals := t.Vals(l)
	if vals == nil {
		return V{}
	}
	for n := range vals {
		vals[n] = tuple.At(n)
	}
	return frequentVals(t, vals, most)
}

func frequentVals(t *T, vals []V, most bool) V {
	if len(vals) == 0 {
		return t.Fail(value.ValueFault)
	}
	if t.Sort(vals); t.Fault() != value.NoFault {
		return V{}
	}
	var found V
	count := 0
	for n := 0; n < len(vals); {
		m := n + 1
		for m < len(vals) && t.Charge(1) && t.Eq(vals[n], vals[m]) {
			m++
		}
		if !found.OK() || most && m-n > count || !most && m-n < count {
			found, count = vals[n], m-n
		}
		n = m
	}
	return found
}
