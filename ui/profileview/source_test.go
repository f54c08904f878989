package profileview

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"

	"battscope/ui/screen"
)

// solvers is the file, in the folder of the profile, that the example's programs are in.
const solvers = `def solve_a5313dff(I):
    x1 = objects(I, T, F, T)
    x2 = mfilter(x1, bordering)
    return x2

def solve_00d62c1b(I):
    x5 = mapply(shift, I)
    return x5
`

// A source is profiles in memory, or in files of a test.
type source struct {
	entries []Entry
	err     error
	served  []Shown
	wrote   []Shown
	format  string // of the last of them
}

func (s *source) List() ([]Entry, error) { return s.entries, s.err }

func (s *source) Families() map[string]string {
	return map[string]string{"objects": "objects", "mfilter": "higher-order", "mapply": "higher-order", "shift": "patches", "bordering": "patches"}
}

func (s *source) Formats() []screen.Item { return []screen.Item{{Name: "pprof"}, {Name: "folded"}} }

func (s *source) Folder() string { return "/nowhere" }

func (s *source) Serve(shown Shown) (string, error) {
	if s.err != nil {
		return "", s.err
	}
	s.served = append(s.served, shown)
	return "http://127.0.0.1:4711/ui/flamegraph", nil
}

func (s *source) Export(format string, shown Shown) (Written, error) {
	if s.err != nil {
		return Written{}, s.err
	}
	s.format, s.wrote = format, append(s.wrote, shown)
	if shown.Narrowed() {
		return Written{"/home/someone/x", 1234, 200_000}, nil
	}
	return Written{"/home/someone/x", 200_000, 200_000}, nil
}

// write writes a profile and returns where.
func write(t testing.TB, dir, name string, p *profile.Profile) string {
	t.Helper()
	path := filepath.Join(dir, name+".pb.gz")
	if err := os.MkdirAll(filepath.Join(dir, "pool"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pool", "solvers.py"), []byte(solvers), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.Write(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// A stack is a sample of the example: frames from the root, "name:line" where it
// has a line.
type stack struct {
	frames string
	ns     int64
	labels string // "phase=demo task=a5313dff"
}

// example returns the profile of a few programs.
func example() []stack {
	return []stack{
		{"demo a5313dff solve_a5313dff:2 objects", 61_000_000, "phase=demo outcome=matched"},
		{"demo a5313dff solve_a5313dff:3 mfilter bordering", 38_000_000, "phase=demo outcome=matched"},
		{"demo a5313dff solve_a5313dff:3 mfilter", 3_000_000, "phase=demo outcome=matched"},
		{"demo 00d62c1b solve_00d62c1b:7 mapply shift", 70_000_000, "phase=demo outcome=wrong"},
		{"demo 00d62c1b mut_00417_of_a_name_that_is_too_long_for_any_cell_of_the_flame_graph:3 objects", 1_200_000, "phase=demo outcome=faulted"},
		{"demo 00d62c1b mut_00418:3 objects", 300_000, "phase=demo outcome=faulted"},
		{"demo 00d62c1b mut_00419:3 objects", 200_000, "phase=demo outcome=faulted"},
		{"test a5313dff solve_a5313dff:2 objects", 12_000_000, "phase=test outcome=matched"},
		{"engine", 9_000_000, ""},
	}
}

// profileOf returns a profile of stacks.
func profileOf(list []stack) *profile.Profile {
	p := &profile.Profile{
		SampleType:        []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}},
		DefaultSampleType: "time", DurationNanos: 1e9,
	}
	functions, locations := map[string]*profile.Function{}, map[string]*profile.Location{}
	for _, st := range list {
		s := &profile.Sample{Value: []int64{st.ns / 1_000_000, st.ns}}
		for _, l := range strings.Fields(st.labels) {
			k, v, _ := strings.Cut(l, "=")
			if s.Label == nil {
				s.Label = map[string][]string{}
			}
			s.Label[k] = append(s.Label[k], v)
		}
		for _, frame := range strings.Fields(st.frames) {
			l := locations[frame]
			if l == nil {
				name, line, lined := strings.Cut(frame, ":")
				f := functions[name]
				if f == nil {
					f = &profile.Function{ID: uint64(len(functions) + 1), Name: name}
					if lined {
						f.Filename = "pool/solvers.py"
					}
					functions[name] = f
					p.Function = append(p.Function, f)
				}
				l = &profile.Location{ID: uint64(len(locations) + 1), Line: []profile.Line{{Function: f}}}
				for _, d := range line {
					l.Line[0].Line = 10*l.Line[0].Line + int64(d-'0')
				}
				locations[frame] = l
				p.Location = append(p.Location, l)
			}
			s.Location = append([]*profile.Location{l}, s.Location...)
		}
		p.Sample = append(p.Sample, s)
	}
	return p
}

// finish brings the work of an effect to its end, and returns what was said last.
func finish(e screen.Effect) (said string) {
	for {
		if e.Say != "" {
			said = e.Say
		}
		if e.Work == nil {
			return said
		}
		then := e.Work()
		if then == nil {
			return said
		}
		e = then()
	}
}

// entriesOf returns profiles in files, the first of the present run.
func entriesOf(paths ...string) []Entry {
	var list []Entry
	for i, path := range paths {
		list = append(list, Entry{Path: path, Name: filepath.Base(path), Run: "20261124-14021" + string(rune('1'+i)) + "-tour", Present: i == 0,
			Time: time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC), Bytes: 27 << 10})
	}
	return list
}
