package stacks

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/pprof/profile"
)

// MaxDepth is how many frames a stack may have. Profilers cut stacks at some
// hundreds; a longer one is a sign of a damaged file and would make views that
// nobody can read.
const MaxDepth = 1 << 16

// baseLabel marks the samples of the base of a difference, here as in pprof.
const baseLabel = "pprof::base"

// New returns the set of a valid profile, of which it keeps nothing. It changes
// p where p names frames to drop.
func New(p *profile.Profile) (*Set, error) {
	if len(p.SampleType) == 0 {
		return nil, fmt.Errorf("the profile has no sample types")
	}
	if err := p.RemoveUninteresting(); err != nil {
		return nil, fmt.Errorf("the profile's frames to drop: %w", err)
	}
	s, err := describe(p)
	if err != nil {
		return nil, err
	}
	b := newBuilder(s, len(p.Sample))
	if err := b.addAll(p, false); err != nil {
		return nil, err
	}
	b.order()
	return s, nil
}

// describe returns the set of p without its samples.
func describe(p *profile.Profile) (*Set, error) {
	index, err := p.SampleIndexByName("")
	if err != nil {
		return nil, err
	}
	s := &Set{
		Default: index, Samples: len(p.Sample), Duration: time.Duration(p.DurationNanos),
		Comments: slices.Clone(p.Comments), BaseScale: 1,
	}
	if p.TimeNanos != 0 {
		s.Time = time.Unix(0, p.TimeNanos)
	}
	for _, t := range p.SampleType {
		s.Types = append(s.Types, Type{plain(t.Type), plain(t.Unit)})
	}
	return s, nil
}

// A builder fills a set from one profile, or from two.
type builder struct {
	set       *Set
	frames    [][]located          // by dense location id of the profile at hand
	sparse    map[uint64][]located // and by the ids beyond
	symbols   map[symbolKey]int32
	functions map[Func]int32
	lines     map[Frame]int32
	groups    map[string]int32
	tree      tree
	scratch   group  // of the sample at hand
	key       []byte // of scratch, in groups
}

// located is a frame of a location, outermost first.
type located struct {
	frame  int32
	inline bool
}

// symbolKey is what makes functions one symbol: the name, or where there is
// none, all else that is known.
type symbolKey struct {
	name, object string
	start        int64
}

// newBuilder returns a builder of n samples.
func newBuilder(s *Set, n int) *builder {
	s.leaf, s.labels = make([]int32, 0, n), make([]int32, 0, n)
	s.values = make([]int64, 0, n*len(s.Types))
	return &builder{
		set:     s,
		symbols: map[symbolKey]int32{}, functions: map[Func]int32{}, lines: map[Frame]int32{}, groups: map[string]int32{},
		tree: newTree(),
	}
}

// addAll adds the samples of p, as those of a base where base is true.
func (b *builder) addAll(p *profile.Profile, base bool) error {
	b.locate(p)
	for n, sample := range p.Sample {
		if err := b.add(sample, base); err != nil {
			return fmt.Errorf("sample %d of %d: %w", n+1, len(p.Sample), err)
		}
	}
	return nil
}

// locate takes in the locations of p.
func (b *builder) locate(p *profile.Profile) {
	b.frames, b.sparse = make([][]located, len(p.Location)+1), map[uint64][]located{}
	for _, l := range p.Location {
		frames := b.location(l)
		if l.ID < uint64(len(b.frames)) {
			b.frames[l.ID] = frames
		} else {
			b.sparse[l.ID] = frames
		}
	}
}

// location returns the frames of l, callers first.
func (b *builder) location(l *profile.Location) []located {
	object := ""
	if l.Mapping != nil {
		object = l.Mapping.File
	}
	if len(l.Line) == 0 {
		return []located{{b.frame(Func{Object: object}, 0), false}}
	}
	list := make([]located, 0, len(l.Line))
	for i := len(l.Line) - 1; i >= 0; i-- {
		line := l.Line[i]
		f := Func{Name: line.Function.Name, Object: object, StartLine: line.Function.StartLine}
		if file := line.Function.Filename; file != "" {
			f.File = filepath.Clean(strings.TrimPrefix(strings.TrimPrefix(file, "/proc/self/cwd/./"), "/proc/self/cwd/"))
		}
		list = append(list, located{b.frame(f, line.Line), i != len(l.Line)-1})
	}
	return list
}

func (b *builder) frame(f Func, line int64) int32 {
	key := symbolKey{name: f.Name}
	if f.Name == "" {
		key.object, key.start = f.Object, f.StartLine
	}
	symbol, ok := b.symbols[key]
	if !ok {
		symbol = int32(len(b.set.Symbols))
		b.symbols[key] = symbol
		b.set.Symbols = append(b.set.Symbols, printable(f))
	}
	f.Symbol = symbol
	function, ok := b.functions[f]
	if !ok {
		function = int32(len(b.set.Funcs))
		b.functions[f] = function
		b.set.Funcs = append(b.set.Funcs, f)
	}
	fr := Frame{function, line}
	id, ok := b.lines[fr]
	if !ok {
		id = int32(len(b.set.Frames))
		b.lines[fr] = id
		b.set.Frames = append(b.set.Frames, fr)
	}
	return id
}

// printable returns the name that people read.
func printable(f Func) string {
	switch {
	case f.Name != "":
		return f.Name
	case f.Object != "":
		return "[" + filepath.Base(f.Object) + "]"
	}
	return "<unknown>"
}

// add adds one sample, of a base where base is true or the sample says so.
func (b *builder) add(sample *profile.Sample, base bool) error {
	s := b.set
	at, depth := int32(0), 0
	for i := len(sample.Location) - 1; i >= 0; i-- {
		id := sample.Location[i].ID
		var frames []located
		if id < uint64(len(b.frames)) {
			frames = b.frames[id]
		} else {
			frames = b.sparse[id]
		}
		if depth += len(frames); depth > MaxDepth {
			return fmt.Errorf("its stack has more than %d frames", MaxDepth)
		}
		for _, f := range frames {
			at = b.tree.below(at, f)
		}
	}
	s.leaf = append(s.leaf, at)
	g, marked := b.group(sample)
	base = base || marked
	s.labels = append(s.labels, g)
	if base && s.base == nil {
		s.Difference = true
		s.base = make([]bool, len(s.leaf)-1, cap(s.leaf))
	}
	if s.base != nil {
		s.base = append(s.base, base)
	}
	s.values = append(s.values, sample.Value...)
	return nil
}

// labelsOf appends the sample's labels to g, sorted, and returns whether the
// sample is of a base.
func labelsOf(sample *profile.Sample, g group) (group, bool) {
	base := sample.DiffBaseSample()
	for k, values := range sample.Label {
		if k == baseLabel && base {
			continue
		}
		for _, v := range values {
			g = append(g, Label{k, v})
		}
	}
	for k, values := range sample.NumLabel {
		for _, v := range values {
			g = append(g, Label{k, strconv.FormatInt(v, 10)})
		}
	}
	slices.SortFunc(g, compareLabels)
	return g, base
}

// group returns the index of the sample's labels, and whether it is of a base.
func (b *builder) group(sample *profile.Sample) (int32, bool) {
	g, base := labelsOf(sample, b.scratch[:0])
	key := b.key[:0]
	for _, l := range g {
		key = append(append(key, l.Key...), 0)
		key = append(append(key, l.Value...), 0)
	}
	b.scratch, b.key = g, key
	id, ok := b.groups[string(key)]
	if !ok {
		id = int32(len(b.set.groups))
		b.groups[string(key)] = id
		b.set.groups = append(b.set.groups, slices.Clone(g))
	}
	return id, base
}

// order puts the nodes in preorder, children in the order of their coming.
func (b *builder) order() {
	s, t := b.set, &b.tree
	n := len(t.parent)
	// Children come after their parents, so a count from behind gives sizes and
	// a pass from the front gives places.
	size := make([]int32, n)
	for i := n - 1; i > 0; i-- {
		size[i]++
		size[t.parent[i]] += size[i]
	}
	place, next := make([]int32, n), make([]int32, n)
	next[0] = 1
	s.Nodes = make([]Node, n)
	s.Nodes[0] = Node{Parent: -1, Frame: -1}
	for i := 1; i < n; i++ {
		up := t.parent[i]
		place[i] = next[up]
		next[up] += size[i]
		next[i] = place[i] + 1
		s.Nodes[place[i]] = Node{place[up], t.frame[i].frame, s.Nodes[place[up]].Depth + 1, t.frame[i].inline}
	}
	for i, l := range s.leaf {
		s.leaf[i] = place[l]
	}
}
