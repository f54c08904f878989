package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// plan is the house: which package may import which, of ours. "a < b" means b
// may import a, and all that a may import. Floors import only downwards: engine,
// then (when they have their first file) gpu and profile, then ui; main joins
// them. It is policy, not description: do not edit it to fix a build.
const plan = `
# engine: the work.
NONE < engine/grid, engine/probe, engine/value, engine/dsl, engine/strategy, engine/store;
engine/probe < engine/strategy; # a level of observation is a knob
engine/dsl < engine/inline;
engine/value < engine/op;
engine/grid < engine/task;
engine/op, engine/dsl < engine/batt;
engine/op, engine/dsl, engine/strategy < engine/mutate;
engine/batt, engine/grid < engine/interp;
engine/probe < engine/interp;
engine/interp < engine/account < engine;
engine/interp < engine/conform;
engine/interp < engine/differ;
engine/grid, engine/probe < engine/trace;
engine/interp, engine/task, engine/probe, engine/differ, engine/inline, engine/store, engine/strategy, engine/mutate, engine/trace < engine;
engine/interp < engine/device;
engine/device, engine/probe < engine/sched < engine;

# profile: what the work left behind.
NONE < profile/workspace;
engine/strategy, profile/workspace < profile/config;
engine/probe, engine/strategy, profile/workspace < profile/record;
profile/record < profile/index, profile/compare;
engine, profile/record < profile/recorder;
engine, profile/compare < profile/contest;
profile/compare < profile/expect;
profile/compare < profile/ledger;
engine/dsl, engine/store < profile/solverfile;
NONE < profile/unit;
profile/unit < profile/stacks;
NONE < profile/stackstest; # _test.go files only
profile/stacks < profile/flame, profile/callgraph, profile/listing;
profile/compare, profile/unit < profile/insight;
profile/config, profile/record < profile/intake;
NONE < profile/pages;
engine/account, profile/record < profile/programs < profile/recorder;
engine/probe, profile/workspace < profile/capture;
engine/account, profile/programs < profile/capture;
profile/record, engine/trace < profile/replay;
engine/grid, profile/capture, profile/record, profile/stacks < profile/export;
profile/callgraph < profile/export;

# gpu: devices.
engine/device < gpu/host, gpu/kernel;
gpu/kernel < gpu/child, gpu/cuda;
gpu/host, gpu/child, gpu/cuda, engine/strategy < gpu < main;

# ui: how it looks.
NONE < ui/theme, ui/keymap;
ui/theme, engine/grid < ui/draw;
ui/theme, ui/keymap, engine/probe < ui/screen;
ui/screen, engine/trace, engine/strategy < ui/uitest; # _test.go files only
ui/draw, ui/screen < ui/list;
ui/list < ui/runview, ui/logview;
ui/list, engine/trace < ui/taskview;
ui/list, engine/strategy < ui/tuneview;
ui/list, profile/record < ui/runsview;
ui/list, profile/flame, profile/callgraph, profile/listing < ui/profileview;
ui/profileview < ui;
ui/list, profile/compare < ui/compareview;
ui/runview, ui/logview, ui/taskview, ui/tuneview, ui/runsview < ui;
ui/compareview < ui;
ui/list, profile/insight < ui/insightview;
ui/insightview < ui;

# main: the only place where the floors meet.
ui, engine, engine/conform < main;
profile/recorder, profile/config, profile/index, profile/solverfile, profile/replay < main;
profile/contest, profile/expect < main;
profile/ledger < main;
profile/insight, profile/intake < main;
profile/flame, profile/callgraph, profile/listing, profile/pages, profile/capture, profile/export < main;

# never
gpu !< engine;  gpu !< ui;  engine !< ui;  engine/interp !< ui;  engine/op !< ui;  ui !< engine;
`

// testOnly are packages that only _test.go files may import.
var testOnly = map[string]bool{"ui/uitest": true, "profile/stackstest": true}

// parsePlan returns for each package those that it may import.
func parsePlan(t *testing.T, text string) map[string]map[string]bool {
	may := map[string]map[string]bool{"NONE": {}}
	text = regexp.MustCompile(`(?m)#.*$`).ReplaceAllString(text, "")
	var never [][2]string
	for _, rule := range strings.Split(text, ";") {
		if before, after, ok := strings.Cut(rule, "!<"); ok {
			never = append(never, [2]string{strings.TrimSpace(before), strings.TrimSpace(after)})
			continue
		}
		var below []string
		for i, level := range strings.Split(rule, "<") {
			var names []string
			for _, n := range strings.Split(level, ",") {
				if n = strings.TrimSpace(n); n != "" {
					names = append(names, n)
				}
			}
			for _, n := range names {
				if i == 0 && may[n] == nil {
					t.Fatalf("plan: %s is used before it is defined", n)
				}
				if may[n] == nil {
					may[n] = map[string]bool{}
				}
				for _, b := range below {
					may[n][b] = true
					for c := range may[b] {
						may[n][c] = true
					}
				}
			}
			below = names
		}
	}
	for _, r := range never {
		if may[r[1]][r[0]] {
			t.Errorf("plan: %s must never import %s", r[1], r[0])
		}
	}
	return may
}

// source is one Go file of the tree.
type source struct {
	path, pkg string // pkg is the folder, "main" for the root
	file      *ast.File
	fset      *token.FileSet
	test      bool
}

// sources parses every Go file of the tree, in this process, so that the test
// cache sees what the tests read.
func sources(t *testing.T) []source {
	var list []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != "." && (strings.HasPrefix(base, ".") || base == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		s := source{path: filepath.ToSlash(name), test: strings.HasSuffix(name, "_test.go"), fset: token.NewFileSet()}
		if s.pkg = path.Dir(s.path); s.pkg == "." {
			s.pkg = "main"
		}
		if s.file, err = parser.ParseFile(s.fset, name, nil, parser.ParseComments); err != nil {
			return err
		}
		list = append(list, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestPlan holds the imports to the plan.
func TestPlan(t *testing.T) {
	may := parsePlan(t, plan)
	home := map[string]string{} // last name of a package to its path
	seen := map[string]bool{}
	for _, s := range sources(t) {
		if may[s.pkg] == nil {
			t.Errorf("%s: package %s is not in the plan", s.path, s.pkg)
			continue
		}
		if !seen[s.pkg] {
			seen[s.pkg] = true
			last := path.Base(s.pkg)
			if other := home[last]; other != "" {
				t.Errorf("%s and %s share a last name", other, s.pkg)
			}
			home[last] = s.pkg
			switch last {
			case "util", "utils", "common", "types", "helpers", "misc":
				t.Errorf("%s: a package is named for what it holds", s.pkg)
			}
		}
		for _, spec := range s.file.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if imp == "C" && s.pkg != "gpu/cuda" {
				t.Errorf("%s: only gpu/cuda may use cgo", s.path)
			}
			ours, ok := strings.CutPrefix(imp, "battscope/")
			switch {
			case !ok || ours == s.pkg:
			case testOnly[ours]:
				if !s.test {
					t.Errorf("%s: only tests may import %s", s.path, ours)
				}
			case !s.test && !may[s.pkg][ours]:
				t.Errorf("%s: %s may not import %s", s.path, s.pkg, ours)
			case s.test && may[s.pkg] != nil && strings.HasPrefix(ours, "ui") && strings.HasPrefix(s.pkg, "engine"):
				t.Errorf("%s: tests of the engine may not import %s", s.path, ours)
			}
		}
	}
	for pkg := range may {
		if pkg != "NONE" && !seen[pkg] {
			t.Errorf("plan: there is no package %s", pkg)
		}
	}
}

// TestLaws holds every file to the laws of the house: no init, no state in
// package variables, a comment on every exported name, and small files.
func TestLaws(t *testing.T) {
	for _, s := range sources(t) {
		if lines := s.fset.File(s.file.Pos()).LineCount(); lines > 600 && !s.test {
			t.Errorf("%s has %d lines; cut it by its nouns", s.path, lines)
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil {
					t.Errorf("%s: no init functions", s.path)
				}
				if !s.test && d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
					t.Errorf("%s: %s has no comment", s.path, d.Name.Name)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR && !s.test && !testOnly[s.pkg] {
					for _, spec := range d.Specs {
						checkVar(t, s, d, spec.(*ast.ValueSpec))
					}
				}
				if d.Tok == token.TYPE && !s.test {
					for _, spec := range d.Specs {
						ts := spec.(*ast.TypeSpec)
						if ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
							t.Errorf("%s: type %s has no comment", s.path, ts.Name.Name)
						}
					}
				}
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.IsExported()
}

// checkVar allows as package variables what is never assigned again by its
// nature: embedded files, sentinel errors, compiled patterns, and assertions.
func checkVar(t *testing.T, s source, d *ast.GenDecl, v *ast.ValueSpec) {
	for n, name := range v.Names {
		if name.Name == "_" || strings.HasPrefix(name.Name, "Err") {
			continue
		}
		if d.Doc != nil && strings.Contains(d.Doc.Text()+commentText(d.Doc), "go:embed") {
			continue
		}
		if n < len(v.Values) {
			if call, ok := v.Values[n].(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "MustCompile" || sel.Sel.Name == "New") {
					continue
				}
			}
		}
		t.Errorf("%s: %s is a package variable; pass state as a value", s.path, name.Name)
	}
}

func commentText(c *ast.CommentGroup) string {
	var b strings.Builder
	for _, l := range c.List {
		b.WriteString(l.Text)
	}
	return b.String()
}

// TestPrimitiveNames sees that primitives are named in one place: no other
// package of the product lists them, but the table of their kernels, which is
// keyed by name.
func TestPrimitiveNames(t *testing.T) {
	names := map[string]bool{}
	for _, s := range sources(t) {
		if s.pkg != "engine/op" || s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Name" {
					if lit, ok := kv.Value.(*ast.BasicLit); ok {
						name, _ := strconv.Unquote(lit.Value)
						names[name] = true
					}
				}
			}
			return true
		})
	}
	if len(names) != 160 {
		t.Errorf("%d primitives have a literal, want 160", len(names))
	}
	// Words that are also plain English in messages or flags.
	for _, plain := range []string{"box", "center", "size", "height", "width", "shape", "first", "last", "order", "color", "power", "index", "fill", "move", "switch", "pair", "merge", "compress", "apply", "line", "box", "both", "square", "position", "compose", "chain", "matcher", "fork", "rbind", "lbind"} {
		delete(names, plain)
	}
	for _, s := range sources(t) {
		if s.test || s.pkg == "engine/op" || s.pkg == "gpu/kernel" {
			continue
		}
		found := map[string]bool{}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, _ := strconv.Unquote(lit.Value); names[text] {
					found[text] = true
				}
			}
			return true
		})
		if len(found) > 1 {
			t.Errorf("%s names several primitives: %v", s.path, found)
		}
	}
}
