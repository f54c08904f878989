package strategy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// DeviceKind is a kind of device that demo and test may be evaluated on.
type DeviceKind uint8

// The kinds of devices.
const (
	DeviceInterp DeviceKind = iota // the run's own workers
	DeviceHost                     // host:N, N devices on the CPU
	DeviceCUDA                     // cuda:K, card K
	DeviceAll                      // all that this machine has
	DeviceAuto                     // what measures best for the size of the work
)

func (DeviceKind) words() []string { return []string{"interp", "host", "cuda", "all", "auto"} }

// String returns the word for k.
func (k DeviceKind) String() string { return word(k) }

// A DeviceName is one name of a list of devices.
type DeviceName struct {
	Kind DeviceKind
	N    int // how many host devices, or the number of a card
}

// String returns the name as ParseDevices reads it.
func (n DeviceName) String() string {
	if n.Kind == DeviceHost || n.Kind == DeviceCUDA {
		return fmt.Sprintf("%s:%d", n.Kind, n.N)
	}
	return n.Kind.String()
}

// maxDevices is how many host devices there may be, and below which the numbers
// of cards are.
const maxDevices = 64

// wantDevices says what a list of devices looks like.
const wantDevices = "want interp, all, auto, host:N (N devices on the CPU, 1 to 64), cuda:K (card K, 0 to 63), or several joined by commas as in cuda:0,cuda:1"

// ParseDevices reads a list of devices, as in "cuda:0,cuda:1,interp": names in
// any order, each once, all and auto only by themselves. Its error says what is
// wanted, without saying of what.
func ParseDevices(text string) ([]DeviceName, error) {
	var list []DeviceName
	for part := range strings.SplitSeq(text, ",") {
		n, err := parseDevice(part)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(list, func(m DeviceName) bool { return m == n || m.Kind == DeviceHost && n.Kind == DeviceHost }) {
			return nil, fmt.Errorf("%s, which names %s twice", show(text), n.Kind)
		}
		list = append(list, n)
	}
	for _, n := range list {
		if len(list) > 1 && (n.Kind == DeviceAll || n.Kind == DeviceAuto) {
			return nil, fmt.Errorf("%s, but %s stands only by itself", show(text), n.Kind)
		}
	}
	return list, nil
}

func parseDevice(text string) (DeviceName, error) {
	kind, number, numbered := strings.Cut(text, ":")
	bad := errors.New(show(text) + ", " + wantDevices)
	k, err := ParseEnum[DeviceKind](kind)
	if err != nil {
		return DeviceName{}, errors.New(show(text) + ", " + wantDevices + meant(kind, k.words()))
	}
	name := DeviceName{Kind: k}
	if numbered != (k == DeviceHost || k == DeviceCUDA) {
		return DeviceName{}, bad
	}
	if !numbered {
		return name, nil
	}
	name.N, err = strconv.Atoi(number)
	low := 0
	if k == DeviceHost {
		low = 1
	}
	if err != nil || name.N < low || name.N-low >= maxDevices || strconv.Itoa(name.N) != number {
		return DeviceName{}, bad
	}
	return name, nil
}

// UsesDevices reports whether demo and test go through the scheduler of devices,
// rather than to the run's own workers at once.
func (s *Strategy) UsesDevices() bool { return s.Devices != DeviceInterp.String() }
