package compare

import "fmt"

// Conditions are under what a side was run: what must be the same before
// anything can be compared. An empty field is not known.
type Conditions struct {
	Data  string // hash of the tasks
	Pool  string // hash of the programs
	Store string // digest of the store that the run began with
	Level string // of observation
	Own   bool   // each program on its own task only
	Host  []Fact // what the clocks depend on
}

// A Fact is one thing known of a host.
type Fact struct{ Name, Value string }

// Refuse says why two sides cannot be compared, a sentence for each reason; none
// when they can. With otherHost the host may differ.
func Refuse(a, b Conditions, otherHost bool) []string {
	var list []string
	for _, f := range []struct{ what, a, b string }{
		{"other data", a.Data, b.Data},
		{"another pool of programs", a.Pool, b.Pool},
		{"another starting store", a.Store, b.Store},
		{"another level of observation", a.Level, b.Level},
	} {
		if f.a != f.b && f.a != "" && f.b != "" {
			list = append(list, fmt.Sprintf("B has %s: %.16s in A, %.16s in B", f.what, f.a, f.b))
		}
	}
	if a.Own != b.Own {
		list = append(list, "only one side tries each program on its own task alone")
	}
	if otherHost {
		return list
	}
	theirs := map[string]string{}
	for _, f := range b.Host {
		theirs[f.Name] = f.Value
	}
	for _, f := range a.Host {
		if v, ok := theirs[f.Name]; ok && v != f.Value {
			list = append(list, fmt.Sprintf("B ran on another host: %s is %s in A, %s in B", f.Name, f.Value, v))
		}
	}
	return list
}
