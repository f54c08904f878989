package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"battscope/engine/dsl"
	"battscope/engine/strategy"
)

// noArgs refuses arguments of commands that have flags only.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes no arguments, found %q: tasks come with --data, programs with --programs", c.Name(), args[0])
	}
	return nil
}

// isCommand refuses what stands where a command's name should.
func (a *app) isCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return usage("there is no command %s%s", args[0], dsl.DidYouMean(args[0], names))
}

// flagsBut names the flags that were given, less those that may be; "" where none is
// left.
func flagsBut(given *pflag.FlagSet, may ...string) string {
	var list []string
	given.Visit(func(f *pflag.Flag) {
		if !slices.Contains(may, f.Name) {
			list = append(list, "--"+f.Name)
		}
	})
	return strings.Join(list, ", ")
}

// flagError says of a flag's bad value what a good one is, and of a flag that there
// is none of which may be meant.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		name := unknown.GetSpecifiedName()
		return usage("there is no flag --%s%s", name, dsl.DidYouMean(name, names))
	}
	var bad *pflag.InvalidValueError
	if !errors.As(err, &bad) {
		return &exit{exitUsage, err}
	}
	want := ""
	kind := bad.GetFlag().Value.Type()
	if _, ok := bad.GetFlag().Value.(*strategy.Flag); ok {
		kind = "knob"
	}
	switch kind {
	case "int", "int64":
		want = "a whole number"
	case "duration":
		want = "a time such as 500ms or 2s"
	case "bool":
		want = "true or false"
	default:
		// The knobs' own words begin with the flag's name and say what is wanted.
		return usage("--%w", bad.Unwrap())
	}
	return usage("--%s is %q, want %s", bad.GetFlag().Name, bad.GetValue(), want)
}
