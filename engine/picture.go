package engine

import (
	"fmt"
	"strconv"
	"strings"

	"battscope/engine/interp"
	"battscope/engine/trace"
	"battscope/engine/value"
)

const (
	maxPicture = 128 * 128 // cells of a value that are shown as a picture
	maxText    = 2000      // bytes of a value written out
)

// viewOf returns a value as people look at it. It shares nothing with the
// machine's memory.
func viewOf(v value.Value) trace.Value {
	out := trace.Value{Kind: kindOf(v), Text: textOf(v)}
	if v.Kind() == value.Grid {
		if v.H()*v.W() <= maxPicture {
			out.Grid = interp.ToGrid(v)
		}
		return out
	}
	out.Parts = partsOf(v)
	return out
}

// partsOf returns the cells of an object or of indices, or of each of several
// in a container; nil for any other value.
func partsOf(v value.Value) [][]trace.Cell {
	patch := func(v value.Value) bool { return v.Kind() == value.Object || v.Kind() == value.Indices }
	if patch(v) {
		return [][]trace.Cell{cellsOf(v)}
	}
	if v.Kind() != value.Set && v.Kind() != value.Tuple || v.Len() == 0 {
		return nil
	}
	var parts [][]trace.Cell
	sum := 0
	for n := range v.Len() {
		e := v.At(n)
		if !patch(e) {
			return nil
		}
		if sum += e.Len(); sum > maxPicture {
			break
		}
		parts = append(parts, cellsOf(e))
	}
	return parts
}

// cellsOf returns the first cells of an Object or of Indices.
func cellsOf(v value.Value) []trace.Cell {
	keys := v.Keys()
	cells := make([]trace.Cell, 0, min(len(keys), maxPicture))
	for _, k := range keys[:min(len(keys), maxPicture)] {
		c := trace.Cell{Row: value.KeyI(k), Column: value.KeyJ(k), Bare: v.Kind() == value.Indices}
		if !c.Bare {
			c.Color = value.KeyColor(k)
		}
		cells = append(cells, c)
	}
	return cells
}

// kindOf says in words what a value is.
func kindOf(v value.Value) string {
	switch v.Kind() {
	case value.Int:
		return "integer"
	case value.Bool:
		return "boolean"
	case value.None:
		return "None"
	case value.Grid:
		return fmt.Sprintf("grid %dx%d", v.H(), v.W())
	case value.Object:
		return fmt.Sprintf("object of %d cells", v.Len())
	case value.Indices:
		return fmt.Sprintf("indices of %d cells", v.Len())
	case value.Func:
		return "function"
	}
	word := "tuple"
	if v.IsSet() {
		word = "set"
	}
	if v.Len() == 0 {
		return "empty " + word
	}
	of := v.At(0).Kind()
	for n := 1; n < v.Len(); n++ {
		if v.At(n).Kind() != of {
			return fmt.Sprintf("%s of %d", word, v.Len())
		}
	}
	return fmt.Sprintf("%s of %d, each %s", word, v.Len(), withArticle(of.String()))
}

func withArticle(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// textOf writes a value as Python would, cut where it is long.
func textOf(v value.Value) string {
	var b strings.Builder
	write(&b, v, 0)
	return b.String()
}

func write(b *strings.Builder, v value.Value, depth int) {
	switch v.Kind() {
	case value.Invalid, value.None:
		b.WriteString("None")
		return
	case value.Bool:
		if v.Int() != 0 {
			b.WriteString("True")
		} else {
			b.WriteString("False")
		}
		return
	case value.Int:
		b.WriteString(strconv.FormatInt(v.Int(), 10))
		return
	case value.Func:
		text := strings.TrimSuffix(strings.TrimPrefix(v.String(), `{"fn":"`), `"}`)
		b.WriteString(text[:min(len(text), maxText)])
		return
	}
	open, shut := "(", ")"
	if v.IsSet() {
		open, shut = "{", "}"
	}
	b.WriteString(open)
	for n := range v.Len() {
		if n > 0 {
			b.WriteString(", ")
		}
		if b.Len() > maxText || depth > 50 {
			b.WriteString("…")
			break
		}
		write(b, v.At(n), depth+1)
	}
	if v.IsTuple() && v.Len() == 1 {
		b.WriteString(",")
	}
	b.WriteString(shut)
}
