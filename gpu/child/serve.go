package child

import (
	"bufio"
	"encoding/gob"
	"errors"
	"io"
	"time"

	"battscope/engine/device"
	"battscope/gpu/kernel"
)

// senseEvery is how often the child looks how the hardware stands, while it is at
// work.
const senseEvery = time.Second

// Serve is the child's side: it opens a runner and does what is asked for on in,
// until that ends. When in ends while the runner opens or is at work, which may be
// for ever, exit is called by another goroutine.
func Serve(in io.Reader, out io.Writer, open func() (kernel.Runner, error), exit func()) error {
	w := bufio.NewWriterSize(out, 1<<16)
	enc := gob.NewEncoder(w)
	send := func(r *reply, err error) error {
		if err != nil {
			r.Err, r.Missing = err.Error(), errors.Is(err, device.ErrUnavailable)
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
		return w.Flush()
	}
	requests := make(chan *request)
	go func() {
		defer close(requests)
		dec := gob.NewDecoder(bufio.NewReaderSize(in, 1<<16))
		for {
			q := new(request)
			if dec.Decode(q) != nil {
				exit()
				return
			}
			requests <- q
		}
	}()
	runner, err := open()
	if err != nil {
		return send(&reply{}, err)
	}
	if err := send(&reply{Info: runner.Info()}, nil); err != nil {
		return err
	}
	sensing, _ := runner.(device.Sensing)
	var sensed time.Time
	for q := range requests {
		r := &reply{}
		var err error
		switch {
		case q.Load != nil:
			err = runner.Load(q.Load.Code, q.Load.Offsets, q.Load.Cells, q.Load.Dims, q.Load.Fuel)
		case q.Compare != nil:
			r.Bytes, err = runner.Compare(q.Compare.Cells, q.Compare.Dims)
		case q.Fetch != nil:
			r.Bytes, err = runner.Fetch(q.Fetch)
		default:
			r.Bytes, err = runner.Run(q.Items, q.Small)
		}
		if sensing != nil && time.Since(sensed) >= senseEvery {
			now := sensing.Sense()
			r.Senses, sensed = &now, time.Now()
		}
		if err := send(r, err); err != nil {
			return err
		}
	}
	return runner.Close()
}
