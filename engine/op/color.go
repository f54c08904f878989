package op

import (
	"bytes"
	"math/bits"

	"battscope/engine/value"
)

func colors() []Op {
	return []Op{
		{Name: "mostcolor", Args: "element: Element", Out: "Integer", Doc: "most frequent colour; ties go to the lowest", Cost: Cost{22, 10}, F1: mostcolor},
		{Name: "leastcolor", Args: "element: Element", Out: "Integer", Doc: "least frequent colour of those present; ties go to the lowest", Cost: Cost{22, 10}, F1: leastcolor},
		{Name: "colorcount", Args: "element: Element, value: Integer", Out: "Integer", Doc: "number of cells of a colour", Cost: Cost{10, 0}, F2: colorcount},
		{Name: "palette", Args: "element: Element", Out: "IntegerSet", Doc: "set of the colours present", Cost: Cost{28, 12}, F1: palette},
		{Name: "numcolors", Args: "element: Element", Out: "IntegerSet", Type: typeOfInt, Doc: "number of the colours present", Cost: Cost{48, 11}, F1: numcolors},
		{Name: "color", Args: "obj: Object", Out: "Integer", Doc: "colour of the first cell", Cost: Cost{4, 0}, F1: color},
		{Name: "ofcolor", Args: "grid: Grid, value: Integer", Out: "Indices", Doc: "indices of all cells of a colour", Cost: Cost{18, 0}, F2: ofcolor},
		{Name: "colorfilter", Args: "objs: Objects, value: Integer", Out: "Objects", Doc: "objects whose first cell has a colour", Cost: Cost{24, 150}, F2: colorfilter},
	}
}

func mostcolor(t *T, element V) V { return colorBy(t, element, true) }

func leastcolor(t *T, element V) V { return colorBy(t, element, false) }

func colorBy(t *T, element V, most bool) V {
	switch element.Kind() {
	case value.Grid:
		return value.OfInt(int64(modeOf(t, element.Cells(), most)))
	case value.Object:
		// Cells are in order of colour.
		keys := element.Keys()
		found, count := keys[0], 0
		for n := 0; n < len(keys); {
			m := n + 1
			for m < len(keys) && keys[m]>>24 == keys[n]>>24 {
				m++
			}
			if count == 0 || most && m-n > count || !most && m-n < count {
				found, count = keys[n], m-n
			}
			n = m
		}
		return value.OfInt(int64(value.KeyColor(found)))
	}
	vals, ok := colorVals(t, element)
	if !ok {
		return V{}
	}
	return frequentVals(t, vals, most)
}

// colorVals returns the colours of all cells of an element, which the caller
// may change.
func colorVals(t *T, element V) ([]V, bool) {
	if element.IsTuple() {
		rows, ok := rowsOf(t, element)
		if !ok {
			return nil, false
		}
		n := 0
		for _, r := range rows {
			n += r.Len()
		}
		vals := t.Vals(n)
		if vals == nil {
			return nil, false
		}
		n = 0
		for _, r := range rows {
			for j := range r.Len() {
				vals[n] = r.At(j)
				n++
			}
		}
		return vals, true
	}
	cells, ok := iter(t, element)
	if !ok {
		return nil, false
	}
	vals := t.Vals(len(cells))
	if vals == nil {
		return nil, false
	}
	for n, c := range cells {
		v, _, ok := unpack2(t, c)
		if !ok {
			return nil, false
		}
		vals[n] = v
	}
	return vals, true
}

func colorcount(t *T, element, v V) V {
	switch element.Kind() {
	case value.Grid:
		c, ok := v.Color()
		if !ok {
			return value.OfInt(0)
		}
		cells := element.Cells()
		if !t.Charge(int64(len(cells)) >> 5) {
			return V{}
		}
		return value.OfInt(int64(bytes.Count(value.AsBytes(cells), []byte{byte(c)})))
	case value.Object:
		if !t.Charge(int64(element.Len())) {
			return V{}
		}
		c, ok := v.Color()
		n := 0
		for _, k := range element.Keys() {
			if ok && value.KeyColor(k) == c {
				n++
			}
		}
		return value.OfInt(int64(n))
	}
	if element.IsTuple() {
		// row.count exists for tuples only.
		for n := range element.Len() {
			switch r := element.At(n); {
			case r.IsSet():
				return t.Fail(value.AttrFault)
			case !r.IsTuple():
				return t.Fail(value.AttrFault)
			}
		}
	}
	vals, ok := colorVals(t, element)
	if !ok {
		return V{}
	}
	n := int64(0)
	for _, u := range vals {
		if !t.Charge(1) {
			return V{}
		}
		if t.Eq(u, v) {
			n++
		}
	}
	return value.OfInt(n)
}

func palette(t *T, element V) V {
	// The colours present, a bit each: 0..63, 64..127, -128..-65, -64..-1.
	var present [4]uint64
	switch element.Kind() {
	case value.Grid:
		cells := element.Cells()
		if few, ok := countFew(cells); ok {
			for c, n := range few {
				present[0] |= uint64(b2i(n > 0)) << c
			}
			break
		}
		for _, c := range cells {
			present[uint8(c)>>6] |= 1 << (c & 63)
		}
	case value.Object:
		// Cells are in order of colour.
		last := uint32(1)
		for _, k := range element.Keys() {
			if k>>24 != last {
				last = k >> 24
				c := value.KeyColor(k)
				present[uint8(c)>>6] |= 1 << (c & 63)
			}
		}
	default:
		vals, ok := colorVals(t, element)
		if !ok {
			return V{}
		}
		return t.Set(vals)
	}
	n := 0
	for _, p := range present {
		n += bits.OnesCount64(p)
	}
	vals := t.Vals(n)
	if vals == nil {
		return V{}
	}
	n = 0
	for _, w := range [4]int{2, 3, 0, 1} {
		for p := present[w]; p != 0; p &= p - 1 {
			vals[n] = value.OfInt(int64(int8(w<<6 + bits.TrailingZeros64(p))))
			n++
		}
	}
	return t.SetOfSorted(vals)
}

func numcolors(t *T, element V) V {
	p := palette(t, element)
	if !p.OK() {
		return V{}
	}
	return value.OfInt(int64(p.Len()))
}

func color(t *T, obj V) V {
	c := first(t, obj)
	if !c.OK() {
		return V{}
	}
	return item(t, c, 0)
}

func ofcolor(t *T, grid, v V) V {
	if !fitsGrid(grid) {
		return ofcolorOf(t, grid, v)
	}
	c, ok := v.Color()
	if !ok {
		return value.EmptySet()
	}
	return placesOf(t, grid, c)
}

// placesOf returns the indices of the cells of colour c.
func placesOf(t *T, grid V, c int8) V {
	cells := grid.Cells()
	keys := t.Keys(len(cells))
	if keys == nil {
		return V{}
	}
	n := places(keys, cells, grid.W(), c, value.IndexKey(0, 0))
	return value.SetOfSortedKeys(t.TrimKeys(keys, n), value.Indices)
}

// places writes a key for each cell of colour c to keys, in order, and returns
// how many there are. k is the key of the first cell. It looks at eight cells at
// a time.
func places(keys []uint32, cells []int8, w int, c int8, k uint32) (n int) {
	p, end := 0, w
	// k is that of column 0 of the row that ends at end, less the row's position.
	put := func(at int) {
		for at >= end {
			end += w
			k += 1<<12 - uint32(w)
		}
		keys[n] = k + uint32(at)
		n++
	}
	for ; p+8 <= len(cells); p += 8 {
		for hits := zeroBytes(word(cells[p:]) ^ uint64(uint8(c))*eachByte); hits != 0; hits &= hits - 1 {
			put(p + bits.TrailingZeros64(hits)>>3)
		}
	}
	for ; p < len(cells); p++ {
		if cells[p] == c {
			put(p)
		}
	}
	return n
}

func ofcolorOf(t *T, grid, v V) V {
	rows, ok := rowsOf(t, grid)
	if !ok {
		return V{}
	}
	n := 0
	for _, r := range rows {
		n += r.Len()
	}
	vals := t.Vals(n)
	if vals == nil {
		return V{}
	}
	n = 0
	for i, r := range rows {
		for j := range r.Len() {
			if t.Eq(r.At(j), v) {
				vals[n] = value.OfPair(i, j)
				n++
			}
		}
	}
	return t.Set(vals[:n])
}

func colorfilter(t *T, objs, v V) V {
	if !objs.IsContainer() {
		return t.Fail(value.TypeFault)
	}
	vals := t.Vals(objs.Len())
	if vals == nil {
		return V{}
	}
	n := 0
	for m := range objs.Len() {
		o := objs.At(m)
		c := color(t, o)
		if !c.OK() {
			t.InGenerator()
			return V{}
		}
		if t.Eq(c, v) {
			vals[n] = o
			n++
		}
	}
	if objs.IsSet() {
		return t.SetOfSorted(vals[:n])
	}
	return t.Set(vals[:n])
}
