package stacks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Type is one of the values that every sample of a profile has.
type Type struct {
	Name string // "cpu", "inuse_space", "calls"
	Unit string // "nanoseconds", "bytes", "count"
}

// A Func is a function of the profiled program.
type Func struct {
	Name      string
	File      string // cleaned path as the profile has it; empty when not known
	Object    string // binary; empty when not known
	StartLine int64  // 0 when not known
	Symbol    int32  // functions with one name are one symbol
}

// A Frame is a line of a function.
type Frame struct {
	Func int32 // index of Set.Funcs
	Line int64 // 0 when not known
}

// A Node is a frame below its callers. Nodes are in preorder: the nodes below
// node i are those after it until the first whose depth is not greater.
type Node struct {
	Parent int32 // index of Set.Nodes; -1 for the root, which is node 0 and has no frame
	Frame  int32 // index of Set.Frames; -1 for the root
	Depth  int32 // 0 for the root
	Inline bool  // the frame was inlined into its parent
}

// A Set is a profile. It does not change and is safe for concurrent use; its
// slices belong to it.
type Set struct {
	Types    []Type
	Default  int // index of Types that is shown when nobody chose
	Symbols  []string
	Funcs    []Func
	Frames   []Frame
	Nodes    []Node
	Samples  int           // how many there are
	Duration time.Duration // of the collection; 0 when not known
	Time     time.Time     // of the beginning; zero when not known
	Comments []string
	// Difference says that samples of a base are in the set, with values below
	// zero, and that shares are of the base.
	Difference bool
	// BaseScale is what the values of the base were multiplied by to make its
	// duration that of the new profile, where the type is a Flow; 1 where they
	// stand as they were.
	BaseScale float64

	leaf   []int32 // by sample: index of Nodes
	labels []int32 // by sample: index of groups
	groups []group // different sets of labels
	base   []bool  // by sample; nil where Difference is false
	values []int64 // sample-major, len(Types) each
}

// A group is the labels of a sample, sorted by key.
type group []Label

// A Label is a key and a value of a sample, such as phase and demo. Numeric
// labels have their number in decimal.
type Label struct{ Key, Value string }

// Symbol returns the index of Symbols of node i, which must not be the root.
func (s *Set) Symbol(i int32) int32 { return s.Funcs[s.Frames[s.Nodes[i].Frame].Func].Symbol }

// FrameName returns a frame as the name of its function and its line.
func (s *Set) FrameName(frame int32) string {
	f := s.Frames[frame]
	name := s.Symbols[s.Funcs[f.Func].Symbol]
	if f.Line == 0 {
		return name
	}
	return name + ":" + strconv.FormatInt(f.Line, 10)
}

// TypeNamed returns the index of Types that is called name, or has it as its
// number; the empty name is that of the default.
func (s *Set) TypeNamed(name string) (int, error) {
	if name == "" {
		return s.Default, nil
	}
	var names []string
	for i, t := range s.Types {
		if t.Name == name {
			return i, nil
		}
		names = append(names, t.Name)
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(s.Types) {
		return i, nil
	}
	return 0, fmt.Errorf("the profile has no sample type %s, it has %s", name, strings.Join(names, ", "))
}

// Labels returns all labels that occur, sorted by key and value, each once.
func (s *Set) Labels() []Label {
	var all []Label
	for _, g := range s.groups {
		all = append(all, g...)
	}
	slices.SortFunc(all, compareLabels)
	return slices.Compact(all)
}

func compareLabels(a, b Label) int {
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return strings.Compare(a.Value, b.Value)
}
