package profileview

import (
	"testing"
)

func TestMouse(t *testing.T) {
	b := on(t, example())
	b.frame(100, 24)
	b.v.Click(5, headLines+1)
	b.shows("▌demo")
	b.v.Click(5, headLines+1)
	b.shows("▌demo  173.70 ms", "173.70 ms (89.21 %)")
	b.v.Wheel(5, 5, 3)
	b.shows("▌a5313dff")
	b.do(showTop)
	b.frame(100, 24)
	finish(b.v.Click(40, headLines))
	b.shows("cum▼")
	finish(b.v.Click(40, headLines+2))
	finish(b.v.Click(40, headLines+2))
	b.shows("called by")
}
