// Package draw turns data into lines of text: numbers, bars, charts, tables,
// grids, boxes. Its functions are pure: data, a size and a theme give exactly
// the asked number of lines, none wider than asked.
package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"battscope/ui/theme"
)

// Width returns how many cells text takes on a screen; escape sequences take
// none.
func Width(text string) int { return ansi.StringWidth(text) }

// Clean returns text that comes from outside (a name, a message) as one line
// that is safe to show: no control characters, no escape sequences, nothing
// about whose width terminals disagree.
func Clean(text string) string {
	plain := true
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	text = ansi.Strip(text)
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case r == utf8.RuneError || !unicode.IsPrint(r):
			b.WriteByte('?')
		case unicode.Is(unicode.M, r):
			// A mark without its letter has no width of its own.
		default:
			b.WriteRune(r)
		}
	}
	text = b.String()
	if ansi.StringWidth(text) == ansi.StringWidthWc(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r > '~' {
			return '?'
		}
		return r
	}, text)
}

// Clip returns text cut to at most w cells; a cut shows as "…".
func Clip(text string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(text) <= w || Width(text) <= w {
		return text
	}
	return ansi.Truncate(text, w, "…")
}

// Left returns text cut or filled to exactly w cells, at the left.
func Left(text string, w int) string {
	if w <= 0 {
		return ""
	}
	text = Clip(text, w)
	return text + blank(w-Width(text))
}

// Right returns text cut or filled to exactly w cells, at the right.
func Right(text string, w int) string {
	if w <= 0 {
		return ""
	}
	text = Clip(text, w)
	return blank(w-Width(text)) + text
}

// Between returns one line of exactly w cells with left at its left and right
// at its right end. Where they do not both fit, left is cut.
func Between(left, right string, w int) string {
	if w <= 0 {
		return ""
	}
	right = Clip(right, w)
	room := w - Width(right)
	if Width(left) > room && room > 0 {
		return Left(Clip(left, room-1), room) + right
	}
	return Left(left, room) + right
}

// Rule returns a horizontal line of w cells.
func Rule(w int, th *theme.Theme) string {
	return th.Rule.Paint(times(th.Sign.Rule, w))
}

// Select returns text as one line of exactly w cells that stands out as the one
// that keys work on.
func Select(text string, w int, th *theme.Theme) string {
	if w <= 0 {
		return ""
	}
	return th.Select.Lay(Left(text, w))
}

// Block returns lines as exactly h lines of at most w cells: what is too much
// is cut, what is missing is empty.
func Block(lines []string, w, h int) []string {
	out := make([]string, max(h, 0))
	for i := range out {
		if i < len(lines) {
			out[i] = Clip(lines[i], w)
		}
	}
	return out
}

// Fill returns lines as exactly h lines of exactly w cells.
func Fill(lines []string, w, h int) []string {
	out := make([]string, max(h, 0))
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = Left(line, w)
	}
	return out
}

// Wrap returns text folded to lines of at most w cells. It folds at hyphens too,
// but not those of a flag: --profile stays as it is typed.
func Wrap(text string, w int) []string {
	if w <= 0 {
		return nil
	}
	const hard = '\uE000' // for private use, one cell wide
	begins, flag := true, false
	text = strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\n':
			begins, flag = true, false
			return r
		case begins:
			begins, flag = false, r == '-'
		}
		if flag && r == '-' {
			return hard
		}
		return r
	}, text)
	return strings.Split(strings.ReplaceAll(ansi.Wrap(text, w, ""), string(hard), "-"), "\n")
}

const spaces = "                                                                                                                                "

func blank(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(spaces):
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}

func times(s string, n int) string { return strings.Repeat(s, max(n, 0)) }
