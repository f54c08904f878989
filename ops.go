package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"battscope/engine/dsl"
	"battscope/engine/op"
)

func (a *app) opsCommand() *cobra.Command {
	var asJSON, devices bool
	var files []string
	c := a.command(&cobra.Command{
		Use:   "ops [NAME]",
		Short: "List the primitives of the language",
		Long:  "Ops prints the primitives by family, with what they take and give; with a name, that one.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("ops takes one NAME at most, not %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.table.Names(), cobra.ShellCompDirectiveNoFileComp
		},
	}, func(_ *cobra.Command, args []string) error {
		switch {
		case devices:
			return a.opsDevices(args, files, asJSON)
		case len(files) > 0:
			return usage("--programs goes with --devices")
		}
		return a.ops(args, asJSON)
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVar(&devices, "devices", false, "print what each primitive runs on instead")
	c.Flags().StringArrayVar(&files, "programs", nil, "with --devices: solver file whose programs to tell of; may be repeated")
	return c
}

// An opReport is a primitive as battscope ops --json prints it.
type opReport struct {
	Name   string    `json:"name"`
	Family op.Family `json:"family"`
	Params []string  `json:"params"`
	Types  []string  `json:"types"`
	Out    string    `json:"out"`
	Doc    string    `json:"doc"`
	Fixed  int64     `json:"cost_fixed"`       // units
	Cell   int64     `json:"cost_cell_per_16"` // sixteenths of a unit
}

func (a *app) ops(args []string, asJSON bool) error {
	var chosen []*op.Op
	ops := a.table.Ops()
	for n := range ops {
		if len(args) == 0 || ops[n].Name == args[0] {
			chosen = append(chosen, &ops[n])
		}
	}
	if len(chosen) == 0 {
		if v, ok := a.table.ConstantValue(args[0]); ok && !asJSON {
			_, err := fmt.Fprintf(a.out, "%s = %s\n", args[0], v)
			return wrote("the constant", err)
		}
		msg := fmt.Sprintf("no primitive is called %s", args[0])
		hint := dsl.DidYouMean(args[0], a.table.Names())
		if _, constant := a.table.ConstantValue(args[0]); constant {
			hint = ": it is a constant, shown without --json"
		} else if hint == "" {
			hint = "; battscope ops lists them"
		}
		msg += hint
		return errors.New(msg)
	}
	if asJSON {
		list := []opReport{}
		for _, o := range chosen {
			list = append(list, opReport{o.Name, o.Family, o.Params(), o.Types(), o.Out, o.Doc, o.Cost.Fixed, o.Cost.Cell})
		}
		return wrote("the list", writeJSON(a.out, map[string]any{"ops": list}))
	}
	var b strings.Builder
	for _, family := range op.Families() {
		title := false
		for _, o := range chosen {
			if o.Family != family {
				continue
			}
			if !title && len(args) == 0 {
				fmt.Fprintf(&b, "%s\n", family)
			}
			title = true
			fmt.Fprintf(&b, "  %s\n      %s\n", o.Signature(), o.Doc)
		}
	}
	if len(args) == 0 {
		fmt.Fprintf(&b, "%d primitives, %d constants\n", len(ops), len(a.table.Constants()))
	}
	_, err := io.WriteString(a.out, b.String())
	return wrote("the list", err)
}
