package profileview

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"battscope/profile/stacks"
	"battscope/ui/theme"
)

// Groups that are no package and no family.
const (
	programGroup = "programs"
	otherGroup   = "other"
)

// groups say of each symbol what it belongs to, and in which hue that is drawn:
// the families of primitives, and packages. The dearest have hues of their own.
type groups struct {
	names []string // the first theme.NumFrameHues-1 have a hue each
	of    []uint8  // by symbol: hue
}

// newGroups groups the symbols of a set by what they hold of its usual type.
func newGroups(set *stacks.Set, families map[string]string) *groups {
	sel := set.Select(stacks.Query{Type: set.Default})
	flat := map[string]int64{}
	of := make([]string, len(set.Symbols))
	for _, f := range set.Funcs {
		if of[f.Symbol] == "" {
			of[f.Symbol] = groupOf(set.Symbols[f.Symbol], f.File, families)
		}
	}
	for i := 1; i < len(set.Nodes); i++ {
		flat[of[set.Symbol(int32(i))]] += sel.Self[i].Weight()
	}
	g := &groups{of: make([]uint8, len(of))}
	for name := range flat {
		if name != otherGroup {
			g.names = append(g.names, name)
		}
	}
	slices.SortFunc(g.names, func(a, b string) int {
		return cmp.Or(cmp.Compare(flat[b], flat[a]), strings.Compare(a, b))
	})
	hue := map[string]uint8{}
	for i, name := range g.names {
		hue[name] = uint8(min(i, theme.NumFrameHues-1))
	}
	for s, name := range of {
		h, ok := hue[name]
		if !ok {
			h = theme.NumFrameHues - 1
		}
		g.of[s] = h
	}
	return g
}

// groupOf returns the family of a primitive, or the package of a function.
func groupOf(name, file string, families map[string]string) string {
	if f := families[name]; f != "" {
		return f
	}
	if path.Ext(file) == ".py" {
		return programGroup
	}
	end := nameEnd(name)
	slash := strings.LastIndexByte(name[:end], '/') + 1
	if dot := strings.IndexByte(name[slash:end], '.'); dot > 0 {
		return name[:slash+dot]
	}
	if i := strings.LastIndex(name[:end], "::"); i > 0 {
		return name[:i]
	}
	return otherGroup
}

// legend names the hues in at most w cells.
func (g *groups) legend(w int, th *theme.Theme) string {
	text, room := "", w
	for i, name := range g.names {
		if i >= theme.NumFrameHues-1 {
			name = otherGroup
		}
		short := name
		if j := strings.LastIndexByte(name, '/'); j >= 0 {
			short = name[j+1:]
		}
		cells := len(short) + 3
		if cells > room {
			break
		}
		room -= cells
		text += th.Frames.Hue[min(i, theme.NumFrameHues-1)][0].Paint(" "+short+" ") + " "
		if i >= theme.NumFrameHues-1 {
			break
		}
	}
	return text
}
