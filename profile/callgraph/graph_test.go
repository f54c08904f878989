package callgraph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stacks"
)

// graph returns the graph of stacks such as "main work add 5"; a frame with a
// star is inlined into the one before it.
func graph(t *testing.T, o Options, stackLines ...string) *Graph {
	t.Helper()
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "time", Unit: "nanoseconds"}}}
	functions := map[string]*profile.Function{}
	for _, text := range stackLines {
		s := &profile.Sample{}
		for _, f := range strings.Fields(text) {
			var v int64
			if n, _ := fmt.Sscan(f, &v); n == 1 {
				s.Value = []int64{v}
				continue
			}
			name, inlined := strings.CutSuffix(f, "*")
			fn := functions[name]
			if fn == nil {
				fn = &profile.Function{ID: uint64(len(functions) + 1), Name: name}
				functions[name] = fn
				p.Function = append(p.Function, fn)
			}
			line := profile.Line{Function: fn, Line: 1}
			if inlined {
				l := s.Location[0]
				l.Line = append([]profile.Line{line}, l.Line...)
				continue
			}
			l := &profile.Location{ID: uint64(len(p.Location) + 1), Line: []profile.Line{line}}
			p.Location = append(p.Location, l)
			s.Location = append([]*profile.Location{l}, s.Location...)
		}
		p.Sample = append(p.Sample, s)
	}
	set, err := stacks.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return Build(set.Select(stacks.Query{}), o)
}

// rows prints the functions of a graph.
func rows(g *Graph) []string {
	var list []string
	for _, r := range g.Rows {
		list = append(list, fmt.Sprintf("%s %d %d", r.Name, r.Flat.Net(), r.Cum.Net()))
	}
	return list
}

func edges(list []Edge) []string {
	var texts []string
	for _, e := range list {
		text := fmt.Sprintf("%s %d", e.Name, e.Weight.Net())
		if e.Inlined {
			text += "*"
		}
		texts = append(texts, text)
	}
	return texts
}

func symbol(t *testing.T, g *Graph, name string) int32 {
	t.Helper()
	i := slices.Index(g.Set.Symbols, name)
	if i < 0 {
		t.Fatalf("there is no function %s", name)
	}
	return int32(i)
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestRecursion(t *testing.T) {
	g := graph(t, Options{}, "main f f f 10", "main f g f g 7", "main g 1")
	want(t, "functions", rows(g), "f 10 17", "g 8 8", "main 0 18")
	want(t, "callers of f", edges(g.Callers(symbol(t, g, "f"))), "main 17", "g 7")
	want(t, "callees of f", edges(g.Callees(symbol(t, g, "f"))), "g 7")
	want(t, "callers of g", edges(g.Callers(symbol(t, g, "g"))), "f 7", "main 1")
}

func TestInlining(t *testing.T) {
	g := graph(t, Options{}, "main work add* 5", "main add 5", "main work mul* 3")
	want(t, "callers of add", edges(g.Callers(symbol(t, g, "add"))), "main 5", "work 5*")
	for _, r := range g.Rows {
		if want := map[string]Inlining{"add": PartlyInlined, "mul": Inlined}[r.Name]; r.Inlining != want {
			t.Errorf("%s is inlined as %d, want %d", r.Name, r.Inlining, want)
		}
	}
}

// TestPassedOver drops a small function in the middle: its caller then calls its
// callee, unless the callee is dropped too.
func TestPassedOver(t *testing.T) {
	g := graph(t, Options{MinNode: 0.1}, "main small work 5", "main work 990", "main small tiny 5")
	want(t, "functions", rows(g), "work 995 995", "main 0 1000")
	want(t, "callers of work", edges(g.Callers(symbol(t, g, "work"))), "main 995")
	if g.Dropped != 2 || g.Cutoff != 100 {
		t.Errorf("%d functions below %d are dropped, want 2 below 100", g.Dropped, g.Cutoff)
	}
}

// TestCancelled keeps calls whose sides cancel out, and drops functions whose
// do: as pprof does.
func TestCancelled(t *testing.T) {
	g := graph(t, Options{}, "main same 5", "main same -5", "main more 3")
	want(t, "functions", rows(g), "more 3 3", "main 0 3")
	want(t, "callees of main", edges(g.Callees(symbol(t, g, "main"))), "more 3", "same 0")
}

// TestRandom holds graphs against sums that are made sample by sample, of
// stacks that call themselves a great deal and values on both sides of zero.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		var lines []string
		flat, cum, calls := map[string]int64{}, map[string]int64{}, map[[2]string]int64{}
		for range 40 {
			var stack []string
			for range 1 + r.IntN(12) {
				stack = append(stack, string(rune('a'+r.IntN(4))))
			}
			v := int64(r.IntN(11) - 5)
			lines = append(lines, strings.Join(stack, " ")+fmt.Sprintf(" %d", v))
			flat[stack[len(stack)-1]] += v
			seen, crossed := map[string]bool{}, map[[2]string]bool{}
			for i, f := range stack {
				if !seen[f] {
					seen[f] = true
					cum[f] += v
				}
				if i == 0 || stack[i-1] == f {
					continue
				}
				if e := [2]string{stack[i-1], f}; !crossed[e] {
					crossed[e] = true
					calls[e] += v
				}
			}
		}
		g := graph(t, Options{}, lines...)
		for _, row := range g.Rows {
			if row.Flat.Net() != flat[row.Name] || row.Cum.Net() != cum[row.Name] {
				t.Fatalf("%s has %d and %d, want %d and %d in %q", row.Name, row.Flat.Net(), row.Cum.Net(), flat[row.Name], cum[row.Name], lines)
			}
			for _, e := range g.Callees(row.Symbol) {
				if e.Weight.Net() != calls[[2]string{row.Name, e.Name}] {
					t.Fatalf("%s calls %s with %d, want %d in %q", row.Name, e.Name, e.Weight.Net(), calls[[2]string{row.Name, e.Name}], lines)
				}
			}
		}
	}
}
