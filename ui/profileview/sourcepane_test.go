package profileview

import (
	"strings"
	"testing"

	"battscope/ui/keymap"
)

// Source is read from the folder of the profile, and where there is none the lines
// stand alone.
func TestSource(t *testing.T) {
	b := on(t, example())
	b.do(keymap.Down, keymap.Down, keymap.Down)
	if said := b.do(showSource); said != "" {
		t.Error(said)
	}
	b.shows("pool/solvers.py", "▌           ·        73 ms  37.49 %      2     x1 = objects(I, T, F, T)", "41 ms  21.06 %      3", "cum 114 ms (58.55 %)   flat 0 (0 %)")
	b.do(keymap.Back)
	// A primitive has none: it is the line that calls it.
	b.v.Find("shift", 0)
	if said := b.do(showSource); !strings.Contains(said, "this is solve_00d62c1b, which calls it") {
		t.Errorf("said %q", said)
	}
	b.shows("▌           ·        70 ms  35.95 %      7     x5 = mapply(shift, I)")
	b.do(keymap.Back, showTop)
	b.v.Find("bordering", 0)
	if said := b.do(showSource); !strings.Contains(said, "this is solve_a5313dff") {
		t.Errorf("said %q", said)
	}
	b.do(keymap.Back)
	b.v.Find("engine", 0)
	if said := b.do(showSource); said != "the profile does not say in which file engine or what calls it is" {
		t.Errorf("said %q", said)
	}
}
