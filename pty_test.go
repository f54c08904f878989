package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"battscope/profile/record"
)

// A terminal is a command on a pseudo-terminal of its own, with what it shows.
// It answers what a terminal is asked, and costs little: what is measured on it
// shares the processors with nobody else.
type terminal struct {
	tb      testing.TB
	cmd     *exec.Cmd
	tty     io.ReadWriteCloser
	painted chan struct{} // something was written since it was last received
	end     func()        // kills the command and closes the terminal

	mu    sync.Mutex
	shown *vt.Emulator
	bytes int64
}

// terminalOf starts a command on a terminal of w by h in true colour. It is
// killed at the end.
func terminalOf(tb testing.TB, w, h int, name string, args ...string) *terminal {
	tb.Helper()
	t := &terminal{tb: tb, cmd: exec.Command(name, args...), painted: make(chan struct{}, 1), shown: vt.NewEmulator(w, h)}
	t.cmd.Env = append(t.cmd.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "XDG_STATE_HOME="+tb.TempDir())
	tty, err := pty.StartWithSize(t.cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		tb.Skip("no pseudo-terminal: ", err)
	}
	t.tty = tty
	go func() { _, _ = io.Copy(tty, t.shown) }() // answers, until the terminal closes
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		t.follow()
	}()
	t.end = sync.OnceFunc(func() {
		_ = t.cmd.Process.Kill() // it may have ended
		_ = t.cmd.Wait()
		tty.Close()
		<-ended
		t.shown.Close()
	})
	tb.Cleanup(t.end)
	return t
}

// follow shows what is written, until the terminal closes.
func (t *terminal) follow() {
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		t.mu.Lock()
		t.bytes += int64(n)
		_, _ = t.shown.Write(buf[:n]) // an emulator takes anything
		t.mu.Unlock()
		select {
		case t.painted <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// written returns how many bytes were written so far.
func (t *terminal) written() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// shows reports whether a text is in sight.
func (t *terminal) shows(text string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Contains(t.shown.String(), text)
}

// until waits until a text is in sight, and returns when that was.
func (t *terminal) until(text string) time.Time {
	t.tb.Helper()
	late := time.After(patience)
	for {
		if t.shows(text) {
			return time.Now()
		}
		select {
		case <-t.painted:
		case <-late:
			t.mu.Lock()
			defer t.mu.Unlock()
			t.tb.Fatalf("waited %v for %q on\n%s", patience, text, t.shown.String())
		}
	}
}

// press writes keys to the terminal and returns when that was.
func (t *terminal) press(keys string) time.Time {
	t.tb.Helper()
	at := time.Now()
	if _, err := io.WriteString(t.tty, keys); err != nil {
		t.tb.Fatal(err)
	}
	return at
}

// TestTerminalGone takes the terminal away from the workbench, as a killed
// multiplexer does, once from whom it controls, which the system tells, and once from
// whom it does not. It ends in order, and its record says that it was stopped.
func TestTerminalGone(t *testing.T) {
	if testing.Short() {
		t.Skip("short: builds battscope")
	}
	bin := build(t)
	for name, start := range map[string]func(*exec.Cmd, *pty.Winsize) (*os.File, error){
		"controls": pty.StartWithSize,
		"does not": func(c *exec.Cmd, size *pty.Winsize) (*os.File, error) { return pty.StartWithAttrs(c, size, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			space := t.TempDir()
			c := exec.Command(bin, "--workspace", space, "--scenario", "seed")
			c.Env = append(c.Environ(), "TERM=xterm-256color")
			tty, err := start(c, &pty.Winsize{Cols: 80, Rows: 24})
			if err != nil {
				t.Skip("no pseudo-terminal: ", err)
			}
			ended := make(chan error, 1)
			go func() { ended <- c.Wait() }()
			defer c.Process.Kill() // it may have ended
			var shown strings.Builder
			for buf := make([]byte, 4096); !strings.Contains(shown.String(), "5eed0149"); {
				n, err := tty.Read(buf)
				if err != nil {
					t.Fatalf("%v after\n%q", err, shown.String())
				}
				shown.Write(buf[:n])
			}
			if err := tty.Close(); err != nil {
				t.Fatal(err)
			}
			select {
			case <-ended:
			case <-time.After(patience):
				t.Fatalf("it is still there %v after its terminal has gone", patience)
			}
			if code := c.ProcessState.ExitCode(); code != exitInterrupted {
				t.Errorf("exit code %d, want %d", code, exitInterrupted)
			}
			dirs, err := filepath.Glob(filepath.Join(space, "runs", "*"))
			if err != nil || len(dirs) != 1 {
				t.Fatalf("%q, %v", dirs, err)
			}
			if r, err := record.Read(dirs[0]); err != nil || r.State != record.Stopped {
				t.Errorf("the record is %+v, %v", r, err)
			}
		})
	}
}

// quantile returns the value below which part q of the values lie.
func quantile(values []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
