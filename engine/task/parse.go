package task

import (
	"fmt"

	"battscope/engine/grid"
)

// wantTask is the shape of a task, for messages.
const wantTask = `{"train": [...], "test": [...]}`

// A parser builds tasks from one text.
type parser struct {
	scanner
	slab []int8 // cells not yet given to a grid
}

func newParser(src *source, slab []int8) *parser {
	return &parser{scanner: scanner{src: src, text: src.text}, slab: slab}
}

// An entry is a task of a text and the offset of its key or of its brace. The
// task is nil when it has a problem.
type entry struct {
	id   ID
	off  int
	task *Task
}

// A kind says what a JSON text holds.
type kind uint8

const (
	other       kind = iota // no task
	oneTask                 // one ARC task
	allInOne                // Kaggle's challenges: id to task
	solutions               // Kaggle's solutions: id to a list of grids
	submissions             // Kaggle's submission: id to a list of attempts
)

// document reads a whole text, which is one task named id or the all-in-one
// form, and returns its tasks in the order of the text.
func (p *parser) document(id ID) (kind, []entry) {
	if p.peek() != '{' {
		if p.ended() {
			p.fatal(-1, "file is empty")
		}
		p.skip(0)
		p.finish()
		return other, nil
	}
	var entries []entry
	lists := other
	start := p.i
	p.i++
	for first := true; p.next(start, first); first = false {
		off, before := p.i, p.src.total
		key := p.key()
		if k := string(key); k == "train" || k == "test" {
			// What came before was extra keys of the one task, not tasks.
			p.src.forget()
			p.i, p.task = start, id
			t, _ := p.object()
			p.finish()
			if p.src.total > 0 {
				t = nil
			}
			return oneTask, []entry{{id, start, t}}
		}
		switch p.peek() {
		case '{':
			p.task = ID(key)
			if t, ok := p.object(); ok {
				if p.src.total > before { // in the key
					t = nil
				}
				entries = append(entries, entry{p.task, off, t})
			}
			p.task = ""
		case '[':
			if lists == other {
				lists = p.listKind()
			}
			p.skip(0)
		default:
			p.skip(0)
		}
	}
	p.finish()
	if len(entries) > 0 {
		return allInOne, entries
	}
	return lists, nil
}

// finish reports what follows the end of the text's one value.
func (p *parser) finish() {
	p.at = place{}
	if p.peek(); !p.ended() {
		p.fatal(p.i, "found %s after the end of the JSON value", p.found())
	}
}

// listKind looks at the list at the cursor, which stands where a task could,
// and says which kind of Kaggle file has such lists.
func (p *parser) listKind() kind {
	back := p.i
	p.i++
	c := p.peek()
	p.i = back
	switch c {
	case '[':
		return solutions
	case '{':
		return submissions
	}
	return other
}

// object reads the task at the cursor. It returns false if the object has no
// sample lists and so is no task, and a nil task if it has a problem.
func (p *parser) object() (*Task, bool) {
	before, open := p.src.total, p.i
	t := &Task{ID: p.task, File: p.src.name}
	var train, test bool
	p.i++
	for first := true; p.next(open, first); first = false {
		off := p.i
		switch string(p.key()) {
		case "train":
			t.Demo = p.samples("train", off, train)
			train = true
		case "test":
			t.Test = p.samples("test", off, test)
			test = true
		default:
			p.skip(0)
		}
	}
	if !train && !test {
		return nil, false
	}
	if !train {
		p.problem(open, `no demo samples: the key "train" is missing`)
	}
	if !test {
		p.problem(open, `no test samples: the key "test" is missing`)
	}
	if p.task == "" {
		p.problem(open, "task has no id")
	}
	if p.src.total > before {
		return nil, true
	}
	return t, true
}

// samples reads the list at the cursor; off is the offset of its key.
func (p *parser) samples(name string, off int, again bool) []Sample {
	p.at = place{level: inList, list: name}
	defer func() { p.at = place{} }()
	if again {
		p.problem(off, "key %q comes twice, remove one", name)
		p.skip(0)
		return nil
	}
	if p.peek() != '[' {
		p.mismatch("value", "a list of samples")
		return nil
	}
	open := p.i
	p.i++
	var list []Sample
	n := 0
	for first := true; p.next(open, first); first = false {
		p.at.level, p.at.sample = inSample, n
		list = append(list, p.sample())
		p.at.level = inList
		n++
	}
	if n == 0 {
		p.problem(open, "list is empty, want at least one sample")
	}
	return list
}

// sample reads the object at the cursor.
func (p *parser) sample() (s Sample) {
	if p.peek() != '{' {
		p.mismatch("sample", `{"input": [...], "output": [...]}`)
		return s
	}
	open := p.i
	p.i++
	var in, out bool
	for first := true; p.next(open, first); first = false {
		off := p.i
		switch string(p.key()) {
		case "input":
			s.In = p.field("input", off, in)
			in = true
		case "output":
			s.Out = p.field("output", off, out)
			out = true
		default:
			p.skip(0)
		}
	}
	if !in {
		p.problem(open, `the key "input" is missing`)
	}
	if !out && p.at.list == "train" {
		p.problem(open, `the key "output" is missing; only test samples may hide it`)
	}
	return s
}

// field reads the grid at the cursor, or the null of a hidden output; off is
// the offset of its key.
func (p *parser) field(name string, off int, again bool) (g *grid.Grid) {
	p.at.level, p.at.field = inGrid, name
	switch {
	case again:
		p.problem(off, "key %q comes twice, remove one", name)
		p.skip(0)
	case name == "output" && p.at.list == "test" && p.peek() == 'n':
		p.skip(0)
	default:
		g = p.grid()
	}
	p.at.level, p.at.field = inSample, ""
	return g
}

// plural returns n and the noun, with an s unless n is 1.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
