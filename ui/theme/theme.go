// Package theme holds every colour, style and sign of the screens. Nothing
// else in the program writes an escape sequence for a colour. It imports
// nothing of ours.
//
// Colours are 24-bit; the renderer brings them down to what the terminal can
// show. Every meaning that a colour carries is carried by a word or a sign too.
package theme

import (
	"fmt"
	"strings"
)

const reset = "\x1b[m"

// A Style is the escape sequence that opens it; the empty Style is plain text.
type Style string

// Paint returns text in the style, closed again. Text must not hold escape
// sequences of its own.
func (s Style) Paint(text string) string {
	if s == "" || text == "" {
		return text
	}
	return string(s) + text + reset
}

// Lay returns text, which may be painted, with the style behind all of it.
func (s Style) Lay(text string) string {
	if s == "" {
		return text
	}
	return string(s) + strings.ReplaceAll(text, reset, reset+string(s)) + reset
}

// Open returns the sequence that begins the style and Close the one that ends
// it, for writers that paint piece by piece.
func (s Style) Open() string { return string(s) }

// Close returns the sequence that ends the style; nothing for plain text.
func (s Style) Close() string {
	if s == "" {
		return ""
	}
	return reset
}

// A Choice is what a person may ask for.
type Choice string

// The choices. Auto is dark until the terminal says that its background is
// light.
const (
	Auto     Choice = ""
	Dark     Choice = "dark"
	Light    Choice = "light"
	Contrast Choice = "contrast"
)

// Parse returns the choice of that name, or an error that lists the names.
func Parse(name string) (Choice, error) {
	switch c := Choice(name); c {
	case Auto, Dark, Light, Contrast:
		return c, nil
	case "auto":
		return Auto, nil
	}
	return Auto, fmt.Errorf("theme %q: want dark, light, contrast or auto", name)
}

// NumPhaseHues is how many phases have a hue of their own.
const NumPhaseHues = 10

// NumCells is how many colours an ARC grid has.
const NumCells = 10

// A Cell is how a colour of an ARC grid is painted: as a background with a
// mark on it, and as the upper or the lower half of a character.
type Cell struct {
	On     Style  // background in the colour, text readable on it
	fg, bg string // the colour's parameters, for half blocks
}

// A Theme is a complete set of styles and signs. It is never changed once
// built and is safe for concurrent use.
type Theme struct {
	Name   Choice
	ASCII  bool // half blocks cannot be shown
	Digits bool // grids are written in digits, since colours cannot be told apart

	Text   Style // ordinary
	Strong Style // what the eye should find first
	Faint  Style // labels, units, what is not at work
	Rule   Style // lines
	Accent Style // the one accent
	Good   Style // same results, faster
	Warn   Style // needs an eye
	Bad    Style // is wrong
	Rest   Style // the part of a bar that is still expected
	Chart  Style // columns over time
	Select Style // behind the line that keys work on

	Phase [NumPhaseHues]Style // by the phase's place in the run
	Cells [NumCells]Cell
	Other Cell // a colour outside 0..9
	Mark  Cell // a cell that has no colour, and counts

	Frames Frames // of flame graphs

	Sign Signs
}

// Hue returns the style of the phase in place i of the run.
func (t *Theme) Hue(i int) Style {
	if i < 0 {
		return t.Text
	}
	return t.Phase[i%NumPhaseHues]
}

// Cell returns how colour c of an ARC grid is painted.
func (t *Theme) Cell(c int8) *Cell {
	if c < 0 || int(c) >= NumCells {
		return &t.Other
	}
	return &t.Cells[c]
}

// Halves returns the style of an upper half block whose upper half is in the
// colour of top and whose lower half in that of bottom; a nil bottom leaves
// the terminal's background.
func Halves(top, bottom *Cell) Style {
	if bottom == nil {
		return Style("\x1b[" + top.fg + "m")
	}
	return Style("\x1b[" + top.fg + ";" + bottom.bg + "m")
}

// New returns the theme of a choice. Without colour, as under NO_COLOR, grids
// are in digits; light says what the terminal answered about its background,
// which counts for Auto only.
func New(c Choice, light, colour bool) *Theme {
	var t *Theme
	switch {
	case c == Contrast:
		t = contrast()
	case c == Light, c == Auto && light:
		t = build(Light, lightColours())
	default:
		t = build(Dark, darkColours())
	}
	t.Sign = signs()
	if !colour {
		t.Digits = true
	}
	return t
}
