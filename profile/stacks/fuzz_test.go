package stacks_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"battscope/profile/callgraph"
	"battscope/profile/flame"
	"battscope/profile/listing"
	"battscope/profile/stacks"
	"battscope/profile/stackstest"
)

// FuzzParse reads what may be a profile and draws every view of it. A file is a
// profile that can be shown, or has one message.
//
//	go test ./profile/stacks -run XXX -fuzz FuzzParse -fuzzminimizetime 10x
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("../../testdata/profile/*.gz")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		// Compressed, a file tells a fuzzer nothing; one is enough.
		p, err := stacks.Parse(data)
		if err != nil {
			f.Fatal(err)
		}
		var plain bytes.Buffer
		if err := p.WriteUncompressed(&plain); err != nil {
			f.Fatal(err)
		}
		f.Add(plain.Bytes())
		if strings.Contains(name, "walk") {
			f.Add(data)
		}
	}
	var plain bytes.Buffer
	if err := stackstest.Large(5, 1).WriteUncompressed(&plain); err != nil {
		f.Fatal(err)
	}
	f.Add(plain.Bytes())
	f.Add([]byte("goroutine profile: total 1\n1 @ 0x1 0x2\n"))
	f.Add([]byte("heap profile: 1: 2 [3: 4] @ heapprofile\n1: 2 [3: 4] @ 0x1 0x2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		p, err := stacks.Parse(data)
		if err != nil {
			if err.Error() == "" || bytes.ContainsRune([]byte(err.Error()), '\n') {
				t.Fatalf("the message is %q, want one line", err)
			}
			return
		}
		set, err := stacks.New(p)
		if err != nil {
			return
		}
		for i := range set.Types {
			all := set.Select(stacks.Query{Type: i, Focus: regexp.MustCompile(".")})
			check(t, flame.Build(all, flame.Options{Lines: i%2 == 0}))
			g := callgraph.Build(all, callgraph.Usual())
			for _, r := range g.Rows {
				g.Callers(r.Symbol)
				g.Callees(r.Symbol)
				g.Label(r.Cum.Net())
			}
			listing.Build(all, regexp.MustCompile(""))
		}
		other, err := stacks.Parse(data)
		if err != nil {
			t.Fatalf("read once and then not: %v", err)
		}
		if again, err := stacks.Parse(data); err == nil {
			if _, err := stacks.Difference(other, again, true); err != nil {
				t.Skip(err)
			}
		}
	})
}

// check holds a tree to what its documentation promises, where its numbers have
// not run over.
func check(t *testing.T, tree *flame.Tree) {
	t.Helper()
	for i, n := range tree.Nodes {
		if n.Cum.Plus < 0 || n.Cum.Minus < 0 || n.Cum.Weight() < 0 {
			return // beyond 64 bits
		}
		if i > 0 && (n.Parent < 0 || int(n.Parent) >= i || n.Start < tree.Nodes[n.Parent].Start) {
			t.Fatalf("node %d stands not below its parent %d", i, n.Parent)
		}
		tree.Span(int32(i), 0, 200)
	}
}
