package op

import (
	"cmp"
	"slices"
	"unsafe"

	"battscope/engine/value"
)

// noColor stands where no cell is background.
const noColor = 1 << 10

func objects(t *T, grid, univalued, diagonal, withoutBG V) V {
	if !fitsGrid(grid) {
		return objectsOf(t, grid, univalued.Truth(), diagonal.Truth(), withoutBG.Truth())
	}
	f := components{t: t, h: grid.H(), w: grid.W(), cells: grid.Cells(), bg: noColor, univalued: univalued.Truth()}
	if withoutBG.Truth() {
		f.bg = int(modeOf(t, f.cells, true))
	}
	n := f.h * f.w
	ints := t.Ints(6*n + 4)
	if ints == nil {
		return V{}
	}
	f.runs = unsafe.Slice((*run)(unsafe.Pointer(unsafe.SliceData(ints))), n+1)
	f.size, f.spare = ints[4*n+4:5*n+4], ints[5*n+4:]
	f.findRuns(b2i(diagonal.Truth()))
	f.number()
	return f.collect()
}

// components finds the connected components of a grid. It joins runs, not
// cells: a run is a longest stretch of a row without background, and of one
// colour where components are of one.
type components struct {
	t         *T
	h, w      int
	cells     []int8
	bg        int // or noColor
	univalued bool

	found int
	runs  []run   // at first room for one more than there can be
	size  []int32 // by component: its cells; then where its next cell goes
	spare []int32
}

// A run is a part of a row.
type run struct {
	from, to int32 // its first column, and that after its last
	row      int32
	parent   int32 // a run of the same component found earlier, or itself; then the component
}

// findRuns finds the runs and joins those of neighbouring rows that touch, with
// reach 1 also by a corner.
func (f *components) findRuns(reach int) {
	n, w, bg, univalued, runs := 0, f.w, f.bg, f.univalued, f.runs
	above, here := 0, 0 // first runs of the row before and of this one
	for i := range f.h {
		row := f.cells[i*w : (i+1)*w]
		above, here = here, n
		q := above
		for j := 0; j < len(row); {
			c := row[j]
			k := j + 1
			if int(c) == bg {
				j = k
				continue
			}
			if univalued {
				for k < len(row) && row[k] == c {
					k++
				}
			} else {
				for k < len(row) && int(row[k]) != bg {
					k++
				}
			}
			runs[n] = run{int32(j), int32(k), int32(i), int32(n)}
			for q < here && int(runs[q].to) <= j-reach {
				q++
			}
			for m := q; m < here && int(runs[m].from) < k+reach; m++ {
				if !univalued || f.cells[(i-1)*w+int(runs[m].from)] == c {
					join(runs, int32(m), int32(n))
				}
			}
			n++
			j = k
		}
	}
	f.runs = runs[:n]
}

// join makes two runs one component, whose root is its first run.
func join(runs []run, a, b int32) {
	for runs[a].parent != a {
		runs[a].parent = runs[runs[a].parent].parent
		a = runs[a].parent
	}
	for runs[b].parent != b {
		runs[b].parent = runs[runs[b].parent].parent
		b = runs[b].parent
	}
	runs[max(a, b)].parent = min(a, b)
}

// number numbers the components in the order of their first runs.
func (f *components) number() {
	found, size := int32(0), f.size
	for n := range f.runs {
		r := &f.runs[n]
		if int(r.parent) == n {
			r.parent = found
			size[found] = r.to - r.from
			found++
		} else {
			r.parent = f.runs[r.parent].parent // an earlier run: it has its number
			size[r.parent] += r.to - r.from
		}
	}
	f.found = int(found)
}

// collect returns the components as a set of objects. Cells are written in
// ascending order, so that nothing is left to sort but the components, whose
// first cells differ.
func (f *components) collect() V {
	t, total := f.t, int32(0)
	for n, s := range f.size[:f.found] {
		f.size[n] = total
		total += s
	}
	keys := t.Keys(int(total))
	vals := t.Vals(f.found)
	if keys == nil || vals == nil {
		return V{}
	}
	if f.univalued {
		f.byRow(keys)
	} else {
		f.byColor(keys)
	}
	from := int32(0)
	for n := range vals {
		to := f.size[n]
		vals[n] = value.SetOfSortedKeys(keys[from:to:to], value.Object)
		from = to
	}
	sortByFirst(vals)
	return t.SetOfSorted(vals)
}

// byRow writes the cells of components of one colour.
func (f *components) byRow(keys []uint32) {
	for n := range f.runs {
		r := &f.runs[n]
		i, j := int(r.row), int(r.from)
		k := value.CellKey(f.cells[i*f.w+j], i, j)
		at := f.size[r.parent]
		end := at + r.to - r.from
		f.size[r.parent] = end
		for ; at < end; at++ {
			keys[at] = k
			k++
		}
	}
}

// byColor writes the cells of components colour by colour.
func (f *components) byColor(keys []uint32) {
	var next [257]int32
	low, high := 255, 0 // the colours that there are, plus 128
	for n := range f.runs {
		r := &f.runs[n]
		p := int(r.row) * f.w
		for _, c := range f.cells[p+int(r.from) : p+int(r.to)] {
			low, high = min(low, int(c)+128), max(high, int(c)+128)
			next[int(c)+129]++
		}
	}
	for c := low; c < high; c++ {
		next[c+1] += next[c]
	}
	order := f.t.Keys(len(keys))
	if order == nil {
		return
	}
	owner := f.spare
	for n := range f.runs {
		r := &f.runs[n]
		i := int(r.row)
		k := value.IndexKey(i, int(r.from))
		for _, c := range f.cells[i*f.w+int(r.from) : i*f.w+int(r.to)] {
			n := next[int(c)+128]
			order[n], owner[n] = value.WithColor(k, c), r.parent
			next[int(c)+128]++
			k++
		}
	}
	for n, k := range order {
		l := owner[n]
		keys[f.size[l]] = k
		f.size[l]++
	}
}

// sortByFirst sorts objects by their first cells, which differ.
func sortByFirst(objs []V) {
	if len(objs) > 12 {
		byFirst := func(a, b V) int { return cmp.Compare(a.Keys()[0], b.Keys()[0]) }
		if !slices.IsSortedFunc(objs, byFirst) {
			slices.SortFunc(objs, byFirst)
		}
		return
	}
	for n := 1; n < len(objs); n++ {
		v, m := objs[n], n
		for k := v.Keys()[0]; m > 0 && objs[m-1].Keys()[0] > k; m-- {
			objs[m] = objs[m-1]
		}
		objs[m] = v
	}
}
