package stacks_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/callgraph"
	"battscope/profile/flame"
	"battscope/profile/listing"
	"battscope/profile/stacks"
	"battscope/profile/stackstest"
)

// BenchmarkView times opening a large profile and each view of it:
// go test ./profile/stacks -bench View -benchtime 5x
// Its heap metrics are what profile.Parse holds and what the set adds to it; an
// open profile keeps the set alone.
func BenchmarkView(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"3000", 3000}, {"200000", 200_000}} {
		var file bytes.Buffer
		if err := stackstest.Large(size.n, 1).Write(&file); err != nil {
			b.Fatal(err)
		}
		name := filepath.Join(b.TempDir(), "x.pb.gz")
		if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
		set, err := stacks.Read(name)
		if err != nil {
			b.Fatal(err)
		}
		all := set.Select(stacks.Query{Type: 1})
		tree := flame.Build(all, flame.Options{})
		some, phase := regexp.MustCompile(`package7\.`), stacks.Condition{Key: "phase", Value: "demo"}
		view := func(what string, f func()) {
			b.Run("view="+what+"/samples="+size.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f()
				}
			})
		}
		view("parse", func() {
			if _, err := profile.ParseData(file.Bytes()); err != nil {
				b.Fatal(err)
			}
		})
		view("open", func() {
			if _, err := stacks.Read(name); err != nil {
				b.Fatal(err)
			}
		})
		less := func(of func(after, base *profile.Profile) error) {
			after, base, err := stacks.LoadBoth(name, name)
			if err == nil {
				err = of(after, base)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		view("load", func() { less(func(_, _ *profile.Profile) error { return nil }) })
		view("difference", func() {
			less(func(after, base *profile.Profile) error { _, err := stacks.Difference(after, base, true); return err })
		})
		// What a difference takes that is merged into one profile first.
		view("merged", func() {
			less(func(after, base *profile.Profile) error {
				p, _, err := stacks.Subtract(after, base, true)
				if err == nil {
					_, err = stacks.New(p)
				}
				return err
			})
		})
		// A view of a selection that is new: filter, then draw.
		view("filter", func() {
			set.Select(stacks.Query{Type: 1, Focus: some, Labels: []stacks.Condition{phase}})
		})
		view("top", func() { callgraph.Build(set.Select(stacks.Query{Type: 1}), callgraph.Usual()) })
		view("callers", func() {
			g := callgraph.Build(set.Select(stacks.Query{Type: 1}), callgraph.Options{})
			g.Callers(g.Rows[0].Symbol)
			g.Callees(g.Rows[0].Symbol)
		})
		view("flame", func() { flame.Build(set.Select(stacks.Query{Type: 1}), flame.Options{}) })
		view("flamelines", func() { flame.Build(set.Select(stacks.Query{Type: 1}), flame.Options{Lines: true}) })
		view("list", func() { listing.Build(set.Select(stacks.Query{Type: 1}), some) })
		view("search", func() { tree.Search(some) })
		b.Run("view=heap/samples="+size.name, func(b *testing.B) {
			var parsed, open uint64
			for b.Loop() {
				before := held()
				p, err := profile.ParseData(file.Bytes())
				if err != nil {
					b.Fatal(err)
				}
				parsed = held() - before
				s, err := stacks.New(p)
				if err != nil {
					b.Fatal(err)
				}
				runtime.KeepAlive(p)
				p = nil
				open = held() - before
				runtime.KeepAlive(s)
			}
			b.ReportMetric(float64(parsed), "parsed-B")
			b.ReportMetric(float64(open), "open-B")
		})
	}
}

// held returns the bytes in use after a collection.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
