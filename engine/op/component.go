package op

import (
	"cmp"
	"slices"

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
	ints := t.Ints(6*n + 1)
	if ints == nil {
		return V{}
	}
	f.from, f.to, f.row, f.parent, f.size, f.spare = ints[:n+1], ints[n+1:2*n+1], ints[2*n+1:3*n+1], ints[3*n+1:4*n+1], ints[4*n+1:5*n+1], ints[5*n+1:6*n+1]
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

	runs   int
	found  int
	from   []int32 // by run: its first column; one more than there can be runs
	to     []int32 // by run: the column after its last
	row    []int32 // by run
	parent []int32 // by run: a run of the same component found earlier, or itself; then the component
	size   []int32 // by component: its cells; then where its next cell goes
	spare  []int32
}

// findRuns finds the runs and joins those of neighbouring rows that touch, with
// reach 1 also by a corner.
func (f *components) findRuns(reach int) {
	n, w := 0, f.w
	above, here := 0, 0 // first runs of the row before and of this one
	for i := range f.h {
		row := f.cells[i*w : (i+1)*w]
		above, here = here, n
		q := above
		for j := 0; j < w; {
			c := row[j]
			k := j + 1
			if int(c) == f.bg {
				j = k
				continue
			}
			if f.univalued {
				for k < w && row[k] == c {
					k++
				}
			} else {
				for k < w && int(row[k]) != f.bg {
					k++
				}
			}
			f.from[n], f.to[n], f.row[n], f.parent[n] = int32(j), int32(k), int32(i), int32(n)
			for q < here && int(f.to[q]) <= j-reach {
				q++
			}
			for m := q; m < here && int(f.from[m]) < k+reach; m++ {
				if !f.univalued || f.cells[(i-1)*w+int(f.from[m])] == c {
					f.join(int32(m), int32(n))
				}
			}
			n++
			j = k
		}
	}
	f.runs = n
}

// join makes two runs one component, whose root is its first run.
func (f *components) join(a, b int32) {
	p := f.parent
	for p[a] != a {
		p[a] = p[p[a]]
		a = p[a]
	}
	for p[b] != b {
		p[b] = p[p[b]]
		b = p[b]
	}
	if a < b {
		p[b] = a
	} else {
		p[a] = b
	}
}

// number numbers the components in the order of their first runs.
func (f *components) number() {
	found := int32(0)
	for r, p := range f.parent[:f.runs] {
		if int(p) == r {
			f.parent[r] = found
			f.size[found] = 0
			found++
		} else {
			f.parent[r] = f.parent[p] // p < r has its number
		}
		f.size[f.parent[r]] += f.to[r] - f.from[r]
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
	for r, l := range f.parent[:f.runs] {
		i, j := int(f.row[r]), int(f.from[r])
		k := value.CellKey(f.cells[i*f.w+j], i, j)
		at := f.size[l]
		n := f.to[r] - f.from[r]
		run := keys[at : at+n]
		for m := range run {
			run[m] = k + uint32(m)
		}
		f.size[l] = at + n
	}
}

// byColor writes the cells of components colour by colour. The memory of from
// and to is not free, that of row is once a cell's key is made.
func (f *components) byColor(keys []uint32) {
	var next [257]int32
	for r := range f.runs {
		p := int(f.row[r]) * f.w
		for _, c := range f.cells[p+int(f.from[r]) : p+int(f.to[r])] {
			next[int(c)+129]++
		}
	}
	for c := range 256 {
		next[c+1] += next[c]
	}
	order := f.t.Keys(len(keys))
	if order == nil {
		return
	}
	owner := f.spare
	for r, l := range f.parent[:f.runs] {
		i := int(f.row[r])
		k := value.IndexKey(i, int(f.from[r]))
		for _, c := range f.cells[i*f.w+int(f.from[r]) : i*f.w+int(f.to[r])] {
			n := next[int(c)+128]
			order[n], owner[n] = value.WithColor(k, c), l
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
