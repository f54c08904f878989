package value

import (
	"encoding/binary"
	"math/bits"
)

// hashMax is how many elements of nested values Hash looks at. Tuples of tuples
// may share memory, and have more elements than there are bytes.
const hashMax = 1 << 12

// Hash returns a hash of v: the same for equal values of one kind. It is not the
// same from process to process where functions are in v.
func Hash(v Value) uint64 {
	left := hashMax
	return hashOf(v, 0x9e3779b97f4a7c15, &left)
}

// fold mixes x into h by multiplication, in the manner of wyhash (Wang Yi, public
// domain).
func fold(h, x uint64) uint64 {
	hi, lo := bits.Mul64(h^0xa0761d6478bd642f, x^0xe7037ed1a0b428db)
	return hi ^ lo
}

func hashOf(v Value, h uint64, left *int) uint64 {
	switch v.k {
	case Bool:
		return fold(h, uint64(Int)<<56^uint64(v.n)) // True equals 1 inside tuples
	case Row, Grid:
		return hashBytes(AsBytes(v.Cells()), fold(h, uint64(v.k)<<56^uint64(v.n)))
	case Indices, Object:
		h = fold(h, uint64(v.k)<<56^uint64(v.n))
		for _, k := range v.Keys() {
			h = fold(h, uint64(k))
		}
		return h
	case Tuple, Set:
		h = fold(h, uint64(v.k)<<56^uint64(v.n))
		for _, e := range v.Vals() {
			if *left--; *left < 0 {
				return h
			}
			h = hashOf(e, h, left)
		}
		return h
	case Func:
		f := v.Fn()
		h = fold(h, uint64(f.builder)<<8^uint64(f.arity))
		for _, c := range []byte(f.key()) {
			h = fold(h, uint64(c))
		}
		for _, p := range f.parts {
			if *left--; *left < 0 || !p.OK() {
				return h
			}
			h = hashOf(p, h, left)
		}
		return h
	}
	return fold(h, uint64(v.k)<<56^uint64(v.n))
}

func hashBytes(b []byte, h uint64) uint64 {
	for ; len(b) >= 8; b = b[8:] {
		h = fold(h, binary.LittleEndian.Uint64(b))
	}
	var tail [8]byte
	copy(tail[:], b)
	return fold(h, binary.LittleEndian.Uint64(tail[:]))
}
