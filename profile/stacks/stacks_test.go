package stacks

import (
	"bytes"
	"compress/gzip"
	"errors"
	"maps"
	"os"
	"path/filepath"
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

func TestDifference(t *testing.T) {
	after, base := small(), small()
	after.Sample[0].Value[1] = 30
	s, err := Difference(after, base, true)
	if err != nil {
		t.Fatal(err)
	}
	sel := s.Select(Query{Type: 1})
	if net := sel.Cum[0]; net != (Pair{37, 17}) || sel.Total != 17 {
		t.Errorf("new and base are %v of %d, want {37 17} of 17", net, sel.Total)
	}
	if alone := s.Select(Query{Type: 1, Side: After}); alone.Cum[0] != (Pair{37, 0}) || alone.Total != 37 {
		t.Errorf("the new side alone is %v of %d, want {37 0} of 37", alone.Cum[0], alone.Total)
	}
	if alone := s.Select(Query{Type: 1, Side: Base}); alone.Cum[0] != (Pair{17, 0}) || alone.Total != 17 {
		t.Errorf("the base alone is %v of %d, want {17 0} of 17", alone.Cum[0], alone.Total)
	}
	// The base took half as long: its values are doubled, unless that is off.
	after, base = small(), small()
	base.DurationNanos = 50
	if s, err = Difference(after, base, true); err != nil {
		t.Fatal(err)
	}
	if net := s.Select(Query{Type: 1}).Cum[0]; net != (Pair{17, 34}) || s.BaseScale != 2 || s.Duration != 100 {
		t.Errorf("scaled to the same duration new and base are %v, factor %v, duration %v; want {17 34}, 2, 100ns", net, s.BaseScale, s.Duration)
	}
	after, base = small(), small()
	base.DurationNanos = 50
	if s, err = Difference(after, base, false); err != nil || s.BaseScale != 1 {
		t.Errorf("unscaled: factor %v, error %v", s.BaseScale, err)
	}
	// What is in use is as it is, however long one waited.
	after, base = small(), small()
	base.DurationNanos, after.SampleType[1].Type, base.SampleType[1].Type = 50, "inuse_time", "inuse_time"
	if s, err = Difference(after, base, true); err != nil {
		t.Fatal(err)
	}
	if calls, inUse := s.Select(Query{Type: 0}).Cum[0], s.Select(Query{Type: 1}).Cum[0]; calls != (Pair{3, 6}) || inUse != (Pair{17, 17}) {
		t.Errorf("calls are %v and what is in use %v, want {3 6} and {17 17}", calls, inUse)
	}
	// Units of one family are converted, others refused.
	after, base = small(), small()
	base.SampleType[1].Unit = "microseconds"
	if s, err = Difference(after, base, true); err != nil || s.Select(Query{Type: 1}).Cum[0] != (Pair{17, 17000}) {
		t.Errorf("microseconds less nanoseconds: %v", err)
	}
	base = small()
	base.SampleType[1].Unit = "bytes"
	if _, err = Difference(small(), base, true); err == nil {
		t.Error("nanoseconds less bytes is no error")
	}
	base = small()
	base.SampleType[0].Type, base.SampleType[1].Type = "space", "objects"
	if _, err = Difference(small(), base, true); err == nil || !strings.Contains(err.Error(), "in common") {
		t.Errorf("profiles of different kinds: %v", err)
	}
	// Types that only one has are left out.
	base = small()
	base.SampleType = append(base.SampleType, &profile.ValueType{Type: "cost", Unit: "units"})
	for _, v := range base.Sample {
		v.Value = append(v.Value, 9)
	}
	if s, err = Difference(small(), base, true); err != nil || len(s.Types) != 2 {
		t.Errorf("one profile has more types: %d types, %v", len(s.Types), err)
	}
}

// pack returns a profile as a file holds it.
func pack(t testing.TB, p *profile.Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func squeeze(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// deep returns a profile with one stack of n frames.
func deep(n int) *profile.Profile {
	p := small()
	stack := make([]*profile.Location, n)
	for i := range stack {
		stack[i] = p.Location[i%3]
	}
	p.Sample[0].Location = stack
	return p
}

func TestDamaged(t *testing.T) {
	whole := pack(t, small())
	var plain bytes.Buffer
	if err := small().WriteUncompressed(&plain); err != nil {
		t.Fatal(err)
	}
	none := small()
	none.Sample = nil
	untyped := small()
	untyped.SampleType, untyped.Sample = nil, nil
	// Field 4 is a location; the tail holds fields that name ids that are not
	// there: a sample of a location, and a location of a function.
	noLocation := append(bytes.Clone(plain.Bytes()), 0x12, 0x06, 0x0a, 0x01, 0x63, 0x12, 0x01, 0x01)
	noFunction := append(bytes.Clone(plain.Bytes()), 0x22, 0x06, 0x08, 0x63, 0x22, 0x02, 0x08, 0x62)
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "the file is empty"},
		{"empty inside", squeeze(t, nil), "the compressed file is empty"},
		{"cut off", whole[:len(whole)/2], "cut off"},
		{"only a header", whole[:4], "compression has no valid header"},
		{"broken inside", append(append(bytes.Clone(whole[:20]), 0xff, 0xff, 0xff, 0xff, 0xff), whole[25:]...), "do"},
		{"text", []byte("goroutines are many\n"), "not a profile of pprof's format"},
		{"an image", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "not a profile of pprof's format"},
		{"another proto", squeeze(t, []byte{0x08, 0x01, 0x10, 0x02, 0x1a, 0x03, 'a', 'b', 'c'}), "not a profile"},
		{"text inside", squeeze(t, []byte("goroutines are many\n")), "not a profile of pprof's format"},
		{"cut inside", squeeze(t, plain.Bytes()[:plain.Len()/2]), "profile"},
		{"no samples", pack(t, none), "has no samples"},
		{"no types", pack(t, untyped), "no sample types"},
		{"location missing", noLocation, "damaged profile"},
		{"function missing", noFunction, "damaged profile"},
		{"a million frames", pack(t, deep(1_000_000)), "more than 65536 frames"},
	} {
		name := filepath.Join(t.TempDir(), "x.pb.gz")
		if err := os.WriteFile(name, test.data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Read(name)
		if err == nil {
			t.Errorf("%s: read as %d samples", test.name, s.Samples)
			continue
		}
		if msg := err.Error(); !strings.Contains(msg, test.want) || !strings.HasPrefix(msg, name+": ") || strings.Contains(msg, "\n") || strings.Count(msg, name) != 1 {
			t.Errorf("%s: the message is %q, want one line with the file's name and %q", test.name, msg, test.want)
		}
		var d *DamageError
		if !errors.As(err, &d) && test.name != "a million frames" {
			t.Errorf("%s: the error is no DamageError", test.name)
		}
	}
	if _, err := Read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read("nowhere.pb.gz"); err == nil || strings.Count(err.Error(), "nowhere") != 1 {
		t.Errorf("a file that is not there: %v", err)
	}
	if s, err := New(deep(MaxDepth)); err != nil || len(s.Nodes) < MaxDepth {
		t.Errorf("a stack of %d frames: %v", MaxDepth, err)
	}
}

// TestBomb unpacks what grows a thousand times, up to the limit.
func TestBomb(t *testing.T) {
	bomb := squeeze(t, make([]byte, 3<<20))
	if _, err := unpack(bomb, 2<<20); err == nil || !strings.Contains(err.Error(), "larger than 2 MiB") {
		t.Errorf("beyond the limit: %v", err)
	}
	if out, err := unpack(bomb, 3<<20); err != nil || len(out) != 3<<20 {
		t.Errorf("at the limit: %d bytes, %v", len(out), err)
	}
}

// TestPlain sees that nothing of a file reaches a terminal as a command.
func TestPlain(t *testing.T) {
	p := small()
	p.SampleType[1].Type, p.SampleType[1].Unit = "ti\x1b[2Jme", "nano\nseconds"
	if got := set(t, p).Types[1]; got != (Type{"ti?[2Jme", "nano?seconds"}) {
		t.Errorf("the type is %q", got)
	}
	if got := damage("%s", "a\x1b\n\u009bb").Error(); got != "a???b" {
		t.Errorf("the message is %q", got)
	}
}

// TestUncompressed reads a profile that nobody compressed.
func TestUncompressed(t *testing.T) {
	var plain bytes.Buffer
	if err := small().WriteUncompressed(&plain); err != nil {
		t.Fatal(err)
	}
	p, err := Parse(plain.Bytes())
	if err != nil || len(p.Sample) != 3 {
		t.Errorf("%v", err)
	}
}

// TestDifferenceMerged holds a difference to what comes of merging the two
// profiles into one, as pprof does.
func TestDifferenceMerged(t *testing.T) {
	after, base := stackstest.Large(3000, 1), stackstest.Large(2000, 2)
	base.DurationNanos, base.Comments, after.Comments = 3e9, []string{"b", "both"}, []string{"a", "both"}
	for _, l := range base.Location {
		l.Line[0].Line++ // other frames under the names of before
	}
	merged, scale, err := Subtract(after.Copy(), base.Copy(), true)
	if err != nil {
		t.Fatal(err)
	}
	want := set(t, merged)
	got, err := Difference(after, base, true)
	if err != nil {
		t.Fatal(err)
	}
	if got.BaseScale != scale || got.Duration != want.Duration || !slices.Equal(got.Comments, want.Comments) || !slices.Equal(got.Types, want.Types) {
		t.Errorf("the difference is %v %v %v %v, merged it is %v %v %v %v", got.BaseScale, got.Duration, got.Comments, got.Types, scale, want.Duration, want.Comments, want.Types)
	}
	for _, side := range []Side{Both, After, Base} {
		q := Query{Type: 1, Side: side, Labels: []Condition{{Key: "phase", Value: "demo"}}}
		a, b := got.Select(q), want.Select(q)
		if a.Total != b.Total {
			t.Errorf("side %d: the total is %d, merged %d", side, a.Total, b.Total)
		}
		if x, y := byPath(a), byPath(b); !maps.Equal(x, y) {
			t.Errorf("side %d: %d stacks, merged %d, and they differ", side, len(x), len(y))
		}
	}
}

// byPath returns what a selection holds by the names of a stack.
func byPath(sel *Selection) map[string]Pair {
	paths, out := make([]string, len(sel.Set.Nodes)), map[string]Pair{}
	for i := 1; i < len(sel.Set.Nodes); i++ {
		n := sel.Set.Nodes[i]
		paths[i] = paths[n.Parent] + " " + sel.Set.FrameName(n.Frame)
		if !sel.Cum[i].IsZero() {
			out[paths[i]] = sel.Cum[i]
		}
	}
	return out
}
