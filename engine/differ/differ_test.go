package differ

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"battscope/engine/grid"
	"battscope/engine/op"
	"battscope/engine/value"
)

// random returns a grid of random cells of few colours.
func random(r *rand.Rand) *grid.Grid {
	h, w := 1+r.IntN(12), 1+r.IntN(12)
	cells := make([]int8, h*w)
	for n := range cells {
		cells[n] = int8(r.IntN(4))
	}
	return grid.New(h, w, cells)
}

// TestEvalKept sees that what is kept of C makes no difference, nor does how
// often C or the demo samples change, also where differs are cut at their fuel.
func TestEvalKept(t *testing.T) {
	set, err := ReadFS(op.NewTable(), os.DirFS("../../testdata/differs"))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.kept) == 0 || len(set.kept) == len(set.batt.Nodes) {
		t.Fatalf("%d of %d nodes do not depend on I; want some", len(set.kept), len(set.batt.Nodes))
	}
	r := rand.New(rand.NewPCG(3, 4))
	faults := 0
	for _, fuel := range []int64{1 << 30, 3000, 400} {
		kept, plain := NewMachine(set, fuel, nil), NewMachine(set, fuel, nil)
		for range 4 {
			demo := []Pair{{random(r), random(r)}, {random(r), random(r)}}
			kept.Load(demo)
			plain.Load(demo)
			cs := []*grid.Grid{random(r), random(r), random(r)}
			for range 60 {
				i, c := random(r), cs[r.IntN(len(cs))]
				if r.IntN(8) == 0 {
					i = c
				}
				got, want := kept.EvalKept(nil, i, c), plain.Eval(nil, i, c)
				if !slices.Equal(got, want) {
					t.Fatalf("fuel %d: kept %v, plain %v for\n%v\nand\n%v", fuel, got, want, i, c)
				}
				for _, n := range want {
					if n.Fault != value.NoFault {
						faults++
					}
				}
			}
		}
	}
	if faults == 0 {
		t.Error("no differ was cut: want less fuel in the test")
	}
}

// BenchmarkEval gives what keeping saves on the outputs of one sample.
func BenchmarkEval(b *testing.B) {
	set, err := ReadFS(op.NewTable(), os.DirFS("../../testdata/differs"))
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	c := random(r)
	outs := make([]*grid.Grid, 50)
	for n := range outs {
		outs[n] = random(r)
	}
	for name, eval := range map[string]func(m *Machine, i *grid.Grid){
		"kept":  func(m *Machine, i *grid.Grid) { m.EvalKept(nil, i, c) },
		"plain": func(m *Machine, i *grid.Grid) { m.Eval(nil, i, c) },
	} {
		b.Run("how="+name, func(b *testing.B) {
			m := NewMachine(set, 1<<30, nil)
			m.Load([]Pair{{c, c}})
			for n := 0; b.Loop(); n++ {
				eval(m, outs[n%len(outs)])
			}
		})
	}
}
