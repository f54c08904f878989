//go:build cuda && cgo && linux && amd64

package cuda

import (
	"errors"
	"fmt"

	"github.com/NVIDIA/go-nvml/pkg/nvml"
	"gorgonia.org/cu"

	"battscope/engine/device"
)

// state returns what NVML tells of a card now, by name, with units; or why it
// tells nothing. Cards are matched by their UUID, since the environment may have
// given the driver's numbers another order.
func state(d cu.Device) [][2]string {
	facts, err := nvmlState(d)
	if err != nil {
		return append(facts, [2]string{"nvml", "absent: " + err.Error()})
	}
	return facts
}

// A sensor is NVML's handle of a card. It keeps NVML open, which takes a while to
// open.
type sensor struct{ handle nvml.Device }

// openSensor opens NVML and finds a card.
func openSensor(d cu.Device) (*sensor, error) {
	if r := nvml.Init(); r != nvml.SUCCESS {
		return nil, errors.New(nvml.ErrorString(r))
	}
	id, err := d.UUID()
	if err != nil {
		nvml.Shutdown()
		return nil, fmt.Errorf("the card's UUID: %w", err)
	}
	h, r := nvml.DeviceGetHandleByUUID("GPU-" + id.String())
	if r != nvml.SUCCESS {
		nvml.Shutdown()
		return nil, errors.New(nvml.ErrorString(r))
	}
	return &sensor{h}, nil
}

func (s *sensor) close() { nvml.Shutdown() }

// sense returns what NVML tells of the card's memory and heat; what it does not
// tell is 0.
func (s *sensor) sense() (now device.Senses) {
	if m, r := nvml.DeviceGetMemoryInfo(s.handle); r == nvml.SUCCESS {
		now.Memory, now.MemoryOf = int64(m.Used), int64(m.Total)
	}
	if t, r := nvml.DeviceGetTemperature(s.handle, nvml.TEMPERATURE_GPU); r == nvml.SUCCESS {
		now.Celsius = float64(t)
	}
	return now
}

func nvmlState(d cu.Device) (facts [][2]string, err error) {
	s, err := openSensor(d)
	if err != nil {
		return nil, err
	}
	defer s.close()
	h := s.handle
	if v, r := nvml.SystemGetDriverVersion(); r == nvml.SUCCESS {
		facts = append(facts, [2]string{"driver", "version " + v})
	}
	if u, r := nvml.DeviceGetUtilizationRates(h); r == nvml.SUCCESS {
		facts = append(facts, [2]string{"load", fmt.Sprintf("%d %%", u.Gpu)})
	}
	if m, r := nvml.DeviceGetMemoryInfo(h); r == nvml.SUCCESS {
		facts = append(facts, [2]string{"memory", fmt.Sprintf("%d of %d MiB in use", m.Used>>20, m.Total>>20)})
	}
	if t, r := nvml.DeviceGetTemperature(h, nvml.TEMPERATURE_GPU); r == nvml.SUCCESS {
		facts = append(facts, [2]string{"temperature", fmt.Sprintf("%d °C", t)})
	}
	if p, r := nvml.DeviceGetPowerUsage(h); r == nvml.SUCCESS {
		facts = append(facts, [2]string{"power", fmt.Sprintf("%.0f W", float64(p)/1000)})
	}
	return facts, nil
}
