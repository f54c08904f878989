package dsl

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// words is a Vocabulary: primitives with their parameters, and constants with
// none.
type words map[string][]string

func (w words) Params(name string) ([]string, bool) {
	params := w[name]
	return params, params != nil
}

func (w words) Constant(name string) bool {
	params, ok := w[name]
	return ok && params == nil
}

func (w words) Names() []string { return slices.Collect(maps.Keys(w)) }

// few is a small vocabulary for tests.
func few() words {
	return words{
		"objects":  {"grid", "univalued", "diagonal", "without_bg"},
		"vmirror":  {"piece"},
		"hmirror":  {"piece"},
		"hconcat":  {"a", "b"},
		"compose":  {"outer", "inner"},
		"apply":    {"function", "container"},
		"fill":     {"grid", "value", "patch"},
		"identity": {"x"},
		"T":        nil, "F": nil,
		"ZERO": nil, "ONE": nil, "THREE": nil, "NEG_ONE": nil,
	}
}

// origin returns the vocabulary and the solvers of the checkout of ARC-DSL
// that the environment names.
func origin(tb testing.TB) (words, []byte) {
	dir := os.Getenv("ARC_DSL")
	if dir == "" {
		tb.Skip("ARC_DSL names no checkout of github.com/michaelhodel/arc-dsl")
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			tb.Skip(err)
		}
		return data
	}
	w := words{}
	for _, m := range regexp.MustCompile(`(?ms)^def (\w+)\((.*?)\) ->`).FindAllSubmatch(read("dsl.py"), -1) {
		params := []string{}
		for _, p := range regexp.MustCompile(`(?m)^\s*(\w+)`).FindAllSubmatch(m[2], -1) {
			params = append(params, string(p[1]))
		}
		w[string(m[1])] = params
	}
	for _, m := range regexp.MustCompile(`(?m)^(\w+) = `).FindAllSubmatch(read("constants.py"), -1) {
		w[string(m[1])] = nil
	}
	return w, read("solvers.py")
}

func TestOrigin(t *testing.T) {
	vocab, src := origin(t)
	f, errs := Parse("solvers.py", src, vocab)
	for _, err := range errs[:min(len(errs), 5)] {
		t.Error(err.Snippet())
	}
	stmts := 0
	var rewritten []string // its other programs are their own bodies
	for _, fn := range f.Funcs {
		stmts += len(fn.Stmts)
		if strings.Replace(fn.String(), fn.Name, "solve", 1) != Body(fn) {
			rewritten = append(rewritten, fn.Task())
		}
	}
	// Two have dead lines or equal calls; the third has no x10.
	if want := []string{"a87f7484", "855e0971", "9aec4887"}; !slices.Equal(rewritten, want) {
		t.Errorf("bodies differ from programs for %q, want %q", rewritten, want)
	}
	if len(vocab) != 160+28 || len(f.Programs()) != 400 || stmts != 4974 {
		t.Errorf("%d words, %d programs, %d statements; want 188, 400, 4974", len(vocab), len(f.Programs()), stmts)
	}
	checkFile(t, f, vocab)
}
