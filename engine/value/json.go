package value

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// FromJSON returns the value that raw stands for, in the form of the recorded
// vectors: a number is an integer, true and false are booleans, null is None,
// an array is a tuple, {"set": [...]} a set and {"fn": "name"} a primitive,
// which lookup knows. Numbers must have been decoded as json.Number.
func (t *Thread) FromJSON(raw any, lookup func(name string) (Value, bool)) (Value, error) {
	switch x := raw.(type) {
	case nil:
		return Nothing(), nil
	case bool:
		return OfBool(x), nil
	case json.Number:
		n, err := strconv.ParseInt(x.String(), 10, 64)
		if err != nil {
			return Value{}, fmt.Errorf("%s is not an integer of 64 bits", x)
		}
		return OfInt(n), nil
	case []any:
		vals, err := t.listFromJSON(x, lookup)
		if err != nil {
			return Value{}, err
		}
		return t.Tuple(vals), nil
	case map[string]any:
		if name, ok := x["fn"].(string); ok && len(x) == 1 {
			if v, ok := lookup(name); ok {
				return v, nil
			}
			return Value{}, fmt.Errorf("unknown primitive %q", name)
		}
		if list, ok := x["set"].([]any); ok && len(x) == 1 {
			vals, err := t.listFromJSON(list, lookup)
			if err != nil {
				return Value{}, err
			}
			return t.Set(vals), nil
		}
	}
	return Value{}, fmt.Errorf(`want a number, true, false, null, an array, {"set": [...]} or {"fn": "name"}`)
}

func (t *Thread) listFromJSON(list []any, lookup func(string) (Value, bool)) ([]Value, error) {
	vals := make([]Value, len(list))
	for n, raw := range list {
		v, err := t.FromJSON(raw, lookup)
		if err != nil {
			return nil, err
		}
		vals[n] = v
	}
	return vals, nil
}

// maxJSON is the length in bytes past which AppendJSON leaves out elements.
const maxJSON = 1 << 20

// AppendJSON appends v in the form that FromJSON reads. Past a megabyte, and
// past a thousand levels, it writes "..." in place of what is left out.
// Functions that builders made are written as {"fn": "compose(...)"}, which
// FromJSON does not read.
func (v Value) AppendJSON(b []byte) []byte { return v.appendJSON(b, len(b)+maxJSON, 0) }

func (v Value) appendJSON(b []byte, limit, depth int) []byte {
	if len(b) > limit || depth > maxDepth {
		return append(b, `"..."`...)
	}
	switch {
	case v.k == Invalid || v.k == None:
		return append(b, "null"...)
	case v.k == Bool:
		return strconv.AppendBool(b, v.n != 0)
	case v.k == Int:
		return strconv.AppendInt(b, v.n, 10)
	case v.k == Func:
		b = append(b, `{"fn":"`...)
		b = v.appendFn(b, limit, depth)
		return append(b, `"}`...)
	}
	if v.IsSet() {
		b = append(b, `{"set":`...)
	}
	b = append(b, '[')
	for n := range v.Len() {
		if n > 0 {
			b = append(b, ',')
		}
		if len(b) > limit {
			b = append(b, `"..."`...)
			break
		}
		b = v.At(n).appendJSON(b, limit, depth+1)
	}
	b = append(b, ']')
	if v.IsSet() {
		b = append(b, '}')
	}
	return b
}

// appendFn appends the expression that makes v, a Func.
func (v Value) appendFn(b []byte, limit, depth int) []byte {
	f := v.Fn()
	switch f.builder {
	case isPrim:
		return append(b, f.prim.Name...)
	case isProc:
		return append(b, f.proc.Name...)
	}
	b = append(append(b, f.builder.String()...), '(')
	for n, p := range f.parts {
		if !p.OK() {
			break
		}
		if n > 0 {
			b = append(b, ", "...)
		}
		switch {
		case len(b) > limit || depth > maxDepth:
			b = append(b, "..."...)
		case p.k == Func:
			b = p.appendFn(b, limit, depth+1)
		default:
			b = p.appendJSON(b, limit, depth+1)
		}
	}
	return append(b, ')')
}

// String returns v as AppendJSON writes it.
func (v Value) String() string { return string(v.AppendJSON(nil)) }

// Clone returns v, a Grid, with cells of its own, so that it outlives the
// Thread's Reset.
func (v Value) Clone() Value { return OfGrid(v.H(), v.W(), slices.Clone(v.Cells())) }
