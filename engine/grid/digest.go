package grid

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// A Digest stands for a grid: grids of equal digest are taken to be equal. It
// has 128 bits, so that among a million grids an error is less likely than one
// of the memory that holds them.
type Digest [2]uint64

// DigestOf folds the h×w grid over cells by multiplication, in the manner of
// wyhash (Wang Yi, public domain), twice with different keys.
func DigestOf(h, w int, cells []int8) Digest {
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(cells))), len(cells))
	size := uint64(h)<<32 | uint64(w)
	d := Digest{size ^ 0xa0761d6478bd642f, size ^ 0x8ebc6af09c88c6e3}
	for len(bytes) >= 8 {
		d.fold(binary.LittleEndian.Uint64(bytes[:8]))
		bytes = bytes[8:]
	}
	var tail [8]byte
	copy(tail[:], bytes)
	d.fold(binary.LittleEndian.Uint64(tail[:]))
	return d
}

func (d *Digest) fold(x uint64) {
	hi, lo := bits.Mul64(x^0xe7037ed1a0b428db, d[0]^0x589965cc75374cc3)
	d[0] = hi ^ lo + x
	hi, lo = bits.Mul64(x^0x1d8e4e27c47d124f, d[1]^0xeb44accab455d165)
	d[1] = hi ^ lo + bits.RotateLeft64(x, 32)
}
