package task

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// maxDepth bounds the nesting of values that are read past. It stays below the
// 10000 of encoding/json, so that what that calls too deep is too deep here.
const maxDepth = 1000

// A scanner walks one strict JSON text (RFC 8259). Slips that leave the
// structure clear (a bad number, a comma too many or too few) are reported and
// walked over, so that one slip does not hide the tasks after it; others end
// the walk.
type scanner struct {
	src  *source
	text []byte // src.text
	i    int    // offset of the next byte
	dead bool   // the walk has ended; nothing more is reported
	task ID     // for problems: whose
	at   place  // for problems: where
}

// problem reports a fault at off; the walk goes on.
func (s *scanner) problem(off int, format string, args ...any) {
	switch {
	case s.dead:
	case s.src.full():
		s.src.total++ // a long file of nonsense must not pay for texts nobody sees
	default:
		s.src.report(off, Problem{Task: s.task, Where: s.at.String(), Msg: fmt.Sprintf(format, args...)})
	}
}

// fatal reports a fault at off and ends the walk.
func (s *scanner) fatal(off int, format string, args ...any) {
	s.problem(off, format, args...)
	s.dead, s.i = true, len(s.text)
}

// ended reports whether the cursor is past the last byte.
func (s *scanner) ended() bool { return s.i >= len(s.text) }

// peek passes white space and returns the byte at the cursor, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.i < len(s.text); s.i++ {
		switch c := s.text[s.i]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// found names what is at the cursor, for messages.
func (s *scanner) found() string {
	if s.ended() {
		return "the end of the file"
	}
	r, _ := utf8.DecodeRune(s.text[s.i:])
	return fmt.Sprintf("%q", r)
}

// next goes to the next element of the list or object that opened at offset
// open, and returns false past its end. First says that none was read yet.
func (s *scanner) next(open int, first bool) bool {
	if s.dead {
		return false
	}
	end := s.text[open] + 2 // [ and ], { and } are two apart in ASCII
	c := s.peek()
	switch {
	case s.ended():
	case c == end:
		s.i++
		return false
	case first:
		return true
	case c == ',':
		comma := s.i
		s.i++
		if s.peek() == end {
			s.problem(comma, "comma before %q, remove it", end)
			s.i++
			return false
		}
		if !s.ended() {
			return true
		}
	case c == '"' || end == ']' && c != '}' && c != ':':
		s.problem(s.i, "comma missing before %s", s.found())
		return true
	default:
		s.fatal(s.i, "found %s, want a comma or %q", s.found(), end)
		return false
	}
	line, col := s.src.position(open)
	s.fatal(s.i, "file ends inside the %q of line %d column %d; is it cut off?", s.text[open], line, col)
	return false
}

// key reads a key and its colon and returns what the key means, perhaps as part
// of the text. It returns nil when the walk has ended.
func (s *scanner) key() []byte {
	if s.peek() != '"' {
		s.fatal(s.i, "found %s, want a key in double quotes", s.found())
		return nil
	}
	start := s.i
	exact := s.str()
	raw := s.text[start:s.i]
	if s.peek() != ':' {
		s.fatal(s.i, "found %s, want a colon after the key", s.found())
		return nil
	}
	s.i++
	if exact {
		return raw[1 : len(raw)-1]
	}
	var meant string
	if json.Unmarshal(raw, &meant) != nil {
		return raw // str has reported it
	}
	return []byte(meant)
}

// str reads a string with its quotes and reports whether it means itself: it
// is ASCII without escapes.
func (s *scanner) str() (exact bool) {
	start, bad := s.i, -1
	exact = true
	for s.i++; s.i < len(s.text); s.i++ {
		switch c := s.text[s.i]; {
		case c == '"':
			s.i++
			if bad >= 0 {
				s.problem(bad, "string holds a control character or an unknown escape")
			}
			return exact
		case c == '\\':
			exact = false
			n := escape(s.text[s.i:])
			if n == 0 && bad < 0 {
				bad = s.i
			}
			s.i += max(n, 2) - 1 // the byte after a backslash never closes the string
		case c < ' ':
			exact = false
			if bad < 0 {
				bad = s.i
			}
		case c >= utf8.RuneSelf:
			exact = false
		}
	}
	s.fatal(start, "string is not closed")
	return false
}

// escape returns the length of the escape that t starts with, 0 if it is none.
func escape(t []byte) int {
	if len(t) < 2 {
		return 0
	}
	switch t[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(t) < 6 {
			return 0
		}
		for _, c := range t[2:6] {
			if !digit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
				return 0
			}
		}
		return 6
	}
	return 0
}

// skip reads past one value of any kind.
func (s *scanner) skip(depth int) {
	switch c := s.peek(); c {
	case '"':
		s.str()
	case '[', '{':
		if depth == maxDepth {
			s.fatal(s.i, "values are nested more than %d deep", maxDepth)
			return
		}
		open := s.i
		s.i++
		for first := true; s.next(open, first); first = false {
			if c == '{' {
				s.key()
			}
			s.skip(depth + 1)
		}
	default:
		start := s.i
		if tok := s.token(); tok != nil && !literal(tok) {
			s.problem(start, "%s is not JSON", clip(tok))
		}
	}
}

// token reads a number or word, well-formed or not. It returns nil, after
// reporting, when there is none.
func (s *scanner) token() []byte {
	s.peek()
	start := s.i
	for !s.ended() && !delimiter(s.text[s.i]) {
		s.i++
	}
	switch {
	case s.i > start:
		return s.text[start:s.i]
	case s.ended():
		s.fatal(s.i, "file ends where a value should be; is it cut off?")
	case s.text[s.i] == ':':
		s.fatal(s.i, "found ':', want a value")
	default:
		s.problem(s.i, "value missing before %s", s.found())
	}
	return nil
}

// delimiter reports whether c ends a number or word.
func delimiter(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', ':', '[', ']', '{', '}', '"':
		return true
	}
	return false
}

// mismatch reads past the value at the cursor and reports that it is not what
// belongs there, as in: cell is 1.5, want an integer 0..9.
func (s *scanner) mismatch(what, want string) {
	c := s.peek()
	off, is := s.i, "a list"
	switch c {
	case '[', '{':
		if c == '{' {
			is = "an object"
		}
		s.problem(off, "%s is %s, want %s", what, is, want)
		s.skip(0)
		return
	case '"':
		s.str()
		is = clip(s.text[off:s.i])
	default:
		tok := s.token()
		if tok == nil {
			return
		}
		is = clip(tok)
	}
	s.problem(off, "%s is %s, want %s", what, is, want)
}

// literal reports whether tok is a number or one of JSON's three words.
func literal(tok []byte) bool {
	switch string(tok) {
	case "true", "false", "null":
		return true
	}
	tok = bytes.TrimPrefix(tok, []byte{'-'})
	n := digits(tok)
	if n == 0 || n > 1 && tok[0] == '0' {
		return false
	}
	tok = tok[n:]
	if len(tok) > 0 && tok[0] == '.' {
		if n = digits(tok[1:]); n == 0 {
			return false
		}
		tok = tok[1+n:]
	}
	if len(tok) > 0 && tok[0]|0x20 == 'e' {
		tok = tok[1:]
		if len(tok) > 0 && (tok[0] == '+' || tok[0] == '-') {
			tok = tok[1:]
		}
		return len(tok) > 0 && digits(tok) == len(tok)
	}
	return len(tok) == 0
}

// digits returns how many digits t starts with.
func digits(t []byte) int {
	n := 0
	for n < len(t) && digit(t[n]) {
		n++
	}
	return n
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
