package ui

import (
	"fmt"
	"runtime/debug"
)

// A Panic is a panic that a Guard caught.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error returns what the goroutine panicked with.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Unwrap returns the error that the goroutine panicked with, if it was one.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// A Guard catches the panics of goroutines that run beside the screen, which
// would otherwise leave the terminal broken: hand its Crash to Options, start
// goroutines with Go, or let them begin with "defer guard.Catch()". It is safe
// for concurrent use.
type Guard struct{ crash chan error }

// NewGuard returns a Guard that has caught nothing.
func NewGuard() *Guard { return &Guard{make(chan error, 1)} }

// Crash receives the first panic, a *Panic.
func (g *Guard) Crash() <-chan error { return g.crash }

// Go runs f in a goroutine of its own.
func (g *Guard) Go(f func()) {
	go func() {
		defer g.Catch()
		f()
	}()
}

// Catch ends a panic of the goroutine that defers it and tells of it. It must
// be deferred itself, not called by a deferred function.
func (g *Guard) Catch() {
	if v := recover(); v != nil {
		g.Report(v, debug.Stack())
	}
}

// Report tells of a panic that was caught elsewhere, with the stack of its
// goroutine. The first one counts.
func (g *Guard) Report(value any, stack []byte) {
	select {
	case g.crash <- &Panic{value, stack}:
	default:
	}
}
