// Package cuda runs the kernels on NVIDIA's cards through gorgonia.org/cu, in a
// binary built with the tag cuda:
//
//	CGO_ENABLED=1 CGO_CFLAGS="-I$PWD/gpu/cuda/include" go build -tags cuda .
//
// That needs gcc and no file of NVIDIA's: include/cuda.h holds our own
// declarations, and driver_linux_amd64.c opens libcuda.so.1 when a card is asked
// for. A binary without the tag, or a machine without driver or card, is an
// ordinary answer: an error that wraps device.ErrUnavailable and says why.
//
// Cards are worked by a child process (package child), which calls Serve. On
// which cards this has run: none yet; the tests run it all against a stand-in
// driver that runs the kernels on the CPU.
package cuda

// Library is the driver's library where the environment names no other.
const Library = "libcuda.so.1"

// A Card is what the driver says of one card.
type Card struct {
	Number int
	Label  string
	Facts  [][2]string // by name, with units
}
