package compareview

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"battscope/profile/compare"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/theme"
)

// hostile is what a file written by others may have in any text: commands to the
// terminal, in seven bits and in eight, ends of lines, and a turn of direction.
const hostile = "\x1b[31m\x1b]0;t\x07|\n\r\t\x00\u009b2J\u202e\x7fx"

// foreign changes all texts of a copy of c.
func foreign[T any](c T, change func(string) string) T {
	return deepCopy(reflect.ValueOf(c), change).Interface().(T)
}

func deepCopy(v reflect.Value, change func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(change(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(deepCopy(v.Elem(), change))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(deepCopy(v.Index(i), change))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(deepCopy(v.Index(i), change))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Type != reflect.TypeFor[time.Time]() {
				out.Field(i).Set(deepCopy(v.Field(i), change))
			}
		}
	}
	return out
}

// all is a comparison with everything that one can have.
func all(c *compare.Comparison) *compare.Comparison {
	v := c.Versus[0]
	c.Busy, c.Control, v.Again, v.Confirmed, v.Suspect = "load", v.Timing, v.Timing, true, &compare.Limit{Clock: "demo"}
	v.Timing.Warnings = []string{"few samples"}
	v.Timing.Whole.OutliersB, v.Timing.Whole.Note, v.Timing.Phases[2].Note = []int{1}, "noted", "noted"
	v.Results.Uncalled = "a deadline cut"
	return c
}

// Whatever a file of others has in its texts, what is shown and written of it is
// what it would be with texts that are safe to show.
func TestForeign(t *testing.T) {
	hurt := func(s string) string {
		if s == "" {
			return "" // what is absent stays so
		}
		return s + hostile
	}
	safe := func(s string) string { return draw.Clean(hurt(s)) }
	undecided, refused := all(pairs(4, 10, 3)), all(pairs(10, 10, 1))
	refused.Versus[0].Refused = []string{"other data"}
	recorded, doubtful := all(pairs(10, 10, 1)), all(pairs(10, 10, 1))
	recorded.Stored, recorded.Versus[0].Again = true, nil
	doubtful.Versus[0].Confirmed, doubtful.Versus[0].Results.Uncalled = false, ""
	same := func(what, got, want string) {
		t.Helper()
		if strings.Contains(got, "\x1b]") || strings.ContainsAny(got, "\r\t\x00\a\u009b\u202e\x7f") {
			t.Errorf("%s holds control characters: %q", what, got)
		}
		if got != want {
			t.Errorf("%s is\n%s\nwant\n%s", what, got, want)
		}
	}
	var list [2][]Past
	keep := func(c *compare.Comparison, e *compare.Evolution) {
		p := Past{ID: "x", Ended: time.Unix(1e9, 0), Host: "bench", Settings: []string{"a", "b"}, Data: "seed", Clock: "wall", For: "somebody", Comparison: c, Evolution: e}
		list[0], list[1] = append(list[0], foreign(p, hurt)), append(list[1], foreign(p, safe))
	}
	for _, c := range []*compare.Comparison{all(pairs(10, 10, 1)), undecided, all(differing()), recorded, doubtful} {
		bad, good := foreign(c, hurt), foreign(c, safe)
		same("the text", Text(bad), Text(good))
		same("the Markdown", Markdown(bad), Markdown(good))
		keep(c, nil)
	}
	keep(refused, nil)
	other := evolved(false)
	other.Steps[3].Results = differing().Versus[0].Results
	told := evolved(true)
	told.Busy, told.Steps[2].Refused, told.Steps[2].Against, told.Steps[2].Results = "load", []string{"other data"}, nil, nil
	uncalled := evolved(false)
	uncalled.Steps[1].Results.Uncalled, uncalled.Steps[1].Against.Note = "a deadline cut", "noted"
	for _, e := range []*compare.Evolution{evolved(false), other, told, uncalled} {
		bad, good := foreign(e, hurt), foreign(e, safe)
		same("the text", EvolutionText(bad), EvolutionText(good))
		same("the Markdown", EvolutionMarkdown(bad), EvolutionMarkdown(good))
		keep(nil, e)
	}
	live := []Live{
		{Number: 1, Plan: Plan{Settings: []string{"a"}, For: "f"}, Stage: "s", Side: "a"},
		{Number: 1, Stage: "s", Side: "a", Round: 2, Rounds: 3, Comparison: undecided},
		{Number: 1, Stage: strings.Repeat("s", 80), Side: "a", Round: 2, Rounds: 3, Comparison: undecided},
		{Number: 1, Over: true, Comparison: all(pairs(10, 10, 1))},
	}
	th := theme.New(theme.Dark, false, true)
	for _, sz := range [][2]int{{80, 19}, {150, 60}} {
		var shown [2][]string
		for i, change := range []func(string) string{hurt, safe} {
			b := open(t, &stand{past: list[i], pastErr: errors.New(change("damaged"))})
			see := func() { shown[i] = append(shown[i], strings.Join(b.v.Render(sz[0], sz[1], th), "\n")) }
			b.do(seePast)
			for n := range list[i] {
				b.v.cursor = n
				see()
				b.do(keymap.Enter)
				for range 3 {
					see()
					b.do(keymap.Down)
				}
				b.do(keymap.End)
				see()
				b.do(keymap.Back)
			}
			for n := range live {
				one := foreign(live[n], change)
				if one.Over {
					one.Unkept = errors.New(change("no room"))
				}
				b = open(t, &stand{live: &one})
				b.look()
				see()
			}
		}
		for n := range shown[0] {
			same("the frame", shown[0][n], shown[1][n])
		}
	}
}
