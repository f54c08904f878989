package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/record"
	"battscope/profile/stacks"
)

// observedRun runs with a program profile and returns the run's record and the
// profile.
func observedRun(t *testing.T, args ...string) (r *record.Record, dir string, p *profile.Profile) {
	t.Helper()
	space := t.TempDir()
	out, errs, code := call(append([]string{"run", "--workspace", space, "--progress", "none", "--json"}, args...)...)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	r = &record.Record{}
	if err := json.Unmarshal([]byte(out), r); err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(space, "runs", r.ID)
	p, err := stacks.Load(filepath.Join(dir, "programs.pb.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckValid(); err != nil {
		t.Fatal(err)
	}
	return r, dir, p
}

// totals adds up a profile's sample types by phase.
func totals(p *profile.Profile) map[string]map[string]int64 {
	sums := map[string]map[string]int64{}
	for _, s := range p.Sample {
		phase := s.Label["phase"][0]
		if sums[phase] == nil {
			sums[phase] = map[string]int64{}
		}
		for i, st := range p.SampleType {
			sums[phase][st.Type] += s.Value[i]
		}
	}
	return sums
}

// TestProgramProfile holds the program profile of the tour to its record, at
// every level: calls less saved are the node evaluations, exactly, and the times
// of each phase are what it was busy.
func TestProgramProfile(t *testing.T) {
	for level, args := range map[string][]string{
		"counts": {"--observe", "counts"}, "sampled": {"--profile", "programs"}, "all": {"--profile", "programs=all"},
	} {
		if testing.Short() || level != "all" {
			args = append(args, "--task", "b0a70001", "--task", "b0a70007")
		}
		r, dir, p := observedRun(t, args...)
		if r.Level() != level || r.Strategy.Observe.String() != level || r.Preset != "best+observe="+level {
			t.Errorf("the record says level %q and observe %s of %s, want %q", r.Level(), r.Strategy.Observe, r.Preset, level)
		}
		sums := totals(p)
		demo, test := sums["demo"], sums["test"]
		if got, want := demo["calls"]+test["calls"]-demo["saved"]-test["saved"], r.Work.NodesEvaluated; got != want || want == 0 {
			t.Errorf("%s: %d calls less saved, want %d node evaluations", level, got, want)
		}
		for _, ph := range r.Phases {
			if got := sums[ph.Name]["time"]; got != int64(ph.Busy) {
				t.Errorf("%s: %s has %d ns of %d busy", level, ph.Name, got, ph.Busy)
			}
		}
		if got := demo["faults"] + test["faults"]; got != r.Counts.Faults {
			t.Errorf("%s: %d faults, want %d", level, got, r.Counts.Faults)
		}
		for _, o := range r.Observed.Phases {
			sum := o.Engine
			for _, s := range o.Outcomes {
				sum += s.Time
			}
			if sum != o.Busy || int64(o.Busy) != sums[o.Name]["time"] {
				t.Errorf("%s: the record has %v of %v busy in %s", level, sum, o.Busy, o.Name)
			}
		}
		outcomes := map[string]bool{}
		for _, s := range p.Sample {
			if o := s.Label["outcome"]; len(o) > 0 {
				outcomes[o[0]] = true
			}
			last := s.Location[len(s.Location)-1].Line[0].Function.Name
			if last != "phase "+s.Label["phase"][0] {
				t.Fatalf("a stack begins with %q", last)
			}
		}
		for _, want := range []string{"matched", "near", "wrong"} {
			if !outcomes[want] {
				t.Errorf("%s: no sample is of a program that is %s: %v", level, want, outcomes)
			}
		}
		for _, format := range []string{"pprof", "folded"} {
			out := filepath.Join(t.TempDir(), format)
			if _, errs, code := call("export", dir, "--format", format, "--type", "calls", "-o", out); format == "folded" && code != exitDone {
				t.Errorf("export --format %s: code %d, %s", format, code, errs)
			}
		}
	}
}

// TestProgramProfilePprof compares what battscope profile prints of the profile
// of a run with what go tool pprof prints, to the digit.
func TestProgramProfilePprof(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compare with")
	}
	_, dir, _ := observedRun(t, "--profile", "programs=all", "--task", "b0a70001", "--task", "b0a70002")
	file := filepath.Join(dir, "programs.pb.gz")
	for _, test := range []struct{ ours, theirs, head string }{
		{"top", "-top", "      flat  flat%"},
		{"top --type calls --cum", "-top -sample_index=calls -cum", "      flat  flat%"},
		{"top --label outcome=faulted", "-top -tagfocus=outcome=^faulted$", "      flat  flat%"},
		{"peek ^objects$", "-peek=^objects$", "      flat  flat%"},
		{"list ^solve_b0a70001$", "-list=^solve_b0a70001$", "Total:"},
		{"list ^solve_b0a70002$ --type cost", "-list=^solve_b0a70002$ -sample_index=cost", "Total:"},
	} {
		view, flags, _ := strings.Cut(test.ours, " ")
		got, errs, code := call(append([]string{"profile", view, file}, strings.Fields(flags)...)...)
		if code != exitDone {
			t.Fatalf("%s: %s", test.ours, errs)
		}
		cmd := exec.Command(goTool, append(append([]string{"tool", "pprof", "-symbolize=none"}, strings.Fields(test.theirs)...), file)...)
		cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+t.TempDir())
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go tool pprof %s: %v", test.theirs, err)
		}
		if got, want := after(t, got, test.head), after(t, string(out), test.head); got != want || strings.Count(want, "\n") < 2 {
			t.Errorf("%s prints\n%s\ngo tool pprof prints\n%s", test.ours, got, want)
		}
		if view == "list" && !strings.Contains(got, "(I):\n") {
			t.Errorf("the source is not there:\n%s", got)
		}
	}
}

// TestPlantedCost makes one line of one program fifty times dearer than it is in
// the others, and finds it: the first row of top within the phase is the
// primitive of that line, list puts it on the line, and go tool pprof says the
// same. It goes by cost units, which are the same on every machine.
func TestPlantedCost(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compare with")
	}
	pool := filepath.Join(t.TempDir(), "pool.py")
	const text = `from dsl import *


def solve_plain(I):
    x1 = upscale(I, TWO)
    O = crop(x1, ORIGIN, TWO_BY_TWO)
    return O


def solve_planted(I):
    x1 = power(rot90, TEN)
    x2 = power(x1, FIVE)
    x3 = x2(I)
    O = vmirror(x3)
    return O


def solve_other(I):
    x1 = rot90(I)
    O = hmirror(x1)
    return O
`
	if err := os.WriteFile(pool, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, dir, _ := observedRun(t, "--profile", "programs=all", "--programs", pool)
	file := filepath.Join(dir, "programs.pb.gz")
	top, errs, code := call("profile", "top", file, "--type", "cost", "--label", "phase=demo")
	if code != exitDone {
		t.Fatal(errs)
	}
	first, _, _ := strings.Cut(after(t, top, "      flat  flat%"), "\n")
	if !strings.HasSuffix(first, " rot90") {
		t.Errorf("the first row of top is %q", first)
	}
	list, errs, code := call("profile", "list", file, "^solve_planted$", "--type", "cost", "--label", "phase=demo")
	if code != exitDone {
		t.Fatal(errs)
	}
	cmd := exec.Command(goTool, "tool", "pprof", "-symbolize=none", "-list=^solve_planted$", "-sample_index=cost", "-tagfocus=phase=^demo$", file)
	cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := after(t, list, "Total:"), after(t, string(out), "Total:"); got != want {
		t.Errorf("list prints\n%s\ngo tool pprof prints\n%s", got, want)
	}
	for line := range strings.Lines(list) {
		if strings.Contains(line, "x3 = x2(I)") && len(strings.Fields(line)) > 1 && strings.Fields(line)[1] != "." {
			return
		}
	}
	t.Errorf("the planted line has no cost:\n%s", list)
}
