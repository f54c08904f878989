package profileview

import (
	"regexp"
	"slices"

	"battscope/profile/callgraph"
	"battscope/profile/flame"
	"battscope/profile/listing"
	"battscope/profile/stacks"
)

// A wish is what is to be shown of a set.
type wish struct {
	gen    int // counts the changes of what follows
	query  stacks.Query
	lines  bool    // each line of a function is a frame
	least  float64 // of a difference: changes up to this part of the total are left out
	mode   mode
	source string // function whose source is shown; empty for none
}

// made is what was made of a set for a wish. Its parts do not change; those that
// nobody asked for are nil.
type made struct {
	gen    int
	sel    *stacks.Selection
	tree   *flame.Tree
	graph  *callgraph.Graph
	rows   *topRows // of graph
	source *text
}

// serves reports whether m has what w shows.
func (m *made) serves(w *wish) bool {
	if m.gen != w.gen || m.sel == nil {
		return false
	}
	switch w.mode {
	case flameMode:
		return m.tree != nil
	case topMode, callMode:
		return m.graph != nil
	default:
		return w.source == "" || m.source != nil && m.source.name == w.source
	}
}

// more returns m with what w shows. It takes a while and touches nothing else.
func (m made) more(set *stacks.Set, w wish, folders []string) made {
	if m.gen != w.gen || m.sel == nil {
		m = made{gen: w.gen, sel: set.Select(w.query)}
	}
	switch w.mode {
	case flameMode:
		if m.tree == nil {
			m.tree = flame.Build(m.sel, flame.Options{Lines: w.lines, Threshold: w.threshold(m.sel)})
		}
	case topMode, callMode:
		if m.graph == nil {
			m.graph = callgraph.Build(m.sel, callgraph.Options{})
			var values []int64
			for i := range m.graph.Rows {
				values = append(values, m.graph.Rows[i].Flat.Net(), m.graph.Rows[i].Cum.Net())
			}
			m.graph.Unit = fitting(m.graph.Unit, values, m.graph.Type)
			if least := w.threshold(m.sel); least > 0 {
				m.graph.Rows = slices.DeleteFunc(m.graph.Rows, func(r callgraph.Row) bool {
					return size(r.Flat.Net()) <= least && size(r.Cum.Net()) <= least
				})
			}
			m.rows = newTopRows(m.graph, differs(m.sel))
		}
	default:
		if w.source != "" && (m.source == nil || m.source.name != w.source) {
			m.source = newText(m.sel, w.source, folders)
		}
	}
	return m
}

// threshold returns up to which change a difference is left out, in the type's
// unit.
func (w *wish) threshold(sel *stacks.Selection) int64 {
	if !differs(sel) {
		return 0
	}
	return int64(w.least * float64(sel.Total))
}

// differs reports whether a selection is of both sides of a difference.
func differs(sel *stacks.Selection) bool { return sel.Set.Difference && sel.Query.Side == stacks.Both }

// A text is the source of a function with what its lines cost.
type text struct {
	name     string
	routines []*listing.Routine
	lines    []textLine
	unit     string
}

// A textLine is a line of a text: of source, or one that says of which file the
// next ones are.
type textLine struct {
	listing.Line
	head string
	note bool // head is why there is no source
}

// newText reads the source of the functions of a name, seen from the first of the
// folders from where it is.
func newText(sel *stacks.Selection, name string, folders []string) *text {
	t := &text{name: name}
	t.routines = listing.Build(sel, regexp.MustCompile("^"+regexp.QuoteMeta(name)+"$"))
	var values []int64
	for _, r := range t.routines {
		t.lines = append(t.lines, textLine{head: r.File})
		lines, err := r.Source(folders[0])
		for _, folder := range folders[1:] {
			if err != nil {
				lines, err = r.Source(folder)
			}
		}
		if err != nil {
			t.lines = append(t.lines, textLine{head: err.Error(), note: true})
			lines = r.Bare()
		}
		for _, l := range lines {
			t.lines = append(t.lines, textLine{Line: l})
			values = append(values, l.Flat.Net(), l.Cum.Net())
		}
	}
	t.unit = fitting(common(values, sel), values, sel.Type)
	return t
}

// value returns what all routines of the name cost.
func (t *text) value() (v listing.Value) {
	for _, r := range t.routines {
		v.Flat.Add(r.Flat)
		v.Cum.Add(r.Cum)
	}
	return v
}

// dearest returns the line that costs most by itself, or with what it calls.
func (t *text) dearest() int {
	at, most := 0, int64(-1)
	for i, l := range t.lines {
		if v := max(size(l.Flat.Net()), size(l.Cum.Net())); l.Number > 0 && v > most {
			at, most = i, v
		}
	}
	return at
}

func size(v int64) int64 { return max(v, -v) }
