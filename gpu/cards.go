package gpu

import (
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

// openPatience is how long a card may take to open: its driver starts, and
// compiles the kernels.
const openPatience = 60 * time.Second

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

// openCard opens card k, in a process of its own.
func (o Opener) openCard(k int) (*kernel.Device, error) {
	if !cuda.Built {
		_, err := cuda.Cards("")
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program, to start it as %s: %w", ChildCommand, err)
	}
	cmd := exec.Command(self, ChildCommand, strconv.Itoa(k), o.library())
	cmd.Args[0] = os.Args[0] // a program of several names goes by it
	p, err := child.Start(cmd, openPatience)
	if err != nil {
		return nil, err
	}
	return kernel.NewDevice(strategy.DeviceName{Kind: strategy.DeviceCUDA, N: k}.String(), p), nil
}

// openCards opens every card there is. What cannot be opened is in absent.
func (o Opener) openCards() (list []*kernel.Device, absent []error) {
	for k := range maxCards {
		d, err := o.openCard(k)
		if err == nil {
			list = append(list, d)
			continue
		}
		none := errors.Is(err, device.ErrUnavailable)
		if k == 0 || !none {
			absent = append(absent, fmt.Errorf("%v: %w", strategy.DeviceName{Kind: strategy.DeviceCUDA, N: k}, err))
		}
		if none {
			break
		}
	}
	return list, absent
}
