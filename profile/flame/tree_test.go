package flame

import (
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stacks"
)

// profileOf returns a profile of stacks such as "main work add", each with its
// value.
func profileOf(values map[string]int64) *profile.Profile {
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "time", Unit: "nanoseconds"}}, DurationNanos: 1000}
	known := map[string]*profile.Location{}
	names := make([]string, 0, len(values))
	for stack := range values {
		names = append(names, stack)
	}
	slices.Sort(names)
	for _, stack := range names {
		s := &profile.Sample{Value: []int64{values[stack]}}
		frames := strings.Fields(stack)
		slices.Reverse(frames)
		for _, f := range frames {
			l := known[f]
			if l == nil {
				id := uint64(len(known) + 1)
				fn := &profile.Function{ID: id, Name: f}
				l = &profile.Location{ID: id, Line: []profile.Line{{Function: fn, Line: int64(id)}}}
				p.Function, p.Location = append(p.Function, fn), append(p.Location, l)
				known[f] = l
			}
			s.Location = append(s.Location, l)
		}
		p.Sample = append(p.Sample, s)
	}
	return p
}

func build(t *testing.T, p *profile.Profile, o Options) *Tree {
	t.Helper()
	s, err := stacks.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return Build(s.Select(stacks.Query{}), o)
}

// text prints a tree, a frame to a line.
func text(tree *Tree) string {
	var b strings.Builder
	for i, n := range tree.Nodes {
		from, to := tree.Span(int32(i), 0, 100)
		if i > 0 {
			b.WriteString(strings.Repeat(" ", int(n.Depth-1)) + tree.Name(int32(i)))
			b.WriteString(" " + strings.Repeat("#", to-from) + "\n")
		}
	}
	return b.String()
}

func TestTree(t *testing.T) {
	tree := build(t, profileOf(map[string]int64{"main work add": 20, "main work": 10, "main rest": 30, "other": 40}), Options{})
	want := "main " + strings.Repeat("#", 60) + "\n" +
		" rest " + strings.Repeat("#", 30) + "\n" +
		" work " + strings.Repeat("#", 30) + "\n" +
		"  add " + strings.Repeat("#", 20) + "\n" +
		"other " + strings.Repeat("#", 40) + "\n"
	if got := text(tree); got != want {
		t.Errorf("the tree is\n%s\nwant\n%s", got, want)
	}
	for i := range tree.Nodes {
		if got := tree.Find(tree.Path(int32(i))); got != int32(i) {
			t.Errorf("Find(Path(%d)) = %d", i, got)
		}
	}
	if got := tree.Name(tree.Find([]string{"main", "work", "gone", "add"})); got != "work" {
		t.Errorf("a path that ends early leads to %q, want work", got)
	}
}

func TestSearch(t *testing.T) {
	tree := build(t, profileOf(map[string]int64{"main work add work": 20, "main work": 10, "main rest": 30, "other": 40}), Options{})
	m := tree.Search(regexp.MustCompile("work"))
	if len(m.Nodes) != 2 || m.Cum.Net() != 30 || tree.Share(m) != 0.3 {
		t.Errorf("work is found %d times with %d, %v of all; want twice with 30, 0.3", len(m.Nodes), m.Cum.Net(), tree.Share(m))
	}
	if m = tree.Search(regexp.MustCompile("nowhere")); len(m.Nodes) != 0 || tree.Share(m) != 0 {
		t.Errorf("nowhere is found: %v", m)
	}
}

// randomProfile returns a profile of random stacks.
func randomProfile(r *rand.Rand, largest int64) *profile.Profile {
	values := map[string]int64{}
	for range 200 {
		var stack []string
		for range 1 + r.IntN(9) {
			stack = append(stack, string(rune('a'+r.IntN(5))))
		}
		values[strings.Join(stack, " ")] = r.Int64N(largest)
	}
	return profileOf(values)
}

// TestSpans sees that frames tile their parents at every width and zoom: no gap,
// no overlap, nothing outside.
func TestSpans(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, largest := range []int64{3, 1000, math.MaxInt64 / 400} {
		tree := build(t, randomProfile(r, largest), Options{})
		for _, width := range []int{1, 7, 80, 200} {
			for zoom := range tree.Nodes {
				checkSpans(t, tree, int32(zoom), width)
			}
		}
	}
}

func checkSpans(t *testing.T, tree *Tree, zoom int32, width int) {
	t.Helper()
	from, to := tree.Span(zoom, zoom, width)
	if from != 0 || to != width {
		t.Fatalf("the zoomed frame spans [%d,%d) of %d", from, to, width)
	}
	for i := zoom; int(i) < len(tree.Nodes) && (i == zoom || tree.Nodes[i].Depth > tree.Nodes[zoom].Depth); i++ {
		from, to := tree.Span(i, zoom, width)
		at, sum := from, tree.Nodes[i].Self.Weight()
		for c := tree.Nodes[i].First; c != 0; c = tree.Nodes[c].Next {
			a, b := tree.Span(c, zoom, width)
			if a != at || b < a || b > to {
				t.Fatalf("node %d spans [%d,%d) of its parent's [%d,%d), want it to begin at %d", c, a, b, from, to, at)
			}
			at = b
			sum += tree.Nodes[c].Cum.Weight()
		}
		if sum != tree.Nodes[i].Cum.Weight() {
			t.Fatalf("node %d has %d, its children and itself %d", i, tree.Nodes[i].Cum.Weight(), sum)
		}
	}
}

func TestDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	p := randomProfile(r, 1000)
	s, err := stacks.Difference(p.Copy(), p.Copy(), true)
	if err != nil {
		t.Fatal(err)
	}
	if tree := Build(s.Select(stacks.Query{}), Options{}); !tree.IsEmpty() {
		t.Errorf("a profile less itself has %d frames, want none", len(tree.Nodes)-1)
	}
	if tree := Build(s.Select(stacks.Query{}), Options{Threshold: -1}); tree.IsEmpty() {
		t.Error("with what has not changed, the tree is empty")
	}
	after, base := profileOf(map[string]int64{"main work": 30, "main rest": 10, "idle": 50, "main new": 4}), profileOf(map[string]int64{"main work": 20, "main rest": 10, "idle": 50})
	if s, err = stacks.Difference(after, base, true); err != nil {
		t.Fatal(err)
	}
	tree := Build(s.Select(stacks.Query{}), Options{})
	names := []string{}
	for i, n := range tree.Nodes[1:] {
		names = append(names, tree.Name(int32(i+1)))
		if tree.Name(int32(i+1)) == "work" && (n.Cum != stacks.Pair{Plus: 30, Minus: 20}) {
			t.Errorf("work is %v, want {30 20}", n.Cum)
		}
	}
	if want := []string{"main", "work", "new"}; !slices.Equal(names, want) {
		t.Errorf("changed are %v, want %v", names, want)
	}
	tree = Build(s.Select(stacks.Query{}), Options{Threshold: 4})
	if len(tree.Nodes) != 3 {
		t.Errorf("above 4 ns %d frames change, want 2", len(tree.Nodes)-1)
	}
	alone := Build(s.Select(stacks.Query{Side: stacks.Base}), Options{})
	if got := alone.Nodes[0].Cum; got != (stacks.Pair{Plus: 80}) || len(alone.Nodes) != 5 {
		t.Errorf("the base alone has %v in %d frames, want {80 0} in 4", got, len(alone.Nodes)-1)
	}
}

func TestLines(t *testing.T) {
	p := profileOf(map[string]int64{"main work": 20})
	tree := build(t, p, Options{Lines: true})
	if got := tree.Name(2); got != "work:1" {
		t.Errorf("the frame is %q, want work:1", got)
	}
}

// TestDeep builds the deepest tree that a profile may have.
func TestDeep(t *testing.T) {
	p := profileOf(map[string]int64{"a b": 1})
	long := make([]*profile.Location, stacks.MaxDepth)
	for i := range long {
		long[i] = p.Location[i%2]
	}
	p.Sample[0].Location = long
	if tree := build(t, p, Options{}); tree.Depth != stacks.MaxDepth {
		t.Errorf("the tree is %d deep, want %d", tree.Depth, stacks.MaxDepth)
	}
}
