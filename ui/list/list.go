// Package list is a table of rows to move through, of any length: it sorts,
// filters and searches, beside the screen where there are many rows, and draws
// only those in sight.
package list

import (
	"strings"

	"battscope/ui/screen"
)

// A Column is one column of a List.
type Column struct {
	Head  string
	Width int  // cells; 0 takes what the others leave
	Gap   int  // empty cells before it
	Right bool // its cells stand at the right
	From  int  // width of the list from which it is shown
	Down  bool // sorted downwards at first, as numbers are
	Fixed bool // rows cannot be sorted by it
}

// Data are the rows. They must not change while a List has them: newer rows are
// other Data. Row i of newer Data is the row i of before, as long as that has
// one.
type Data interface {
	Len() int
	// Key is what rows are sorted by in a column, upwards.
	Key(col, row int) int64
	// Cell returns the text of a cell, painted if wanted.
	Cell(col, row int, p Painter) string
	// Fields are the texts that filters and searches look at.
	Fields() []Field
}

// A Field is one text of each row. Rows may share texts.
type Field struct {
	Names []string
	Of    func(row int) int // index in Names; nil where each row has its own
}

// A List is a table with a cursor. It belongs to one goroutine.
type List struct {
	columns []Column
	data    Data
	order   []int32 // rows shown
	want    arrangement
	have    arrangement // of order
	cursor  int         // place in order
	top     int         // place at the upper edge
	height  int         // rows in sight, when last drawn
	widths  []int       // of columns, when last drawn
	pending bool        // an arrangement is being made beside the screen
	stale   bool        // and what it is made from is not the newest
	follow  bool
}

// many is from how many rows arrangements are made beside the screen.
const many = 20_000

// New returns a List without rows, sorted by a column; below 0 it has the order
// of its data.
func New(columns []Column, sort int) *List {
	l := &List{columns: columns, want: arrangement{sort: sort}, height: 1}
	if sort >= 0 {
		l.want.desc = columns[sort].Down
	}
	return l
}

// SetData gives the list newer rows. The cursor stays on its row.
func (l *List) SetData(d Data) screen.Effect {
	l.data = d
	return l.arrange()
}

// Len returns how many rows are shown, and Total how many there are.
func (l *List) Len() int { return len(l.order) }

// Total returns how many rows there are.
func (l *List) Total() int {
	if l.data == nil {
		return 0
	}
	return l.data.Len()
}

// Working reports whether rows are being sorted or filtered beside the screen.
func (l *List) Working() bool { return l.pending }

// Row returns the row under the cursor.
func (l *List) Row() (row int, ok bool) {
	if l.cursor >= len(l.order) {
		return 0, false
	}
	return int(l.order[l.cursor]), true
}

// Select moves the cursor to a row, if it is shown.
func (l *List) Select(row int) {
	if at := l.place(row); at >= 0 {
		l.cursor = at
	}
}

func (l *List) place(row int) int {
	for at, r := range l.order {
		if int(r) == row {
			return at
		}
	}
	return -1
}

// Sorted returns by which column the rows are sorted, and whether downwards.
func (l *List) Sorted() (col int, desc bool) { return l.want.sort, l.want.desc }

// SortBy sorts by a column; by the same one again it turns the order round.
func (l *List) SortBy(col int) screen.Effect {
	if col < 0 || col >= len(l.columns) || l.columns[col].Fixed {
		return screen.Effect{}
	}
	if l.want.sort == col {
		l.want.desc = !l.want.desc
	} else {
		l.want.sort, l.want.desc = col, l.columns[col].Down
	}
	e := l.arrange()
	e.Say = "sorted by " + l.columns[col].Head
	if l.want.desc {
		e.Say += ", downwards"
	}
	return e
}

// SortAs sorts by a column in a direction, as a list was left.
func (l *List) SortAs(col int, desc bool) screen.Effect {
	if col < -1 || col >= len(l.columns) || col >= 0 && l.columns[col].Fixed {
		return screen.Effect{}
	}
	l.want.sort, l.want.desc = col, desc
	return l.arrange()
}

// sortNext sorts by the next column in sight.
func (l *List) sortNext() screen.Effect {
	for n := range l.columns {
		col := (l.want.sort + 1 + n) % len(l.columns)
		seen := len(l.widths) <= col || l.widths[col] > 0
		if seen && !l.columns[col].Fixed && col != l.want.sort {
			return l.SortBy(col)
		}
	}
	return screen.Effect{}
}

// Filter returns the filter, empty where all rows are shown.
func (l *List) Filter() string { return l.want.filter }

// SetFilter shows the rows that a filter lets through.
func (l *List) SetFilter(filter string) screen.Effect {
	l.want.filter = filter
	return l.arrange()
}

// CheckFilter says what is wrong with a filter; empty where nothing is.
func CheckFilter(filter string) string {
	if _, err := parseFilter(filter); err != nil {
		return "no regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	}
	return ""
}

// filterPrompt asks for a filter, which works as it is typed.
func (l *List) filterPrompt() *screen.Prompt {
	before := l.want.filter
	return &screen.Prompt{
		Label: "filter", Text: before, Hint: "text, or /regexp; ! before it turns it round",
		Check:  CheckFilter,
		Change: l.SetFilter,
		Done:   l.SetFilter,
		Cancel: func() screen.Effect { return l.SetFilter(before) },
	}
}

// arrange brings order to what is wanted: at once, or beside the screen.
func (l *List) arrange() screen.Effect {
	if l.data == nil {
		return screen.Effect{}
	}
	if l.pending {
		l.stale = true
		return screen.Effect{}
	}
	if l.data.Len() < many {
		l.adopt(arrange(l.data, l.want), l.want)
		return screen.Effect{}
	}
	l.pending, l.stale = true, false
	data, want := l.data, l.want
	return screen.Effect{Work: func() func() screen.Effect {
		order := arrange(data, want)
		return func() screen.Effect {
			l.pending = false
			l.adopt(order, want)
			if l.stale {
				l.stale = false
				return l.arrange()
			}
			return screen.Effect{}
		}
	}}
}

// adopt takes an order; the cursor stays on its row, or near its place.
func (l *List) adopt(order []int32, a arrangement) {
	row, ok := l.Row()
	line := l.cursor - l.top // of the screen
	l.order, l.have = order, a
	if ok {
		if at := l.place(row); at >= 0 {
			l.cursor = at
			l.top = at - line
		}
	}
	if l.follow {
		l.cursor = len(order) - 1
	}
	l.clamp()
}
