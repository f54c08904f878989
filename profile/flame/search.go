package flame

import (
	"regexp"

	"battscope/profile/stacks"
)

// Matches is what a search found.
type Matches struct {
	Nodes []int32 // that match by name, in the tree's order
	// Cum is what the matching frames hold, each sample counted once however
	// many of its frames match.
	Cum stacks.Pair
}

// Search returns the frames whose name matches.
func (t *Tree) Search(re *regexp.Regexp) Matches {
	var m Matches
	known := map[string]bool{} // names repeat a great deal
	matches := func(name string) bool {
		hit, ok := known[name]
		if !ok {
			hit = re.MatchString(name)
			known[name] = hit
		}
		return hit
	}
	within := make([]bool, len(t.Nodes)) // at or below a match
	for i := int32(1); int(i) < len(t.Nodes); i++ {
		up := within[t.Nodes[i].Parent]
		within[i] = up
		if !matches(t.Name(i)) {
			continue
		}
		m.Nodes = append(m.Nodes, i)
		within[i] = true
		if !up {
			m.Cum.Add(t.Nodes[i].Cum)
		}
	}
	return m
}

// Share returns the part of the tree's width that the matches hold, in [0,1].
func (t *Tree) Share(m Matches) float64 {
	whole := t.Nodes[0].Cum.Weight()
	if whole <= 0 {
		return 0
	}
	return float64(m.Cum.Weight()) / float64(whole)
}
