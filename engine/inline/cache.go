package inline

import (
	"sync"
	"sync/atomic"
)

// A Result is what inlining made of a program.
type Result struct {
	Identity Identity
	Text     string
	Nodes    int
}

// A Cache keeps results by body. It is safe for concurrent use; of two
// goroutines that miss the same body both inline it. The zero Cache is ready.
type Cache struct {
	results      sync.Map // body (string) to Result
	hits, misses atomic.Int64
}

// Get returns the result for a body, and counts a hit or a miss.
func (c *Cache) Get(body string) (Result, bool) {
	v, ok := c.results.Load(body)
	if !ok {
		c.misses.Add(1)
		return Result{}, false
	}
	c.hits.Add(1)
	return v.(Result), true
}

// Put keeps the result for a body.
func (c *Cache) Put(body string, r Result) { c.results.Store(body, r) }

// Counts returns how often Get found a result and how often not.
func (c *Cache) Counts() (hits, misses int64) { return c.hits.Load(), c.misses.Load() }
