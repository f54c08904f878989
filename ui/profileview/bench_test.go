package profileview

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stacks"
	"battscope/ui/theme"
)

// large returns a profile of n samples of many different stacks, as a run of many
// programs leaves one.
func large(n int, seed uint64) *profile.Profile {
	r := rand.New(rand.NewPCG(1, seed))
	p := &profile.Profile{
		SampleType:    []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}},
		DurationNanos: 1e9,
	}
	for i := range 400 {
		p.Function = append(p.Function, &profile.Function{ID: uint64(i + 1), Name: fmt.Sprintf("example.com/of/some/length/package%d.function%d", i%20, i), Filename: fmt.Sprintf("f%d.go", i%40), StartLine: 1})
	}
	for i := range 2000 {
		p.Location = append(p.Location, &profile.Location{ID: uint64(i + 1), Line: []profile.Line{{Function: p.Function[i%400], Line: int64(i)}}})
	}
	for range n {
		depth := 6 + r.IntN(13)
		stack := make([]*profile.Location, depth)
		at := r.IntN(4)
		for d := range depth {
			stack[depth-1-d] = p.Location[at]
			at = (at*7 + 11 + r.IntN(1+min(d, 3))) % 2000
		}
		calls := int64(1 + r.IntN(50))
		p.Sample = append(p.Sample, &profile.Sample{
			Location: stack, Value: []int64{calls, calls * int64(1000+r.IntN(900))},
			Label: map[string][]string{"phase": {[]string{"demo", "test", "diff"}[r.IntN(3)]}, "task": {fmt.Sprintf("task%02d", r.IntN(24))}, "worker": {fmt.Sprint(r.IntN(2))}},
		})
	}
	return p
}

// BenchmarkScreen times what a person waits for on a profile of 200,000 samples:
// opening it, each view of a new selection (all of which happens beside the
// screen), what a key costs on the screen, and a frame of 200x60:
//
//	go test ./ui/profileview -run xxx -bench Screen -benchtime 5x
//
// Its heap metrics are what profile.Parse holds of the file, and what an open
// page does after every view was shown.
func BenchmarkScreen(b *testing.B) {
	file := write(b, b.TempDir(), "large", large(200_000, 1))
	other := write(b, b.TempDir(), "other", large(200_000, 2))
	th := theme.New(theme.Dark, false, true)
	open := func(of subject) *page {
		p := newPage(&source{}, of)
		finish(p.open())
		return p
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(subject{file: file})
		}
	})
	b.Run("opendifference", func(b *testing.B) {
		for b.Loop() {
			open(subject{file: file, base: other})
		}
	})
	for name, of := range map[string]subject{"profile": {file: file}, "difference": {file: file, base: other}} {
		p := open(of)
		for _, m := range []mode{flameMode, topMode, callMode, sourceMode} {
			b.Run(fmt.Sprintf("%s/view=%s", name, modeNames()[m]), func(b *testing.B) {
				if m == sourceMode {
					p.want.source = p.set.Symbols[7]
				}
				p.calls.of = 7
				p.want.mode = m
				for b.Loop() {
					finish(p.change())
				}
			})
			b.Run(fmt.Sprintf("%s/frame=%s", name, modeNames()[m]), func(b *testing.B) {
				for b.Loop() {
					p.render(200, 55, th)
				}
			})
		}
		p.want.mode = flameMode
		finish(p.change())
		b.Run(name+"/search", func(b *testing.B) {
			for b.Loop() {
				p.flame.search("")
				p.flame.find("package7", 1)
			}
		})
		b.Run(name+"/frame=found", func(b *testing.B) {
			p.flame.find("package7", 1)
			for b.Loop() {
				p.render(200, 55, th)
			}
		})
		b.Run(name+"/filter", func(b *testing.B) {
			for b.Loop() {
				p.want.query.Labels = []stacks.Condition{{Key: "phase", Value: "demo"}}
				finish(p.change())
			}
		})
	}
	b.Run("heap", func(b *testing.B) {
		var parsed, shown uint64
		for b.Loop() {
			before := held()
			parse, err := stacks.Load(file)
			if err != nil {
				b.Fatal(err)
			}
			parsed = held() - before
			runtime.KeepAlive(parse)
			parse = nil
			before = held()
			p := open(subject{file: file})
			for _, m := range []mode{topMode, callMode, flameMode} {
				p.want.mode = m
				finish(p.make())
				p.render(200, 55, th)
			}
			p.flame.find("package7", 1)
			shown = held() - before
			runtime.KeepAlive(p)
		}
		b.ReportMetric(float64(parsed), "parsed-B")
		b.ReportMetric(float64(shown), "shown-B")
		b.ReportMetric(float64(shown)/float64(parsed), "shown/parsed")
	})
}

// held returns the bytes in use after a collection.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
