package engine

import (
	"encoding/binary"
	"math/bits"

	"battscope/engine/value"
)

// A digest stands for an output: grids of equal digest are taken to be equal.
// It has 128 bits, so that among a million outputs an error is less likely than
// one of the memory that holds them.
type digest [2]uint64

// digestOf folds a grid by multiplication, in the manner of wyhash (Wang Yi,
// public domain), twice with different keys.
func digestOf(g value.Value) digest {
	cells := g.Cells()
	size := uint64(g.H())<<32 | uint64(g.W())
	d := digest{size ^ 0xa0761d6478bd642f, size ^ 0x8ebc6af09c88c6e3}
	for len(cells) >= 8 {
		d.fold(binary.LittleEndian.Uint64(value.AsBytes(cells[:8])))
		cells = cells[8:]
	}
	var tail [8]byte
	copy(tail[:], value.AsBytes(cells))
	d.fold(binary.LittleEndian.Uint64(tail[:]))
	return d
}

func (d *digest) fold(x uint64) {
	hi, lo := bits.Mul64(x^0xe7037ed1a0b428db, d[0]^0x589965cc75374cc3)
	d[0] = hi ^ lo + x
	hi, lo = bits.Mul64(x^0x1d8e4e27c47d124f, d[1]^0xeb44accab455d165)
	d[1] = hi ^ lo + bits.RotateLeft64(x, 32)
}

// An outcome is what one program did on one sample.
type outcome struct {
	cost    int64 // units
	out     digest
	fault   value.Fault // NoFault: there is an output
	done    bool        // false when the run was stopped before
	match   bool
	starved bool  // cut by a deadline although it had used much less processor time
	line    int32 // of the fault
}
