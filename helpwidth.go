package main

import (
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"battscope/ui/draw"
)

// helpWidth is how many cells the lines of help have at most; fang's own limit.
const helpWidth = 120

// leastMeaning is how many cells what a flag means must have beside its name: with
// fewer, lines that the terminal folds are read more easily.
const leastMeaning = 24

// fitHelp has the help of the command that args call fit the terminal f, where it is
// one: fang folds what stands above flags and commands, and not what these mean.
func fitHelp(root *cobra.Command, args []string, f *os.File) {
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		return
	}
	if len(args) > 0 && args[0] == "help" {
		args = args[1:]
	}
	if c, _, err := root.Find(args); err == nil {
		foldHelp(c, min(width, helpWidth))
	}
}

// foldHelp folds what a command's flags and subcommands mean to lines of width cells,
// with their names before them.
func foldHelp(c *cobra.Command, width int) {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	c.InheritedFlags() // which makes them the command's own, too
	space := 10
	c.Flags().VisitAll(func(f *pflag.Flag) {
		n := len("--") + len(f.Name) + 2
		if f.Shorthand != "" {
			n += len("-x ")
		}
		space = max(space, n)
	})
	for _, sub := range c.Commands() {
		n := len(sub.Use) + 2
		if sub.HasAvailableSubCommands() {
			n += len(" [command]")
		} else if sub.HasAvailableFlags() {
			n += len(" [--flags]")
		}
		space = max(space, n)
	}
	room := width - 4 - space // fang's margin
	if room < leastMeaning {
		return
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		reserve := 0
		if f.DefValue != "" {
			reserve = len(" ()") + len(f.DefValue)
		}
		f.Usage = folded(f.Usage, room, reserve)
	})
	for _, sub := range c.Commands() {
		sub.Short = folded(sub.Short, room, 0)
	}
}

// folded returns text in lines of at most room cells, between words, with so many
// free at the end of the last. A value such as best-first stays whole.
func folded(text string, room, reserve int) string {
	words := strings.Fields(text)
	var b strings.Builder
	at := 0
	for i, word := range words {
		n := draw.Width(word)
		need := n
		if i == len(words)-1 {
			need += reserve
		}
		switch {
		case at == 0:
		case at+1+need > room:
			b.WriteByte('\n')
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}
