package op

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine/value"
)

// sizes are the sides of the grids that primitives are benchmarked at.
func sizes() []int { return []int{10, 30} }

// BenchmarkOp times every primitive on grids of two sizes and what is made of
// them. ns/unit is the time that a cost unit stands for.
func BenchmarkOp(b *testing.B) {
	table := NewTable()
	for _, side := range sizes() {
		s := newSample(table, side)
		for n := range table.Ops() {
			for _, c := range s.calls(&table.Ops()[n]) {
				b.Run(fmt.Sprintf("op=%s%s/size=%dx%d", c.op.Name, c.variant, side, side), func(b *testing.B) {
					t := value.NewThread(nil)
					units := c.run(t)
					b.ReportAllocs()
					for b.Loop() {
						c.run(t)
					}
					b.ReportMetric(float64(units), "units/op")
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(units), "ns/unit")
				})
			}
		}
	}
}

// run makes the call and returns its units.
func (c *call) run(t *T) int64 {
	t.Reset()
	t.Begin(1 << 40)
	switch p := c.op.Prim; p.Arity {
	case 1:
		t.Run1(p, c.args[0])
	case 2:
		t.Run2(p, c.args[0], c.args[1])
	case 3:
		t.Run3(p, c.args[0], c.args[1], c.args[2])
	default:
		t.Run4(p, c.args[0], c.args[1], c.args[2], c.args[3])
	}
	return t.Used()
}

// TestCalls checks that the benchmarks time calls that give a value.
func TestCalls(t *testing.T) {
	table := NewTable()
	for _, side := range sizes() {
		s := newSample(table, side)
		for n := range table.Ops() {
			o := &table.Ops()[n]
			for _, c := range s.calls(o) {
				th := value.NewThread(nil)
				if c.run(th); th.Fault() != value.NoFault {
					t.Errorf("%s%s at %d: %v", o.Name, c.variant, side, th.Fault())
				}
			}
		}
	}
}

// idle is the time below which a primitive does almost nothing, so that its
// units say little.
const idle = 15.0

// TestCalibrate prints the time of a unit for each primitive, and fails for
// those that take less than half or more than twice the median. It measures
// time, so it runs only when asked to:
//
//	BATTSCOPE_CALIBRATE=1 go test ./engine/op -run TestCalibrate -v
func TestCalibrate(t *testing.T) {
	if os.Getenv("BATTSCOPE_CALIBRATE") == "" {
		t.Skip("measures time: set BATTSCOPE_CALIBRATE=1")
	}
	table := NewTable()
	type row struct {
		name               string
		size               int
		ns, units, perUnit float64
		paid, cells        int64 // what the table's cost is of units; what it goes by
	}
	var rows []row
	th := value.NewThread(nil) // one for all, so that no garbage is collected meanwhile
	for pass := range 5 {
		at := 0
		for _, side := range sizes() {
			s := newSample(table, side)
			for n := range table.Ops() {
				for _, c := range s.calls(&table.Ops()[n]) {
					ns, units := timeCall(th, &c), float64(c.run(th))
					if pass == 0 {
						cells := int64(0)
						for _, a := range c.args {
							cells += a.Size()
						}
						rows = append(rows, row{c.op.Name + c.variant, side, ns, units, 0, c.op.Cost.Fixed + c.op.Cost.Cell*cells>>4, cells})
					}
					// The host may be busy for a while: the least of passes far apart.
					rows[at].ns = min(rows[at].ns, ns)
					rows[at].perUnit = rows[at].ns / units
					at++
				}
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		if a.perUnit < b.perUnit {
			return -1
		}
		return 1
	})
	median := rows[len(rows)/2].perUnit
	var text strings.Builder
	bad := 0
	for _, r := range rows {
		mark := ""
		if r.ns >= idle && (r.perUnit < median/2 || r.perUnit > 2*median) {
			mark, bad = "  <--", bad+1
		}
		fmt.Fprintf(&text, "%-22s %2d  %9.1f ns  %8.0f units (%d before the call) %d cells  %6.2f ns/unit%s\n", r.name, r.size, r.ns, r.units, r.paid, r.cells, r.perUnit, mark)
	}
	t.Logf("median %.2f ns/unit\n%s", median, text.String())
	if bad > 0 {
		t.Errorf("%d of %d calls take less than half or more than twice the median", bad, len(rows))
	}
}

// timeCall returns the least time of a call, in nanoseconds, less what the loop
// around it takes.
func timeCall(t *T, c *call) float64 {
	around := leastTime(func() {
		t.Reset()
		t.Begin(1 << 40)
	})
	return max(leastTime(func() { c.run(t) })-around, 1)
}

// leastTime returns the least of several timings of f, in nanoseconds.
func leastTime(f func()) float64 {
	loops := 1
	best := time.Duration(1 << 62)
	for n := 0; n < 10; n++ {
		start := time.Now()
		for range loops {
			f()
		}
		took := time.Since(start)
		if took < 30*time.Microsecond && loops < 1<<12 {
			// What was measured with fewer loops is no time of this many.
			loops *= 2
			n, best = -1, 1<<62
			continue
		}
		best = min(best, took)
	}
	return float64(best) / float64(loops)
}
