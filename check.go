package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/compare"
	"battscope/profile/expect"
	"battscope/ui/draw"
)

// checkFlags are the flags of battscope check.
type checkFlags struct {
	expect string
	write  bool
	force  bool
	json   bool
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	c := a.command(&cobra.Command{
		Use:   "check RUN --expect FILE",
		Short: "Hold a recorded run to a list of expectations",
		Long: "Check holds a recorded run to exact counts, bands for times and ratios of times, and the host, and prints a checklist.\n" +
			"RUN is an id or the beginning of one, the folder of a run, or a file of run --json. With --write it makes such a list of the run, for you to edit.\n" +
			"Exit code 10 when an expectation is broken.",
		Example: "battscope check 20261124 --expect seed.toml --write\nbattscope check 20261125 --expect seed.toml",
		Args:    cobra.ArbitraryArgs,
	}, func(_ *cobra.Command, args []string) error { return a.checkRun(&f, args) })
	flags := c.Flags()
	flags.StringVar(&f.expect, "expect", "", "TOML file with what is expected")
	flags.BoolVar(&f.write, "write", false, "make the file of this run")
	flags.BoolVar(&f.force, "force", false, "with --write, replace a file that is there")
	flags.BoolVar(&f.json, "json", false, "print one JSON object")
	return c
}

// checkRun prints whether a run came to what was expected, or writes down what it
// came to.
func (a *app) checkRun(f *checkFlags, args []string) error {
	switch {
	case len(args) != 1:
		return usage("check wants one run: an id, a run's folder, or a file of run --json")
	case f.expect == "":
		return usage("check wants --expect FILE; with --write it makes the file of the run")
	case f.force && !f.write:
		return usage("--force goes with --write")
	case f.json && f.write:
		return usage("--json and --write exclude each other")
	}
	s, err := a.readSide(args[0])
	if err != nil {
		return err
	}
	if why := compare.Unfit(s.record); why != "" {
		return fmt.Errorf("%s cannot be checked: %s", s.name, why)
	}
	if f.write {
		return a.writeExpectations(f, s)
	}
	text, err := os.ReadFile(f.expect)
	if err != nil {
		return unreadable(f.expect, err)
	}
	list, err := expect.Parse(text)
	if err != nil {
		return fmt.Errorf("read %s: %w", f.expect, err)
	}
	items := list.Check(s.record)
	broken := 0
	for _, i := range items {
		if !i.Holds {
			broken++
		}
	}
	if f.json {
		err = writeJSON(a.out, newCheckReport(s.name, items, broken))
	} else {
		err = writeChecklist(a.out, s.name, f.expect, items, broken)
	}
	if err != nil {
		return wrote("the checklist", err)
	}
	if broken > 0 {
		return &exit{exitRegression, fmt.Errorf("%d of %d expectations are broken", broken, len(items))}
	}
	return nil
}

// writeExpectations makes the file.
func (a *app) writeExpectations(f *checkFlags, s *storedSide) error {
	if _, err := os.Stat(f.expect); err == nil && !f.force {
		return fmt.Errorf("%s is there already; --force replaces it", f.expect)
	}
	comment := "What a run must come to: battscope check RUN --expect " + f.expect + "\n" +
		"Made of " + s.name + "; bands are wide, for you to narrow. Lines that do not matter may go."
	if err := os.WriteFile(f.expect, expect.Of(s.record).Encode(comment), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", f.expect, bare(err))
	}
	return a.say("%s: what %s came to", f.expect, s.name)
}

// writeChecklist prints the items, section by section.
func writeChecklist(w io.Writer, run, file string, items []expect.Item, broken int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "check of %s against %s\n", draw.Clean(run), draw.Clean(file))
	section := ""
	for _, i := range items {
		if i.Section != section {
			section = i.Section
			fmt.Fprintf(&b, "\n%s\n", section)
		}
		mark, want := "✓", ""
		if !i.Holds {
			mark, want = "✗", "   broken: want "+i.Want
		} else if i.Want != i.Got {
			want = "   in " + i.Want
			if strings.HasPrefix(i.Want, ">") {
				want = "   is " + i.Want
			}
		}
		fmt.Fprintf(&b, "  %s %-22s %s%s\n", mark, draw.Clean(i.Name), draw.Clean(i.Got), draw.Clean(want))
	}
	verdict := "all hold"
	if broken > 0 {
		verdict = fmt.Sprintf("%d broken", broken)
	}
	fmt.Fprintf(&b, "\n%d expectations, %s\n", len(items), verdict)
	_, err := io.WriteString(w, b.String())
	return err
}

// A checkReport is a checklist as --json prints it.
type checkReport struct {
	Run    string       `json:"run"`
	Broken int          `json:"broken"`
	Items  []itemReport `json:"expectations"`
}

type itemReport struct {
	Section string `json:"section"`
	Name    string `json:"name"`
	Want    string `json:"want"`
	Got     string `json:"got"`
	Holds   bool   `json:"holds"`
}

func newCheckReport(run string, items []expect.Item, broken int) *checkReport {
	r := &checkReport{Run: run, Broken: broken, Items: []itemReport{}}
	for _, i := range items {
		r.Items = append(r.Items, itemReport(i))
	}
	return r
}
