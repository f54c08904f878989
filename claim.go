package main

import "sync"

// A claim is on the process: on its processors, which a contest wants for its
// clocks, and on what its profiles show, which a capture wants of the run alone.
// Who has it keeps the others out. The zero claim is free, and a nil one keeps
// nobody out. It is safe for concurrent use.
type claim struct {
	mu    sync.Mutex
	taken error // what others hear; nil while it is free
}

// take takes the claim, and has others hear why they cannot; where another has it,
// it returns what that one says.
func (c *claim) take(why error) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken != nil {
		return c.taken
	}
	c.taken = why
	return nil
}

// leave gives it free, by who has taken it.
func (c *claim) leave() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken = nil
}
