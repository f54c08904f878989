package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"battscope/profile/callgraph"
	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/draw"
)

// topFlags are the flags of battscope profile top.
type topFlags struct {
	cum bool
	min float64
}

func (f *topFlags) register(s *pflag.FlagSet) {
	s.BoolVar(&f.cum, "cum", false, "sort by cum, what a function cost with all that it called")
	s.Float64Var(&f.min, "min", 0.5, "leave out functions whose cum is below this many percent")
}

// share checks and returns --min as a part of 1.
func share(percent float64) (float64, error) {
	if !(percent >= 0 && percent <= 100) {
		return 0, usage("--min is %v, want a number of percent from 0 to 100", percent)
	}
	return percent / 100, nil
}

func (a *app) profileTopCommand(shared *profileFlags) *cobra.Command {
	var f topFlags
	c := a.command(&cobra.Command{
		Use:   "top FILE",
		Short: "The functions that cost most",
		Long: "Top prints for each function what it cost by itself (flat) and with all that it called (cum), the dearest first.\n" +
			"A function that calls itself counts once.",
		Args: wantFile,
	}, func(_ *cobra.Command, args []string) error { return a.profileTop(args[0], shared, &f) })
	f.register(c.Flags())
	return c
}

// A topReport is what battscope profile top --json prints.
type topReport struct {
	profileReport
	Dropped   int         `json:"dropped"`
	Functions []topObject `json:"functions"`
}

type topObject struct {
	Name    string        `json:"name"`
	Flat    profileNumber `json:"flat"`
	Cum     profileNumber `json:"cum"`
	Inlined string        `json:"inlined"` // "no", "partly" or "yes"
}

func (a *app) profileTop(file string, shared *profileFlags, f *topFlags) error {
	least, err := share(f.min)
	if err != nil {
		return err
	}
	o, err := shared.open(file)
	if err != nil {
		return err
	}
	if err := o.nothing(); err != nil {
		return err
	}
	options := callgraph.Usual()
	options.MinNode = least
	g := callgraph.Build(o.Selection, options)
	if f.cum {
		slices.SortStableFunc(g.Rows, func(a, b callgraph.Row) int {
			return cmp.Or(cmp.Compare(magnitude(b.Cum.Net()), magnitude(a.Cum.Net())), strings.Compare(a.Name, b.Name))
		})
	}
	if shared.json {
		r := topReport{profileReport: o.report(), Dropped: g.Dropped, Functions: []topObject{}}
		for _, row := range g.Rows {
			r.Functions = append(r.Functions, topObject{row.Name, o.number(row.Flat), o.number(row.Cum), [...]string{"no", "partly", "yes"}[row.Inlining]})
		}
		return wrote("the table", writeJSON(a.out, r))
	}
	_, err = fmt.Fprint(a.out, o.title(), topText(g))
	return wrote("the table", err)
}

// topText prints the table of go tool pprof -top.
func topText(g *callgraph.Graph) string {
	var b strings.Builder
	var shown int64
	for _, r := range g.Rows {
		shown += r.Flat.Net()
	}
	fmt.Fprintf(&b, "showing %s, %s of %s", g.Label(shown), strings.TrimSpace(unit.Percent(shown, g.Total)), g.Label(g.Total))
	if g.Dropped > 0 {
		fmt.Fprintf(&b, "; %s functions below %s left out", count(int64(g.Dropped)), g.Label(g.Cutoff))
	}
	if len(g.Rows) == 0 {
		if g.Set.Difference && g.Dropped == 0 {
			return "no difference\n"
		}
		b.WriteByte('\n')
		return b.String()
	}
	fmt.Fprintf(&b, "\n%10s %5s%% %5s%% %10s %5s%%\n", "flat", "flat", "sum", "cum", "cum")
	var sum int64
	for _, r := range g.Rows {
		flat, cum := r.Flat.Net(), r.Cum.Net()
		sum += flat
		inline := [...]string{"", " (partial-inline)", " (inline)"}[r.Inlining]
		fmt.Fprintf(&b, "%10s %s %s %10s %s  %s%s\n", g.Label(flat), unit.Percent(flat, g.Total), unit.Percent(sum, g.Total),
			g.Label(cum), unit.Percent(cum, g.Total), draw.Clean(r.Name), inline)
	}
	return b.String()
}

func magnitude(v int64) int64 { return max(v, -v) }

// A profileReport is how every view's JSON object begins. Values are whole
// numbers of the unit.
type profileReport struct {
	File      string   `json:"file"`
	Base      string   `json:"base,omitempty"`
	BaseScale float64  `json:"base_scale,omitempty"`
	Type      string   `json:"type"`
	Types     []string `json:"types"`
	Unit      string   `json:"unit"`
	Total     int64    `json:"total"` // what shares are of: of a difference the base
	Samples   int      `json:"samples"`
	Kept      int      `json:"kept_samples"`
	Duration  int64    `json:"duration_ns"`
}

func (o *opened) report() profileReport {
	r := profileReport{File: o.file, Base: o.base, Type: o.Type.Name, Unit: o.Type.Unit, Total: o.Total,
		Samples: o.Set.Samples, Kept: o.Kept, Duration: int64(o.Set.Duration)}
	if o.Set.Difference {
		r.BaseScale = o.Set.BaseScale
	}
	for _, t := range o.Set.Types {
		r.Types = append(r.Types, t.Name)
	}
	return r
}

// A profileNumber is a value; of a difference also its two sides.
type profileNumber struct {
	Value int64  `json:"value"`
	After *int64 `json:"after,omitempty"`
	Base  *int64 `json:"base,omitempty"`
}

func (o *opened) number(p stacks.Pair) profileNumber {
	n := profileNumber{Value: p.Net()}
	if o.Set.Difference {
		n.After, n.Base = &p.Plus, &p.Minus
	}
	return n
}
