package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/interp"
	"battscope/engine/strategy"
	"battscope/gpu"
	"battscope/ui/draw"
)

func (a *app) doctorCommand() *cobra.Command {
	var asJSON bool
	c := a.command(&cobra.Command{
		Use:   "doctor",
		Short: "Tell what this machine can evaluate programs on",
		Long: "Doctor lists the devices of this machine, what was loaded for them, what is absent and why, and measures\n" +
			"those that are there: what giving out a batch costs, and how many evaluations a second one device makes on\n" +
			"the built-in seed pool. Everything absent is an answer and no error: the exit code is 0.",
		Args: noArgs,
	}, func(*cobra.Command, []string) error { return a.doctor(asJSON) })
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

// A doctorReport is what battscope doctor --json prints.
type doctorReport struct {
	Version    string         `json:"version"`
	Go         string         `json:"go"`
	OS         string         `json:"os"`
	Arch       string         `json:"arch"`
	Processors int            `json:"processors"`
	Devices    []doctorDevice `json:"devices"`
}

type doctorDevice struct {
	Name     string     `json:"name"`
	Label    string     `json:"label"`
	Doc      string     `json:"doc,omitempty"`
	Absent   string     `json:"absent,omitempty"` // why
	Facts    []gpu.Fact `json:"facts"`
	Measured *measured  `json:"measured,omitempty"`
	Failed   string     `json:"failed,omitempty"` // what went wrong when it was measured
}

// measured is what one device was measured at.
type measured struct {
	Round   time.Duration `json:"round_ns"`      // a batch of one trivial item: the median
	PerItem time.Duration `json:"per_item_ns"`   // of the seed pool in large batches
	Rate    float64       `json:"items_per_sec"` // of the seed pool
	Items   int           `json:"items"`         // that were measured
	Refused int           `json:"refused"`       // of these, which the interpreter would have to do
}

func (a *app) doctor(asJSON bool) error {
	r := doctorReport{Version: version(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Processors: runtime.GOMAXPROCS(0)}
	work, err := a.seedWork()
	if err != nil {
		return err
	}
	found, err := a.opener().List()
	if err != nil {
		return err
	}
	for _, f := range found {
		d := doctorDevice{Name: f.Name, Label: f.Label, Doc: f.Doc, Absent: f.Absent, Facts: f.Facts}
		if d.Facts == nil {
			d.Facts = []gpu.Fact{}
		}
		if f.Absent == "" {
			if d.Measured, err = a.measureDevice(strings.Replace(f.Name, ":N", ":1", 1), work); err != nil {
				d.Failed = err.Error()
			}
		}
		r.Devices = append(r.Devices, d)
	}
	if asJSON {
		return wrote("the report", writeJSON(a.out, r))
	}
	_, err = io.WriteString(a.out, r.text())
	return wrote("the report", err)
}

// text returns the report for people.
func (r *doctorReport) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "battscope %s, %s, %s/%s, %d processors\n", r.Version, r.Go, r.OS, r.Arch, r.Processors)
	for _, d := range r.Devices {
		fmt.Fprintf(&b, "\n%s  %s", d.Name, d.Label)
		if d.Doc != "" {
			fmt.Fprintf(&b, "  (%s)", d.Doc)
		}
		b.WriteString("\n")
		if d.Absent != "" {
			fmt.Fprintf(&b, "    absent      %s\n", d.Absent)
		}
		for _, f := range d.Facts {
			fmt.Fprintf(&b, "    %-11s %s\n", f.Name, f.Text)
		}
		if m := d.Measured; m != nil {
			fmt.Fprintf(&b, "    a batch     %s for one trivial evaluation\n", draw.Duration(m.Round))
			fmt.Fprintf(&b, "    seed pool   %s an evaluation, %s on one device; %s of %s refused\n", draw.Duration(m.PerItem), draw.Rate(m.Rate), count(int64(m.Refused)), count(int64(m.Items)))
		}
		if d.Failed != "" {
			fmt.Fprintf(&b, "    failed      %s\n", d.Failed)
		}
	}
	return b.String()
}

// seedWork returns the built-in seed pool on its task.
func (a *app) seedWork() (*device.Work, error) {
	files, err := scenarioFiles("seed")
	if err != nil {
		return nil, err
	}
	in, err := (&engine.Source{BuiltIn: files}).Load(a.table)
	if err != nil {
		return nil, err
	}
	w := &device.Work{Batt: batt.Compile(a.table, in.Programs), Limits: interp.Limits{Fuel: strategy.Default().Fuel}, Stop: new(atomic.Bool)}
	for _, s := range append(in.Tasks[0].Demo, in.Tasks[0].Test...) {
		w.Samples = append(w.Samples, device.Sample{In: s.In, Out: s.Out})
	}
	return w, nil
}

// measureDevice opens one device and measures it for some tenths of a second.
func (a *app) measureDevice(name string, w *device.Work) (*measured, error) {
	names, err := strategy.ParseDevices(name)
	if err != nil {
		return nil, err
	}
	devices, _, err := a.opener().Open(names, 1)
	if err != nil {
		return nil, err
	}
	d := devices[0]
	m, err := measureOpen(d, w)
	if e := d.Close(); err == nil && e != nil {
		err = fmt.Errorf("close %s: %w", d.Name(), e)
	}
	return m, err
}

func measureOpen(d device.Device, w *device.Work) (*measured, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if o, ok := d.(device.Opener); ok {
		if err := o.Open(); err != nil {
			return nil, err
		}
	}
	if err := d.Load(w); err != nil {
		return nil, err
	}
	var items []device.Item
	for k := range w.Samples {
		for p := range w.Batt.Programs {
			items = append(items, device.Item{Program: int32(p), Sample: int32(k)})
		}
	}
	results := make([]device.Result, len(items))
	var rounds []time.Duration
	for range 51 {
		began := time.Now()
		if err := d.Eval(&device.Batch{Items: items[:1], Results: results[:1]}); err != nil {
			return nil, err
		}
		rounds = append(rounds, time.Since(began))
	}
	m := &measured{Round: median(rounds)}
	var took time.Duration
	for began := time.Now(); took < 200*time.Millisecond; took = time.Since(began) {
		if err := d.Eval(&device.Batch{Items: items, Results: results}); err != nil {
			return nil, err
		}
		m.Items += len(items)
		for i := range results {
			if results[i].Refused {
				m.Refused++
			}
		}
	}
	m.PerItem = took / time.Duration(m.Items)
	m.Rate = float64(m.Items) / took.Seconds()
	return m, nil
}

// median returns the median of durations, which it sorts.
func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
