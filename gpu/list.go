package gpu

import (
	"fmt"
	"runtime"
	"strconv"
	"time"

	"battscope/engine/device"
	"battscope/engine/strategy"
	"battscope/gpu/kernel"
)

// A Found is a kind of device, or one card, as this machine has it.
type Found struct {
	Name   string // as --devices takes it: "interp", "host:N", "cuda:0"
	Label  string // what it is: "CPU", the name of a card
	Doc    string // one sentence without a final point; "" for a card
	Absent string // one line: why it cannot be used here; "" where it can
	Facts  []Fact
}

// A Fact is something that was found out about a device: "driver", "13.0".
type Fact struct {
	Name string `json:"name"`
	Text string `json:"text"` // with its unit
}

// List returns every kind of device, with why those that are absent are. It may
// take seconds: it opens each card.
func (o Opener) List() ([]Found, error) {
	cpus := []Fact{{"processors", strconv.Itoa(runtime.GOMAXPROCS(0))}}
	list := []Found{
		{Name: strategy.DeviceInterp.String(), Label: "CPU", Doc: "the interpreter, on the run's own workers; the reference and the default", Facts: cpus},
		{Name: strategy.DeviceHost.String() + ":N", Label: "CPU", Doc: "N devices on the CPU, each with memory and a queue of its own", Facts: cpus},
	}
	cards, absent := o.openCards(openPatience)
	var devices []device.Device
	for _, d := range cards {
		devices = append(devices, d)
		list = append(list, found(d))
	}
	for _, why := range absent {
		list = append(list, Found{Name: strategy.DeviceCUDA.String() + ":K", Label: "GPU", Doc: "a card of NVIDIA's", Absent: why.Error()})
	}
	return list, closed(devices, nil)
}

// found returns an open card.
func found(d *kernel.Device) Found {
	f := Found{Name: d.Name(), Label: d.Info().Label}
	for _, fact := range d.Info().Facts {
		f.Facts = append(f.Facts, Fact{fact[0], fact[1]})
	}
	f.Facts = append(f.Facts,
		Fact{"compiling", fmt.Sprintf("%v for the kernels", d.Info().JIT.Round(time.Microsecond))},
		Fact{"round trip", fmt.Sprintf("%v for one item, copies included", d.Info().Setup.Round(time.Microsecond/10))})
	return f
}
