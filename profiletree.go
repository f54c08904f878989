package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"battscope/profile/flame"
	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/draw"
)

// treeFlags are the flags of battscope profile tree.
type treeFlags struct {
	min   float64
	lines bool
}

// maxIndent is how many cells a frame is moved to the right at most; the column
// of depths goes on.
const maxIndent = 60

func (a *app) profileTreeCommand(shared *profileFlags) *cobra.Command {
	var f treeFlags
	c := a.command(&cobra.Command{
		Use:   "tree FILE",
		Short: "The calls as a tree, widest first: a flame graph in text",
		Long: "Tree prints each function below its caller with what it cost there (cum) and by itself (self).\n" +
			"In a difference, functions are ordered by the sum of both sides.",
		Args: wantFile,
	}, func(_ *cobra.Command, args []string) error { return a.profileTree(args[0], shared, &f) })
	c.Flags().Float64Var(&f.min, "min", 0.5, "fold frames below this many percent into one line")
	c.Flags().BoolVar(&f.lines, "lines", false, "make each line of a function a frame of its own")
	return c
}

// A treeReport is what battscope profile tree --json prints: frames in the
// order of the tree, each after its caller.
type treeReport struct {
	profileReport
	Frames []frameObject `json:"frames"`
}

type frameObject struct {
	Name  string        `json:"name"`
	Depth int32         `json:"depth"` // 1 for what nobody calls
	Start int64         `json:"start"` // of its place in a flame graph
	Cum   profileNumber `json:"cum"`
	Self  profileNumber `json:"self"`
}

func (a *app) profileTree(file string, shared *profileFlags, f *treeFlags) error {
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
	t := flame.Build(o.Selection, flame.Options{Lines: f.lines})
	if shared.json {
		r := treeReport{profileReport: o.report(), Frames: []frameObject{}}
		for i := int32(1); int(i) < len(t.Nodes); i++ {
			n := t.Nodes[i]
			r.Frames = append(r.Frames, frameObject{t.Name(i), n.Depth, n.Start, o.number(n.Cum), o.number(n.Self)})
		}
		return wrote("the tree", writeJSON(a.out, r))
	}
	_, err = fmt.Fprint(a.out, o.title(), treeText(t, least))
	return wrote("the tree", err)
}

// treeText prints a tree; frames lighter than least, a part of all, are folded
// into one line for each caller.
func treeText(t *flame.Tree, least float64) string {
	if t.IsEmpty() {
		return "no difference\n"
	}
	whole := t.Nodes[0].Cum.Weight()
	small := func(w int64) bool { return float64(w) < least*float64(whole) }
	u := treeUnit(t, small)
	var b strings.Builder
	fmt.Fprintf(&b, "%10s %6s %10s %6s %5s\n", "cum", "cum%", "self", "self%", "depth")
	line := func(cum, self stacks.Pair, depth int32, name string) {
		indent := min(2*int(depth-1), maxIndent)
		fmt.Fprintf(&b, "%10s %s %10s %s %5d  %*s%s\n", unit.Label(cum.Net(), t.Type.Unit, u), unit.Percent(cum.Net(), t.Total),
			unit.Label(self.Net(), t.Type.Unit, u), unit.Percent(self.Net(), t.Total), depth, indent, "", name)
	}
	// Siblings are ordered by weight, so that the small ones stand together at
	// the end; they and all below them are skipped.
	skip := int32(-1) // frames deeper than this are below a small one
	for i := int32(1); int(i) < len(t.Nodes); i++ {
		n := t.Nodes[i]
		if skip >= 0 && n.Depth >= skip {
			continue
		}
		skip = -1
		if !small(n.Cum.Weight()) {
			line(n.Cum, n.Self, n.Depth, draw.Clean(t.Name(i)))
			continue
		}
		var rest stacks.Pair
		folded := 0
		for c := i; c != 0; c = t.Nodes[c].Next {
			rest.Add(t.Nodes[c].Cum)
			folded++
		}
		line(rest, stacks.Pair{}, n.Depth, fmt.Sprintf("… %s more", count(int64(folded))))
		skip = n.Depth
	}
	return b.String()
}

// treeUnit returns the unit in which all that is printed can be read.
func treeUnit(t *flame.Tree, small func(int64) bool) string {
	var least int64
	for _, n := range t.Nodes[1:] {
		if small(n.Cum.Weight()) {
			continue
		}
		for _, v := range []int64{magnitude(n.Cum.Net()), magnitude(n.Self.Net())} {
			if v > 0 && (least == 0 || v < least) {
				least = v
			}
		}
	}
	return unit.Common(least, t.Total, t.Type.Unit)
}
