package insight

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"battscope/profile/workspace"
)

// TestSettle holds outcomes to their promise: an upper bound, within twice.
func TestSettle(t *testing.T) {
	for _, x := range []struct {
		predicted, measured, of time.Duration
		differ                  string
		want                    Outcome
	}{
		{289, 289, 303, "", Right},
		{289, 150, 303, "", Right},
		{289, 294, 303, "", Right}, // as good as reached: within 2 % of A
		{289, 299, 303, "", Low},   // 3.3 % of A above the bound
		{289, 139, 303, "", Right}, // within 2 % of A of half of it
		{289, 130, 303, "", High},  // less than half
		{289, -50, 303, "", High},  // it got slower
		{289, 289, 303, "x", Differs},
	} {
		p := Prediction{Predicted: x.predicted * time.Millisecond, Measured: x.measured * time.Millisecond, OfA: x.of * time.Millisecond, Differ: x.differ}
		p.Least, p.Most = p.Measured, p.Measured
		if p.Settle(); p.Outcome != x.want {
			t.Errorf("predicted %d, measured %d of %d: %s, want %s", x.predicted, x.measured, x.of, p.Outcome, x.want)
		}
		// What the comparison cannot tell apart from right is not called wrong.
		wide := p
		wide.Least, wide.Most = 0, p.OfA
		if wide.Settle(); wide.Outcome != Right && x.differ == "" {
			t.Errorf("measured 0 to %v: %s", wide.Most, wide.Outcome)
		}
	}
}

// keepsIn names the workspace that a process of TestKeepTogether keeps predictions
// in, and keepsFor the run that they are of.
const keepsIn, keepsFor = "BATTSCOPE_TEST_KEEPS_IN", "BATTSCOPE_TEST_KEEPS_FOR"

// TestKeepTogether has several processes keep predictions in one workspace at the
// same time: none is lost, and all can be read.
func TestKeepTogether(t *testing.T) {
	const processes, each = 3, 12
	if dir := os.Getenv(keepsIn); dir != "" {
		space, err := workspace.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for range each {
			if err := Keep(space, Prediction{Run: os.Getenv(keepsFor), Rule: "duplicate-work", Outcome: Right}); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	switch runtime.GOOS {
	case "linux", "darwin", "freebsd", "windows":
	default:
		t.Skip("no locks here")
	}
	dir := t.TempDir()
	var wg sync.WaitGroup
	for n := range processes {
		wg.Go(func() {
			c := exec.Command(os.Args[0], "-test.run=^TestKeepTogether$")
			c.Env = append(os.Environ(), keepsIn+"="+dir, keepsFor+"="+strconv.Itoa(n))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("process %d: %v\n%s", n, err, out)
			}
		})
	}
	wg.Wait()
	space, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, problems, err := Kept(space)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v", problems, err)
	}
	for n := range processes {
		if got := len(Of(list, strconv.Itoa(n), "duplicate-work")); got != each {
			t.Errorf("%d predictions of process %d are kept, want %d", got, n, each)
		}
	}
}

// TestKept keeps predictions and counts them, also beside damaged lines.
func TestKept(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if list, problems, err := Kept(space); len(list)+len(problems) != 0 || err != nil {
		t.Fatalf("without a file: %v, %v, %v", list, problems, err)
	}
	for _, o := range []Outcome{Right, High, Right} {
		if err := Keep(space, Prediction{Rule: "duplicate-work", Predicted: 5, Outcome: o}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.OpenFile(space.PredictionsPath(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"rule": "dupl`); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := Keep(space, Prediction{Rule: "wasted-diff-calls", Outcome: Low}); err != nil {
		t.Fatal(err)
	}
	list, problems, err := Kept(space)
	if err != nil || len(list) != 4 || len(problems) != 1 || !strings.Contains(problems[0].Error(), "line 4 is damaged") {
		t.Fatalf("%d predictions, %v, %v", len(list), problems, err)
	}
	tallies := TallyOf(list)
	if len(tallies) != 2 || tallies[0].Rule != "wasted-diff-calls" || tallies[0].Outcomes[Low] != 1 ||
		tallies[1].Tried != 3 || tallies[1].Outcomes[Right] != 2 || tallies[1].Outcomes[High] != 1 {
		t.Errorf("%+v", tallies)
	}
}
