package export

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"battscope/profile/callgraph"
	"battscope/profile/stacks"
)

// writeFunctions writes a row for each function: its value of one sample type by
// itself and with all that it called, whole numbers of the type's unit, the
// dearest first. Functions without a value are left out.
func writeFunctions(w io.Writer, r *Run) error {
	set, index, err := r.set()
	if err != nil {
		return err
	}
	g := callgraph.Build(set.Select(stacks.Query{Type: index}), callgraph.Options{})
	slices.SortStableFunc(g.Rows, func(a, b callgraph.Row) int {
		return cmp.Or(cmp.Compare(b.Flat.Weight(), a.Flat.Weight()), cmp.Compare(b.Cum.Weight(), a.Cum.Weight()), strings.Compare(a.Name, b.Name))
	})
	files := make([]string, len(set.Symbols))
	for _, f := range set.Funcs {
		if files[f.Symbol] == "" {
			files[f.Symbol] = f.File
		}
	}
	rows := [][]string{{"function", "file", "type", "unit", "flat", "cum"}}
	for _, row := range g.Rows {
		rows = append(rows, []string{row.Name, files[row.Symbol], g.Type.Name, g.Type.Unit, whole(row.Flat.Net()), whole(row.Cum.Net())})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
