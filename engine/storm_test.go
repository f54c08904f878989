package engine_test

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// TestStorm runs the whole storm on two workers, in a process of its own whose
// peak of memory can be told: it completes, every hostile program is cut at its
// fuel, and no goroutine is left.
func TestStorm(t *testing.T) {
	if os.Getenv("BATTSCOPE_TEST_STORM") != "" {
		stormOnce(t)
		return
	}
	if testing.Short() {
		t.Skip("long: the storm costs a few seconds of fuel")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestStorm$", "-test.v")
	cmd.Env = append(os.Environ(), "BATTSCOPE_TEST_STORM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	_, rest, ok := strings.Cut(string(out), "peak ")
	if !ok {
		t.Skip("this system does not tell the peak of a process's memory")
	}
	peak, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("peak %d KB", peak)
	if const400MB := 400 << 10; peak >= const400MB {
		t.Errorf("the storm takes %d KB of memory at its peak, want less than %d", peak, const400MB)
	}
}

// stormOnce is the storm, in the process of the test's own.
func stormOnce(t *testing.T) {
	before := runtime.NumGoroutine()
	spec, _ := scenario(t, "storm", "best+workers=2")
	res := finish(t, spec)
	c := res.Snapshot.Counts
	if c.Timeouts == 0 || c.Faults == 0 || c.SolvedTasks == 0 {
		t.Errorf("%d timeouts, %d faults, %d tasks solved: want some of each", c.Timeouts, c.Faults, c.SolvedTasks)
	}
	// Every program is done on every sample: none was lost.
	samples := int64(0)
	for _, task := range res.Tasks {
		samples += int64(len(task.OutputSums))
	}
	if done := c.Outputs.Sum() + c.Timeouts + c.Faults; done != samples*c.Programs {
		t.Errorf("%d outputs, timeouts and faults of %d programs on %d samples", done, c.Programs, samples)
	}
	// Those that grow or work without end are stopped on every sample, and the
	// plain ones come out as if they were alone: their names say what they are.
	for _, task := range res.Tasks {
		n := len(task.OutputSums)
		for _, s := range task.Scores {
			hostile := strings.HasPrefix(s.Program, "solve_grow_") || strings.HasPrefix(s.Program, "solve_work_")
			if hostile && s.Timeouts+s.Faults != n {
				t.Errorf("task %s: %s was stopped on %d of %d samples", task.Task, s.Program, s.Timeouts+s.Faults, n)
			}
			if strings.Contains(s.Program, "plain") && s.Timeouts+s.Faults != 0 {
				t.Errorf("task %s: %s did not come out on %d samples", task.Task, s.Program, s.Timeouts+s.Faults)
			}
		}
	}
	wait(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(text)) {
			if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				t.Logf("peak %s", strings.TrimSpace(kb))
			}
		}
	}
}
