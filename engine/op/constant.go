package op

import "battscope/engine/value"

// A Constant is a name for a value in programs.
type Constant struct {
	Name  string
	Value value.Value
}

// constants returns the 28 constants of arc-dsl's constants.py.
func constants() []Constant {
	list := []Constant{{"F", value.OfBool(false)}, {"T", value.OfBool(true)}}
	for n, name := range []string{"NEG_TWO", "NEG_ONE", "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"} {
		list = append(list, Constant{name, value.OfInt(int64(n - 2))})
	}
	for _, p := range []struct {
		name string
		i, j int
	}{
		{"DOWN", 1, 0}, {"RIGHT", 0, 1}, {"UP", -1, 0}, {"LEFT", 0, -1},
		{"ORIGIN", 0, 0}, {"UNITY", 1, 1}, {"NEG_UNITY", -1, -1}, {"UP_RIGHT", -1, 1}, {"DOWN_LEFT", 1, -1},
		{"ZERO_BY_TWO", 0, 2}, {"TWO_BY_ZERO", 2, 0}, {"TWO_BY_TWO", 2, 2}, {"THREE_BY_THREE", 3, 3},
	} {
		list = append(list, Constant{p.name, value.OfPair(p.i, p.j)})
	}
	return list
}

// Constants returns every constant. The caller must not change it.
func (t *Table) Constants() []Constant { return t.consts }

// Constant reports whether name is a constant.
func (t *Table) Constant(name string) bool {
	_, ok := t.ConstantValue(name)
	return ok
}

// ConstantValue returns the value of the constant called name.
func (t *Table) ConstantValue(name string) (value.Value, bool) {
	for _, c := range t.consts {
		if c.Name == name {
			return c.Value, true
		}
	}
	return value.Value{}, false
}

// Names returns the names of all primitives and constants.
func (t *Table) Names() []string {
	var names []string
	for _, o := range t.ops {
		names = append(names, o.Name)
	}
	for _, c := range t.consts {
		names = append(names, c.Name)
	}
	return names
}

// Type returns the type of the constant.
func (c *Constant) Type() Type { return typeOfConstant(c.Value) }
