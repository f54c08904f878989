package interp_test

import (
	"fmt"
	"strings"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
	"battscope/engine/value"
)

// tiny are programs that do next to nothing, as the shortest public solvers: for
// them it counts what an evaluation costs beside its primitives.
const tiny = `
def none(I):
    return I

def flip(I):
    O = hmirror(I)
    return O

def mirror(I):
    x1 = hmirror(I)
    O = vconcat(I, x1)
    return O

def half(I):
    x1 = bottomhalf(I)
    x2 = hmirror(x1)
    O = vconcat(x2, x1)
    return O

def widen(I):
    x1 = vmirror(I)
    O = hconcat(I, x1)
    return O

def rows(I):
    x1 = rot270(I)
    x2 = rbind(order, identity)
    x3 = apply(x2, x1)
    O = rot90(x3)
    return O
`

// BenchmarkTiny is one evaluation of a tiny program on a grid that it has not
// seen just before:
//
//	go test ./engine/interp -run '^$' -bench Tiny
func BenchmarkTiny(b *testing.B) {
	table := op.NewTable()
	file, errs := dsl.Parse("tiny.py", []byte(strings.TrimSpace(tiny)+"\n"), table)
	if len(errs) > 0 {
		b.Fatal(errs[0].Snippet())
	}
	for _, f := range file.Funcs {
		for _, size := range [][2]int{{3, 3}, {3, 4}, {7, 7}, {10, 4}, {10, 10}} {
			b.Run(fmt.Sprintf("program=%s/size=%dx%d", f.Name, size[0], size[1]), func(b *testing.B) {
				m := interp.NewMachine(batt.Compile(table, []*dsl.Func{f}), interp.DefaultLimits(), nil)
				s := solver{samples: make([]task.Sample, 4)}
				for n := range s.samples {
					cells := make([]int8, size[0]*size[1])
					for c := range cells {
						cells[c] = int8((c*7 + n) % 10)
					}
					s.samples[n].In = grid.New(size[0], size[1], cells)
				}
				for b.Loop() {
					for range 10 {
						s.run(m)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*10*len(s.samples)), "ns/eval")
				if fault := m.Run(0).Fault; fault != value.NoFault {
					b.Fatal(fault)
				}
			})
		}
	}
}
