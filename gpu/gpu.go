// Package gpu opens devices by name: those of the CPU, in package host, and
// cards, in package cuda. It is the only package that imports the packages of
// devices.
package gpu

import (
	"fmt"

	"battscope/engine/device"
	"battscope/engine/strategy"
	"battscope/gpu/cuda"
	"battscope/gpu/host"
)

// An Opener opens devices. The zero Opener looks for the driver where systems
// have it.
type Opener struct {
	Library string // of the driver of cards; "" is cuda.Library
}

func (o Opener) library() string {
	if o.Library == "" {
		return cuda.Library
	}
	return o.Library
}

// Open opens the devices that names list, in that order. interp stands for as
// many interpreters as there are workers; all is these, and every card; auto is
// every card.
//
// absent says of what all and auto name and this machine lacks why. A device that
// is named by itself and cannot be opened is an error, which wraps
// device.ErrUnavailable when there is none. A card that takes long to open is
// returned before it is: it is a device.Opener. The caller closes the devices.
func (o Opener) Open(names []strategy.DeviceName, workers int) (devices []device.Device, absent []error, err error) {
	for _, name := range names {
		switch name.Kind {
		case strategy.DeviceHost:
			for n := range name.N {
				devices = append(devices, host.New(n, nil))
			}
		case strategy.DeviceCUDA:
			d, err := o.openCard(name.N, openSoon)
			if err != nil {
				return nil, nil, closed(devices, fmt.Errorf("%v: %w", name, err))
			}
			devices = append(devices, d)
		case strategy.DeviceAll, strategy.DeviceAuto:
			cards, why := o.openCards(openSoon)
			for _, d := range cards {
				devices = append(devices, d)
			}
			absent = append(absent, why...)
		}
		if name.Kind == strategy.DeviceInterp || name.Kind == strategy.DeviceAll {
			for n := range max(1, workers) {
				devices = append(devices, device.NewReference(fmt.Sprintf("%s:%d", strategy.DeviceInterp, n)))
			}
		}
	}
	return devices, absent, nil
}

// closed closes devices that were opened in vain.
func closed(devices []device.Device, err error) error {
	for _, d := range devices {
		if e := d.Close(); e != nil {
			err = fmt.Errorf("%w; and closing %s: %w", err, d.Name(), e)
		}
	}
	return err
}
