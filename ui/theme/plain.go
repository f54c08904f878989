package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Plain returns a screen in the characters of ASCII: each of our signs has one
// of its own, and what else is not ASCII becomes "?" as often as it was wide.
func Plain(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		if c := plain(r); c != 0 {
			b.WriteByte(c)
			continue
		}
		for range ansi.StringWidth(string(r)) {
			b.WriteByte('?')
		}
	}
	return b.String()
}

// plain returns the character that stands for one of our signs, 0 for others.
func plain(r rune) byte {
	switch r {
	case '▶', '▷', '▸', '▌', '→', '›':
		return '>'
	case '◀', '←':
		return '<'
	case '⏸':
		return '"'
	case '✓':
		return 'v'
	case '■', '●', '•':
		return '*'
	case '✗', '×':
		return 'x'
	case '·', '░', '▁', '▂':
		return '.'
	case '—', '─', '–', '▃', '▄':
		return '-'
	case '│', '▏', '▎', '└', '├', '▐':
		return '|'
	case '▍', '▋':
		return '='
	case '…', '~', '≈':
		return '~'
	case '▊', '▉', '█', '▆', '▇', '▅':
		return '#'
	case '▲', '↑':
		return '^'
	case '▼', '↓':
		return 'v'
	case '≠':
		return '!'
	case 'µ':
		return 'u'
	case '╭', '╮', '╰', '╯', '┼', '┬', '┴':
		return '+'
	case '▀':
		return '"'
	case '°':
		return '\''
	}
	return 0
}
