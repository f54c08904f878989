package profileview

import (
	"testing"

	"battscope/ui/draw"
)

func TestFit(t *testing.T) {
	const name = "battscope/engine/interp.(*Machine).callValue"
	for w, want := range map[int]string{
		60: name, 44: name, 43: "interp.(*Machine).callValue", 20: "(*Machine).callValue", 12: "callValue", 6: "…Value", 1: "", 0: "",
	} {
		if got := fit(name, w); got != want {
			t.Errorf("fit in %d is %q, want %q", w, got, want)
		}
	}
	for _, name := range []string{"slices.SortFunc[go.shape.[]a/b.c,x]", "日本語の長い名前", "std::vector<int>::push_back", "", "a.b"} {
		for w := range 50 {
			if got := fit(name, w); len([]rune(got)) > 0 && draw.Width(got) > w {
				t.Errorf("fit(%q, %d) = %q", name, w, got)
			}
		}
	}
}
