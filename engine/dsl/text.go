package dsl

import "strings"

// text takes a string, whose quote stands at the scanner's offset.
func (s *scanner) text() kind {
	quote := s.src[s.off]
	if three := s.src[s.off:min(s.off+3, len(s.src))]; three == `"""` || three == "'''" {
		s.longText(three)
		return text
	}
	start := s.off
	for s.off++; s.off < len(s.src); s.off++ {
		switch c := s.src[s.off]; {
		case c == quote:
			s.off++
			return text
		case c == '\\' && s.off+1 < len(s.src):
			s.off++
			if c := s.src[s.off]; c == '\n' || c == '\r' {
				s.breakLine()
				s.off--
			}
		case c == '\n' || c == '\r':
			s.report(start, "the string is never closed")
			return text
		}
	}
	s.report(start, "the string is never closed")
	return text
}

// longText takes a string between quotes of three characters. Where it is
// never closed, it ends before the next line that starts with def.
func (s *scanner) longText(quotes string) {
	start := s.off
	lost := &s.lost[0]
	if quotes == `"""` {
		lost = &s.lost[1]
	}
	for end := start + 3; end < len(s.src) && !*lost; end++ {
		if s.src[end] == '\\' {
			end++
		} else if strings.HasPrefix(s.src[end:], quotes) {
			s.moveTo(end + 3)
			return
		}
	}
	*lost = true
	s.report(start, "the string is never closed")
	end := len(s.src)
	for _, def := range [...]string{"\ndef ", "\rdef "} {
		if i := strings.Index(s.src[start:end], def); i >= 0 {
			end = start + i + 1
		}
	}
	s.moveTo(end)
	s.depth, s.broken = 0, true
}

// moveTo moves forward over text that may hold line breaks.
func (s *scanner) moveTo(off int) {
	for s.off < off {
		if c := s.src[s.off]; c == '\n' || c == '\r' {
			s.breakLine()
		} else {
			s.off++
		}
	}
}
