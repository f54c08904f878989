package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTerminal is a session of a person at three sizes.
func TestTerminal(t *testing.T) {
	needTmux(t)
	bin := build(t)
	clock := regexp.MustCompile(`\d+:\d\d`)
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("size=%dx%d", size[0], size[1]), func(t *testing.T) {
			p := open(t, size[0], size[1])
			p.start(bin + " --mutate 0")
			// Live bars and counters.
			p.until(`demo +[▶▷✓] [█▏▎▍▌▋▊▉]`)
			p.until(fmt.Sprintf(`solved +%d\b`, len(tourTasks(t))))
			p.until(`matches +[1-9]`)
			p.until(`repeats|last pass`)
			p.until(`▶ \d+:\d*[1-9]`)
			// Pause: the clock stands.
			p.keys("Space")
			at := p.until(`⏸ paused \d`)
			for range 10 {
				time.Sleep(150 * time.Millisecond) // the clock would go on
				s := p.screen()
				if got, want := clock.FindString(s), clock.FindString(at); got != want {
					t.Fatalf("paused at %s, and then %s", want, got)
				}
			}
			p.keys("Space")
			p.until(`▶ \d`)
			// Help.
			p.keys("?")
			p.until(`─ keys|keys ─|╭.*keys`)
			p.keys("Escape")
			p.poll("help to close", func() bool { return !strings.Contains(p.screen(), "╭") })
			// Stop, then again.
			p.keys("s")
			p.until(`■ stopped`)
			p.keys("r")
			p.until(`▶ 0:00`)
			// Another size while it runs.
			p.tmux("resize-window", "-x", "100", "-y", "30")
			p.poll("100x30", func() bool {
				line, _, _ := strings.Cut(p.screen(), "\n")
				return strings.HasPrefix(line, " battscope") && len([]rune(line)) > 90 && len([]rune(line)) <= 100
			})
			p.tmux("resize-window", "-x", "50", "-y", "10")
			p.until(`too small`)
			p.tmux("resize-window", "-x", strconv.Itoa(size[0]), "-y", strconv.Itoa(size[1]))
			p.until(`demo +[▶▷✓]`)
			p.leave()
			p.sane("0")
		})
	}
}

// TestTerminalTune changes knobs, during a run and for the next one, saves a
// preset, and sees what came of it.
func TestTerminalTune(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`run 1 .*this run is the baseline`)
	p.keys("3")
	p.until(`next run best `)
	p.until(`~.* a pass, as in run 1`)
	// A knob that is live, and one that is not.
	p.keys("Down", "Down", "Right")
	p.until(`workers 0→1, from the next task on`)
	p.until(`tour · best\+workers=1`)
	p.keys("Up", "Up", "Right")
	p.until(`evaluation batt→alone, from the next run on`)
	p.until(`next run best\+evaluation=alone\+workers=1`)
	// Another run, whose results are held against the first.
	p.keys("r")
	p.until(`run 2 +▶`)
	p.until(`against run 1 +=`)
	p.until(`results = baseline`)
	p.until(`in all +[\d.]+ m?s +[\d.]+ m?s +[+-]?\d+ ?%`)
	// What cannot be is said where it is typed.
	p.keys("u", "u")
	p.until(`next run best `)
	p.keys("/")
	p.keys("-l", "fuel")
	p.until(`match 1 of`)
	p.keys("Enter", "Enter")
	p.until(`^|fuel +4000000`)
	p.keys("C-u")
	p.keys("-l", "lots")
	p.until(`fuel is lots, want a whole number|want a whole number`)
	p.keys("C-u")
	p.keys("-l", "5000000")
	p.keys("Enter")
	p.until(`next run best\+fuel=5000000`)
	p.keys("w")
	p.keys("-l", "more-fuel")
	p.keys("Enter")
	p.until(`saved preset more-fuel`)
	p.until(`next run more-fuel `)
	if text, err := os.ReadFile(filepath.Join(p.dir, "w", "battscope.toml")); err != nil || !strings.Contains(string(text), "[presets.more-fuel]") {
		t.Errorf("battscope.toml is %q, %v", text, err)
	}
	p.leave()
	p.sane("0")
}

// TestTerminalRuns writes a journal entry, reads the published history, and
// deletes a run after a question.
func TestTerminalRuns(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 100, 30)
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`pass 2`)
	p.keys("s")
	p.until(`■ stopped`)
	p.keys("r")
	p.until(`run 2 +▶`)
	p.until(`run 2 .*results = baseline`)
	p.keys("b")
	p.until(`is the baseline now`)
	p.until(`run 2 .*this run is the baseline`)
	p.keys("4")
	p.until(`(?m)^ 2 runs`)
	p.until(`(?m)^▌.* s +baseline`)
	p.keys("Down", "Enter")
	p.until(`hypothesis`)
	p.keys("Down", "Down", "Enter")
	p.until(`of run 2`)
	p.keys("-l", "half of the work is repetition")
	p.keys("Enter")
	p.until(`hypothesis noted`)
	p.until(`▌hypothesis +half of the work`)
	p.keys("Down", "Down", "Down", "Right", "Right")
	p.until(`verdict noted`)
	p.until(`▌verdict +kept`)
	p.keys("Escape")
	p.until(`(?m)^ 2 runs`)
	p.until(`half of the work is repetition`)
	p.keys("x")
	p.until(`─ export`)
	p.keys("Enter")
	p.until(`written to .*md`)
	text, err := os.ReadFile(filepath.Join(p.dir, "w", filepath.Base(firstMarkdown(p.dir+"/w"))))
	if err != nil || !strings.Contains(string(text), "**hypothesis:** half of the work is repetition") {
		t.Errorf("the export is %q, %v", text, err)
	}
	p.keys("x", "Down", "Down", "Enter")
	p.until(`written to .*-markdown.md`)
	p.keys("e")
	p.until(`29.1 s +— +reverted`)
	p.keys("Escape")
	p.until(`(?m)^ 2 runs`)
	p.keys("D")
	p.until(`The run goes for good`)
	p.keys("y")
	p.until(`(?m)^ 1 run$`)
	p.leave()
	p.sane("0")
}

// TestTerminalInsights applies the knob of an insight by one key, which begins the
// comparison, and finds the promise beside what came, there and by the command.
func TestTerminalInsights(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 120, 40)
	p.start(bin + " --scenario seed --preset phase4a --workspace " + p.dir + "/w")
	p.until(`7 Insights ●[1-9]`)
	p.until(`[1-9] insights: 7`)
	p.keys("7")
	p.until(`▌warning +wasted diff calls +~[\d.]+ m?s +\d+ % +— +diff=matches`)
	p.until(`160 diff calls for 5 matches: 155 \(97 %\) could not change`)
	p.keys("Down")
	p.until(`160 diff calls have 5 distinct arguments`)
	p.keys("Up", "Enter")
	p.until(`why +A diff call counts how properties`)
	p.keys("Escape")
	p.until(`of \d+ rules fire`)
	p.keys("e")
	p.until(`device-starvation +warning +silent`)
	p.keys("e")
	p.until(`of \d+ rules fire`)
	p.keys("a")
	p.until(`contest 1 .*phase4a|contest 1 +✓ done|A phase4a +B phase4b`)
	p.until(`contest 1 +✓ done +10 pairs`)
	p.keys("7")
	p.until(`▌warning +wasted diff calls +~[\d.]+ m?s +\d+ % +(right|too low|too high) +diff=matches`)
	p.until(`outcome +\d{4}-\d\d-\d\d .* up to ~[\d.]+ m?s of [\d.]+ m?s predicted, [\d.]+ m?s saved`)
	p.until(`so far +tried once here`)
	p.keys("p")
	p.until(`1 prediction tried in this workspace`)
	p.keys("p")
	p.until(`of \d+ rules fire`)
	p.keys("K")
	p.until(`diff=matches: what can change now does so`)
	p.keys("r")
	p.until(`seed · phase4b`)
	p.leave()
	p.sane("0")

	// The command says the same of the run that the screen was about.
	runs, err := filepath.Glob(p.dir + "/w/runs/*")
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	text, err := exec.Command(bin, "insights", "--workspace", p.dir+"/w", filepath.Base(runs[0])).CombinedOutput()
	if err != nil || !strings.Contains(string(text), "wasted-diff-calls") || !regexp.MustCompile(`(?m)^  outcome  .* predicted, .* saved`).Match(text) {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestTerminalWatch follows a run of another process, replays one that is over,
// and comes back to the screen that was left.
func TestTerminalWatch(t *testing.T) {
	needTmux(t)
	bin := build(t)
	p := open(t, 100, 30)
	other := exec.Command(bin, "run", "--repeat", "100000", "--progress", "none", "--workspace", p.dir+"/w")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- other.Wait() }()
	defer func() { _ = other.Process.Kill() }() // it may have ended
	p.poll("the other's record", func() bool {
		list, err := filepath.Glob(p.dir + "/w/runs/*/record.json")
		return err == nil && len(list) == 1
	})
	p.start(bin + " watch --workspace " + p.dir + "/w 2")
	p.until(`▶ \d+:\d*[1-9]`)
	p.until(`demo +[▶▷✓] [█▏▎▍▌▋▊▉│]`)
	p.keys("Space")
	p.until(`another program's: it can be watched, not steered`)
	p.keys("2")
	p.until(`solve_b0a70001`)
	if err := other.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ended // with the code of an interrupted run
	p.until(`■ stopped|✓ done`)
	p.keys("q")
	p.sane("0")

	p.start(bin + " replay --workspace " + p.dir + "/w --speed 0 2")
	p.until(`■ stopped|✓ done`)
	p.keys("3")
	p.until(`evaluation +batt`)
	p.keys("Right")
	p.until(`nothing runs here: this is the record`)
	p.keys("q")
	p.sane("0")

	// The workbench comes back to where it was left.
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`▶ 0:0\d`)
	p.keys("3")
	p.until(`next run best `)
	p.keys("Down", "Down", "Right")
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
	p.start(bin + " --mutate 0 --workspace " + p.dir + "/w")
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
	// And to where that was, if nobody names a workspace.
	p.start(bin + " --mutate 0")
	p.until(`workspace .*/w, as the last time`)
	p.until(`next run best\+workers=1`)
	p.leave()
	p.sane("0")
}

// BenchmarkTerminal counts what the workbench writes to a terminal of 120x40
// while it follows a busy run, fifteen frames a second:
//
//	go test -run xxx -bench Terminal -benchtime 1x .
func BenchmarkTerminal(b *testing.B) {
	needTmux(b)
	bin := build(b)
	for b.Loop() {
		p := open(b, 120, 40)
		p.start(bin + " --mutate 0")
		p.until(`▶ 0:0[2-9]`)
		out := filepath.Join(p.dir, "out")
		p.tmux("pipe-pane", "-o", "cat >"+out)
		began := time.Now()
		p.until(`▶ 0:1[2-9]`)
		seconds := time.Since(began).Seconds()
		info, err := os.Stat(out)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1024/seconds, "KiB/s")
		p.leave()
		p.sane("0")
	}
}

// firstMarkdown returns the path of a Markdown file in a folder, "" without one.
func firstMarkdown(dir string) string {
	list, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(list) == 0 {
		return ""
	}
	return list[0]
}
