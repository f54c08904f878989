package theme

import "strconv"

// An rgb is a colour as 0xRRGGBB.
type rgb uint32

// colours are the choices that make a coloured theme.
type colours struct {
	strong, faint, rule, accent, good, warn, bad, rest, chart, selected rgb
	frames                                                              frameColours
	phase                                                               [NumPhaseHues]rgb
}

// The hues of phases come in pairs of one hue, so that neighbours differ in
// lightness: greys for reading, blues for evaluating, ambers for choosing,
// greens for proving, roses for keeping. The five hues stay apart for the
// common kinds of colour blindness (after Okabe and Ito, "Color Universal
// Design", 2008).

func darkColours() colours {
	return colours{
		strong: 0xFFFFFF, faint: 0x7F8791, rule: 0x434A54, accent: 0xB7A2FF,
		good: 0x6FD3A2, warn: 0xF2CF63, bad: 0xFF7B72, rest: 0x59616C, chart: 0x6E8299, selected: 0x2B303B, frames: darkFrames(),
		phase: [NumPhaseHues]rgb{
			0x87919D, 0xD8CBB0, // load, compile
			0x4A98E6, 0xA6D6FA, // demo, test
			0xE08B24, 0xF4DB75, // diff, filter
			0x219E78, 0x97DEC1, // inline, validate
			0xC75D83, 0xF0BACF, // save, differs
		},
	}
}

func lightColours() colours {
	return colours{
		strong: 0x000000, faint: 0x6A717B, rule: 0xC3C8CF, accent: 0x5A3FD0,
		good: 0x0B7A4B, warn: 0x8A6100, bad: 0xC02318, rest: 0xA9B0B9, chart: 0x8496A9, selected: 0xE4E6F2, frames: lightFrames(),
		phase: [NumPhaseHues]rgb{
			0x59636F, 0xA8966B,
			0x1762B5, 0x5DA4DE,
			0xA85800, 0xC79A12,
			0x0A6B50, 0x46AE8C,
			0x97305B, 0xD07B9F,
		},
	}
}

// arcColours are the ten colours in which ARC tasks are drawn everywhere.
func arcColours() [NumCells]rgb {
	return [NumCells]rgb{
		0x000000, 0x0074D9, 0xFF4136, 0x2ECC40, 0xFFDC00,
		0xAAAAAA, 0xF012BE, 0xFF851B, 0x7FDBFF, 0x870C25,
	}
}

func build(name Choice, c colours) *Theme {
	t := &Theme{
		Name:   name,
		Strong: bold(c.strong),
		Faint:  fg(c.faint),
		Rule:   fg(c.rule),
		Accent: bold(c.accent),
		Good:   fg(c.good),
		Warn:   fg(c.warn),
		Bad:    bold(c.bad),
		Rest:   fg(c.rest),
		Chart:  fg(c.chart),
		Select: bg(c.selected),
		Frames: frames(c.frames),
	}
	for i, p := range c.phase {
		t.Phase[i] = fg(p)
	}
	cells(t)
	return t
}

// contrast returns the theme that uses weight and signs alone.
func contrast() *Theme {
	t := &Theme{
		Name:   Contrast,
		Digits: true,
		Strong: "\x1b[1m",
		Accent: "\x1b[1m",
		Good:   "\x1b[1m",
		Warn:   "\x1b[1m",
		Bad:    "\x1b[1;7m",
		Select: "\x1b[7m",
		Frames: plainFrames(),
	}
	cells(t)
	return t
}

func cells(t *Theme) {
	for i, c := range arcColours() {
		t.Cells[i] = cell(c)
	}
	t.Other, t.Mark = cell(0x3A3A3A), cell(0xB7A2FF)
}

func cell(c rgb) Cell {
	text := rgb(0xFFFFFF)
	if c.luminance() > 0.4 {
		text = 0x000000
	}
	return Cell{
		On: Style("\x1b[1;38;2;" + text.params() + ";48;2;" + c.params() + "m"),
		fg: "38;2;" + c.params(),
		bg: "48;2;" + c.params(),
	}
}

func fg(c rgb) Style   { return Style("\x1b[38;2;" + c.params() + "m") }
func bg(c rgb) Style   { return Style("\x1b[48;2;" + c.params() + "m") }
func bold(c rgb) Style { return Style("\x1b[1;38;2;" + c.params() + "m") }

func (c rgb) parts() (r, g, b int) {
	return int(c >> 16 & 0xFF), int(c >> 8 & 0xFF), int(c & 0xFF)
}

func (c rgb) params() string {
	r, g, b := c.parts()
	return strconv.Itoa(r) + ";" + strconv.Itoa(g) + ";" + strconv.Itoa(b)
}

// luminance returns how light the colour looks, in [0,1].
func (c rgb) luminance() float64 {
	r, g, b := c.parts()
	return (0.2126*float64(r) + 0.7152*float64(g) + 0.0722*float64(b)) / 255
}
