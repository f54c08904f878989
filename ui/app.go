package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"battscope/engine/probe"
	"battscope/ui/keymap"
	"battscope/ui/runview"
	"battscope/ui/theme"
)

const (
	pollEvery    = time.Second / 12       // between two looks at the run
	blurredEvery = 500 * time.Millisecond // the same while nobody looks
	statusFor    = 4 * time.Second        // that a status line stays
)

// An App is the only model of the workbench. It belongs to the goroutine of
// the program that runs it.
type App struct {
	runner Runner
	opts   Options

	width, height int
	theme         *theme.Theme
	choice        theme.Choice // asked for, or taken from the environment
	light         bool         // the terminal said that its background is light
	colour        bool         // the terminal shows colours

	run     *runview.View
	help    bool // the keys lie on top
	frozen  bool // snapshots are not taken
	blurred bool // the terminal has lost the focus
	beat    int  // of the ticks that count; older ones are dropped

	status  string
	expires time.Time // when status goes; zero until the next tick sets it

	generation uint64 // counts changes of anything that is drawn
	memo       frame
}

// A frame is a drawn screen and what it was drawn from.
type frame struct {
	generation uint64
	content    string
}

// tickMsg asks for a look at the run.
type tickMsg struct {
	beat int
	now  time.Time
}

// New returns the model of a workbench over r.
func New(r Runner, opts Options) *App {
	a := &App{runner: r, opts: opts, choice: opts.Theme, colour: true, run: runview.New(), generation: 1}
	if c, err := theme.Parse(lookup(opts.Env, "BATTSCOPE_THEME")); a.choice == theme.Auto && err == nil {
		a.choice = c
	}
	a.retheme()
	return a
}

// Init starts the clock and asks for the terminal's background, without
// waiting for the answer.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.tick(0), tea.RequestBackgroundColor)
}

// Update takes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		return a, a.look(msg)
	case tea.KeyPressMsg:
		return a, a.press(msg.String())
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.generation++
	case tea.FocusMsg:
		a.blurred = false
		a.beat++
		return a, a.tick(0)
	case tea.BlurMsg:
		a.blurred = true
	case tea.BackgroundColorMsg:
		a.light = !msg.IsDark()
		a.retheme()
	case tea.ColorProfileMsg:
		a.colour = msg.Profile > colorprofile.ASCII
		a.retheme()
	}
	return a, nil
}

// View returns the screen. It is called after every message, so what was drawn
// before is kept until something changes.
func (a *App) View() tea.View {
	if a.memo.generation != a.generation {
		a.memo = frame{a.generation, a.draw()}
	}
	v := tea.NewView(a.memo.content)
	v.AltScreen = true
	v.ReportFocus = true
	return v
}

func (a *App) retheme() {
	a.theme = theme.New(a.choice, a.light, a.colour)
	a.generation++
}

// tick returns the command that brings the next look after d.
func (a *App) tick(d time.Duration) tea.Cmd {
	beat := a.beat
	return tea.Tick(d, func(now time.Time) tea.Msg { return tickMsg{beat, now} })
}

// look takes a snapshot and orders the next look.
func (a *App) look(t tickMsg) tea.Cmd {
	if t.beat != a.beat {
		return nil
	}
	if !a.frozen {
		s := a.runner.Snapshot()
		if !same(&s, a.run.Snapshot()) {
			a.run.Refresh(s)
			a.generation++
		}
	}
	switch {
	case a.status == "":
	case a.expires.IsZero():
		a.expires = t.now.Add(statusFor)
	case !t.now.Before(a.expires):
		a.say("")
	}
	if a.blurred {
		return a.tick(blurredEvery)
	}
	return a.tick(pollEvery)
}

// same reports whether two snapshots of a run that stands show the same.
func same(a, b *probe.Snapshot) bool {
	return a.Run == b.Run && a.State == b.State && a.Stopped == b.Stopped && a.State != probe.Running && a.Elapsed == b.Elapsed && a.Pass == b.Pass &&
		a.Name == b.Name && a.Task == b.Task && a.Counts == b.Counts && a.Phases == b.Phases &&
		len(a.Lanes) == len(b.Lanes) && newest(a) == newest(b)
}

func newest(s *probe.Snapshot) int64 {
	if len(s.Events) == 0 {
		return 0
	}
	return s.Events[len(s.Events)-1].Seq
}

// say puts text into the status line; empty text clears it.
func (a *App) say(text string) {
	a.status = text
	a.expires = time.Time{}
	a.generation++
}

// facts returns what decides about keys, as s has it.
func (a *App) facts(s *probe.Snapshot) keymap.Facts {
	f := runview.Facts(s)
	f.Frozen = a.frozen
	f.Overlay = a.help
	return f
}

// press does what a key asks for, or says why not.
func (a *App) press(key string) tea.Cmd {
	if a.status != "" {
		a.say("")
	}
	b, ok := keymap.Find(key)
	if !ok {
		return nil
	}
	s := a.runner.Snapshot() // the screen's own may be frozen
	facts := a.facts(&s)
	if why := b.Why(facts); why != "" {
		a.say(why)
		return nil
	}
	a.generation++
	return a.act(b.Action, facts)
}

// act does an action that is possible.
func (a *App) act(action keymap.Action, facts keymap.Facts) tea.Cmd {
	switch action {
	case keymap.Pause:
		if facts.Paused {
			a.runner.Resume()
		} else {
			a.runner.Pause()
		}
	case keymap.Restart:
		a.frozen = false
		a.runner.Restart()
	case keymap.Stop:
		a.runner.Stop()
	case keymap.Freeze:
		a.frozen = !a.frozen
	case keymap.Help:
		a.help = !a.help
	case keymap.Close:
		a.help = false
	case keymap.Redraw:
		return tea.ClearScreen
	case keymap.Suspend:
		return tea.Suspend
	case keymap.Quit:
		return tea.Quit
	}
	return a.lookNow()
}

// lookNow returns the command that looks at the run at once, so that a key
// shows its effect.
func (a *App) lookNow() tea.Cmd {
	a.beat++
	return a.tick(0)
}
