package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalCompare compares recorded runs, has knobs measured against their
// preset and stops that, looks at a run that was deleted meanwhile, and finds the
// contest again after a restart, and deletes it.
func TestTerminalCompare(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	for _, preset := range []string{"phase4a", "phase4b"} {
		if text, err := exec.Command(bin, "run", "--workspace", p.dir+"/w", "--scenario", "seed", "--preset", preset, "--repeat", "3", "--progress", "none").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	p.start(bin + " --scenario seed --workspace " + p.dir + "/w")
	p.until(`pass 2`)
	p.keys("5")
	p.until(`Same answers\?`)
	// Two runs side by side, results first, and the phase that changed.
	p.keys("4")
	p.until(`(?m)^ 3 runs`)
	p.keys("Down", "Space", "Space")
	p.until(`2 marked`)
	p.keys("c")
	p.until(`A \S+-seed\S* \(phase4a\) +B \S+-seed\S* \(phase4b\)`)
	p.until(`results = +tasks 1 +programs 32 +outputs 192`)
	p.until(`diff calls 160 → 5 -`)
	p.until(`knobs +diff all → matches`)
	p.keys("e")
	p.until(`written to .*compare-.*\.md`)
	if text, err := os.ReadFile(firstMarkdown(p.dir + "/w")); err != nil || !strings.Contains(string(text), "| diff calls | 160 | 5 | - |") {
		t.Errorf("the export is %q, %v", text, err)
	}
	p.keys("v")
	p.until(`evolution +seed, a task constructed to have the published counts`)
	p.until(`×5\.41`) // 4.06 by 0.75, as published
	// Knobs against their preset, in turn; the run is held meanwhile.
	p.keys("3")
	p.until(`next run best `)
	p.keys("Right")
	p.until(`next run best\+evaluation=alone`)
	p.keys("c")
	p.until(`(?m)^ B +best\+evaluation=alone`)
	p.keys("Enter")
	p.until(`⏸ paused`)
	p.until(`contest 1 +▶ pair [2-9]`)
	p.keys("r")
	p.until(`a contest is at work`)
	p.keys("s")
	p.until(`■ stopped after \d+ of 10 pairs, which stand`)
	p.until(`Undecided: interrupted after`)
	p.until(`▶ \d`) // the run goes on
	// A run that is gone meanwhile.
	p.keys("4")
	p.until(`2 marked`)
	runs, err := filepath.Glob(p.dir + "/w/runs/*")
	if err != nil || len(runs) != 3 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	if err := os.RemoveAll(runs[0]); err != nil {
		t.Fatal(err)
	}
	p.keys("c")
	p.until(`is gone, or cannot be read`)
	p.leave()
	p.sane("0")
	// The contest is there after a restart.
	p.start(bin + " --scenario seed --workspace " + p.dir + "/w")
	p.until(`Same answers\?`) // the screen that was left
	p.keys("p")
	p.until(`▌20\d\d-\d\d-\d\d \d\d:\d\d +best, best\+evaluation=alone +seed +wall +.* · \d of 10 pairs`)
	p.keys("Enter")
	p.until(`contest of 20.* UTC +■ stopped`)
	p.until(`Undecided: interrupted after`)
	p.keys("Escape")
	p.until(`1 kept in the workspace`)
	p.keys("D")
	p.until(`The contest goes for good:`)
	p.keys("y")
	p.until(`none yet`)
	p.keys("Escape")
	p.until(`Same answers\?`)
	p.leave()
	p.sane("0")
}
