package kernel

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/grid"
)

// The batches that a card likes: a first one that fills it, and what its buffers
// hold.
const (
	firstItems = 4096
	MaxItems   = 1 << 14
)

// verified is the share of what a card gives that the interpreter is asked for
// too, at least.
const verified = 0.01

// A Starter opens a runner. It ends with an error soon after ctx is done.
type Starter func(ctx context.Context) (Runner, error)

// A Device is a Runner as a device of the engine. It refuses the programs that
// have no code, the samples that do not fit, and what the kernels refuse.
type Device struct {
	name  string
	start Starter
	end   context.CancelFunc // of opening
	done  chan struct{}      // closed once it is open, or cannot be
	err   error              // why not; for after done

	mu     sync.Mutex
	closed bool
	runner Runner // nil before it is open
	info   Info

	batt  *batt.Batt
	image *Image
	work  *device.Work
	fits  []bool // by sample
	items []byte
}

var (
	_ device.Opener    = (*Device)(nil)
	_ device.Restarter = (*Device)(nil)
)

// Start returns a device called name, which begins to open.
func Start(name string, start Starter) *Device {
	ctx, end := context.WithCancel(context.Background())
	d := &Device{name: name, start: start, end: end, done: make(chan struct{}), info: Info{Label: "GPU, not open yet"}}
	go func() {
		defer close(d.done)
		r, err := start(ctx)
		d.mu.Lock()
		defer d.mu.Unlock()
		switch {
		case err != nil:
			d.err = err
		case d.closed:
			d.err = errors.Join(errClosed, r.Close())
		default:
			d.runner, d.info = r, r.Info()
		}
	}()
	return d
}

// errClosed says that a device was closed while it opened.
var errClosed = errors.New("it was closed")

// Open implements device.Opener.
func (d *Device) Open() error {
	<-d.done
	return d.err
}

// Opened waits for a while, and reports whether the device is open or cannot be.
func (d *Device) Opened(wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-d.done:
	case <-timer.C:
	}
	select {
	case <-d.done:
		return true
	default:
		return false
	}
}

// Restart implements device.Restarter.
func (d *Device) Restart() (device.Device, error) {
	fresh := Start(d.name, d.start)
	if err := fresh.Open(); err != nil {
		return nil, err
	}
	return fresh, nil
}

// Name implements device.Device.
func (d *Device) Name() string { return d.name }

// Info returns what runs the kernels.
func (d *Device) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

// Caps implements device.Device.
func (d *Device) Caps() device.Caps {
	info := d.Info()
	return device.Caps{Label: info.Label, First: firstItems, Max: MaxItems, Setup: info.Setup, Verify: verified}
}

// Load implements device.Device.
func (d *Device) Load(w *device.Work) error {
	if w.Limits.Deadline > 0 {
		return fmt.Errorf("%w: a card has no clock for a deadline", device.ErrUnsupported)
	}
	if d.batt != w.Batt {
		d.image, d.batt = Compile(w.Batt), w.Batt
	}
	if d.image.Programs() == 0 {
		return fmt.Errorf("%w: no program has kernels for all its calls", device.ErrUnsupported)
	}
	cells, dims, fits := Samples(w.Samples)
	d.work, d.fits = w, fits
	return d.runner.Load(d.image.Code, d.image.Offsets, cells, dims, w.Limits.Fuel)
}

// Eval implements device.Device. Samples of small grids go to the small variant.
func (d *Device) Eval(b *device.Batch) error {
	var small, large []int
	for i, item := range b.Items {
		switch s := d.work.Samples[item.Sample]; {
		case d.image.Why[item.Program] != "" || !d.fits[item.Sample]:
			b.Results[i] = device.Result{Refused: true}
		case len(s.In.Cells) <= Small:
			small = append(small, i)
		default:
			large = append(large, i)
		}
	}
	if err := d.run(b, small, true); err != nil {
		return err
	}
	return d.run(b, large, false)
}

// run runs the items of b at these places.
func (d *Device) run(b *device.Batch, at []int, small bool) error {
	for len(at) > 0 {
		if b.Cut() || d.work.Stop.Load() {
			return nil
		}
		n := min(len(at), MaxItems)
		if err := d.some(b, at[:n], small); err != nil {
			return err
		}
		b.Beat()
		at = at[n:]
	}
	return nil
}

func (d *Device) some(b *device.Batch, at []int, small bool) error {
	d.items = d.items[:0]
	for _, i := range at {
		d.items = AppendItem(d.items, b.Items[i])
	}
	outs, err := d.runner.Run(d.items, small)
	if err != nil {
		return err
	}
	if len(outs) != len(at)*OutSize {
		return fmt.Errorf("%s gave %d bytes of results for %d items", d.name, len(outs), len(at))
	}
	type side struct{ i, h, w int }
	var fetch []uint32
	var sides []side
	type output struct {
		sample int32
		digest grid.Digest
	}
	asked := map[output]bool{}
	for n, i := range at {
		r, h, w := Out(outs, n)
		b.Results[i] = r
		o := output{b.Items[i].Sample, r.Out}
		if b.Outputs == nil || !r.Done || asked[o] || !b.Outputs.Want(int(o.sample), o.digest) {
			continue
		}
		asked[o] = true
		fetch = append(fetch, uint32(n))
		sides = append(sides, side{i, h, w})
	}
	if len(fetch) == 0 {
		return nil
	}
	began := time.Now()
	cells, err := d.runner.Fetch(fetch)
	if err != nil {
		return err
	}
	b.Transfer += time.Since(began)
	if len(cells) != len(fetch)*Stride {
		return fmt.Errorf("%s gave %d bytes for %d grids", d.name, len(cells), len(fetch))
	}
	for n, s := range sides {
		if s.h < 1 || s.w < 1 || s.h*s.w > maxCells {
			return fmt.Errorf("%s gave a grid of %d×%d", d.name, s.h, s.w)
		}
		own := make([]int8, s.h*s.w)
		for k, c := range cells[n*Stride : n*Stride+len(own)] {
			own[k] = int8(c)
		}
		b.Outputs.Keep(int(b.Items[s.i].Sample), b.Results[s.i].Out, grid.New(s.h, s.w, own))
	}
	return nil
}

// Close implements device.Device.
func (d *Device) Close() error {
	d.end()
	d.mu.Lock()
	before, r := d.closed, d.runner
	d.closed = true
	d.mu.Unlock()
	if before || r == nil {
		return nil
	}
	return r.Close()
}
