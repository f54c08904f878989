package profileview

import (
	"strings"
	"testing"

	"battscope/ui/screen"
)

func TestFilters(t *testing.T) {
	b := on(t, example())
	b.typed(focusOn, "^mapply$")
	b.shows("focus ^mapply$", "70 ms of 194.70 ms shown")
	if wrong := b.typed(ignore, "("); !strings.Contains(wrong, "no regular expression") {
		t.Errorf("a bad pattern: %q", wrong)
	}
	b.typed(ignore, "shift")
	b.shows("none of the samples is left by the filters")
	b.do(dropAll)
	b.picked(byLabel, "outcome=matched")
	b.shows("outcome=matched", "114 ms of 194.70 ms shown")
	b.picked(byLabel, "phase=test")
	b.shows("12 ms of 194.70 ms shown")
	b.picked(byLabel, "outcome=matched") // once more takes it away
	b.shows("phase=test")
	b.do(dropAll)
	if why := b.do(dropAll); why != "nothing is left out" {
		t.Errorf("dropping nothing: %q", why)
	}
	b.do(nextType)
	b.shows("· calls", "194")
	b.do(byLine)
	b.shows("solve_a5313dff:2", "by line")
}

// A place may say what of a profile is shown: the screen opens so, and its keys
// change it.
func TestPlaceFilter(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, "programs", profileOf(example()))
	b := at(t, &source{}, screen.Place{File: file, Filter: screen.Filter{Type: "calls", Focus: "^solve_", Ignore: "mfilter", Labels: []string{"phase=demo", "outcome!=wrong"}}})
	b.shows("programs.pb.gz · calls", "phase=demo  outcome!=wrong  focus ^solve_  ignore mfilter", "61 of 194 shown")
	b.do(dropAll)
	if f := b.shows("· calls"); strings.Contains(f, "shown") {
		t.Errorf("something is left out:\n%s", f)
	}
	for text, f := range map[string]screen.Filter{
		"no sample type cpu":       {Type: "cpu"},
		"missing closing )":        {Focus: "("},
		"want key=value":           {Labels: []string{"phase"}},
		"missing argument to repe": {Ignore: "*"},
	} {
		v := New(&source{})
		if said := finish(v.Visit(screen.Place{File: file, Filter: f})); !strings.Contains(said, text) {
			t.Errorf("%+v: said %q, want %q", f, said, text)
		}
	}
	// The base of a difference may stand as it is.
	short := profileOf(example())
	short.DurationNanos /= 2
	base := write(t, dir, "base", short)
	at(t, &source{}, screen.Place{File: file, Base: base}).shows("base scaled by 2 to the same duration")
	if f := at(t, &source{}, screen.Place{File: file, Base: base, Unscaled: true}).shows("no difference"); strings.Contains(f, "scaled") {
		t.Errorf("the base is scaled:\n%s", f)
	}
}
