package compare

// A Count is a number that is counted and not measured, on two sides.
type Count struct {
	Name string
	A, B int64
}

// Sign returns how B stands to A: "=", "+" or "-".
func (c Count) Sign() string {
	switch {
	case c.A < c.B:
		return "+"
	case c.A > c.B:
		return "-"
	}
	return "="
}

// Pair joins the counts of two sides by name, in the order of the first; what a
// side does not count is left out.
func Pair(a, b []Named) []Count {
	theirs := map[string]int64{}
	for _, n := range b {
		theirs[n.Name] = n.N
	}
	var list []Count
	for _, n := range a {
		if v, ok := theirs[n.Name]; ok {
			list = append(list, Count{n.Name, n.N, v})
		}
	}
	return list
}

// A Named is a count of one side.
type Named struct {
	Name string
	N    int64
}
