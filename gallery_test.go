package main

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/engine/op"
	"battscope/profile/stacks"
	"battscope/ui/profileview"
)

// TestExportShown writes what is shown of profiles, and compares it with what
// go tool pprof says of the whole files under the same filters.
func TestExportShown(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compare with")
	}
	files := profiles(t)
	for name, file := range files {
		var err error
		if files[name], err = filepath.Abs(file); err != nil {
			t.Fatal(err)
		}
	}
	phase, worker := stacks.Condition{Key: "phase", Value: "demo"}, stacks.Condition{Key: "worker", Value: "1", Not: true}
	for _, test := range []struct {
		name   string
		shown  profileview.Shown // its File is a name
		theirs string
	}{
		{"focus", profileview.Shown{File: "sorts", Type: "cpu", Focus: "partition"}, "-focus=partition"},
		{"focus on a file", profileview.Shown{File: "sorts", Type: "samples", Focus: "strings/"}, "-focus=strings/ -sample_index=samples"},
		{"ignore", profileview.Shown{File: "sorts", Type: "cpu", Ignore: "slices"}, "-ignore=slices"},
		{"all", profileview.Shown{File: "sorts", Type: "cpu", Focus: "library", Ignore: "cmpbody", Labels: []stacks.Condition{phase, worker}},
			"-focus=library -ignore=cmpbody -tagfocus=phase=^demo$ -tagignore=worker=^1$"},
		{"memory", profileview.Shown{File: "heap", Type: "alloc_space", Focus: "build"}, "-focus=build -sample_index=alloc_space"},
		{"programs", profileview.Shown{File: "programs", Type: "cost", Focus: "^solve_b0a70002$", Labels: []stacks.Condition{phase}}, "-focus=^solve_b0a70002$ -tagfocus=phase=^demo$ -sample_index=cost"},
		{"difference", profileview.Shown{File: "sorts", Base: "less", Unscaled: true, Type: "cpu", Labels: []stacks.Condition{phase}}, "-diff_base=less -tagfocus=phase=^demo$"},
		{"new alone", profileview.Shown{File: "sorts", Base: "less", Type: "cpu", Side: stacks.After, Focus: "sort"}, "-focus=sort"},
	} {
		t.Run(test.shown.File+" "+test.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			s := test.shown
			s.File, s.Base = files[s.File], files[s.Base]
			g := &gallery{app: &app{table: op.NewTable(), env: os.Environ()}}
			w, err := g.Export("pprof", s)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(w.Path, "-shown-pprof.pb.gz") || w.Samples == 0 || w.Samples >= w.Of {
				t.Errorf("wrote %+v", w)
			}
			p := parsed(t, w.Path)
			if len(p.Sample) != w.Samples || p.DefaultSampleType != s.Type {
				t.Errorf("the file has %d samples and shows %s, want %d and %s", len(p.Sample), p.DefaultSampleType, w.Samples, s.Type)
			}
			if whole := parsed(t, s.File); s.Base == "" && len(p.Function) >= len(whole.Function) {
				t.Errorf("the file has %d functions, as many as the whole", len(p.Function))
			}
			top := func(file string, flags ...string) string {
				args := append([]string{"tool", "pprof", "-symbolize=none", "-top", "-nodefraction=0", "-relative_percentages"}, flags...)
				cmd := exec.Command(goTool, append(args, file)...)
				cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+dir)
				out, err := cmd.Output()
				if err != nil {
					t.Fatalf("go tool pprof: %v", err)
				}
				return after(t, string(out), "      flat")
			}
			var flags []string
			for _, f := range strings.Fields(test.theirs) {
				if name, base, ok := strings.Cut(f, "="); ok && name == "-diff_base" {
					f = name + "=" + files[base]
				}
				flags = append(flags, f)
			}
			got, want := top(w.Path), top(s.File, flags...)
			if got != want || strings.Count(want, "\n") < 2 {
				t.Errorf("what was written has\n%s\nthe whole under %s\n%s", got, test.theirs, want)
			}
			// The same samples by function, for a sheet: of each the value by itself adds
			// up to the whole.
			w, err = g.Export("functions", s)
			if err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(w.Path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			rows, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var flat, sum int64
			for _, row := range rows[1:] {
				n, err := strconv.ParseInt(row[4], 10, 64)
				if err != nil || row[2] != s.Type {
					t.Fatalf("row %q: %v", row, err)
				}
				flat += n
			}
			for i, st := range p.SampleType {
				if st.Type == s.Type {
					for _, sample := range p.Sample {
						sum += sample.Value[i]
					}
				}
			}
			if flat != sum {
				t.Errorf("functions add up to %d, samples to %d", flat, sum)
			}
		})
	}
	g := &gallery{app: &app{table: op.NewTable(), env: os.Environ()}}
	t.Chdir(t.TempDir())
	if _, err := g.Export("pprof", profileview.Shown{File: files["programs"], Type: "cost", Focus: "nothing"}); err == nil || !strings.Contains(err.Error(), "none of the samples is left") {
		t.Errorf("nothing: %v", err)
	}
}

// TestExportName names what is written of a run's profile by the run, also where
// the profile was opened by a relative path.
func TestExportName(t *testing.T) {
	text, err := os.ReadFile(profiles(t)["less"])
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, dir := range []string{"runs/20260101-101010-tour", "elsewhere"} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "cpu.pb.gz"), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("runs/20260101-101010-tour/record.json", []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := &gallery{app: &app{table: op.NewTable(), env: os.Environ()}}
	for _, file := range []string{"runs/20260101-101010-tour/cpu.pb.gz", "elsewhere/../runs/20260101-101010-tour/cpu.pb.gz", "elsewhere/cpu.pb.gz"} {
		w, err := g.Export("folded", profileview.Shown{File: file, Type: "cpu"})
		if err != nil {
			t.Fatal(err)
		}
		want := "cpu-folded"
		if strings.Contains(file, "tour") {
			want = "20260101-101010-tour-cpu-folded"
		}
		if got := filepath.Base(w.Path); !strings.HasPrefix(got, want) {
			t.Errorf("%s is written to %s, want %s at its beginning", file, got, want)
		}
	}
}

func parsed(t *testing.T, path string) *profile.Profile {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.ParseData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckValid(); err != nil {
		t.Error(err)
	}
	return p
}
