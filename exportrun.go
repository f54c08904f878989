package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/export"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// exportRunFlags are the flags of battscope export.
type exportRunFlags struct {
	format  string
	output  string
	profile string
	kind    string
}

func (a *app) exportCommand() *cobra.Command {
	var f exportRunFlags
	var names, ofProfiles []string
	long := "Export writes a run in a format of other tools, to standard output or to a file. RUN is an id, the beginning of one, or the path of a run's folder;\n" +
		"for the formats of profiles it may be the path of any profile.\n\nFormats:\n"
	for _, format := range export.Formats() {
		names = append(names, format.Name)
		if format.OfProfile {
			ofProfiles = append(ofProfiles, format.Name)
		}
		long += fmt.Sprintf("  %-10s %s\n", format.Name, format.Doc)
	}
	c := a.command(&cobra.Command{
		Use:   "export RUN --format FORMAT",
		Short: "Write a run in a format of other tools",
		Long:  strings.TrimSuffix(long, "\n"),
		Example: "battscope export 20261124-054646-tour --format markdown\n" +
			"battscope export 20261124-054646-tour --format benchmark --output a.txt",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("export wants one RUN: an id, the beginning of one, or the path of a run's folder")
			}
			return nil
		},
	}, func(_ *cobra.Command, args []string) error { return a.export(args[0], &f) })
	c.Flags().StringVarP(&f.format, "format", "f", "", "one of "+strings.Join(names, ", "))
	c.Flags().StringVarP(&f.output, "output", "o", "", "write this file instead of standard output")
	c.Flags().StringVar(&f.profile, "profile", "", "the profile to write, for "+strings.Join(ofProfiles, ", ")+" (default: the run's programs, else its CPU)")
	c.Flags().StringVar(&f.kind, "type", "", "sample type of the profile, where a format has one (default: the profile's own)")
	return c
}

func (a *app) export(name string, f *exportRunFlags) error {
	if f.format == "" {
		return usage("export wants a --format, see battscope export --help")
	}
	format, err := export.Find(f.format)
	if err != nil {
		return usage("--format: %w", err)
	}
	if f.profile != "" && !format.OfProfile {
		return usage("--profile is for formats of profiles, and %s is none", format.Name)
	}
	run, err := a.exportRun(name, format)
	if err != nil {
		return err
	}
	if f.profile != "" {
		run.Profile = f.profile
	}
	run.Type = f.kind
	var b bytes.Buffer
	if err := format.Write(&b, run); err != nil {
		return err
	}
	if f.output == "" {
		_, err := a.out.Write(b.Bytes())
		return wrote("the export", err)
	}
	if err := workspace.WriteFile(f.output, b.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "wrote %s\n", f.output)
	if format.Name == "benchmark" {
		fmt.Fprintf(a.err, "to hold it against another: %s\n", export.BenchstatCommand("OTHER", f.output))
	}
	return nil
}

// exportRun finds what is to be exported: a run, or for formats of profiles a
// file.
func (a *app) exportRun(name string, format export.Format) (*export.Run, error) {
	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
		if !format.OfProfile {
			return nil, fmt.Errorf("%s is a file, and %s is of a run: name a run or the path of its folder", name, format.Name)
		}
		return &export.Run{Record: &record.Record{ID: name}, Profile: name}, nil
	}
	r, dir, err := a.findRun(name)
	if err != nil {
		return nil, err
	}
	j, err := record.ReadJournal(dir)
	if err != nil {
		return nil, err
	}
	run := &export.Run{Record: r, Dir: dir, Journal: j}
	if format.Name == "markdown" {
		run.Results = a.results(r)
	}
	return run, nil
}
