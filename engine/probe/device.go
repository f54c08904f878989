package probe

import "time"

// A DeviceState is where a device of a run stands.
type DeviceState uint8

// The states of a device.
const (
	DeviceIdle      DeviceState = iota // has nothing to do
	DeviceBusy                         // evaluates a batch
	DeviceLost                         // failed, hung or gave a wrong result; it gets no more work in this run
	numDeviceStates = iota
)

// String returns the state in one lower-case word.
func (s DeviceState) String() string { return [numDeviceStates]string{"idle", "busy", "lost"}[s] }

// DeviceStates returns all states of a device.
func DeviceStates() []DeviceState { return []DeviceState{DeviceIdle, DeviceBusy, DeviceLost} }

// A Device is what one device of a run has done so far. Busy and transfer are
// wall time of the device, not processor time.
type Device struct {
	Name     string // "host:0", "cuda:1"
	Label    string // what it is: "CPU", the name of a card, "STAND-IN, no GPU"
	State    DeviceState
	Why      string        // one line: why it was lost, the last time; "" otherwise
	Batches  int64         // accepted
	Items    int64         // (program, sample) pairs accepted
	Busy     time.Duration // in calls of the device; transfer is a part of it
	Transfer time.Duration // moving data to the device and back
	Idle     time.Duration // while a stretch was at work and the device waited for a batch
	MinBatch int64         // items of the smallest accepted batch; 0 before the first
	MaxBatch int64         // items of the largest
	LastSize int64         // items of the last batch given
	Refused  int64         // items that it could not do, which went to the interpreter
	Failures int64         // calls that ended in an error, a hang or a wrong result
	Returned int64         // items that others had to do because of a failure
	Verified int64         // items of which the interpreter was asked too
	Restarts int64         // how often it was started again after a failure
}

// Mean returns the items of a mean batch.
func (d *Device) Mean() float64 {
	if d.Batches == 0 {
		return 0
	}
	return float64(d.Items) / float64(d.Batches)
}
