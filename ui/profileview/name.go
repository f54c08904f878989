package profileview

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"battscope/ui/draw"
)

// shorter returns a name and shorter forms of it: without its import path,
// without its package, without its receiver.
func shorter(name string) []string {
	list := []string{name}
	add := func(s string) {
		if s != "" && s != list[len(list)-1] {
			list = append(list, s)
		}
	}
	plain := name
	if i := strings.IndexByte(plain, '['); i > 0 && strings.HasSuffix(plain, "]") {
		plain = plain[:i] + "[…]"
		add(plain)
	}
	if i := strings.LastIndexByte(plain[:nameEnd(plain)], '/'); i >= 0 {
		plain = plain[i+1:]
		add(plain)
	}
	if i := strings.IndexByte(plain, '.'); i > 0 {
		plain = plain[i+1:]
		add(plain)
	}
	if i := strings.LastIndexByte(plain, ')'); i > 0 && i+2 < len(plain) && plain[i+1] == '.' {
		add(plain[i+2:])
	}
	return list
}

// nameEnd returns where the path of a name must have ended: before its receiver
// and its type arguments, which may hold slashes.
func nameEnd(name string) int {
	if i := strings.IndexAny(name, "([{<"); i >= 0 {
		return i
	}
	return len(name)
}

// fit returns the longest form of a name that takes at most w cells; of one that
// is too long in every form, its tail, for names differ in their ends.
func fit(name string, w int) string {
	if w <= 0 {
		return ""
	}
	if draw.Width(name) <= w {
		return name
	}
	list := shorter(name)
	for _, s := range list {
		if draw.Width(s) <= w {
			return s
		}
	}
	return tail(list[len(list)-1], w)
}

// tail returns the end of a text in at most w cells.
func tail(text string, w int) string {
	if w <= 0 {
		return ""
	}
	if over := draw.Width(text) - w; over > 0 {
		cut := ansi.TruncateLeft(text, over+1, "…")
		if draw.Width(cut) > w { // a wide character stood on the edge
			cut = ansi.TruncateLeft(text, over+2, "…")
		}
		return cut
	}
	return text
}
