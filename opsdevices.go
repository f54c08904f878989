package main

import (
	"fmt"
	"io"
	"strings"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/gpu/kernel"
)

// An opDevices says where one primitive runs. The interpreter and host devices
// run all of them.
type opDevices struct {
	Name string `json:"name"`
	CUDA string `json:"cuda"` // the kinds of arguments that have kernels; "" for none
}

// A programDevices says where one program runs.
type programDevices struct {
	Program string `json:"program"`
	CUDA    bool   `json:"cuda"`
	Why     string `json:"why,omitempty"` // it does not run on a card
}

// opsDevices prints where primitives run, and where the programs of files do.
func (a *app) opsDevices(args, files []string, asJSON bool) error {
	signatures := kernel.Signatures()
	var ops []opDevices
	with := 0
	for _, name := range a.table.Names() {
		if a.table.Lookup(name) == nil || len(args) > 0 && args[0] != name {
			continue
		}
		ops = append(ops, opDevices{name, signatures[name]})
		if signatures[name] != "" {
			with++
		}
	}
	if len(ops) == 0 {
		return fmt.Errorf("no primitive is called %s; battscope ops lists them", args[0])
	}
	programs := []programDevices{}
	if len(files) > 0 {
		// The tasks that come with them are of no use here.
		builtIn, err := scenarioFiles(scenarioNames()[0])
		if err != nil {
			return err
		}
		in, err := (&engine.Source{Programs: files, BuiltIn: builtIn}).Load(a.table)
		if err := a.problems(in.Problems, err); err != nil {
			return err
		}
		for p, why := range kernel.Compile(batt.Compile(a.table, in.Programs)).Why {
			programs = append(programs, programDevices{in.Programs[p].Name, why == "", why})
		}
	}
	if asJSON {
		return wrote("the list", writeJSON(a.out, map[string]any{"ops": ops, "programs": programs}))
	}
	var b strings.Builder
	if len(files) == 0 {
		fmt.Fprintf(&b, "%-14s %-6s %-6s %s\n", "primitive", "interp", "host", "cuda")
		for _, o := range ops {
			cuda := o.CUDA
			if cuda == "" {
				cuda = "—"
			}
			fmt.Fprintf(&b, "%-14s %-6s %-6s %s\n", o.Name, "yes", "yes", cuda)
		}
		if len(args) == 0 {
			fmt.Fprintf(&b, "%d primitives; kernels for %d of them, of arguments that are grids (G), integers (I), pairs (P), objects (O), patches (M),\n", len(ops), with)
			b.WriteString("sets or tuples of patches (S), other sets and tuples (L), anything (A), or functions known before the program runs (F);\n")
			b.WriteString("a card refuses what is of other kinds, a fault, or too large, and the interpreter does it\n")
		}
	}
	runs := 0
	for _, p := range programs {
		where := "interp, host: " + p.Why
		if p.CUDA {
			where = "interp, host, cuda"
			runs++
		}
		fmt.Fprintf(&b, "%-22s %s\n", p.Program, where)
	}
	if len(files) > 0 {
		fmt.Fprintf(&b, "%d programs; %d of them run on a card\n", len(programs), runs)
	}
	_, err := io.WriteString(a.out, b.String())
	return wrote("the list", err)
}
