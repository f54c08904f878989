// Package gpu opens devices by name: those of the CPU, in package host, and
// cards. It is the only package that imports the packages of devices.
package gpu

import (
	"fmt"

	"battscope/engine/device"
	"battscope/engine/strategy"
	"battscope/gpu/host"
)

// Open opens the devices that names list, in that order. interp stands for as
// many interpreters as there are workers; all is these, and every card.
//
// absent says of what all names and this machine lacks why. A device that is
// named by itself and cannot be opened is an error, which wraps
// device.ErrUnavailable. The caller closes the devices.
func Open(names []strategy.DeviceName, workers int) (devices []device.Device, absent []error, err error) {
	interps := func() {
		for n := range max(1, workers) {
			devices = append(devices, device.NewReference(fmt.Sprintf("%s:%d", strategy.DeviceInterp, n)))
		}
	}
	for _, name := range names {
		switch name.Kind {
		case strategy.DeviceInterp:
			interps()
		case strategy.DeviceHost:
			for n := range name.N {
				devices = append(devices, host.New(n, nil))
			}
		case strategy.DeviceCUDA:
			return nil, nil, closed(devices, fmt.Errorf("%v: %w", name, noCUDA()))
		case strategy.DeviceAll, strategy.DeviceAuto:
			absent = append(absent, fmt.Errorf("%v: %w", strategy.DeviceCUDA, noCUDA()))
			if name.Kind == strategy.DeviceAll {
				interps()
			}
		}
	}
	return devices, absent, nil
}

// noCUDA says why there are no cards.
func noCUDA() error {
	return fmt.Errorf("%w: this battscope was built without CUDA", device.ErrUnavailable)
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
