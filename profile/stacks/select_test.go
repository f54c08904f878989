package stacks

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stackstest"
)

// small returns a profile of three stacks:
//
//	main work mul  10 ns, phase demo, worker 1
//	main work work add  5 ns, phase test, worker 10; add is inlined
//	main  2 ns
func small() *profile.Profile {
	m := &profile.Mapping{ID: 1, File: "/bin/example"}
	fn := func(id uint64, name, file string) *profile.Function {
		return &profile.Function{ID: id, Name: name, SystemName: name, Filename: file, StartLine: 10}
	}
	main, work, mul, add := fn(1, "main", "a.go"), fn(2, "work", "a.go"), fn(3, "mul", "lib/b.go"), fn(4, "add", "lib/b.go")
	at := func(id uint64, lines ...profile.Line) *profile.Location {
		return &profile.Location{ID: id, Mapping: m, Line: lines}
	}
	lMain, lWork, lMul := at(1, profile.Line{Function: main, Line: 12}), at(2, profile.Line{Function: work, Line: 20}), at(3, profile.Line{Function: mul, Line: 30})
	lAdd := at(900, profile.Line{Function: add, Line: 40}, profile.Line{Function: work, Line: 21}) // add is inlined into work
	return &profile.Profile{
		SampleType:    []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}},
		Mapping:       []*profile.Mapping{m},
		Function:      []*profile.Function{main, work, mul, add},
		Location:      []*profile.Location{lMain, lWork, lMul, lAdd},
		DurationNanos: 100,
		Sample: []*profile.Sample{
			{Location: []*profile.Location{lMul, lWork, lMain}, Value: []int64{1, 10}, Label: map[string][]string{"phase": {"demo"}, "worker": {"1"}}},
			{Location: []*profile.Location{lAdd, lWork, lMain}, Value: []int64{1, 5}, Label: map[string][]string{"phase": {"test"}, "worker": {"10"}}},
			{Location: []*profile.Location{lMain}, Value: []int64{1, 2}, NumLabel: map[string][]int64{"bytes": {64}}},
		},
	}
}

func set(t testing.TB, p *profile.Profile) *Set {
	t.Helper()
	s, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// paths returns what a selection holds, a stack to a line.
func paths(sel *Selection) []string {
	var list []string
	for i, v := range sel.Self {
		if v.IsZero() {
			continue
		}
		var names []string
		for n := int32(i); n > 0; n = sel.Set.Nodes[n].Parent {
			name := sel.Set.FrameName(sel.Set.Nodes[n].Frame)
			if sel.Set.Nodes[n].Inline {
				name += "*"
			}
			names = append(names, name)
		}
		slices.Reverse(names)
		list = append(list, strings.Join(names, " "))
	}
	return list
}

func TestSelect(t *testing.T) {
	s := set(t, small())
	test := func(name string, q Query, want ...string) {
		t.Helper()
		q.Type = 1
		sel := s.Select(q)
		if got := paths(sel); !slices.Equal(got, want) {
			t.Errorf("%s: stacks are %q, want %q", name, got, want)
		}
		if sel.Kept != len(want) || sel.Total != 17 {
			t.Errorf("%s: %d samples of a total of %d, want %d of 17", name, sel.Kept, sel.Total, len(want))
		}
	}
	labels := func(texts ...string) (list []Condition) {
		for _, text := range texts {
			c, err := ParseCondition(text)
			if err != nil {
				t.Fatal(err)
			}
			if c.String() != text {
				t.Errorf("%s prints as %s", text, c)
			}
			list = append(list, c)
		}
		return list
	}
	const demo, other, alone = "main:12 work:20 mul:30", "main:12 work:20 work:21 add:40*", "main:12"
	test("all", Query{}, alone, demo, other)
	test("focus", Query{Focus: regexp.MustCompile("^work$")}, demo, other)
	test("focus by file", Query{Focus: regexp.MustCompile("^lib/")}, demo, other)
	test("focus by binary", Query{Focus: regexp.MustCompile("example")}, alone, demo, other)
	test("ignore", Query{Ignore: regexp.MustCompile("add")}, alone, demo)
	test("both", Query{Focus: regexp.MustCompile("work"), Ignore: regexp.MustCompile("mul")}, other)
	test("label", Query{Labels: labels("phase=demo")}, demo)
	test("whole value", Query{Labels: labels("worker=1")}, demo)
	test("pattern", Query{Labels: labels("worker~1")}, demo, other)
	test("alternatives", Query{Labels: labels("phase=demo", "phase=test")}, demo, other)
	test("two keys", Query{Labels: labels("phase~.", "worker=10")}, other)
	test("not", Query{Labels: labels("phase!=demo")}, alone, other)
	test("not pattern", Query{Labels: labels("worker!~0")}, alone, demo)
	test("number", Query{Labels: labels("bytes=64")}, alone)
	test("none", Query{Labels: labels("phase=diff")})
	for _, bad := range []string{"", "phase", "=demo", "!=demo", "phase~("} {
		if _, err := ParseCondition(bad); err == nil {
			t.Errorf("ParseCondition(%q) says nothing", bad)
		}
	}
	if got := s.Labels(); len(got) != 5 || got[0] != (Label{"bytes", "64"}) || got[1] != (Label{"phase", "demo"}) {
		t.Errorf("Labels() = %v", got)
	}
}

// TestPreorder holds the nodes to what their documentation promises.
func TestPreorder(t *testing.T) {
	s := set(t, stackstest.Large(3000, 1))
	var path []int32
	for i, n := range s.Nodes {
		if i == 0 {
			path = append(path, 0)
			continue
		}
		if int(n.Depth) > len(path) || path[n.Depth-1] != n.Parent {
			t.Fatalf("node %d of depth %d stands not below its parent %d", i, n.Depth, n.Parent)
		}
		path = append(path[:n.Depth], int32(i))
	}
	sel := s.Select(Query{Type: 1})
	var sum int64
	for _, v := range sel.Self {
		sum += v.Net()
	}
	if sum != sel.Total || sel.Cum[0].Net() != sum {
		t.Errorf("values add up to %d, the root holds %d and the total is %d", sum, sel.Cum[0].Net(), sel.Total)
	}
}

func TestTypeNamed(t *testing.T) {
	s := set(t, small())
	for name, want := range map[string]int{"": 1, "calls": 0, "time": 1, "0": 0} {
		if got, err := s.TypeNamed(name); err != nil || got != want {
			t.Errorf("TypeNamed(%q) = %d, %v, want %d", name, got, err, want)
		}
	}
	if _, err := s.TypeNamed("cost"); err == nil || !strings.Contains(err.Error(), "calls, time") {
		t.Errorf("TypeNamed(cost) says %v, want the types that there are", err)
	}
}
