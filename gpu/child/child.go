// Package child runs kernels in another process, so that a crash or a hang inside
// a driver takes neither the run nor the terminal along. The two talk over the
// child's standard input and output.
package child

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"battscope/engine/device"
	"battscope/gpu/kernel"
)

// A request is what the child is asked to do. Its first reply needs none: it is
// what was opened, or why nothing was.
type request struct {
	Load  *load
	Items []byte // to run
	Small bool
	Fetch []uint32

	Compare *compare
}

type compare struct{ Cells, Dims []byte }

type load struct {
	Code, Offsets, Cells, Dims []byte
	Fuel                       int64
}

type reply struct {
	Err     string
	Missing bool // Err is that there is no such device
	Info    kernel.Info
	Bytes   []byte
}

// A Process is a child that has been started. It is a kernel.Runner.
type Process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	enc    *gob.Encoder
	dec    *gob.Decoder
	tail   *tail
	info   kernel.Info
	exited chan struct{}
	why    error // of the exit; for after exited
	once   sync.Once
}

var _ kernel.Runner = (*Process)(nil)

// Start starts cmd, which must call Serve, and waits until it has opened its
// device, or ctx is done. What takes longer than patience is taken to hang.
func Start(ctx context.Context, cmd *exec.Cmd, patience time.Duration) (*Process, error) {
	p := &Process{cmd: cmd, tail: &tail{}, exited: make(chan struct{})}
	var err error
	if p.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = p.tail
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the device's process: %w", err)
	}
	p.enc, p.dec = gob.NewEncoder(p.in), gob.NewDecoder(bufio.NewReaderSize(out, 1<<16))
	within, end := context.WithTimeout(ctx, patience)
	defer end()
	stop := context.AfterFunc(within, func() { _ = p.cmd.Process.Kill() }) // it may have ended
	r, err := p.read()
	if !stop() && err != nil {
		err = fmt.Errorf("the device did not open within %v", patience)
		if ctx.Err() != nil {
			err = fmt.Errorf("the device did not open: %w", ctx.Err())
		}
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.info = r.Info
	return p, nil
}

// read reads a reply. A child that has died says why.
func (p *Process) read() (*reply, error) {
	var r reply
	if err := p.dec.Decode(&r); err != nil {
		return nil, p.died(err)
	}
	switch {
	case r.Missing:
		return nil, missing(r.Err)
	case r.Err != "":
		return nil, errors.New(r.Err)
	}
	return &r, nil
}

// died returns why there is no answer from the child, which it ends.
func (p *Process) died(err error) error {
	p.end()
	text := "the device's process ended"
	if p.why != nil {
		text += ": " + p.why.Error()
	} else {
		text += ": " + err.Error()
	}
	if said := p.tail.first(); said != "" {
		text += ": " + said
	}
	return errors.New(text)
}

// missing is what the child says when there is no such device.
type missing string

// Error implements error.
func (m missing) Error() string { return string(m) }

// Unwrap makes it a device.ErrUnavailable, whose words are in it.
func (m missing) Unwrap() error { return device.ErrUnavailable }

func (p *Process) ask(q *request) (*reply, error) {
	if err := p.enc.Encode(q); err != nil {
		return nil, p.died(err)
	}
	return p.read()
}

// Info implements kernel.Runner.
func (p *Process) Info() kernel.Info { return p.info }

// Load implements kernel.Runner.
func (p *Process) Load(code, offsets, cells, dims []byte, fuel int64) error {
	_, err := p.ask(&request{Load: &load{code, offsets, cells, dims, fuel}})
	return err
}

// Run implements kernel.Runner.
func (p *Process) Run(items []byte, small bool) ([]byte, error) {
	r, err := p.ask(&request{Items: items, Small: small})
	if err != nil {
		return nil, err
	}
	return r.Bytes, nil
}

// Fetch implements kernel.Runner.
func (p *Process) Fetch(index []uint32) ([]byte, error) {
	r, err := p.ask(&request{Fetch: index})
	if err != nil {
		return nil, err
	}
	return r.Bytes, nil
}

// Compare implements kernel.Runner.
func (p *Process) Compare(cells, dims []byte) ([]byte, error) {
	r, err := p.ask(&request{Compare: &compare{cells, dims}})
	if err != nil {
		return nil, err
	}
	return r.Bytes, nil
}

// grace is how long a child may take to end by itself.
const grace = 200 * time.Millisecond

// Close implements kernel.Runner: the child sees its input end, and is killed
// when it does not end soon.
func (p *Process) Close() error {
	_ = p.in.Close() // it may have ended
	p.end()
	return nil
}

// end waits for the child, which it kills after a while.
func (p *Process) end() {
	p.once.Do(func() {
		timer := time.AfterFunc(grace, func() { _ = p.cmd.Process.Kill() }) // it may have ended
		p.why = p.cmd.Wait()
		timer.Stop()
		close(p.exited)
	})
	<-p.exited
}

// A tail keeps the beginning of what a child says on its standard error.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 4096 - len(t.text); room > 0 {
		t.text = append(t.text, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

// first returns the first line.
func (t *tail) first() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	line, _, _ := strings.Cut(strings.TrimSpace(string(t.text)), "\n")
	return line
}
