//go:build cuda && cgo && linux && amd64

package gpu_test

import (
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/gpu"
)

// TestCardFaults runs the seed scenario on three cards of which one has each of
// the faults that cards have, and sees the results of the workers, and the loss
// named.
func TestCardFaults(t *testing.T) {
	opener := standIn(t)
	table := op.NewTable()
	run := func(settings string) *engine.Result {
		t.Helper()
		st, err := strategy.Parse(strategy.Default(), settings)
		if err != nil {
			t.Fatal(err)
		}
		st.Fuel = 200_000
		r := engine.Start(table, engine.Spec{Name: "storm", Strategy: st, Scores: true, Source: engine.Source{BuiltIn: os.DirFS("../testdata/storm")}, OpenDevices: opener.Open})
		<-r.Done()
		if err := r.Err(); err != nil {
			t.Fatal(err)
		}
		return r.Result()
	}
	t.Setenv("STANDIN_CARDS", "3")
	want := run("best")
	for _, v := range []struct{ fault, said string }{
		{"", ""},
		{"memory:21", "memory"}, // after the 21 launches of opening, when work is loaded
		{"launch:23", "LaunchFailed"},
		{"hang:23", "hangs"},
		{"wrong:23", "wrong results"},
		{"crash:23", "SIGSEGV"},
	} {
		if v.fault == "hang:23" && testing.Short() {
			continue // it takes the patience of the scheduler
		}
		t.Run(v.fault, func(t *testing.T) {
			t.Setenv("STANDIN_FAULT", v.fault)
			t.Setenv("STANDIN_CARD", "1")
			res := run("best+devices=cuda:0,cuda:1,cuda:2+batch-size=8+verify=1")
			if a, b := want.Snapshot.Counts, res.Snapshot.Counts; a != b {
				t.Errorf("counts %+v, want %+v", b, a)
			}
			for n, k := range want.Tasks {
				for p, s := range k.Scores {
					if res.Tasks[n].Scores[p] != s {
						t.Errorf("task %s: %+v, want %+v", k.Task, res.Tasks[n].Scores[p], s)
					}
				}
			}
			did := int64(0)
			for _, d := range res.Snapshot.Devices {
				if strings.HasPrefix(d.Name, "cuda") {
					did += d.Items
					if d.Label != "STAND-IN, no GPU" {
						t.Errorf("%s is labelled %s", d.Name, d.Label)
					}
				}
				if lost := d.Why != ""; lost != (v.fault != "" && d.Name == "cuda:1") || lost && !strings.Contains(d.Why, v.said) {
					t.Errorf("%s was lost with %q, want %q on cuda:1", d.Name, d.Why, v.said)
				}
			}
			if did == 0 {
				t.Error("the cards did nothing")
			}
		})
	}
}

// TestCardRestart sees that a card that was closed can be had again.
func TestCardRestart(t *testing.T) {
	d := card(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	fresh, err := d.(device.Restarter).Restart()
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	table := op.NewTable()
	file, problems := dsl.Parse("t.py", []byte("def solve(I):\n    O = rot90(I)\n    return O\n"), table)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	w := &device.Work{Batt: batt.Compile(table, file.Programs()), Limits: interp.DefaultLimits(), Stop: new(atomic.Bool)}
	w.Samples = []device.Sample{{In: grid.New(1, 2, []int8{1, 2})}}
	if done, _ := compare(t, fresh, w); done != 1 || fresh.Name() != d.Name() {
		t.Errorf("%s did %d items, want 1 as %s", fresh.Name(), done, d.Name())
	}
}

// TestCardOpens sees what becomes of cards that do not open.
func TestCardOpens(t *testing.T) {
	names, err := strategy.ParseDevices("cuda:0")
	if err != nil {
		t.Fatal(err)
	}
	open := func(o gpu.Opener) error {
		devices, _, err := o.Open(names, 1)
		for _, d := range devices {
			t.Error("opened ", d.Name())
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		}
		return err
	}
	none := gpu.Opener{Library: "/nowhere/libcuda.so.1"}
	if err := open(none); !errors.Is(err, device.ErrUnavailable) || !strings.Contains(err.Error(), "no driver: /nowhere/libcuda.so.1: cannot open") {
		t.Errorf("without a driver: %v", err)
	}
	o := standIn(t)
	for _, v := range []struct {
		fault, said string
		missing     bool
	}{{"init", "does not start: error 100", true}, {"open", "OutOfMemory", false}, {"memory", "of the card's memory", false}} {
		t.Setenv("STANDIN_FAULT", v.fault)
		if err := open(o); err == nil || errors.Is(err, device.ErrUnavailable) != v.missing || !strings.Contains(err.Error(), v.said) || strings.Contains(err.Error(), "\n") {
			t.Errorf("with the fault %s: %v, want %q", v.fault, err, v.said)
		}
	}
	t.Setenv("STANDIN_FAULT", "")
	t.Setenv("STANDIN_CARDS", "3")
	all, absent, err := o.Open([]strategy.DeviceName{{Kind: strategy.DeviceAll}}, 2)
	if err != nil || len(absent) > 0 || len(all) != 5 {
		t.Errorf("all of three cards and two workers: %d devices, absent %v, %v", len(all), absent, err)
	}
	for _, d := range all {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
	all, absent, err = none.Open([]strategy.DeviceName{{Kind: strategy.DeviceAll}}, 2)
	if err != nil || len(absent) != 1 || len(all) != 2 {
		t.Errorf("all without a driver: %d devices, absent %v, %v", len(all), absent, err)
	}
}
