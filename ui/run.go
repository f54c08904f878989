package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// ErrNoTerminal says that there is no terminal that could show screens.
var ErrNoTerminal = errors.New("no terminal for the workbench")

// Interrupted says that a signal ended the program. The terminal was restored
// in order.
type Interrupted struct{ Signal os.Signal }

// Error names the signal.
func (i Interrupted) Error() string {
	name := i.Signal.String()
	switch i.Signal {
	case syscall.SIGHUP:
		name = "SIGHUP"
	case syscall.SIGINT:
		name = "SIGINT"
	case syscall.SIGQUIT:
		name = "SIGQUIT"
	case syscall.SIGTERM:
		name = "SIGTERM"
	}
	return "interrupted by " + name
}

// lookAfter is how often Run looks whether its terminal is still there.
const lookAfter = 500 * time.Millisecond

// patience is how long the program may take to end in order.
const patience = 2 * time.Second

// Run shows the workbench until the person quits (nil), ctx ends (its cause),
// a signal comes or the terminal is gone (Interrupted, of the latter by SIGHUP), or
// something panics (a *Panic, printed to stderr with its stack). However it ends, the
// terminal is restored before Run returns. It leaves r alone: stopping the engine is the caller's next step.
// Without a terminal on stdout it returns an error that wraps ErrNoTerminal.
func Run(ctx context.Context, r Runner, opts Options) error {
	if err := checkTerminal(opts.Env); err != nil {
		return err
	}
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM)
	defer signal.Stop(signals)

	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	settings := []tea.ProgramOption{
		tea.WithContext(inner), tea.WithFPS(MaxFPS), tea.WithoutSignalHandler(), tea.WithOutput(os.Stdout),
	}
	if opts.Env != nil {
		settings = append(settings, tea.WithEnvironment(opts.Env))
	}
	app := New(r, opts)
	p := tea.NewProgram(app, settings...)
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run() // recovers its own panics
		ended <- err
	}()

	go watch(inner, signals)
	select {
	case err := <-ended:
		leave(app, opts)
		return afterProgram(ctx, opts.Crash, err)
	case s := <-signals:
		go p.Quit()
		if windDown(p, ended) {
			leave(app, opts)
		}
		return Interrupted{s}
	case err := <-opts.Crash:
		cancel(err)
		windDown(p, ended)
		tell(os.Stderr, err)
		return err
	case <-ctx.Done():
		windDown(p, ended)
		return context.Cause(ctx)
	}
}

// watch says SIGHUP when the terminal is gone, of which the system may have told
// others only, until ctx ends.
func watch(ctx context.Context, signals chan<- os.Signal) {
	look := time.NewTicker(lookAfter)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		if hungUp(os.Stdout.Fd()) {
			select {
			case signals <- syscall.SIGHUP:
			default: // others came
			}
			return
		}
	}
}

// checkTerminal reports why stdout cannot show screens.
func checkTerminal(env []string) error {
	if !term.IsTerminal(os.Stdout.Fd()) {
		return fmt.Errorf("%w: stdout is not a terminal", ErrNoTerminal)
	}
	if lookup(env, "TERM") == "dumb" {
		return fmt.Errorf("%w: TERM is dumb", ErrNoTerminal)
	}
	return nil
}

// leave hands over how the screens are left. The program has ended, so that
// nobody else has the model.
func leave(app *App, opts Options) {
	if opts.Leave != nil {
		opts.Leave(app.State())
	}
}

// windDown waits until the program has ended, and reports whether it did. Where
// it is stuck, in a Runner that does not return for one, the terminal is restored
// over its head.
func windDown(p *tea.Program, ended <-chan error) bool {
	select {
	case <-ended:
		return true
	case <-time.After(patience):
		p.Kill()
		return false
	}
}

// afterProgram returns why a program ended that nobody here asked to end.
func afterProgram(ctx context.Context, crash <-chan error, err error) error {
	select {
	case c := <-crash: // it may have ended because of this
		tell(os.Stderr, c)
		return c
	default:
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return fmt.Errorf("workbench: %w", err)
}

// tell prints a crash, and its stack where there is one.
func tell(w io.Writer, err error) {
	fmt.Fprintf(w, "battscope: %v\n", err)
	var p *Panic
	if errors.As(err, &p) {
		fmt.Fprintf(w, "\n%s\n", p.Stack)
	}
}
