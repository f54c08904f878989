// Package conform checks the language against recorded vectors: calls of single
// primitives and whole programs, with what the original made of them.
//
// A file holds one JSON object a line: {"f", "args", "out"} for a call of a
// primitive and {"program", "I", "out"} for a program whose lines end in O; with
// "error" in place of "out" where the original raised an exception, which is to
// be a fault here. Values are as value.Thread.FromJSON reads them.
package conform

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/value"
)

// fuel is what one row may charge: more than any row of the public vectors
// needs.
const fuel = 1 << 30

// A Row is one line of a file and what became of it.
type Row struct {
	Line int    `json:"line"` // from 1
	Name string `json:"name"` // the primitive, or the program in one line
	Want string `json:"want"`
	Got  string `json:"got"`
	Pass bool   `json:"pass"`
}

// A Checker checks rows. It is used by one goroutine at a time.
type Checker struct {
	table  *op.Table
	thread *value.Thread
}

// NewChecker returns a Checker for the primitives of table.
func NewChecker(table *op.Table) *Checker {
	return &Checker{table: table, thread: value.NewThread(nil)}
}

// record is a row as it stands in the file.
type record struct {
	F       string          `json:"f"`
	Args    []any           `json:"args"`
	Program *string         `json:"program"`
	I       any             `json:"I"`
	Out     json.RawMessage `json:"out"`
	Error   string          `json:"error"`
}

// Check reads rows until the end and hands each to row. It returns an error for
// what is no vector file; the position is in it.
func (c *Checker) Check(r io.Reader, row func(Row)) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		text, err := in.ReadString('\n')
		if strings.TrimSpace(text) != "" {
			res, bad := c.one(text)
			if bad != nil {
				return fmt.Errorf("line %d: %w", n, bad)
			}
			res.Line = n
			row(res)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
}

func decode(text string, to any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows it on the line")
	}
	return nil
}

func (c *Checker) one(text string) (Row, error) {
	var rec record
	if err := decode(text, &rec); err != nil {
		return Row{}, fmt.Errorf("want one JSON object a line: %w", err)
	}
	t := c.thread
	t.Reset()
	t.Start(0, fuel)
	var got value.Value
	var fault value.Fault
	var row Row
	var err error
	switch {
	case rec.Program != nil:
		row.Name = strings.ReplaceAll(strings.TrimSpace(*rec.Program), "\n", "; ")
		got, fault, err = c.program(*rec.Program, rec.I)
	case rec.F != "":
		row.Name = rec.F
		got, fault, err = c.call(rec.F, rec.Args)
	default:
		err = errors.New(`want "f" and "args", or "program" and "I"`)
	}
	if err != nil {
		return Row{}, err
	}
	row.Got = fault.String()
	if got.OK() {
		row.Got = got.String()
	}
	if rec.Error != "" {
		row.Want, row.Pass = rec.Error, !got.OK() && fault < value.Fuel
		return row, nil
	}
	if rec.Out == nil {
		return Row{}, errors.New(`want "out" or "error"`)
	}
	var raw any
	if err := decode(string(rec.Out), &raw); err != nil {
		return Row{}, err
	}
	t.Begin(fuel)
	want, err := t.FromJSON(raw, c.table.Function)
	if err != nil {
		return Row{}, fmt.Errorf(`"out": %w`, err)
	}
	row.Want, row.Pass = want.String(), got.OK() && t.Eq(got, want)
	return row, nil
}

// call calls a primitive.
func (c *Checker) call(name string, raw []any) (value.Value, value.Fault, error) {
	o := c.table.Lookup(name)
	if o == nil {
		return value.Value{}, 0, fmt.Errorf("unknown primitive %q", name)
	}
	if len(raw) != len(o.Params()) {
		return value.Value{}, 0, fmt.Errorf("%s takes %d arguments, not %d", name, len(o.Params()), len(raw))
	}
	args := make([]value.Value, len(raw))
	c.thread.Begin(fuel)
	for n := range raw {
		var err error
		if args[n], err = c.thread.FromJSON(raw[n], c.table.Function); err != nil {
			return value.Value{}, 0, fmt.Errorf("argument %d: %w", n+1, err)
		}
	}
	c.thread.Begin(fuel)
	got := c.thread.CallN(o.Fn, args)
	return got, c.thread.Fault(), nil
}

// program runs a program alone and, where it returns a grid, in a batt as well.
func (c *Checker) program(text string, input any) (value.Value, value.Fault, error) {
	src := "def solve(I):\n    " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    ") + "\n    return O\n"
	file, mistakes := dsl.Parse("program", []byte(src), c.table)
	if len(mistakes) > 0 {
		return value.Value{}, 0, mistakes[0]
	}
	f := file.Programs()[0]
	c.thread.Begin(fuel)
	in, err := c.thread.FromJSON(input, c.table.Function)
	if err != nil {
		return value.Value{}, 0, fmt.Errorf(`"I": %w`, err)
	}
	c.thread.Begin(fuel)
	got := c.thread.Call1(batt.Func(c.table, f).Value(), in)
	fault := c.thread.Fault()
	if got.Kind() != value.Grid || in.Kind() != value.Grid {
		return got, fault, nil
	}
	m := interp.NewMachine(batt.Compile(c.table, []*dsl.Func{f}), interp.Limits{Fuel: fuel}, nil)
	res := m.RunOn(grid.New(in.H(), in.W(), in.Cells()), 0)
	if res.Fault != value.NoFault || !interp.Equal(res.Out, grid.New(got.H(), got.W(), got.Cells())) {
		return res.Out, res.Fault, nil
	}
	return got, fault, nil
}
