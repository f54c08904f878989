package gpu

import (
	"fmt"
	"runtime"

	"battscope/engine/strategy"
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
// take seconds: it opens the driver.
func List() []Found {
	cpus := fmt.Sprintf("%d", runtime.GOMAXPROCS(0))
	list := []Found{
		{Name: strategy.DeviceInterp.String(), Label: "CPU", Doc: "the interpreter, on the run's own workers; the reference and the default", Facts: []Fact{{"processors", cpus}}},
		{Name: strategy.DeviceHost.String() + ":N", Label: "CPU", Doc: "N devices on the CPU, each with memory and a queue of its own", Facts: []Fact{{"processors", cpus}}},
	}
	return append(list, cards()...)
}

// cards returns the cards, or one Found that says why there are none.
func cards() []Found {
	return []Found{{Name: strategy.DeviceCUDA.String() + ":K", Label: "GPU", Doc: "a card of NVIDIA's", Absent: noCUDA().Error()}}
}
