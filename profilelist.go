package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/listing"
	"battscope/profile/unit"
	"battscope/ui/draw"
)

func (a *app) profileListCommand(shared *profileFlags) *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "list FILE FUNCTION",
		Short: "A function's source with what each line cost",
		Long: "List prints the source of each function whose name matches the pattern FUNCTION, with what each line cost by itself and with what it called.\n" +
			"Source is read from the files that the profile names, seen from the current folder.",
		Args: wantFileAndFunction,
	}, func(_ *cobra.Command, args []string) error { return a.profileList(args[0], args[1], shared) })
}

// A listReport is what battscope profile list --json prints.
type listReport struct {
	profileReport
	Routines []routineObject `json:"routines"`
}

type routineObject struct {
	Name  string        `json:"name"`
	File  string        `json:"file"`
	Flat  profileNumber `json:"flat"`
	Cum   profileNumber `json:"cum"`
	Error string        `json:"error,omitempty"` // why there is no text
	Lines []lineObject  `json:"lines"`
}

type lineObject struct {
	Line int64         `json:"line"`
	Text string        `json:"text"`
	Flat profileNumber `json:"flat"`
	Cum  profileNumber `json:"cum"`
}

func (a *app) profileList(file, function string, shared *profileFlags) error {
	o, re, err := shared.openFunction(file, function)
	if err != nil {
		return err
	}
	routines := listing.Build(o.Selection, re)
	if len(routines) == 0 {
		return fmt.Errorf("%s: no function with a value matches %s", file, function)
	}
	folder, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("look for sources: %w", err)
	}
	if shared.json {
		return wrote("the listing", writeJSON(a.out, o.listing(routines, folder)))
	}
	_, err = fmt.Fprint(a.out, o.title(), o.listText(routines, folder))
	return wrote("the listing", err)
}

func (o *opened) listing(routines []*listing.Routine, folder string) listReport {
	r := listReport{profileReport: o.report()}
	for _, routine := range routines {
		object := routineObject{Name: routine.Name, File: routine.File, Flat: o.number(routine.Flat), Cum: o.number(routine.Cum), Lines: []lineObject{}}
		lines, err := routine.Source(folder)
		if err != nil {
			object.Error = err.Error()
			lines = routine.Bare()
		}
		for _, l := range lines {
			object.Lines = append(object.Lines, lineObject{l.Number, l.Text, o.number(l.Flat), o.number(l.Cum)})
		}
		r.Routines = append(r.Routines, object)
	}
	return r
}

// listText prints the listing of go tool pprof -list. Where the source is not
// here, the lines with a value stand without their text.
func (o *opened) listText(routines []*listing.Routine, folder string) string {
	var b strings.Builder
	label := func(v int64) string { return unit.Label(v, o.Type.Unit, unit.Minimum) }
	dot := func(v int64) string {
		if v == 0 {
			return "."
		}
		return label(v)
	}
	fmt.Fprintf(&b, "Total: %s\n", label(o.Total))
	for _, r := range routines {
		fmt.Fprintf(&b, "ROUTINE ======================== %s in %s\n", draw.Clean(r.Name), draw.Clean(r.File))
		fmt.Fprintf(&b, "%10s %10s (flat, cum) %s of Total\n", label(r.Flat.Net()), label(r.Cum.Net()), unit.Percent(r.Cum.Net(), o.Total))
		lines, err := r.Source(folder)
		if err != nil {
			fmt.Fprintf(&b, " %s\n", draw.Clean(err.Error()))
			lines = r.Bare()
		}
		for _, l := range lines {
			fmt.Fprintf(&b, "%10s %10s %6d:%s\n", dot(l.Flat.Net()), dot(l.Cum.Net()), l.Number, cleanSource(l.Text))
		}
	}
	return b.String()
}

// cleanSource returns a line of a file as it may be printed, its tabs kept.
func cleanSource(text string) string {
	parts := strings.Split(text, "\t")
	for i, p := range parts {
		parts[i] = draw.Clean(p)
	}
	return strings.Join(parts, "\t")
}
