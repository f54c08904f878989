package gpu

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"time"

	"battscope/engine/device"
	"battscope/engine/strategy"
	"battscope/gpu/child"
	"battscope/gpu/cuda"
	"battscope/gpu/kernel"
)

// ChildCommand is the first argument of the process that works a card. The
// program that opens cards must call Child when it is started with it.
const ChildCommand = "device-child"

// How long a card may take to open: its driver starts, and compiles the kernels.
// A run begins without those that are not open soon, and goes on without those
// that are not open then.
const (
	openSoon     = 2 * time.Second
	openPatience = 30 * time.Second
)

// maxCards is how many cards List and all look for.
const maxCards = 64

// Child is the process that works a card: args are those after ChildCommand, the
// number of the card and the driver's library. It serves what the parent asks for
// on in and out, and ends when in does.
func Child(in io.Reader, out io.Writer, args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("%s is started by battscope itself", ChildCommand)
	}
	signal.Ignore(os.Interrupt) // of the terminal: the parent ends us in order
	k, err := strconv.Atoi(args[0])
	if err != nil {
		return fmt.Errorf("%s: %w", ChildCommand, err)
	}
	return child.Serve(in, out, func() (kernel.Runner, error) { return cuda.Open(args[1], k) }, func() { os.Exit(0) })
}

// startCard begins to open card k.
func (o Opener) startCard(k int) (*kernel.Device, error) {
	if !cuda.Built {
		_, err := cuda.Cards("")
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program, to start it as %s: %w", ChildCommand, err)
	}
	return kernel.Start(strategy.DeviceName{Kind: strategy.DeviceCUDA, N: k}.String(), func(ctx context.Context) (kernel.Runner, error) {
		cmd := exec.Command(self, ChildCommand, strconv.Itoa(k), o.library())
		cmd.Args[0] = os.Args[0] // a program of several names goes by it
		p, err := child.Start(ctx, cmd, openPatience)
		if err != nil {
			return nil, err
		}
		return p, nil
	}), nil
}

// openCard opens card k, in a process of its own. It returns a card that is not
// open yet where that takes longer than soon.
func (o Opener) openCard(k int, soon time.Duration) (*kernel.Device, error) {
	d, err := o.startCard(k)
	if err != nil {
		return nil, err
	}
	if d.Opened(soon) {
		if err := d.Open(); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// openCards opens every card there is, as openCard does. What cannot be opened is
// in absent.
func (o Opener) openCards(soon time.Duration) (list []*kernel.Device, absent []error) {
	patience := 2 * soon // with cards that are not open soon, in all
	for k := range maxCards {
		name := strategy.DeviceName{Kind: strategy.DeviceCUDA, N: k}
		if patience <= 0 {
			return list, append(absent, fmt.Errorf("%v and what follows: not looked for, since the cards before take long to open", name))
		}
		began := time.Now()
		d, err := o.openCard(k, min(soon, patience))
		if err == nil {
			if list = append(list, d); !d.Opened(0) {
				patience -= time.Since(began)
			}
			continue
		}
		none := errors.Is(err, device.ErrUnavailable)
		if k == 0 || !none {
			absent = append(absent, fmt.Errorf("%v: %w", name, err))
		}
		if none {
			break
		}
	}
	return list, absent
}
