package kernel

import (
	"encoding/binary"

	"battscope/engine/device"
	"battscope/engine/grid"
	"battscope/engine/value"
)

//go:generate sh src/ptx.sh kernels.ptx

// The sizes of what the kernels read and write, in bytes, as in src/kernels.cu.
// Numbers are little-endian.
const (
	Stride   = 1024    // of a grid
	Memory   = 1 << 16 // that each block has on the card, beside its own
	insSize  = 16
	DimsSize = 8
	ItemSize = 8
	OutSize  = 40
	maxCells = 900 // of a grid that comes in or out
)

// Small is up to which number of cells of a sample's input the small variant of
// the interpreter kernel runs it: it has fewer threads and less memory of its own.
const Small = 256

// Samples lays samples out: the grids of each, input and expected output, Stride
// bytes each, and their sides. It reports for each whether its input fits.
func Samples(list []device.Sample) (cells, dims []byte, fits []bool) {
	cells = make([]byte, len(list)*2*Stride)
	fits = make([]bool, len(list))
	for k, s := range list {
		fits[k] = len(s.In.Cells) <= maxCells
		put := func(at int, g *grid.Grid) {
			if g == nil || len(g.Cells) > maxCells {
				dims = append(dims, 0, 0, 0, 0)
				return
			}
			copy(cells[at:], value.AsBytes(g.Cells))
			dims = binary.LittleEndian.AppendUint16(dims, uint16(g.H))
			dims = binary.LittleEndian.AppendUint16(dims, uint16(g.W))
		}
		put(k*2*Stride, s.In)
		put((k*2+1)*Stride, s.Out)
	}
	return cells, dims, fits
}

// AppendItem appends an item as the kernels read it.
func AppendItem(b []byte, item device.Item) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(item.Program))
	return binary.LittleEndian.AppendUint32(b, uint32(item.Sample))
}

// Out returns the result that the kernels wrote as out number i, and the sides of
// its grid. One that is not Done was refused.
func Out(outs []byte, i int) (r device.Result, h, w int) {
	o := outs[i*OutSize:]
	u64 := binary.LittleEndian.Uint64
	flags := binary.LittleEndian.Uint32(o[24:])
	if flags&1 == 0 {
		return device.Result{Refused: true}, 0, 0
	}
	r = device.Result{Done: true, Match: flags&2 != 0, Cost: int64(u64(o)), Out: grid.Digest{u64(o[8:]), u64(o[16:])}}
	return r, int(binary.LittleEndian.Uint16(o[32:])), int(binary.LittleEndian.Uint16(o[34:]))
}
