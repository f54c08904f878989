//go:build cuda && cgo && linux && amd64

package cuda

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"gorgonia.org/cu"

	"battscope/gpu/kernel"
)

// measureCopies measures copies of pinned memory, and finds the rates out.
func (c *card) measureCopies() error {
	const size = 4 << 20
	p, err := newPinned(size)
	if err != nil {
		return err
	}
	defer p.free()
	var m memory
	if err := m.room(size); err != nil {
		return err
	}
	defer m.free()
	rate := func(copying func() error) (string, error) {
		var list []time.Duration
		for range 5 {
			began := time.Now()
			if err := copying(); err != nil {
				return "", err
			}
			list = append(list, time.Since(began))
		}
		slices.Sort(list)
		return fmt.Sprintf("%.3g GB/s", size/max(list[2], 1).Seconds()/1e9), nil
	}
	to, err := rate(func() error { return cu.MemcpyHtoD(m.ptr, p.pointer(), size) })
	if err != nil {
		return fmt.Errorf("copy to the card: %w", err)
	}
	back, err := rate(func() error { return cu.MemcpyDtoH(p.pointer(), m.ptr, size) })
	if err != nil {
		return fmt.Errorf("copy from the card: %w", err)
	}
	c.info.Facts = append(c.info.Facts, [2]string{"copies", fmt.Sprintf("%s to it, %s back, in pieces of %d MiB", to, back, size>>20)})
	return nil
}

// measure returns the median time of a Run of one trivial program.
func (c *card) measure() (time.Duration, error) {
	end := make([]byte, 16) // an instruction that returns the input
	cells := make([]byte, 2*kernel.Stride)
	dims := []byte{1, 0, 1, 0, 1, 0, 1, 0}
	if err := c.Load(end, make([]byte, 4), cells, dims, 1); err != nil {
		return 0, err
	}
	var list []time.Duration
	for range 21 {
		began := time.Now()
		outs, err := c.Run(make([]byte, kernel.ItemSize), true)
		if err != nil {
			return 0, err
		}
		if r, _, _ := kernel.Out(outs, 0); !r.Match {
			return 0, errors.New("a trivial program does not return its input")
		}
		list = append(list, time.Since(began))
	}
	slices.Sort(list)
	return list[len(list)/2], nil
}
