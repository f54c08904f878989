package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"battscope/engine/op"
	"battscope/ui/draw"
)

// TestFoldHelp folds the help of every command to 80 cells: no word is lost, and no
// line goes beyond them beside the longest name.
func TestFoldHelp(t *testing.T) {
	a := &app{table: op.NewTable()}
	visit := func(c *cobra.Command) {
		before := map[string]string{}
		c.Flags().VisitAll(func(f *pflag.Flag) { before[f.Name] = f.Usage })
		longest := 0
		foldHelp(c, 80)
		c.Flags().VisitAll(func(f *pflag.Flag) {
			longest = max(longest, len("--")+len(f.Name))
			if was, ok := before[f.Name]; ok && strings.Join(strings.Fields(f.Usage), " ") != was {
				t.Errorf("%s --%s means %q, folded %q", c.CommandPath(), f.Name, was, f.Usage)
			}
		})
		for _, sub := range c.Commands() {
			longest = max(longest, len(sub.Use))
		}
		check := func(name, text string) {
			for line := range strings.SplitSeq(text, "\n") {
				if 4+longest+2+draw.Width(line) > 80 {
					t.Errorf("%s: a line of %s has %d cells beside names of %d: %q", c.CommandPath(), name, draw.Width(line), longest, line)
				}
			}
		}
		c.Flags().VisitAll(func(f *pflag.Flag) { check("--"+f.Name, f.Usage) })
		for _, sub := range c.Commands() {
			check(sub.Name(), sub.Short)
		}
	}
	root := a.root()
	names := [][]string{{}}
	for _, c := range root.Commands() {
		names = append(names, []string{c.Name()})
		for _, sub := range c.Commands() {
			names = append(names, []string{c.Name(), sub.Name()})
		}
	}
	for _, name := range names { // each of a tree of its own: a flag that is inherited is the parent's
		c, _, err := a.root().Find(name)
		if err != nil {
			t.Fatal(err)
		}
		visit(c)
	}
}
