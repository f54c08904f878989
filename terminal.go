package main

import (
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"battscope/ui/draw"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// onTerminal reports whether w is a terminal.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isTerminal(f)
}

// rewritable reports whether a line of w can be written over.
func (a *app) rewritable(w io.Writer) bool { return a.lookup("TERM") != "dumb" && onTerminal(w) }

// writeOver writes a line over the one before, cut to the width of the terminal: what
// went on in a second line would stay there.
func writeOver(w io.Writer, line string) {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 1 {
			line = draw.Clip(line, width-1)
		}
	}
	fmt.Fprintf(w, "\r%s\x1b[K", line)
}

// lookup returns the value of a variable in the environment.
func (a *app) lookup(name string) string {
	for i := len(a.env) - 1; i >= 0; i-- {
		if k := a.env[i]; len(k) > len(name) && k[:len(name)] == name && k[len(name)] == '=' {
			return k[len(name)+1:]
		}
	}
	return ""
}

// colorful reports whether w may be painted.
func (a *app) colorful(w io.Writer) bool {
	return a.lookup("NO_COLOR") == "" && a.lookup("TERM") != "dumb" && onTerminal(w)
}
