package record

import (
	"time"

	"battscope/engine/probe"
)

// A Device is what one device did in demo and test. Busy, transfer and idle are
// wall time of the device.
type Device struct {
	Name     string        `json:"name"`  // "host:0"
	Label    string        `json:"label"` // what it is: "CPU", the name of a card, "STAND-IN, no GPU"
	State    string        `json:"state"`
	Why      string        `json:"why,omitempty"` // it was lost, the last time
	Batches  int64         `json:"batches"`
	Items    int64         `json:"items"`       // (program, sample) pairs
	Busy     time.Duration `json:"busy_ns"`     // transfer is a part of it
	Transfer time.Duration `json:"transfer_ns"` // moving data to the device and back
	Idle     time.Duration `json:"idle_ns"`     // waiting for a batch while a stretch was at work
	MinBatch int64         `json:"min_batch"`   // items
	MaxBatch int64         `json:"max_batch"`
	LastSize int64         `json:"last_batch"`
	Refused  int64         `json:"refused"`  // items that went to the interpreter
	Failures int64         `json:"failures"` // calls that ended in an error, a hang or a wrong result
	Returned int64         `json:"returned"` // items that others had to do because of a failure
	Verified int64         `json:"verified"` // items that the interpreter was asked for too
	Restarts int64         `json:"restarts"` // how often it was started again after a failure
}

// DevicesOf returns devices as records hold them; nil for none.
func DevicesOf(list []probe.Device) (devices []Device) {
	for _, d := range list {
		devices = append(devices, Device{
			d.Name, d.Label, d.State.String(), d.Why, d.Batches, d.Items, d.Busy, d.Transfer, d.Idle,
			d.MinBatch, d.MaxBatch, d.LastSize, d.Refused, d.Failures, d.Returned, d.Verified, d.Restarts,
		})
	}
	return devices
}

// Probe returns the device as runs show it.
func (d *Device) Probe() probe.Device {
	p := probe.Device{
		Name: d.Name, Label: d.Label, Why: d.Why, Batches: d.Batches, Items: d.Items, Busy: d.Busy, Transfer: d.Transfer, Idle: d.Idle,
		MinBatch: d.MinBatch, MaxBatch: d.MaxBatch, LastSize: d.LastSize, Refused: d.Refused, Failures: d.Failures, Returned: d.Returned, Verified: d.Verified, Restarts: d.Restarts,
	}
	for _, s := range probe.DeviceStates() {
		if s.String() == d.State {
			p.State = s
		}
	}
	return p
}
