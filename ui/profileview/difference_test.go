package profileview

import (
	"strings"
	"testing"

	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// A difference tells by sign, shows either side alone, and leaves small changes
// out.
func TestDifference(t *testing.T) {
	dir := t.TempDir()
	after := example()
	after[0].ns, after[3].ns = 91_000_000, 35_000_000
	files := []string{write(t, dir, "after", profileOf(after)), write(t, dir, "base", profileOf(example()))}
	b := at(t, &source{}, screen.Place{File: files[0], Base: files[1]})
	b.shows("after.pb.gz less ", "shares are of the base", "new 189.70 ms   base 194.70 ms   -5 ms", "+solve_a5313dff  +30 ms", "-mapply  -35 ms")
	b.do(keymap.Down, keymap.Down)
	b.shows("cum 102 ms → 132 ms (+30 ms, 15.41 %)")
	b.do(showTop)
	b.shows("-35 ms", "+30 ms", "shift", "objects")
	b.do(afterAlone)
	b.shows("the new one alone", "  104.70 ms  55.19 %", "189.70 ms")
	b.do(baseAlone)
	b.shows("the base alone", "194.70 ms")
	b.do(baseAlone, showTop)
	if wrong := b.typed(atLeast, "much"); !strings.Contains(wrong, "percent") {
		t.Errorf("a bad threshold: %q", wrong)
	}
	b.typed(atLeast, "17%")
	if f := b.shows("above 17 %", "-mapply"); strings.Contains(f, "+solve_a5313dff") {
		t.Errorf("a change below the threshold is shown:\n%s", f)
	}
	b.typed(atLeast, "60")
	b.shows("no difference above 60 %")
	b.do(showTop)
	b.shows("no difference above 60 %")
}

// From a difference that cannot be taken esc goes back to the profile that was
// opened, as it was.
func TestDifferenceRefused(t *testing.T) {
	dir := t.TempDir()
	other := profileOf(example())
	for _, st := range other.SampleType {
		st.Type = "other " + st.Type
	}
	other.DefaultSampleType = ""
	files := []string{write(t, dir, "after", profileOf(example())), write(t, dir, "other", other)}
	b := at(t, &source{entries: entriesOf(files...)}, screen.Place{File: files[0]})
	b.do(showTop, subtract, keymap.Down)
	if k, ok := b.v.Keys().Of(keymap.Enter); !ok || k.Foot != "take as base" {
		t.Errorf("enter says it would %s", k.Foot)
	}
	b.do(keymap.Enter)
	b.shows("the two profiles have no sample type")
	if k, ok := b.v.Keys().Of(showTop); !ok || k.Why != "the difference cannot be taken" {
		t.Errorf("a key says %q", k.Why)
	}
	b.do(keymap.Back)
	b.shows("after.pb.gz", "function", "objects")
	if b.v.page.want.mode != topMode {
		t.Error("the profile is not as it was left")
	}
}

// A profile less itself is empty in every view.
func TestDifferenceWithItself(t *testing.T) {
	file := write(t, t.TempDir(), "x", profileOf(example()))
	b := at(t, &source{}, screen.Place{File: file, Base: file})
	for _, m := range []mode{flameMode, topMode, callMode, sourceMode} {
		b.v.page.want.source = "objects"
		finish(b.v.page.visit(m))
		b.shows("no difference")
	}
}
