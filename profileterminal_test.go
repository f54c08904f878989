package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalProfile takes a CPU profile of a run at work, goes from the bar of
// its longest phase to the lines that cost most, and looks at the difference of
// two captures, as a person does.
func TestTerminalProfile(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 36)
	p.start(bin + " --workspace " + p.dir + "/w")
	p.until(`▶ 0:0[1-9]`)
	// Without a profile the screen says so, and opens the next that is taken.
	// To demo, which is at work in any capture; the first key selects the longest.
	p.keys("j", "k", "k", "k", "k", "k", "k", "k", "k", "k", "j", "j", "p")
	p.until(`No profile of this run has been taken. C takes one`)
	p.keys("C")
	p.until(`─ capture ─`)
	p.until(`▌cpu +yes`)
	p.keys("G", "k", "k", "Left")
	p.until(`▌programs +no`)
	p.keys("Enter")
	p.until(`• cpu 0:0\d of 0:10`)
	p.until(`Being taken: cpu`)
	p.until(`• cpu 0:0[3-9]`)
	p.keys("C")
	p.until(`phase=\w+`)
	p.until(`cpu.pb.gz · cpu +.* of .* shown`)
	p.keys("1")
	p.until(`phase +wall so far`)
	// Four keys from the bars to the lines: the phase is selected still.
	p.keys("p")
	p.until(`▌all  [\d.]+ m?s`)
	p.keys("v")
	p.until(`flat▼`)
	p.keys("s")
	p.until(`▌ +[\d.·]+( m?s)? +[\d.]+ m?s +[\d.]+ % +\d+ `)
	p.keys("Escape")
	p.until(`flat▼`)
	// A filter as it is typed, callers, and back.
	p.keys("\\")
	p.keys("-l", "interp")
	p.until(`rows with interp`)
	p.keys("Enter", "Enter")
	p.until(`called by`)
	p.keys("Escape")
	p.until(`rows with interp`)
	p.keys("Escape") // a key right behind it would be one with it
	p.poll("the filter to go", func() bool { return !strings.Contains(p.screen(), "rows with") })
	// The flame graph: search, zoom, and out again.
	p.keys("v")
	p.until(`sync\.|engine\.`)
	p.keys("/")
	p.keys("-l", "engine.*Run")
	p.until(`no match`)
	p.keys("C-u")
	p.keys("-l", "/Run..passes$")
	p.until(`match \d+ of \d+`)
	p.keys("Enter", "n")
	p.until(`passes\$ \d+ of \d+ · [\d.]+ %`)
	p.keys("Enter")
	p.until(`(?m)^▌\S*passes  `)
	p.keys("Escape")
	p.poll("the search to go", func() bool { return !strings.Contains(p.screen(), "passes$") })
	p.keys("Escape")
	p.until(`(?m)^▏\S*main  `)
	// A second capture, until the run's end, does not take the first one's place.
	p.keys("C")
	p.until(`─ capture ─`)
	p.keys("G", "k", "Left", "Left")
	p.until(`for +all the run`)
	p.keys("k", "Left")
	p.until(`▌programs +no`)
	p.keys("Enter")
	p.until(`• cpu 0:0[2-9]`)
	// No contest begins meanwhile.
	p.keys("3")
	p.until(`next run best `)
	p.keys("Right")
	p.until(`next run best\+evaluation=alone`)
	p.keys("c")
	p.until(`(?m)^ B +best\+evaluation=alone`)
	p.keys("Enter")
	p.until(`profiles are being taken, which would disturb`)
	p.keys("Escape")
	p.poll("the plan to go", func() bool { return !strings.Contains(p.screen(), "which would disturb") })
	p.keys("1", "s")
	p.until(`■ stopped`)
	p.until(`wrote cpu-2.pb.gz beside the record`)
	p.keys("6", "p")
	p.until(`2 at hand`)
	p.keys("d")
	p.until(`the base of`)
	p.keys("g", "Enter")
	p.until(`cpu.pb.gz less cpu-2.pb.gz`)
	p.until(`shares are of the base`)
	p.until(`\+ grew`)
	p.keys("a")
	p.until(`the new one alone`)
	p.keys("w")
	p.until(`pprof's pages are at http://127.0.0.1:\d+/ui/flamegraph`)
	p.keys("q")
	p.sane("0")

	// Any profile opens, and less itself it is empty.
	list, err := filepath.Glob(p.dir + "/w/runs/*/cpu.pb.gz")
	if err != nil || len(list) != 1 {
		t.Fatalf("the profiles are %v, %v", list, err)
	}
	p.start(bin + " profile nowhere.pb.gz --workspace " + p.dir + "/w")
	p.until(`nowhere.pb.gz: not read`)
	p.sane("1")
	p.start(bin + " profile " + list[0] + " --base " + list[0] + " --workspace " + p.dir + "/w")
	p.until(`no difference`)
	p.keys("v")
	p.until(`no difference`)
	p.keys("q")
	p.sane("0")
	p.start(bin + " profile " + list[0] + " | sed -n 1,5p")
	p.until(`flat%`)
	if s := p.screen(); strings.Contains(s, "╭") {
		t.Errorf("a pipe gets screens:\n%s", s)
	}
	p.sane("0")
}

// TestTerminalProfileFiltered opens a profile with flags that select of it: the
// screen has them as its own filters, and writes what they leave.
func TestTerminalProfileFiltered(t *testing.T) {
	if testing.Short() {
		t.Skip("terminals are left out under -short")
	}
	bin, dir := build(t), t.TempDir()
	sorts := filepath.Join("testdata", "profile", "sorts.pb.gz")
	filters := []string{sorts, "--focus", "sort", "--ignore", "cmpbody", "--label", "phase=demo", "--type", "samples"}
	top := object(t, append([]string{"profile", "top", "--json"}, filters...)...)
	kept := 0.0
	for _, f := range top["functions"].([]any) {
		kept += f.(map[string]any)["flat"].(map[string]any)["value"].(float64)
	}
	want := fmt.Sprintf("%v of %v shown", kept, top["total"])
	p := terminalOf(t, 120, 36, bin, append(append([]string{"profile"}, filters...), "--workspace", dir)...)
	p.until("sorts.pb.gz · samples")
	p.until("phase=demo  focus sort  ignore cmpbody")
	p.until(want)
	p.press("x")
	p.until("Shown is phase=demo, focus sort, ignore cmpbody.")
	p.press("\r")
	p.until(fmt.Sprintf("wrote what is shown, %v of %v samples, to ", top["kept_samples"], top["samples"]))
	p.press("u")
	p.until(fmt.Sprintf("▌all  %v", top["total"]))
}
