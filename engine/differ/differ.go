// Package differ evaluates differs: small programs over (S, I, C) that count how
// a property of a grid I differs from that of a grid C, given the demo samples
// S of the task. They return a pair of a count and an example.
package differ

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/value"
)

// A Differ is one compiled differ.
type Differ struct {
	Name string // without "differ_"
	Func *dsl.Func
}

// A Set is the differs of a run, in the order of their names, merged into one
// batt of three inputs. It is never changed once built and is safe for
// concurrent use.
type Set struct {
	Differs []Differ
	batt    *batt.Batt
	kept    []int32           // nodes that do not depend on I
	texts   map[string][]byte // by file, of ReadFS
}

// inputI is the slot of I, the second of three parameters.
const inputI batt.Slot = 1

// prefix begins the names of differs.
const prefix = "differ_"

// Compile returns the differs among funcs: the functions named differ_<name> of
// three parameters. Of two with the same name the first counts.
func Compile(table *op.Table, funcs []*dsl.Func) *Set {
	s := &Set{}
	for _, f := range funcs {
		name, ok := strings.CutPrefix(f.Name, prefix)
		if !ok || len(f.Params) != 3 || slices.ContainsFunc(s.Differs, func(d Differ) bool { return d.Name == name }) {
			continue
		}
		s.Differs = append(s.Differs, Differ{Name: name, Func: f})
	}
	slices.SortFunc(s.Differs, func(a, b Differ) int { return strings.Compare(a.Name, b.Name) })
	fs := make([]*dsl.Func, len(s.Differs))
	for n, d := range s.Differs {
		fs[n] = d.Func
	}
	s.batt = batt.CompileN(table, fs, 3)
	s.kept = s.batt.Without(inputI)
	return s
}

// ReadFS returns the differs of all *.py files at the root of fsys.
func ReadFS(table *op.Table, fsys fs.FS) (*Set, error) {
	names, err := fs.Glob(fsys, "*.py")
	if err != nil {
		return nil, fmt.Errorf("read differs: %w", err)
	}
	var funcs []*dsl.Func
	texts := map[string][]byte{}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read differs: %w", err)
		}
		file, mistakes := dsl.Parse(name, src, table)
		if len(mistakes) > 0 {
			return nil, fmt.Errorf("read differs: %w", mistakes[0])
		}
		funcs = append(funcs, file.Funcs...)
		texts[name] = src
	}
	s := Compile(table, funcs)
	s.texts = texts
	if len(s.Differs) == 0 {
		return nil, errors.New("read differs: no function differ_<name>(S, I, C)")
	}
	return s, nil
}

// Text returns the text of a file that ReadFS has read.
func (s *Set) Text(file string) (text []byte, ok bool) {
	text, ok = s.texts[file]
	return text, ok
}

// Batt returns the graph of the differs, whose programs are in their order.
func (s *Set) Batt() *batt.Batt { return s.batt }

// A Pair is a demo sample as differs see it.
type Pair struct{ In, Out *grid.Grid }

// A Machine evaluates the differs of a Set. It is used by one goroutine at a
// time and reuses its memory.
type Machine struct {
	set     *Set
	machine *interp.Machine
	samples *value.Thread // holds S, which outlives single evaluations
	s       value.Value

	kept   *interp.Machine // knows what differs need of C alone
	keptOf *grid.Grid      // C; nil while it knows nothing
}

// NewMachine returns a Machine. Each evaluation of one differ has its own fuel.
func NewMachine(set *Set, fuel int64, stop *atomic.Bool) *Machine {
	limits := interp.Limits{Fuel: fuel}
	return &Machine{
		set: set, machine: interp.NewMachine(set.batt, limits, stop), samples: value.NewThread(nil),
		kept: interp.NewMachine(set.batt, limits, stop),
	}
}

// Load makes in the demo samples of a task, S of all evaluations that follow.
func (m *Machine) Load(demo []Pair) {
	t := m.samples
	t.Reset()
	t.Begin(1 << 40)
	list := t.Vals(len(demo))
	for n, p := range demo {
		pair := t.Vals(2)
		pair[0], pair[1] = interp.GridValue(p.In), interp.GridValue(p.Out)
		list[n] = t.Tuple(pair)
	}
	m.s = t.Tuple(list)
	m.keptOf = nil
}

// Batt returns the graph that the Machine works on.
func (m *Machine) Batt() *batt.Batt { return m.set.batt }

// Observe has the Machine note its evaluations in meter, which has begun with its
// batt; nil ends it.
func (m *Machine) Observe(meter *interp.Meter) {
	m.machine.Observe(meter)
	m.kept.Observe(meter)
}

// A Count is what one differ found, or that it could not.
type Count struct {
	N     int64
	Fault value.Fault
}

// Eval appends to counts what each differ finds between i and c. What several
// differs need is evaluated once.
func (m *Machine) Eval(counts []Count, i, c *grid.Grid) []Count {
	m.machine.LoadValues(m.s, interp.GridValue(i), interp.GridValue(c))
	return m.count(counts, m.machine)
}

// EvalKept is Eval, with what differs need of S and c alone kept from one call to
// the next with the same c: about half of the work.
func (m *Machine) EvalKept(counts []Count, i, c *grid.Grid) []Count {
	if m.keptOf != c {
		// With c for I every node is reached, but behind a fault.
		m.kept.LoadValues(m.s, interp.GridValue(c), interp.GridValue(c))
		for n := range m.set.Differs {
			m.kept.Eval(n)
		}
		m.keptOf = c
	}
	m.machine.LoadValues(m.s, interp.GridValue(i), interp.GridValue(c))
	m.machine.Borrow(m.kept, m.set.kept)
	return m.count(counts, m.machine)
}

func (m *Machine) count(counts []Count, machine *interp.Machine) []Count {
	for n := range m.set.Differs {
		res := machine.Eval(n)
		switch v := res.Out; {
		case res.Fault != value.NoFault:
			counts = append(counts, Count{Fault: res.Fault})
		case !v.IsTuple() || v.Len() != 2 || !v.At(0).IsInt():
			counts = append(counts, Count{Fault: value.TypeFault})
		default:
			counts = append(counts, Count{N: v.At(0).Int()})
		}
	}
	return counts
}

// A Score is what a differ says of a program over the demo samples that had a
// diff call. It is partial credit.
type Score struct {
	IZ    int // a point where the property differs between input and expected output, and one where it no longer differs between the program's output and that
	ZO    int // the reverse
	Calls int // samples counted
}

// Add counts one sample: base is the differ between input and expected output,
// out between the program's output and the expected one. Faults count nothing.
func (s *Score) Add(base, out Count) {
	if base.Fault != value.NoFault || out.Fault != value.NoFault {
		return
	}
	s.Calls++
	if base.N != 0 {
		s.IZ++
	} else {
		s.ZO++
	}
	if out.N == 0 {
		s.IZ++
	} else {
		s.ZO++
	}
}
