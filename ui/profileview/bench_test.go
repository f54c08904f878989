package profileview

import (
	"fmt"
	"runtime"
	"testing"

	"battscope/profile/stacks"
	"battscope/profile/stackstest"
	"battscope/ui/theme"
)

// BenchmarkScreen times what a person waits for on a profile of 200,000 samples:
// opening it, each view of a new selection (all of which happens beside the
// screen), what a key costs on the screen, and a frame of 200x60:
//
//	go test ./ui/profileview -run xxx -bench Screen -benchtime 5x
//
// Its heap metrics are what profile.Parse holds of the file, and what an open
// page does after every view was shown.
func BenchmarkScreen(b *testing.B) {
	file := write(b, b.TempDir(), "large", stackstest.Large(200_000, 1))
	other := write(b, b.TempDir(), "other", stackstest.Large(200_000, 2))
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
