package main

import (
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// onTerminal reports whether w is a terminal.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isTerminal(f)
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
