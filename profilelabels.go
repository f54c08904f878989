package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/draw"
)

func (a *app) profileLabelsCommand(shared *profileFlags) *cobra.Command {
	return a.command(&cobra.Command{
		Use:   "labels FILE",
		Short: "What each label's samples add up to: phases, tasks, workers",
		Long:  "Labels prints the labels of the samples by key, and of each value what its samples add up to. They are what --label selects by.",
		Args:  wantFile,
	}, func(_ *cobra.Command, args []string) error { return a.profileLabels(args[0], shared) })
}

// A labelsReport is what battscope profile labels --json prints.
type labelsReport struct {
	profileReport
	Labels    []labelObject `json:"labels"`
	Unlabeled profileNumber `json:"unlabelled"`
}

type labelObject struct {
	Key   string        `json:"key"`
	Value string        `json:"value"`
	Sum   profileNumber `json:"sum"`
}

func (a *app) profileLabels(file string, shared *profileFlags) error {
	o, err := shared.open(file)
	if err != nil {
		return err
	}
	if err := o.nothing(); err != nil {
		return err
	}
	sums, none, total := o.Set.ByLabel(o.Query)
	if shared.json {
		r := labelsReport{profileReport: o.report(), Labels: []labelObject{}, Unlabeled: o.number(none)}
		for _, s := range sums {
			r.Labels = append(r.Labels, labelObject{s.Key, s.Value, o.number(s.Sum)})
		}
		return wrote("the labels", writeJSON(a.out, r))
	}
	_, err = fmt.Fprint(a.out, o.title(), o.labelsText(sums, none, total))
	return wrote("the labels", err)
}

// labelsText prints a table of labels, their keys once.
func (o *opened) labelsText(sums []stacks.LabelSum, none stacks.Pair, total int64) string {
	var least int64
	smaller := func(p stacks.Pair) {
		if v := magnitude(p.Net()); v > 0 && (least == 0 || v < least) {
			least = v
		}
	}
	for _, s := range sums {
		smaller(s.Sum)
	}
	smaller(none)
	u := unit.Common(least, total, o.Type.Unit)
	var b strings.Builder
	row := func(p stacks.Pair, key, value string) {
		fmt.Fprintf(&b, "%10s %s  %-10s %s\n", unit.Label(p.Net(), o.Type.Unit, u), unit.Percent(p.Net(), total), key, value)
	}
	last := ""
	for _, s := range sums {
		key := draw.Clean(s.Key)
		if s.Key == last {
			key = ""
		}
		last = s.Key
		row(s.Sum, key, draw.Clean(s.Value))
	}
	if !none.IsZero() {
		row(none, "—", "without labels")
	}
	return b.String()
}
