package mutate

import (
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/strategy"
)

// FuzzStream mutates whatever programs a source holds, at any rates: nothing
// panics, every mutant reads back, and no two are equal.
func FuzzStream(f *testing.F) {
	table := op.NewTable()
	f.Add("def solve(I):\n    x1 = hmirror(I)\n    O = paint(I, x1)\n    return O\n", uint64(1), uint32(0x111111), uint8(3))
	f.Add("def g(a, b):\n    return paint(a, b)\n\ndef solve_1(I):\n    x1 = asobject(I)\n    x2 = lbind(g, I)\n    O = x2(x1)\n    return O\n\ndef solve_2(I):\n    return g(I, ORIGIN)\n", uint64(2), uint32(0xf00ff1), uint8(0))
	f.Add("def h(a, b, c, d, e):\n    return a\n\ndef solve(I):\n    x1 = h\n    O = x1(I, I, I, I, I)\n    return O\n", uint64(3), uint32(1), uint8(255))
	f.Add("def solve(I):\n    return I\n\ndef solve_2(I):\n    return T\n\ndef solve_3(I):\n    x1 = compose(identity, identity)\n    x2 = compose(x1, x1)\n    O = x2(I)\n    return O\n", uint64(4), uint32(0x101000), uint8(9))
	f.Fuzz(func(t *testing.T, src string, seed uint64, bits uint32, more uint8) {
		file, _ := dsl.Parse("fuzz", []byte(src), table)
		programs := file.Programs()
		nibble := func(n int) float64 { return float64(bits >> (4 * n) & 15) }
		o := Options{Seed: seed, Task: src[:min(8, len(src))], Colors: []int{int(more % 12)}, Rates: strategy.Rates{
			Replace: nibble(0), Variable: nibble(1), Constant: nibble(2), Insert: nibble(3), Delete: nibble(4), Cross: nibble(5), More: float64(more) / 8}}
		if o.Rates.Sum() == 0 {
			o.Rates.Insert = 1
		}
		list := New(table, asParents(programs), o).Next(nil, 50)
		for _, m := range list {
			checkParsesBack(t, table, m.Func)
		}
		b := batt.Compile(table, append(programs, funcs(list)...))
		of := map[batt.Slot]int{}
		for p := range b.Programs {
			if other, known := of[b.Programs[p].Result]; known && p >= len(programs) {
				t.Fatalf("program %d has the body of %d: %s", p, other, b.Programs[p].Func)
			}
			of[b.Programs[p].Result] = p
		}
	})
}
