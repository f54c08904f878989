package main

import (
	"os"
	"os/signal"
	"syscall"
)

// signals tells of the signals that end a command in order, and returns what
// gives them back to the system.
func (a *app) signals() (<-chan os.Signal, func()) {
	c := make(chan os.Signal, 2)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	return c, func() { signal.Stop(c) }
}
