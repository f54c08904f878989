package kernel

import (
	"encoding/binary"
	"fmt"

	"battscope/engine/device"
	"battscope/engine/grid"
)

// VerdictSize is the size of what the comparing kernel writes for a pair, in bytes.
const VerdictSize = 24

// A Verdict is how an output compares with what is expected.
type Verdict struct {
	Equal     bool
	Differing int // cells; -1 where the sides differ
	Digest    grid.Digest
}

// Compare compares each output, a Sample's In, with what is expected, its Out. A
// card loaded with work must be loaded again after. Grids of more cells than a
// sample's are an error.
func (d *Device) Compare(pairs []device.Sample) ([]Verdict, error) {
	for n, p := range pairs {
		if p.Out == nil || len(p.In.Cells) > maxCells || len(p.Out.Cells) > maxCells {
			return nil, fmt.Errorf("pair %d has a grid of more than %d cells, or none", n, maxCells)
		}
	}
	cells, dims, _ := Samples(pairs)
	d.batt = nil
	b, err := d.runner.Compare(cells, dims)
	if err != nil {
		return nil, err
	}
	if len(b) != len(pairs)*VerdictSize {
		return nil, fmt.Errorf("%s gave %d bytes of verdicts for %d pairs", d.name, len(b), len(pairs))
	}
	list := make([]Verdict, len(pairs))
	for n := range list {
		v := b[n*VerdictSize:]
		list[n] = Verdict{
			Equal:     binary.LittleEndian.Uint32(v[16:])&2 != 0,
			Differing: int(int32(binary.LittleEndian.Uint32(v[20:]))),
			Digest:    grid.Digest{binary.LittleEndian.Uint64(v), binary.LittleEndian.Uint64(v[8:])},
		}
	}
	return list, nil
}
