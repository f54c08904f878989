package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
	"battscope/ui/screen"
	"battscope/ui/uitest"
)

// A lens is a camera that takes nothing.
type lens struct {
	state screen.Capture
	asked Shot
	err   error
}

func (l *lens) Kinds() []Kind {
	return []Kind{
		{Name: "cpu", Doc: "processor time, by labels phase, task, worker and device", Usual: true},
		{Name: "heap", Doc: "memory in use at the end, and allocated in the meantime"},
		{Name: "programs", Doc: "what programs use", Levels: []string{"sampled", "counts", "all"}},
	}
}

func (l *lens) State() screen.Capture { return l.state }
func (l *lens) Stop() {
	l.state = screen.Capture{Ended: l.state.Ended + 1, Files: []string{"/w/runs/1/heap.pb.gz"}, Warnings: []string{"CPU times are scaled by 1.2"}}
}

func (l *lens) Start(s Shot) error {
	if l.err == nil {
		l.asked = s
		l.state.Kinds, l.state.Most, l.state.Since = s.Kinds, s.Most, 3*time.Second
	}
	return l.err
}

// A capture is chosen, begun, told of while it is taken, and ended by the same
// key.
func TestCapture(t *testing.T) {
	l := &lens{}
	a, f := watched(uitest.Snapshot(probe.Running), Options{Camera: l})
	press(a, "C")
	uitest.Golden(t, "capture-80x24", uitest.Frame(t, a, 80, 24))
	press(a, "space enter") // nothing is chosen
	if s := uitest.Frame(t, a, 80, 24); !strings.Contains(s, "nothing is chosen: space chooses") {
		t.Errorf("nothing says that nothing is chosen:\n%s", s)
	}
	press(a, "down space down l l l down l k enter")
	if strings.Join(l.asked.Kinds, ",") != "heap,programs" || l.asked.Levels["programs"] != "all" || l.asked.Most != 30*time.Second || l.asked.Own {
		t.Errorf("asked for %+v, want heap and every call of programs for 30 s", l.asked)
	}
	tickOnce(a, 15*time.Second)
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, "• heap,programs 0:03 of 0:30") || !strings.Contains(s, "C end capture") {
		t.Errorf("nothing says what is taken:\n%s", s)
	}
	l.state.Finishing = true
	tickOnce(a, 15500*time.Millisecond)
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, "• heap,programs finishing") {
		t.Errorf("nothing says that it is being written:\n%s", s)
	}
	press(a, "C")
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, "the profiles are being written") || l.state.Ended > 0 {
		t.Errorf("what is being written is ended again:\n%s", s)
	}
	l.state.Finishing = false
	press(a, "C")
	tickOnce(a, 16*time.Second)
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, "wrote heap.pb.gz beside the record; CPU times are scaled") || strings.Contains(s, "• heap") {
		t.Errorf("nothing says that it is written:\n%s", s)
	}
	l.err = errors.New("the run is over: r runs again")
	press(a, "C enter")
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, l.err.Error()) {
		t.Errorf("nothing says why nothing is taken:\n%s", s)
	}
	f.snap = uitest.Snapshot(probe.Done)
	tickOnce(a, 17*time.Second)
	press(a, "C")
	if s := uitest.Frame(t, a, 120, 40); !strings.Contains(s, "no run is at work") {
		t.Errorf("a run that is over can be profiled:\n%s", s)
	}
	press(a, "esc")
	if a.menu != nil {
		t.Error("a menu is open")
	}
}
