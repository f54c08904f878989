package theme

// NumFrameHues is how many hues the frames of a flame graph have; the last is
// for what has none of its own.
const NumFrameHues = 8

// NumSteps is in how many steps a difference is told by colour.
const NumSteps = 3

// Frames are the backgrounds of a flame graph, with text that can be read on
// them. They are empty where weight and signs alone are used.
type Frames struct {
	Hue    [NumFrameHues][2]Style // by hue and, so that neighbours differ, by depth
	More   [NumSteps]Style        // has grown: a little, more, a lot
	Less   [NumSteps]Style        // has shrunk
	Even   Style                  // did not change
	Folded Style                  // frames too narrow to show
	Match  Style                  // found by a search
	Chosen Style                  // the one that keys work on
}

// shade returns c darker or lighter by a factor.
func (c rgb) shade(by float64) rgb {
	r, g, b := c.parts()
	one := func(x int) rgb { return rgb(min(255, int(float64(x)*by))) }
	return one(r)<<16 | one(g)<<8 | one(b)
}

// on returns the style of text on c.
func on(c rgb) Style {
	text := rgb(0xFFFFFF)
	if c.luminance() > 0.4 {
		text = 0x000000
	}
	return Style("\x1b[38;2;" + text.params() + ";48;2;" + c.params() + "m")
}

// frames returns the backgrounds of a coloured theme. Hues stay apart for the
// common kinds of colour blindness, after Okabe and Ito; what grew is orange and
// what shrank blue for the same reason.
func frames(c frameColours) Frames {
	var f Frames
	for i, h := range c.hue {
		f.Hue[i] = [2]Style{on(h), on(h.shade(0.86))}
	}
	for i := range NumSteps {
		f.More[i], f.Less[i] = on(c.more[i]), on(c.less[i])
	}
	f.Even, f.Folded, f.Match, f.Chosen = on(c.even), on(c.folded), on(c.match), on(c.chosen)
	return f
}

type frameColours struct {
	hue                         [NumFrameHues]rgb
	more, less                  [NumSteps]rgb
	even, folded, match, chosen rgb
}

func darkFrames() frameColours {
	return frameColours{
		hue:  [NumFrameHues]rgb{0x5FA3E6, 0xE5A04A, 0x3BAF88, 0xD982A4, 0xD9C65A, 0x9C92E0, 0x8FC9C9, 0x8B939E},
		more: [NumSteps]rgb{0xD9B98C, 0xE0933A, 0xE8700F}, less: [NumSteps]rgb{0x9DB9D6, 0x5F9DE0, 0x2A7DE8},
		even: 0x7A828C, folded: 0x4A515B, match: 0xB7A2FF, chosen: 0xFFFFFF,
	}
}

func lightFrames() frameColours {
	return frameColours{
		hue:  [NumFrameHues]rgb{0xA9CFF5, 0xF5CF96, 0xA3DCC6, 0xF0C2D4, 0xEDE29B, 0xCFC9F2, 0xBFE3E3, 0xCBD0D6},
		more: [NumSteps]rgb{0xF2DFC2, 0xF0B566, 0xE88A1F}, less: [NumSteps]rgb{0xCFDFEF, 0x96C1F0, 0x4F97E8},
		even: 0xD5D9DE, folded: 0xB3BAC3, match: 0x8A6BFF, chosen: 0x202630,
	}
}

// plainFrames are weight alone.
func plainFrames() Frames {
	f := Frames{Match: "\x1b[1;4m", Chosen: "\x1b[7m"}
	f.More[1], f.More[2] = "\x1b[1m", "\x1b[1m"
	return f
}
