package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/callgraph"
	"battscope/profile/unit"
	"battscope/ui/draw"
)

func (a *app) profilePeekCommand(shared *profileFlags) *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "peek FILE FUNCTION",
		Short: "Who calls a function, and whom it calls",
		Long:  "Peek prints each function whose name matches the pattern FUNCTION, its callers above it and its callees below.",
		Args:  wantFileAndFunction,
	}, func(_ *cobra.Command, args []string) error { return a.profilePeek(args[0], args[1], shared) })
}

// A peekReport is what battscope profile peek --json prints.
type peekReport struct {
	profileReport
	Functions []peekObject `json:"functions"`
}

type peekObject struct {
	Name    string        `json:"name"`
	Flat    profileNumber `json:"flat"`
	Cum     profileNumber `json:"cum"`
	Callers []edgeObject  `json:"callers"`
	Callees []edgeObject  `json:"callees"`
}

type edgeObject struct {
	Name    string        `json:"name"`
	Weight  profileNumber `json:"weight"`
	Inlined bool          `json:"inlined"`
}

func (a *app) profilePeek(file, function string, shared *profileFlags) error {
	o, re, err := shared.openFunction(file, function)
	if err != nil {
		return err
	}
	g := callgraph.Build(o.Selection, callgraph.Options{})
	text, matched := peekText(g, re)
	if matched == 0 {
		return fmt.Errorf("%s: no function with a value matches %s", file, function)
	}
	if shared.json {
		r := peekReport{profileReport: o.report()}
		for _, row := range g.Rows {
			if re.MatchString(row.Name) {
				r.Functions = append(r.Functions, peekObject{row.Name, o.number(row.Flat), o.number(row.Cum),
					o.edges(g.Callers(row.Symbol)), o.edges(g.Callees(row.Symbol))})
			}
		}
		return wrote("the callers", writeJSON(a.out, r))
	}
	_, err = fmt.Fprint(a.out, o.title(), text)
	return wrote("the callers", err)
}

func (o *opened) edges(list []callgraph.Edge) []edgeObject {
	objects := []edgeObject{}
	for _, e := range list {
		objects = append(objects, edgeObject{e.Name, o.number(e.Weight), e.Inlined})
	}
	return objects
}

// peekText prints the table of go tool pprof -peek, and returns how many
// functions match.
func peekText(g *callgraph.Graph, re *regexp.Regexp) (string, int) {
	const separator = "----------------------------------------------------------+-------------\n"
	var b strings.Builder
	b.WriteString(separator + "      flat  flat%   sum%        cum   cum%   calls calls% + context\n")
	edge := func(e callgraph.Edge, cum int64) {
		inline := ""
		if e.Inlined {
			inline = " (inline)"
		}
		w := e.Weight.Net()
		fmt.Fprintf(&b, "%50s %s |   %s%s\n", g.Label(w), unit.Percent(w, cum), draw.Clean(e.Name), inline)
	}
	matched := 0
	var sum int64
	for _, r := range g.Rows {
		if !re.MatchString(r.Name) {
			continue
		}
		matched++
		b.WriteString(separator)
		flat, cum := r.Flat.Net(), r.Cum.Net()
		for _, e := range g.Callers(r.Symbol) {
			edge(e, cum)
		}
		sum += flat
		fmt.Fprintf(&b, "%10s %s %s %10s %s                | %s\n", g.Label(flat), unit.Percent(flat, g.Total), unit.Percent(sum, g.Total),
			g.Label(cum), unit.Percent(cum, g.Total), draw.Clean(r.Name))
		for _, e := range g.Callees(r.Symbol) {
			edge(e, cum)
		}
	}
	b.WriteString(separator)
	return b.String(), matched
}
