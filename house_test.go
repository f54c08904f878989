package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

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

// TestLaws holds every file to the laws of the house: no init, no state in
// package variables, a comment on every exported name, and small files.
func TestLaws(t *testing.T) {
	for _, s := range sources(t) {
		if lines := s.fset.File(s.file.Pos()).LineCount(); lines > 350 {
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
