package dsl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind is the kind of a token: one of those below, or the character itself
// for an operator of one character.
type kind rune

const (
	newline   kind = -(iota + 1) // the end of a logical line, also of the last
	word                         // an identifier
	keyword                      // one of Python's reserved words
	number                       // any kind of number
	text                         // a string
	arrow                        // ->
	assigning                    // := and the likes of +=
	comparing                    // == != <= >=
	stray                        // a character outside Python's syntax, already reported
)

// A token is src[off:end].
type token struct {
	kind     kind
	off, end int
	line     int // from 1
}

// A scanner cuts a source into logical lines and those into tokens: line goes
// to the start of the next logical line, next takes tokens up to its newline.
type scanner struct {
	src    string
	off    int
	lines  []int   // offsets of the starts of lines
	depth  int     // open brackets
	open   int     // offset of the outermost open bracket
	broken bool    // the logical line ends here, whatever follows
	lost   [2]bool // no more ends of ''' and """ strings in the source
	report func(off int, msg string)
}

// line moves over blank and comment lines to the first token of the next
// logical line and returns its indentation; ok is false at the end of the
// source.
func (s *scanner) line() (indent string, ok bool) {
	s.depth, s.broken = 0, false
	start := s.off
	for s.off < len(s.src) {
		switch s.src[s.off] {
		case ' ', '\t':
			s.off++
		case '\f': // begins the line anew
			s.off++
			start = s.off
		case '#':
			s.comment()
		case '\r', '\n':
			s.breakLine()
			start = s.off
		default:
			return s.src[start:s.off], true
		}
	}
	return "", false
}

// next returns the next token of the logical line; at and after its end, a
// newline, behind which the scanner stands at the start of a line.
func (s *scanner) next() token {
	end := s.off
	if !s.space() {
		return token{newline, end, end, len(s.lines)}
	}
	t := token{off: s.off, line: len(s.lines)}
	if s.off >= len(s.src) {
		if s.depth > 0 {
			s.report(s.open, s.src[s.open:s.open+1]+" is never closed")
		}
		t.kind, t.end = newline, s.off
		return t
	}
	c := s.src[s.off]
	switch {
	case c == '\n' || c == '\r':
		t.kind, t.end = newline, s.off
		s.breakLine()
		return t
	case isWord(c) && !isDigit(c) || c >= utf8.RuneSelf:
		t.kind = s.word()
	case isDigit(c) || c == '.' && s.off+1 < len(s.src) && isDigit(s.src[s.off+1]):
		t.kind = number
		for s.off < len(s.src) && (isWord(s.src[s.off]) || s.src[s.off] == '.') {
			s.off++
		}
	case c == '\'' || c == '"':
		t.kind = s.text()
	default:
		t.kind = s.operator(c)
	}
	t.end = s.off
	return t
}

// space moves to the next token or line break: over blanks, comments, joined
// lines, and line breaks inside brackets. It reports false where the logical
// line is to end although its brackets are open.
func (s *scanner) space() bool {
	if s.broken {
		return false
	}
	fresh := false // a line of an open bracket begins
	for s.off < len(s.src) {
		switch c := s.src[s.off]; {
		case c == ' ' || c == '\t' || c == '\f':
			s.off++
		case c == '#':
			s.comment()
		case c == '\\' && s.off+1 < len(s.src) && (s.src[s.off+1] == '\n' || s.src[s.off+1] == '\r'):
			s.off++
			s.breakLine()
		case (c == '\n' || c == '\r') && s.depth > 0:
			s.breakLine()
			fresh = true
		default:
			if fresh && s.atStatement() {
				s.report(s.open, s.src[s.open:s.open+1]+" is never closed")
				s.endLine()
				return false
			}
			return true
		}
	}
	return true
}

// endLine ends the logical line before the line that the scanner is in.
func (s *scanner) endLine() {
	s.off = s.lines[len(s.lines)-1]
	s.depth, s.broken = 0, true
}

// atStatement reports whether a word stands here that cannot stand in
// brackets.
func (s *scanner) atStatement() bool {
	rest := s.src[s.off:]
	for _, w := range [...]string{"def", "return", "class", "import", "from"} {
		if strings.HasPrefix(rest, w) && (len(rest) == len(w) || !isWord(rest[len(w)]) && rest[len(w)] < utf8.RuneSelf) {
			return true
		}
	}
	return false
}

func (s *scanner) comment() {
	for s.off < len(s.src) && s.src[s.off] != '\n' && s.src[s.off] != '\r' {
		s.off++
	}
}

// breakLine moves over one line break: LF, CR or CRLF.
func (s *scanner) breakLine() {
	if s.src[s.off] == '\r' && s.off+1 < len(s.src) && s.src[s.off+1] == '\n' {
		s.off++
	}
	s.off++
	s.lines = append(s.lines, s.off)
}

// word takes an identifier, a keyword, or a string with a prefix.
func (s *scanner) word() kind {
	start := s.off
	for s.off < len(s.src) {
		c := s.src[s.off]
		if c < utf8.RuneSelf {
			if !isWord(c) {
				break
			}
			s.off++
			continue
		}
		r, n := utf8.DecodeRuneInString(s.src[s.off:])
		letter := unicode.IsLetter(r) || s.off > start && (unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc))
		if !letter {
			break
		}
		s.off += n
	}
	w := s.src[start:s.off]
	if w == "" {
		return s.stray()
	}
	if len(w) <= 2 && s.off < len(s.src) && (s.src[s.off] == '\'' || s.src[s.off] == '"') && strings.Trim(w, "rRbBuUfF") == "" {
		return s.text()
	}
	if isKeyword(w) {
		return keyword
	}
	return word
}

// operator takes an operator: one character, or two of which the second is =
// or that make an arrow.
func (s *scanner) operator(c byte) kind {
	two := byte(0)
	if s.off+1 < len(s.src) {
		two = s.src[s.off+1]
	}
	switch {
	case strings.IndexByte("()[]{}.,;:=+-*/%&|^~@<>!", c) < 0:
		return s.stray()
	case c == '-' && two == '>':
		s.off += 2
		return arrow
	case two == '=' && strings.IndexByte("=<>!", c) >= 0:
		s.off += 2
		return comparing
	case two == '=' && strings.IndexByte("+-*/%&|^@:", c) >= 0:
		s.off += 2
		return assigning
	case strings.IndexByte("([{", c) >= 0:
		if s.depth == 0 {
			s.open = s.off
		}
		s.depth++
	case strings.IndexByte(")]}", c) >= 0:
		s.depth = max(0, s.depth-1)
	}
	s.off++
	return kind(c)
}

// stray reports and takes a character that no token begins with.
func (s *scanner) stray() kind {
	r, n := utf8.DecodeRuneInString(s.src[s.off:])
	switch {
	case r == '\\':
		s.report(s.off, `a \ that does not end its line`)
	case r == utf8.RuneError && n == 1:
		s.report(s.off, fmt.Sprintf("a byte that is not UTF-8: 0x%02x", s.src[s.off]))
	default:
		s.report(s.off, fmt.Sprintf("unexpected character %q (%U)", r, r))
	}
	s.off += n
	return stray
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isWord reports whether an identifier may hold c behind its first character.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

func isKeyword(w string) bool {
	switch w {
	case "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
		"def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
		"lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}
