package main

import (
	"github.com/spf13/cobra"

	"battscope/gpu"
)

// libraryVariable names, in the environment, another library than the system's
// as the driver of cards: a stand-in, or one of several.
const libraryVariable = "BATTSCOPE_LIBCUDA"

// opener returns what opens devices.
func (a *app) opener() gpu.Opener { return gpu.Opener{Library: a.lookup(libraryVariable)} }

// deviceChildCommand is what battscope starts itself as, to work a card.
func (a *app) deviceChildCommand() *cobra.Command {
	return a.command(&cobra.Command{Use: gpu.ChildCommand, Hidden: true}, func(_ *cobra.Command, args []string) error {
		return gpu.Child(a.in, a.out, args)
	})
}
