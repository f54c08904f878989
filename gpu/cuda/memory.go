//go:build cuda && cgo && linux && amd64

package cuda

import (
	"fmt"
	"unsafe"

	"gorgonia.org/cu"
)

// memory is memory of the card.
type memory struct {
	ptr  cu.DevicePtr
	size int64
}

// room sees that there are size bytes.
func (m *memory) room(size int64) error {
	if m.size >= size {
		return nil
	}
	if err := m.free(); err != nil {
		return err
	}
	ptr, err := cu.MemAlloc(size)
	if err != nil {
		return fmt.Errorf("%d bytes of the card's memory: %w", size, err)
	}
	m.ptr, m.size = ptr, size
	return nil
}

func (m *memory) free() error {
	if m.size == 0 {
		return nil
	}
	m.size = 0
	return cu.MemFree(m.ptr)
}

// put copies b to the card.
func (m *memory) put(b []byte) error {
	if err := m.room(max(int64(len(b)), 1)); err != nil || len(b) == 0 {
		return err
	}
	return cu.MemcpyHtoD(m.ptr, unsafe.Pointer(unsafe.SliceData(b)), int64(len(b)))
}
