package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

// programProfile returns a profile of programs as the engine would write one:
// stacks of phase, task, program's line and primitive, six sample types, labels,
// and the path of a solver file that is there.
func programProfile() *profile.Profile {
	p := &profile.Profile{
		SampleType: []*profile.ValueType{
			{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}, {Type: "cost", Unit: "units"},
			{Type: "faults", Unit: "count"}, {Type: "timeouts", Unit: "count"}, {Type: "saved", Unit: "count"},
		},
		DefaultSampleType: "time", PeriodType: &profile.ValueType{Type: "time", Unit: "nanoseconds"}, Period: 1,
		DurationNanos: 2e9, Comments: []string{"battscope run 17"},
	}
	functions := map[string]*profile.Function{}
	locations := map[string]*profile.Location{}
	at := func(name, file string, start, line int64) *profile.Location {
		f := functions[name]
		if f == nil {
			f = &profile.Function{ID: uint64(len(functions) + 1), Name: name, SystemName: name, Filename: file, StartLine: start}
			functions[name] = f
			p.Function = append(p.Function, f)
		}
		key := name + string(rune(line))
		l := locations[key]
		if l == nil {
			l = &profile.Location{ID: uint64(len(locations) + 1), Line: []profile.Line{{Function: f, Line: line}}}
			locations[key] = l
			p.Location = append(p.Location, l)
		}
		return l
	}
	const file = "testdata/tour/solvers.py"
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	// start returns the line on which a solver begins.
	start := func(name string) int64 {
		before, _, ok := strings.Cut(string(text), "def "+name+"(")
		if !ok {
			panic(file + " has no " + name)
		}
		return int64(strings.Count(before, "\n") + 1)
	}
	sample := func(phase, task, program string, line, calls, nanos, cost int64, primitives ...string) {
		var stack []*profile.Location
		for i := len(primitives) - 1; i >= 0; i-- {
			stack = append(stack, at(primitives[i], "", 0, 0))
		}
		stack = append(stack, at(program, file, start(program), start(program)+line), at("task "+task, "", 0, 0), at(phase, "", 0, 0))
		p.Sample = append(p.Sample, &profile.Sample{
			Location: stack, Value: []int64{calls, nanos, cost, calls / 7, 0, calls / 2},
			Label:    map[string][]string{"phase": {phase}, "task": {task}, "worker": {[]string{"0", "1"}[calls%2]}},
			NumLabel: map[string][]int64{"sample": {calls % 3}},
		})
	}
	for i, phase := range []string{"demo", "test", "demo"} {
		n := int64(i + 1)
		sample(phase, "b0a70001", "solve_b0a70001", 1, 120*n, 1_234_567*n, 61_000, "objects")
		sample(phase, "b0a70001", "solve_b0a70001", 2, 33*n, 88_123, 410, "mapply", "shift")
		sample(phase, "b0a70001", "solve_b0a70001", 2, 32*n, 9_100, 41, "mapply", "shift", "mapply", "paint")
		sample(phase, "b0a70002", "solve_b0a70002", 3, 7*n, 512*n, 77, "objects")
		sample(phase, "b0a70002", "solve_b0a70002", 4, 1, 63_512_000, 900_000, "compose", "objects")
		sample(phase, "b0a70002", "solve_b0a70002", 0, 2, 11, 1)
	}
	return p
}

// profiles writes what the tests need and returns the files by name: two CPU
// profiles and a heap profile of other programs, and one of ARC-DSL programs.
func profiles(t *testing.T) map[string]string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "programs.pb.gz")
	var b bytes.Buffer
	if err := programProfile().Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"programs": name}
	for _, n := range []string{"walk", "heap", "sorts", "less"} {
		files[n] = filepath.Join("testdata", "profile", n+".pb.gz")
	}
	return files
}

// after returns the lines of text after the first that begins with head.
func after(t *testing.T, text, head string) string {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, head) {
			return strings.Join(lines[i+1:], "")
		}
	}
	t.Fatalf("no line begins with %q in:\n%s", head, text)
	return ""
}

// sortBlocks sorts the lines between two separators.
func sortBlocks(text string) string {
	blocks := strings.Split(text, "---")
	for i, b := range blocks {
		lines := strings.SplitAfter(b, "\n")
		slices.Sort(lines)
		blocks[i] = strings.Join(lines, "")
	}
	return strings.Join(blocks, "---")
}

// TestProfilePprof compares every number with those of go tool pprof.
func TestProfilePprof(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compare with")
	}
	files := profiles(t)
	for _, test := range []struct {
		name   string
		file   string
		ours   string // view, and flags but FILE
		theirs string
	}{
		{"top", "walk", "top", "-top"},
		{"top of samples", "walk", "top --type samples", "-top -sample_index=samples"},
		{"top of all", "walk", "top --min 0", "-top -nodefraction=0 -edgefraction=0.001"},
		{"top by cum", "sorts", "top --cum", "-top -cum"},
		{"top", "sorts", "top", "-top"},
		{"top with focus", "sorts", "top --focus sort", "-top -focus=sort"},
		{"top by file", "sorts", "top --focus strings/", "-top -focus=strings/"},
		{"top with ignore", "sorts", "top --ignore slices", "-top -ignore=slices"},
		{"top with both", "sorts", "top --focus library --ignore cmpbody", "-top -focus=library -ignore=cmpbody"},
		{"top with label", "sorts", "top --label phase=demo", "-top -tagfocus=phase=^demo$"},
		{"top without label", "sorts", "top --label worker!=1", "-top -tagignore=worker=^1$"},
		{"peek", "walk", "peek sum|even", "-peek=sum|even"},
		{"peek at all", "walk", "peek .", "-peek=."},
		{"peek at all", "sorts", "peek .", "-peek=."},
		{"list", "walk", "list ^main\\.", "-list=^main\\."},
		{"list", "sorts", "list ^main\\. --type samples", "-list=^main\\. -sample_index=samples"},
		{"top", "heap", "top", "-top"},
		{"top of what was allocated", "heap", "top --type alloc_space", "-top -sample_index=alloc_space"},
		{"top of objects", "heap", "top --type alloc_objects", "-top -sample_index=alloc_objects"},
		{"peek", "heap", "peek build", "-peek=build"},
		{"list", "heap", "list build --type alloc_space", "-list=build -sample_index=alloc_space"},
		{"difference top", "sorts", "top --base less --normalize=false", "-top -diff_base=less"},
		{"difference by cum", "sorts", "top --cum --base less --normalize=false --min 0", "-top -cum -diff_base=less -nodefraction=0"},
		{"difference peek", "sorts", "peek . --base less --normalize=false", "-peek=. -diff_base=less"},
		{"difference list", "sorts", "list ^main\\. --base less --normalize=false", "-list=^main\\. -diff_base=less"},
		{"difference backwards", "less", "top --base sorts --normalize=false", "-top -diff_base=sorts"},
		{"top", "programs", "top", "-top"},
		{"top of calls", "programs", "top --type calls", "-top -sample_index=calls"},
		{"top of cost", "programs", "top --type cost", "-top -sample_index=cost"},
		{"top of faults", "programs", "top --type faults", "-top -sample_index=faults"},
		{"top of saved", "programs", "top --type saved --label worker=1", "-top -sample_index=saved -tagfocus=worker=^1$"},
		{"peek", "programs", "peek mapply|solve", "-peek=mapply|solve"},
		{"peek at cost", "programs", "peek . --type cost", "-peek=. -sample_index=cost"},
		{"list", "programs", "list ^solve_", "-list=^solve_"},
		{"list of calls", "programs", "list ^solve_b0a70001$ --type calls", "-list=^solve_b0a70001$ -sample_index=calls"},
	} {
		t.Run(test.file+" "+test.name, func(t *testing.T) {
			t.Parallel()
			view, flags, _ := strings.Cut(test.ours, " ")
			args := []string{"profile", view, files[test.file]}
			for _, f := range strings.Fields(flags) {
				if files[f] != "" {
					f = files[f]
				}
				args = append(args, f)
			}
			got, errs, code := call(args...)
			if code != exitDone {
				t.Fatalf("%v: exit code %d: %s", args, code, errs)
			}
			theirs := []string{"tool", "pprof", "-symbolize=none"}
			for _, f := range strings.Fields(test.theirs) {
				if name, base, ok := strings.Cut(f, "="); ok && name == "-diff_base" {
					f = name + "=" + files[base]
				}
				theirs = append(theirs, f)
			}
			cmd := exec.Command(goTool, append(theirs, files[test.file])...)
			cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+t.TempDir())
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("go tool pprof: %v", err)
			}
			head := map[string]string{"top": "      flat  flat%", "peek": "      flat  flat%", "list": "Total:"}[view]
			want := after(t, string(out), head)
			got = after(t, got, head)
			if view == "peek" && strings.Contains(test.theirs, "diff_base") {
				// There pprof leaves the order of calls of one size open.
				got, want = sortBlocks(got), sortBlocks(want)
			}
			if got != want {
				t.Errorf("%v prints\n%s\ngo tool pprof prints\n%s", args, got, want)
			}
			if strings.Count(want, "\n") < 2 {
				t.Errorf("nothing was compared:\n%s", want)
			}
		})
	}
}
