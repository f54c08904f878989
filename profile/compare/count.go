package compare

// A Count is a number that is counted and not measured, on two sides.
type Count struct {
	Name           string
	A, B           int64
	LacksA, LacksB bool // the side does not tell it; its number is 0 and no fact
}

// Lacks reports whether a side does not tell the count, so that nothing can be
// said of it.
func (c Count) Lacks() bool { return c.LacksA || c.LacksB }

// Unknown is the sign of a count that a side does not tell.
const Unknown = "—"

// Sign returns how B stands to A: "=", "+" or "-", and Unknown where a side does
// not tell.
func (c Count) Sign() string {
	switch {
	case c.Lacks():
		return Unknown
	case c.A < c.B:
		return "+"
	case c.A > c.B:
		return "-"
	}
	return "="
}

// Pair joins the counts of two sides by name, in the order of the first; behind
// them come those that only the second has.
func Pair(a, b []Named) []Count {
	theirs := map[string]Named{}
	for _, n := range b {
		theirs[n.Name] = n
	}
	var list []Count
	for _, n := range a {
		other, ok := theirs[n.Name]
		delete(theirs, n.Name)
		list = append(list, Count{n.Name, n.N, other.N, n.Lacks, other.Lacks || !ok})
	}
	for _, n := range b {
		if _, only := theirs[n.Name]; only {
			list = append(list, Count{n.Name, 0, n.N, true, n.Lacks})
		}
	}
	return list
}

// A Named is a count of one side.
type Named struct {
	Name  string
	N     int64
	Lacks bool // the side does not tell it: N is no fact
}
