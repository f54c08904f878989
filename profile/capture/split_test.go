package capture

import (
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	"battscope/engine/probe"
)

// TestSplit takes a 70/30 split of known work at three rates: shares within five
// points of what was really used, and the total within 3 %, whatever rate the
// system reaches. It measures by processor time, so that a busy machine does not
// matter.
func TestSplit(t *testing.T) {
	if testing.Short() {
		t.Skip("works for seconds")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, known := probe.ProcessCPU(); !known {
		t.Skip("the system cannot tell the process's processor time")
	}
	labels := NewLabels()
	// work burns in blocks much longer than the profiler's period.
	work := func(p probe.Phase, until time.Duration) time.Duration {
		labels.Enter(probe.Stretch{Phase: p})
		defer labels.Leave(probe.Stretch{Worker: probe.OwnWorker})
		before, _ := probe.ProcessCPU()
		for {
			runtime.KeepAlive(burn(100))
			if now, _ := probe.ProcessCPU(); now-before >= until {
				return now - before
			}
		}
	}
	// take profiles the work once, and says what is wrong with the profile.
	take := func(rate int) (wrong string) {
		s, err := Start(t.TempDir(), Options{Kinds: []Kind{CPU}, Rate: rate})
		if err != nil {
			t.Skipf("the process is profiled otherwise: %v", err)
		}
		before, _ := probe.ProcessCPU()
		var demo, test time.Duration
		for range 4 {
			demo += work(probe.Demo, 175*time.Millisecond)
			test += work(probe.Test, 75*time.Millisecond)
		}
		after, _ := probe.ProcessCPU()
		r, err := s.Stop()
		if err != nil {
			t.Fatal(err)
		}
		var total, seen float64
		for _, s := range load(t, r.Files[0]).Sample {
			total += float64(s.Value[1])
			if s.HasLabel("phase", "demo") {
				seen += float64(s.Value[1])
			}
		}
		t.Logf("%d Hz: %.3f s of %.3f s, demo %.1f %%: %v", rate, total/1e9, (after - before).Seconds(), 100*seen/total, r.Warnings)
		if got, want := seen/total, float64(demo)/float64(demo+test); math.Abs(got-want) > 0.05 {
			return fmt.Sprintf("the share is %.3f, want %.3f", got, want)
		}
		// Start and Stop themselves use a little that is not in the work.
		if used := float64(after - before); math.Abs(total/used-1) > tolerance+0.01 {
			return fmt.Sprintf("the profile has %.3f s of the %.3f s that were used", total/1e9, used/1e9)
		}
		return ""
	}
	for _, rate := range []int{100, 250, 500} {
		wrong := ""
		// A signal that the system holds back for a while can spoil one profile; it
		// does not spoil three.
		for range 3 {
			if wrong = take(rate); wrong == "" {
				break
			}
		}
		if wrong != "" {
			t.Errorf("at %d Hz: %s", rate, wrong)
		}
	}
}
