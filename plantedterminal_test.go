package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// plantedPool is programs of which one looks for objects in a grid of 49 times
// the cells of the other's, which makes demo or validate the longest phase.
const plantedPool = `from dsl import *


def solve_plain(I):
    x1 = upscale(I, THREE)
    x2 = objects(x1, T, F, T)
    x3 = size(x2)
    O = canvas(x3, UNITY)
    return O


def solve_planted(I):
    x1 = upscale(I, THREE)
    x2 = upscale(x1, SEVEN)
    x3 = objects(x2, T, F, T)
    x4 = size(x3)
    O = canvas(x4, UNITY)
    return O


def solve_other(I):
    x1 = rot90(I)
    O = hmirror(x1)
    return O
`

// TestTerminalPlanted finds a line that was made fifty times dearer, as a person
// does: four keys go from the bars to the table of the phase, whose first row is
// the primitive of that line, with the number that go tool pprof prints. It goes
// by cost units, which are the same on every machine.
func TestTerminalPlanted(t *testing.T) {
	needTmux(t)
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compare with")
	}
	bin := build(t)
	p := open(t, 120, 36)
	pool := filepath.Join(p.dir, "pool.py")
	if err := os.WriteFile(pool, []byte(plantedPool), 0o600); err != nil {
		t.Fatal(err)
	}
	p.start(bin + " --programs " + pool + " --workspace " + p.dir + "/w")
	p.until(`pass [2-9]`)
	p.keys("C")
	p.until(`programs +sampled`)
	p.keys("Enter")
	p.until(`programs 0:0[1-9] of 0:10`)
	p.keys("C")
	p.until(`wrote cpu.pb.gz, programs.pb.gz`)
	// The longest phase, its profile, the table, and cost instead of time.
	p.keys("j")
	p.until(`▌\w+ `)
	p.keys("p")
	p.until(`programs.pb.gz · time`)
	p.keys("v")
	p.until(`flat▼`)
	p.keys("t")
	p.until(`programs.pb.gz · cost`)
	row := regexp.MustCompile(`(?m)^▌ *([\d,]+) .* (\S+)$`)
	screen := p.until(`(?m)^▌ *[\d,]+ .* objects *$`)
	phase := regexp.MustCompile(`phase=(\w+)`).FindStringSubmatch(screen)
	found := row.FindStringSubmatch(strings.ReplaceAll(screen, "objects ", "objects"))
	if phase == nil || found == nil {
		t.Fatalf("no phase, or no row, on\n%s", screen)
	}
	files, err := filepath.Glob(p.dir + "/w/runs/*/programs.pb.gz")
	if err != nil || len(files) != 1 {
		t.Fatalf("the profiles are %v, %v", files, err)
	}
	cmd := exec.Command(goTool, "tool", "pprof", "-symbolize=none", "-top", "-sample_index=cost", "-tagfocus=phase=^"+phase[1]+"$", files[0])
	cmd.Env = append(os.Environ(), "PPROF_TMPDIR="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Fields(after(t, string(out), "      flat  flat%"))
	if ours := strings.ReplaceAll(found[1], ",", ""); len(theirs) < 6 || theirs[5] != "objects" || strings.TrimSuffix(theirs[0], "units") != ours {
		t.Errorf("the screen has %s of objects in %s, go tool pprof\n%s", ours, phase[1], out)
	}
	// The line itself is two keys further.
	p.keys("c")
	p.until(`called by`)
	p.until(`solve_planted`)
	p.leave()
}
