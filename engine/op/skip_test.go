package op

import (
	"testing"

	"battscope/engine/value"
)

// TestSkipCalls calls identity for each element of containers of all kinds, with
// all fuel from none to enough, in steps that are made at once and, by being
// watched, one after another: the value, the fault and the charges are the same.
func TestSkipCalls(t *testing.T) {
	table := NewTable()
	identity := table.Lookup("identity")
	own := value.NewThread(nil)
	own.Begin(1 << 40)
	row := func(l int) V {
		cells := make([]int8, l)
		for n := range cells {
			cells[n] = int8(n*7%l - l/2)
		}
		return value.OfRow(cells)
	}
	grid := value.OfGrid(3, 3, []int8{1, 2, 3, 0, 0, 0, 1, 2, 2})
	containers := map[string]V{
		"one": row(1), "three": row(3), "ten": row(10), "32": row(shortRow), "33": row(shortRow + 1), "100": row(100),
		"pair": value.OfPair(3, 1), "empty": value.EmptyTuple(), "rows": grid,
		"tuples": own.Tuple([]V{row(3), value.OfPair(0, 1), row(4)}),
		"mixed":  own.Tuple([]V{value.OfInt(3), row(3), value.OfInt(1)}),
		"set":    own.Set([]V{value.OfInt(3), value.OfInt(1), value.OfInt(2)}),
		"no":     value.OfInt(3),
	}
	for _, name := range []string{"order", "apply", "mapply", "argmax"} {
		o := table.Lookup(name)
		for kind, c := range containers {
			args := []V{c, identity.Fn}
			if name == "apply" || name == "mapply" {
				args = []V{identity.Fn, c}
			}
			run := func(fuel int64, watched bool) (V, int64, value.Fault) {
				th := value.NewThread(nil)
				th.Start(0, fuel)
				if watched {
					w := &value.Watch{}
					w.Clear()
					th.Watch(w)
					w.Enter(th, w.Root())
				}
				th.Step(0)
				v := th.Run2(o.Prim, args[0], args[1])
				return v, th.Used(), th.Fault()
			}
			_, most, _ := run(1<<30, false)
			for fuel := range most + 2 {
				v, used, fault := run(fuel, false)
				slow, slowUsed, slowFault := run(fuel, true)
				if used != slowUsed || fault != slowFault || v.OK() != slow.OK() || v.OK() && !own.Eq(v, slow) {
					t.Fatalf("%s of %s with %d units: %d units, %v; one after another %d units, %v", name, kind, fuel, used, fault, slowUsed, slowFault)
				}
			}
		}
	}
}
