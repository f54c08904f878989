package profileview

import (
	"strings"
	"testing"

	"battscope/ui/keymap"
)

// The first row of top is the dearest; from there to its callers, on, and back.
func TestTopAndCalls(t *testing.T) {
	b := on(t, example())
	b.do(showTop)
	b.shows("▌    74.70 ms", "objects")
	b.typed(keymap.Filter, "shift")
	if f := b.shows("rows with shift"); strings.Contains(f, "bordering") {
		t.Errorf("the filter lets others through:\n%s", f)
	}
	b.do(keymap.Back)
	b.do(keymap.Sort, keymap.Sort)
	b.shows("cum▼")
	b.v.Find("mfilter", 0)
	b.do(keymap.Enter)
	b.shows("▶ mfilter", "called by", "100 %  solve_a5313dff", "38 ms  92.68 %  bordering", "flat 3 ms (1.54 %)   cum 41 ms (21.06 %)")
	b.do(keymap.Enter)
	b.shows("▶ bordering")
	b.do(keymap.PrevPane, keymap.Enter, keymap.Enter)
	b.shows("▶ solve_a5313dff")
	b.do(keymap.Back, keymap.Back, keymap.Back, keymap.Back)
	b.shows("flat %")
	b.do(showTop)
	b.shows("▌mfilter") // the same function
}
