//go:build !(cuda && cgo && linux && amd64)

package cuda

import (
	"fmt"

	"battscope/engine/device"
	"battscope/gpu/kernel"
)

// Built reports whether this binary can use cards at all.
const Built = false

// Open opens card k with the driver's library.
func Open(library string, k int) (kernel.Runner, error) { return nil, unbuilt() }

// Cards lists the cards that the driver has.
func Cards(library string) ([]Card, error) { return nil, unbuilt() }

func unbuilt() error {
	return fmt.Errorf("%w: this battscope was built without the tag cuda", device.ErrUnavailable)
}
