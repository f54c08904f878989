package child_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"battscope/engine/device"
	"battscope/gpu/child"
	"battscope/gpu/kernel"
)

// An odd is a runner that does what its mode says.
type odd struct{ mode string }

func (o odd) Info() kernel.Info {
	return kernel.Info{Label: "odd", Facts: [][2]string{{"mode", o.mode}}, Setup: time.Millisecond}
}

func (o odd) Load(code, offsets, cells, dims []byte, fuel int64) error {
	if o.mode == "load" {
		return fmt.Errorf("no room for %d bytes at fuel %d", len(code)+len(offsets)+len(cells)+len(dims), fuel)
	}
	return nil
}

func (o odd) Run(items []byte, small bool) ([]byte, error) {
	switch o.mode {
	case "crash":
		fmt.Fprintln(os.Stderr, "the driver has lost its mind")
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			return nil, err
		}
		select {}
	case "exit":
		fmt.Fprintln(os.Stderr, "giving up")
		os.Exit(3)
	case "hang":
		select {}
	}
	if small {
		return append([]byte("small "), items...), nil
	}
	return items, nil
}

func (o odd) Fetch(index []uint32) ([]byte, error) {
	return make([]byte, len(index)*kernel.Stride), nil
}
func (o odd) Compare(cells, dims []byte) ([]byte, error) { return dims, nil }
func (o odd) Close() error                               { return nil }

func (o odd) Sense() device.Senses {
	return device.Senses{Memory: 3 << 30, MemoryOf: 80 << 30, Celsius: 41}
}

// TestMain is also the child.
func TestMain(m *testing.M) {
	if mode := os.Getenv("BATTSCOPE_TEST_CHILD"); mode != "" {
		open := func() (kernel.Runner, error) {
			switch mode {
			case "missing":
				return nil, fmt.Errorf("%w: no driver", device.ErrUnavailable)
			case "broken":
				return nil, errors.New("no memory")
			case "slow":
				time.Sleep(time.Hour)
			}
			return odd{mode}, nil
		}
		if mode == "garbage" {
			fmt.Println("hello")
			os.Exit(0)
		}
		if err := child.Serve(os.Stdin, os.Stdout, open, func() { os.Exit(0) }); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func start(t *testing.T, mode string, patience time.Duration) (*child.Process, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "BATTSCOPE_TEST_CHILD="+mode)
	return child.Start(t.Context(), cmd, patience)
}

// TestTalk sees that what goes to the child comes back.
func TestTalk(t *testing.T) {
	p, err := start(t, "good", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if i := p.Info(); i.Label != "odd" || i.Facts[0] != [2]string{"mode", "good"} || i.Setup != time.Millisecond {
		t.Errorf("Info is %+v", i)
	}
	for range 3 {
		if err := p.Load([]byte("a"), nil, []byte("b"), nil, 7); err != nil {
			t.Error(err)
		}
		if b, err := p.Run([]byte("items"), true); err != nil || string(b) != "small items" {
			t.Errorf("Run gave %q, %v", b, err)
		}
		if b, err := p.Fetch([]uint32{4, 5}); err != nil || len(b) != 2*kernel.Stride {
			t.Errorf("Fetch gave %d bytes, %v", len(b), err)
		}
	}
	if s := p.Sense(); s != (odd{}).Sense() {
		t.Errorf("the hardware stands at %+v, want %+v", s, odd{}.Sense())
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := p.Run(nil, false); err == nil {
		t.Error("a closed child runs on")
	}
}

// TestTrouble sees what is said of children that do not open, die, fail and hang.
func TestTrouble(t *testing.T) {
	for mode, want := range map[string]string{
		"missing": "device unavailable: no driver",
		"broken":  "no memory",
		"garbage": "the device's process ended",
		"crash":   "the device's process ended: signal: killed: the driver has lost its mind",
		"exit":    "the device's process ended: exit status 3: giving up",
		"load":    "no room for 3 bytes at fuel 9",
	} {
		t.Run(mode, func(t *testing.T) {
			p, err := start(t, mode, time.Minute)
			if err == nil {
				err = p.Load([]byte("abc"), nil, nil, nil, 9)
				if err == nil {
					_, err = p.Run([]byte("x"), false)
				}
				if err := p.Close(); err != nil {
					t.Error(err)
				}
			}
			if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want one line that begins with %q", err, want)
			}
			if missing := errors.Is(err, device.ErrUnavailable); missing != (mode == "missing") {
				t.Errorf("%v: unavailable is %t", err, missing)
			}
		})
	}
}

// TestHang sees that a child that does not open is given up, and that closing
// ends what is at work.
func TestHang(t *testing.T) {
	if _, err := start(t, "slow", 50*time.Millisecond); err == nil || !strings.Contains(err.Error(), "did not open within 50ms") {
		t.Errorf("of a child that does not open: %v", err)
	}
	p, err := start(t, "hang", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := p.Run([]byte("x"), false)
		done <- err
	}()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err == nil {
		t.Error("a run that was ended has results")
	}
}
