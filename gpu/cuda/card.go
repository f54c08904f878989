//go:build cuda && cgo && linux && amd64

package cuda

import (
	"errors"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"gorgonia.org/cu"

	"battscope/engine/device"
	"battscope/gpu/kernel"
)

// The threads of a block, by variant: enough for the cells of a usual grid.
const (
	threads      = 256
	smallThreads = 64
)

// A card is one card with its kernels loaded. Its goroutine is locked to the
// thread that has the card's context.
type card struct {
	info       kernel.Info
	device     cu.Device
	sensor     *sensor // nil where NVML tells nothing of the card
	run, small cu.Function
	compare    cu.Function
	lanes      [2]lane
	grids      memory // of the items of the last Run

	code, offsets, cells, dims memory
	fuel                       int64
	loaded                     bool
	items                      int // of the last Run
}

// chunk is how many items one launch has: two chunks are under way at once, so
// that copies of one and the kernel of the other overlap.
const chunk = 2048

// A lane is what one chunk needs: a stream, and memory on both sides.
type lane struct {
	stream      cu.Stream
	items, outs memory // on the card
	blocks      memory // that blocks have beside their own
	in, out     pinned
	n           int // items under way; 0 is none
	at          int // of the first of them
}

// Sense implements device.Sensing.
func (c *card) Sense() device.Senses {
	if c.sensor == nil {
		return device.Senses{}
	}
	return c.sensor.sense()
}

// Open opens card k with the driver's library. The caller's goroutine is locked to
// its thread from then on, and is the one that uses the card.
func Open(library string, k int) (kernel.Runner, error) {
	runtime.LockOSThread()
	cards, err := Cards(library)
	if err != nil {
		return nil, err
	}
	if k >= len(cards) {
		return nil, fmt.Errorf("%w: the driver has %d cards, from number 0 on", device.ErrUnavailable, len(cards))
	}
	c := &card{info: kernel.Info{Label: cards[k].Label, Facts: cards[k].Facts}}
	if err := c.open(k); err != nil {
		return nil, fmt.Errorf("open %s: %w", c.info.Label, err)
	}
	return c, nil
}

// Cards lists the cards that the driver has.
func Cards(library string) ([]Card, error) {
	lacks, err := openDriver(library)
	if err != nil {
		return nil, err
	}
	n, err := cu.NumDevices()
	if err != nil {
		return nil, fmt.Errorf("count the cards: %w", err)
	}
	if n == 0 {
		return nil, fmt.Errorf("%w: the driver %s has no card", device.ErrUnavailable, library)
	}
	version := cu.Version()
	driver := fmt.Sprintf("%s, for CUDA %d.%d", library, version/1000, version%1000/10)
	if lacks > 0 {
		driver += fmt.Sprintf(", without %d of the %d functions that could be used", lacks, len(functions()))
	}
	var list []Card
	for k := range n {
		d, err := cu.GetDevice(k)
		if err != nil {
			return nil, fmt.Errorf("card %d: %w", k, err)
		}
		name, err := d.Name()
		if err != nil {
			return nil, fmt.Errorf("card %d: its name: %w", k, err)
		}
		c := Card{Number: k, Label: name, Facts: [][2]string{{"driver", driver}}}
		if major, minor, err := d.ComputeCapability(); err == nil {
			c.Facts = append(c.Facts, [2]string{"compute", fmt.Sprintf("sm_%d%d", major, minor)})
		}
		if bytes, err := d.TotalMem(); err == nil {
			c.Facts = append(c.Facts, [2]string{"memory", fmt.Sprintf("%d MiB", bytes>>20)})
		}
		if sms, err := d.Attribute(cu.MultiprocessorCount); err == nil {
			c.Facts = append(c.Facts, [2]string{"processors", fmt.Sprintf("%d multiprocessors", sms)})
		}
		c.Facts = append(c.Facts, state(d)...)
		list = append(list, c)
	}
	return list, nil
}

func (c *card) open(k int) error {
	var err error
	if c.device, err = cu.GetDevice(k); err != nil {
		return err
	}
	context, err := c.device.RetainPrimaryCtx()
	if err != nil {
		return fmt.Errorf("its context: %w", err)
	}
	if err := cu.SetCurrentContext(context); err != nil {
		return err
	}
	c.sensor, _ = openSensor(c.device) // the facts say why there is none
	began := time.Now()
	module, err := cu.LoadData(kernel.PTX())
	if err != nil {
		return fmt.Errorf("compile the kernels: %w", err)
	}
	c.info.JIT = time.Since(began)
	if c.run, err = module.Function("run_programs"); err != nil {
		return err
	}
	if c.small, err = module.Function("run_programs_small"); err != nil {
		return err
	}
	if c.compare, err = module.Function("compare_grids"); err != nil {
		return err
	}
	for n := range c.lanes {
		l := &c.lanes[n]
		if l.stream, err = cu.MakeStream(cu.NonBlocking); err != nil {
			return err
		}
		if l.in, err = newPinned(chunk * kernel.ItemSize); err != nil {
			return err
		}
		if l.out, err = newPinned(chunk * kernel.OutSize); err != nil {
			return err
		}
		if err := l.items.room(chunk * kernel.ItemSize); err != nil {
			return err
		}
		if err := l.outs.room(chunk * kernel.OutSize); err != nil {
			return err
		}
		if err := l.blocks.room(chunk * kernel.Memory); err != nil {
			return err
		}
	}
	if err := c.measureCopies(); err != nil {
		return err
	}
	c.info.Setup, err = c.measure()
	return err
}

// Info implements kernel.Runner.
func (c *card) Info() kernel.Info { return c.info }

// Load implements kernel.Runner.
func (c *card) Load(code, offsets, cells, dims []byte, fuel int64) error {
	c.fuel = fuel
	for _, part := range []struct {
		what string
		m    *memory
		b    []byte
	}{{"programs", &c.code, code}, {"programs", &c.offsets, offsets}, {"samples", &c.cells, cells}, {"samples", &c.dims, dims}} {
		if err := part.m.put(part.b); err != nil {
			return fmt.Errorf("load %s: %w", part.what, err)
		}
	}
	c.loaded = true
	return nil
}

// Run implements kernel.Runner.
func (c *card) Run(items []byte, small bool) ([]byte, error) {
	if !c.loaded {
		return nil, errors.New("nothing is loaded")
	}
	n := len(items) / kernel.ItemSize
	c.items = n
	if err := c.grids.room(int64(max(n, 1)) * kernel.Stride); err != nil {
		return nil, err
	}
	outs := make([]byte, n*kernel.OutSize)
	for at := 0; at < n; at += chunk {
		l := &c.lanes[at/chunk%len(c.lanes)]
		if err := l.wait(outs); err != nil {
			return nil, err
		}
		if err := c.launch(l, items, at, min(chunk, n-at), small); err != nil {
			return nil, err
		}
	}
	for k := range c.lanes {
		if err := c.lanes[k].wait(outs); err != nil {
			return nil, err
		}
	}
	return outs, nil
}

// launch begins a chunk on a lane.
func (c *card) launch(l *lane, items []byte, at, n int, small bool) error {
	copy(l.in.b, items[at*kernel.ItemSize:(at+n)*kernel.ItemSize])
	if err := cu.MemcpyHtoDAsync(l.items.ptr, l.in.pointer(), int64(n*kernel.ItemSize), l.stream); err != nil {
		return fmt.Errorf("copy items: %w", err)
	}
	f, block := c.run, threads
	if small {
		f, block = c.small, smallThreads
	}
	// Launch reads eight bytes behind each pointer.
	grids, count, each := c.grids.ptr+cu.DevicePtr(at*kernel.Stride), uint64(n), uint64(kernel.Memory)
	args := []unsafe.Pointer{
		unsafe.Pointer(&c.code.ptr), unsafe.Pointer(&c.offsets.ptr), unsafe.Pointer(&c.cells.ptr), unsafe.Pointer(&c.dims.ptr),
		unsafe.Pointer(&l.items.ptr), unsafe.Pointer(&l.outs.ptr), unsafe.Pointer(&grids), unsafe.Pointer(&l.blocks.ptr), unsafe.Pointer(&count), unsafe.Pointer(&each), unsafe.Pointer(&c.fuel),
	}
	if err := f.Launch(n, 1, 1, block, 1, 1, 0, l.stream, args); err != nil {
		return fmt.Errorf("launch %d items: %w", n, err)
	}
	if err := cu.MemcpyDtoHAsync(l.out.pointer(), l.outs.ptr, int64(n*kernel.OutSize), l.stream); err != nil {
		return fmt.Errorf("copy results: %w", err)
	}
	l.n, l.at = n, at
	return nil
}

// wait ends what is under way on a lane and copies its results to outs.
func (l *lane) wait(outs []byte) error {
	if l.n == 0 {
		return nil
	}
	n := l.n
	l.n = 0
	if err := l.stream.Synchronize(); err != nil {
		return fmt.Errorf("run %d items: %w", n, err)
	}
	copy(outs[l.at*kernel.OutSize:], l.out.b[:n*kernel.OutSize])
	return nil
}

// Fetch implements kernel.Runner.
func (c *card) Fetch(index []uint32) ([]byte, error) {
	b := make([]byte, len(index)*kernel.Stride)
	for n, i := range index {
		if int(i) >= c.items {
			return nil, fmt.Errorf("there is no grid %d of %d", i, c.items)
		}
		to := unsafe.Pointer(&b[n*kernel.Stride])
		if err := cu.MemcpyDtoH(to, c.grids.ptr+cu.DevicePtr(int(i)*kernel.Stride), kernel.Stride); err != nil {
			return nil, fmt.Errorf("copy a grid: %w", err)
		}
	}
	return b, nil
}

// Compare implements kernel.Runner.
func (c *card) Compare(cells, dims []byte) ([]byte, error) {
	n := len(dims) / kernel.DimsSize
	verdicts := make([]byte, n*kernel.VerdictSize)
	if n == 0 {
		return verdicts, nil
	}
	c.loaded = false // the samples' memory is used
	if err := errors.Join(c.cells.put(cells), c.dims.put(dims), c.grids.room(int64(len(verdicts)))); err != nil {
		return nil, fmt.Errorf("copy %d pairs: %w", n, err)
	}
	count := uint64(n)
	args := []unsafe.Pointer{unsafe.Pointer(&c.cells.ptr), unsafe.Pointer(&c.dims.ptr), unsafe.Pointer(&c.grids.ptr), unsafe.Pointer(&count)}
	s := c.lanes[0].stream
	if err := c.compare.Launch(n, 1, 1, threads, 1, 1, 0, s, args); err != nil {
		return nil, fmt.Errorf("compare %d pairs: %w", n, err)
	}
	if err := s.Synchronize(); err != nil {
		return nil, fmt.Errorf("compare %d pairs: %w", n, err)
	}
	if err := cu.MemcpyDtoH(unsafe.Pointer(unsafe.SliceData(verdicts)), c.grids.ptr, int64(len(verdicts))); err != nil {
		return nil, fmt.Errorf("copy verdicts: %w", err)
	}
	return verdicts, nil
}

// Close implements kernel.Runner. The process ends soon after, and the driver
// takes back the rest.
func (c *card) Close() error {
	for n := range c.lanes {
		c.lanes[n].in.free()
		c.lanes[n].out.free()
	}
	if c.sensor != nil {
		c.sensor.close()
	}
	return c.device.ReleasePrimaryCtx()
}
