//go:build cuda && cgo && linux && amd64

package cuda

/*
#cgo CFLAGS: -I${SRCDIR}/include
#cgo LDFLAGS: -L${SRCDIR}/lib -ldl
#include <cuda.h>
int shim_open(const char *path, char *why, int size, int *lacks);
int shim_count(void);
const char *shim_name(int n);
*/
import "C"

import (
	"fmt"
	"unsafe"

	"gorgonia.org/cu"

	"battscope/engine/device"
)

// Built reports whether this binary can use cards at all.
const Built = true

// openDriver opens the driver's library and initialises it. It returns how many
// of the functions that package cu names the driver lacks.
func openDriver(library string) (lacks int, err error) {
	path := C.CString(library)
	defer C.free(unsafe.Pointer(path))
	var why [512]C.char
	var n C.int
	switch r := C.shim_open(path, &why[0], C.int(len(why)), &n); {
	case r < 0:
		return 0, fmt.Errorf("%w: no driver: %s", device.ErrUnavailable, C.GoString(&why[0]))
	case r != 0:
		return 0, fmt.Errorf("%w: the driver %s does not start: error %d", device.ErrUnavailable, library, int(r))
	}
	return int(n), nil
}

// functions returns the names of the driver's functions that the shim knows.
func functions() []string {
	list := make([]string, C.shim_count())
	for n := range list {
		list[n] = C.GoString(C.shim_name(C.int(n)))
	}
	return list
}

// pinned is memory of the host that a card reads and writes by itself.
type pinned struct{ b []byte }

func newPinned(size int) (pinned, error) {
	var p unsafe.Pointer
	if r := C.cuMemHostAlloc(&p, C.size_t(size), 0); r != 0 {
		return pinned{}, fmt.Errorf("%d bytes of pinned memory: error %d", size, int(r))
	}
	return pinned{unsafe.Slice((*byte)(p), size)}, nil
}

func (p pinned) pointer() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(p.b)) }

func (p pinned) free() {
	if p.b != nil {
		cu.MemFreeHost(p.pointer())
	}
}
