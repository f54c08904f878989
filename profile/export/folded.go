package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"battscope/profile/stacks"
)

// writeFolded writes a line for each stack: its frames, callers first, between
// semicolons, a space, and its value. Stacks without a value are left out.
//
// source: github.com/brendangregg/FlameGraph, stackcollapse
func writeFolded(w io.Writer, r *Run) error {
	set, index, err := r.set()
	if err != nil {
		return err
	}
	sel := set.Select(stacks.Query{Type: index})
	// Lines of a function are one frame here, so that several nodes may be one
	// stack.
	sums := map[string]int64{}
	names := make([]string, len(set.Symbols))
	for i, name := range set.Symbols {
		names[i] = strings.NewReplacer(";", ":", "\n", " ", "\r", " ").Replace(name)
	}
	paths := make([]string, len(set.Nodes))
	for i := int32(1); int(i) < len(set.Nodes); i++ {
		if sel.Cum[i].IsZero() {
			continue
		}
		path := names[set.Symbol(i)]
		if up := set.Nodes[i].Parent; up != 0 {
			path = paths[up] + ";" + path
		}
		paths[i] = path
		if v := sel.Self[i].Net(); v != 0 {
			sums[path] += v
		}
	}
	lines := make([]string, 0, len(sums))
	for path, v := range sums {
		lines = append(lines, fmt.Sprintf("%s %d\n", path, v))
	}
	slices.Sort(lines)
	b := bufio.NewWriter(w)
	for _, l := range lines {
		b.WriteString(l) // Flush tells
	}
	return b.Flush()
}
