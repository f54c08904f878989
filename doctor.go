package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"battscope/gpu"
	"battscope/ui/draw"
)

func (a *app) doctorCommand() *cobra.Command {
	var asJSON bool
	c := a.command(&cobra.Command{
		Use:   "doctor",
		Short: "Tell what this machine can evaluate programs on",
		Long: "Doctor lists the devices of this machine, what was loaded for them, what is absent and why, and measures\n" +
			"those that are there: what giving out a batch costs, how many evaluations a second one device makes on the\n" +
			"built-in seed pool, how fast outputs come back from it, and from which batch on it is quicker than the\n" +
			"interpreter on all processors. Everything absent is an answer and no error: the exit code is 0.",
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

func (a *app) doctor(asJSON bool) error {
	r := doctorReport{Version: version(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Processors: runtime.GOMAXPROCS(0)}
	work, err := a.builtInWork("seed")
	if err != nil {
		return err
	}
	many, err := a.builtInWork("tour")
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
			if d.Measured, err = a.measureDevice(strings.Replace(f.Name, ":N", ":1", 1), work, many); err != nil {
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
			fmt.Fprintf(&b, "    transfer    %s\n", m.transferText())
			if m.Pairs > 0 {
				fmt.Fprintf(&b, "    compares    %s pairs of outputs of 30×30 cells, %s pairs at once, copies included\n", draw.Rate(float64(m.Pairs)/m.Compared.Seconds()), count(int64(m.Pairs)))
			}
			fmt.Fprintf(&b, "    wins        %s\n", m.winsText(r.Processors))
		}
		if d.Failed != "" {
			fmt.Fprintf(&b, "    failed      %s\n", d.Failed)
		}
	}
	return b.String()
}
