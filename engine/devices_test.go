package engine_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/device"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/store"
	"battscope/engine/strategy"
	"battscope/gpu"
	"battscope/gpu/host"
)

// realTasks are 20 of the public training tasks, every twentieth by name.
func realTasks(t *testing.T) []string {
	t.Helper()
	const dir = "../../shared/arc/training"
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Skip("no ARC tasks: ", err)
	}
	var list []string
	for n := 0; n < len(files); n += len(files) / 20 {
		list = append(list, dir+"/"+files[n].Name())
	}
	return list
}

// TestDevices holds runs on devices to the counts, results and store of a run on
// the workers.
func TestDevices(t *testing.T) {
	for _, v := range []struct {
		name, scenario string
		mutants        int
		real           bool
	}{
		{name: "seed", scenario: "seed"},
		{name: "mutants", scenario: "seed", mutants: 1000}, // many pools

		{name: "tour", scenario: "tour"},
		{name: "storm", scenario: "storm"},
		{name: "real", scenario: "tour", real: true},
	} {
		t.Run(v.name, func(t *testing.T) {
			var data []string
			if v.real {
				data = realTasks(t)
			}
			settings := []string{"interp", "host:1", "host:4", "all", "auto", "host:3+batch-size=5+verify=20%", "host:2,interp+evaluation=alone"}
			if testing.Short() {
				if v.name != "seed" {
					t.Skip("long: several runs of the scenario")
				}
			}
			if testing.Short() || v.name == "tour" {
				settings = settings[:3]
			}
			var first *engine.Result
			var firstStore *store.Store
			for _, name := range settings {
				spec, open := scenario(t, v.scenario, "best+workers=2+devices="+name)
				spec.OpenDevices, spec.Source.Max, spec.Source.Data = gpu.Opener{}.Open, 200, data
				spec.Mutate = engine.Mutation{N: v.mutants, Seed: 3}
				spec.Strategy.Chunk = 300
				spec.Strategy.Fuel = 300_000
				res := finish(t, spec)
				s := open()
				if first == nil {
					first, firstStore = res, s
					continue
				}
				for _, d := range differences(first, res) {
					t.Errorf("%s against %s: %s", settings[0], name, d)
				}
				rows, err := firstStore.Diff(context.Background(), s)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					t.Errorf("%s against %s: %s", settings[0], name, row)
				}
				if a, b := first.Snapshot.Counts, res.Snapshot.Counts; a != b {
					t.Errorf("%s against %s: counts %+v; %+v", settings[0], name, a, b)
				}
				checkDevices(t, name, res)
			}
		})
	}
}

// checkDevices sees that the devices account for the work of demo and test.
func checkDevices(t *testing.T, name string, res *engine.Result) {
	t.Helper()
	s := res.Snapshot
	if strings.HasPrefix(name, "auto") {
		if s.Devices != nil {
			t.Errorf("auto without a card has the devices %+v", s.Devices)
		}
		return
	}
	var items int64
	var busy, spent time.Duration
	for _, d := range s.Devices {
		items += d.Items
		busy += d.Busy
		if d.Label != "CPU" || d.State != probe.DeviceIdle || d.Failures != 0 || d.Refused != 0 {
			t.Errorf("%s: %+v", name, d)
		}
		if strings.Contains(name, "verify") && d.Items > 200 && d.Verified == 0 {
			t.Errorf("%s: nothing of %d items was verified", name, d.Items)
		}
	}
	if want := s.Phases[probe.Demo].Calls + s.Phases[probe.Test].Calls; items != want {
		t.Errorf("%s: the devices count %d items, the phases %d", name, items, want)
	}
	if a, b := s.Phases[probe.Demo].Latency.Calls, s.Phases[probe.Demo].Calls; a != b {
		t.Errorf("%s: latencies stand for %d of %d calls of demo", name, a, b)
	}
	spent = s.Phases[probe.Demo].Busy + s.Phases[probe.Test].Busy
	if spent < busy {
		t.Errorf("%s: the devices were busy for %v, the phases only for %v", name, busy, spent)
	}
}

// withFault opens host devices of which some have a fault.
func withFault(fault func(n int) host.Fault) engine.DeviceOpener {
	return func(names []strategy.DeviceName, _ int) (list []device.Device, _ []error, _ error) {
		for n := range names[0].N {
			list = append(list, host.New(n, fault(n)))
		}
		return list, nil, nil
	}
}

// TestDeviceFails fails one of four devices at a random batch, a hundred times,
// then three and all four of them, and sees each time the results of the workers
// and an event that names the device.
func TestDeviceFails(t *testing.T) {
	spec, _ := scenario(t, "seed", "best")
	want := finish(t, spec)
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	for seed := range uint64(rounds) + 2 {
		r := rand.New(rand.NewPCG(seed, 11))
		at, which := int64(1+r.IntN(4)), []int{r.IntN(4)}
		if seed >= uint64(rounds) {
			at, which = 1, []int{0, 1, 2, 3}[:3+seed-uint64(rounds)]
		}
		spec, _ := scenario(t, "seed", "best+devices=host:4+batch-size=4")
		spec.OpenStore = nil
		spec.OpenDevices = withFault(func(n int) host.Fault {
			if !slices.Contains(which, n) {
				return nil
			}
			return func(call int64, _ *device.Batch) error {
				if call == at {
					return errors.New("out of memory")
				}
				return nil
			}
		})
		res := finish(t, spec)
		if res.Snapshot.Counts != want.Snapshot.Counts {
			t.Fatalf("seed %d: counts %+v, want %+v", seed, res.Snapshot.Counts, want.Snapshot.Counts)
		}
		if d := differences(want, res); len(d) > 0 {
			t.Fatalf("seed %d: %v", seed, d)
		}
		for _, d := range res.Snapshot.Devices {
			said := slices.ContainsFunc(res.Snapshot.Events, func(e probe.Event) bool {
				return e.Kind == "device" && strings.HasPrefix(e.Text, d.Name+" (CPU) is lost: out of memory")
			})
			if said != (d.State == probe.DeviceLost) || d.State == probe.DeviceLost != (d.Failures == 1) {
				t.Fatalf("seed %d: %+v, events %+v", seed, d, res.Snapshot.Events)
			}
		}
	}
}

// TestDeviceErrors sees that devices that are not there end the run with one
// line, and that all goes on without.
func TestDeviceErrors(t *testing.T) {
	spec, _ := scenario(t, "seed", "best+devices=host:2")
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); !errors.Is(err, device.ErrUnavailable) {
		t.Errorf("without an opener the run ends with %v", err)
	}
	spec.OpenDevices, spec.Strategy.Devices = gpu.Opener{}.Open, "host:2,cuda:63"
	run = engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); !errors.Is(err, device.ErrUnavailable) || !strings.Contains(err.Error(), "cuda:63") || strings.Contains(err.Error(), "\n") {
		t.Errorf("with a card that is not there the run ends with %v", err)
	} else if e := run.Snapshot().Events; len(e) == 0 || e[len(e)-1].Kind != probe.FailedEvent || e[len(e)-1].Text != err.Error() {
		t.Errorf("the run ended with %v, and its last events are %v", err, e)
	}
}

// TestDevicesSteer pauses, resumes and stops a repeating run on devices.
func TestDevicesSteer(t *testing.T) {
	before := runtime.NumGoroutine()
	spec := tour(2)
	spec.Repeat, spec.OpenDevices, spec.Strategy.Devices = true, gpu.Opener{}.Open, "host:3"
	s := engine.NewSession(spec.Strategy, func(strategy.Strategy) *engine.Run { return engine.Start(op.NewTable(), spec) })
	for n := range 4 {
		wait(t, "another pass", func() bool { return s.Snapshot().Pass >= n+1 })
		s.Pause()
		wait(t, "the clock to stand", func() bool {
			a := s.Snapshot()
			time.Sleep(5 * time.Millisecond)
			b := s.Snapshot()
			return a.State == probe.Paused && a.Elapsed == b.Elapsed && fmt.Sprint(a.Phases) == fmt.Sprint(b.Phases)
		})
		s.Resume()
	}
	s.Restart()
	wait(t, "another run", func() bool { return s.Snapshot().Run == 2 })
	run := s.Close()
	if err := run.Err(); err != nil {
		t.Error(err)
	}
	wait(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}
