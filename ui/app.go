package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/keymap"
	"battscope/ui/runview"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

const (
	blurredEvery = 500 * time.Millisecond // between two looks at the run while nobody looks
	statusFor    = 4 * time.Second        // that a status stays for each of its lines
	judgeEvery   = 2 * time.Second        // between two judgements of a run, at least
)

// An App is the only model of the workbench. It belongs to the goroutine of
// the program that runs it.
type App struct {
	runner Runner
	opts   Options

	width, height int
	theme         *theme.Theme
	choice        theme.Choice // asked for, or taken from the environment
	chosen        theme.Choice // by key, now or the last time
	light         bool         // the terminal said that its background is light
	colour        bool         // the terminal shows colours

	screens  []screen.Screen // in the order of screenNames; nil where there is none
	at       int             // the one that is shown
	trail    []int           // those that esc goes back to
	run      *runview.View
	look     screen.Look // newest
	judged   judged      // what the newest Standing is of
	judging  bool        // Judge is at work
	judgedAt time.Time
	named    named

	help     bool // the keys lie on top
	helpTop  int  // the first line of help in sight
	question *screen.Question
	palette  *palette
	menu     *menu
	prompt   *prompt
	search   string // what n and N look for

	frozen  bool // looks are not passed on
	blurred bool // the terminal has lost the focus
	mouse   bool // clicks come here
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

// judged says which pass of which run was judged.
type judged struct {
	run  int64
	pass int
	over bool
}

// named is a strategy and its name, which takes a while to find.
type named struct {
	of   strategy.Strategy
	name string
}

// tickMsg asks for a look at the run.
type tickMsg struct {
	beat int
	now  time.Time
}

// doneMsg brings what work beside the screen came to.
type doneMsg struct{ then func() screen.Effect }

// New returns the model of a workbench over r.
func New(r Runner, opts Options) *App {
	a := &App{runner: r, opts: opts, choice: opts.Theme, colour: true, mouse: !opts.NoMouse, generation: 1}
	if a.opts.FPS <= 0 {
		a.opts.FPS = DefaultFPS
	}
	if c, err := theme.Parse(lookup(opts.Env, "BATTSCOPE_THEME")); a.choice == theme.Auto && err == nil {
		a.choice = c
	}
	a.furnish()
	a.restore(opts.State)
	a.look.Run = &probe.Snapshot{}
	a.say(opts.Notice)
	a.retheme()
	return a
}

// Init starts the clock and asks for the terminal's background, without
// waiting for the answer.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.tick(0), tea.RequestBackgroundColor}
	if a.opts.Place.Screen != "" {
		cmds = append(cmds, a.visit(a.opts.Place))
	}
	return tea.Batch(cmds...)
}

// Update takes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		return a, a.glance(msg)
	case doneMsg:
		a.generation++
		return a, a.apply(msg.then())
	case tea.KeyPressMsg:
		return a, a.press(msg)
	case tea.PasteMsg:
		return a, a.paste(msg)
	case tea.MouseClickMsg:
		return a, a.click(msg)
	case tea.MouseWheelMsg:
		return a, a.wheel(msg)
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.generation++
	case tea.FocusMsg:
		a.blurred = false
		return a, a.lookNow()
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
		content := a.draw()
		if a.opts.ASCII {
			content = theme.Plain(content)
		}
		a.memo = frame{a.generation, content}
	}
	v := tea.NewView(a.memo.content)
	v.AltScreen = true
	v.ReportFocus = true
	if a.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

func (a *App) retheme() {
	a.theme = theme.New(a.choice, a.light, a.colour)
	a.theme.ASCII = a.opts.ASCII
	a.generation++
}

// tick returns the command that brings the next look after d.
func (a *App) tick(d time.Duration) tea.Cmd {
	beat := a.beat
	return tea.Tick(d, func(now time.Time) tea.Msg { return tickMsg{beat, now} })
}

// glance takes a look at the run, passes it on and orders the next.
func (a *App) glance(t tickMsg) tea.Cmd {
	if t.beat != a.beat {
		return nil
	}
	var cmds []tea.Cmd
	if !a.frozen {
		s := a.runner.Snapshot()
		if !same(&s, a.look.Run) {
			a.generation++
		}
		a.look = screen.Look{Now: t.now, Run: &s, Standing: a.look.Standing, Capture: a.captured()}
		if a.look.Standing != nil && a.look.Standing.Run != s.Run {
			a.look.Standing = nil
		}
		cmds = append(cmds, a.judge(&s))
		for _, sc := range a.screens {
			if sc != nil {
				cmds = append(cmds, a.apply(sc.Refresh(a.look)))
			}
		}
	}
	switch {
	case a.status == "":
	case a.expires.IsZero():
		a.expires = t.now.Add(statusFor * time.Duration(max(len(a.footLines()), 1)))
	case !t.now.Before(a.expires):
		a.say("")
	}
	next := time.Second / time.Duration(a.opts.FPS)
	if a.blurred {
		next = blurredEvery
	}
	return tea.Batch(append(cmds, a.tick(next))...)
}

// judge has the run judged beside the screen after each whole pass.
func (a *App) judge(s *probe.Snapshot) tea.Cmd {
	at := judged{s.Run, s.Pass, s.State == probe.Done || s.State == probe.Failed}
	if a.opts.Judge == nil || a.judging || at == a.judged || s.Counts.Programs == 0 && s.Foreign == nil {
		return nil
	}
	// The first two passes of a run are news, and its end; of the others not
	// every one, since they may be short.
	news := at.run != a.judged.run || at.over || at.pass <= 2
	if !news && a.look.Now.Sub(a.judgedAt) < judgeEvery {
		return nil
	}
	a.judged, a.judging, a.judgedAt = at, true, a.look.Now
	return a.apply(screen.Effect{Work: func() func() screen.Effect {
		st := a.opts.Judge()
		return func() screen.Effect {
			a.judging = false
			if st != nil && st.Run == a.look.Run.Run {
				a.look.Standing = st
			}
			return screen.Effect{}
		}
	}})
}

// strategyName returns the name of the strategy at work; empty where nobody
// tells it.
func (a *App) strategyName() string {
	if a.opts.Engine == nil || a.opts.Presets == nil {
		return ""
	}
	if s := a.opts.Engine.Working(); s != a.named.of {
		a.named = named{s, a.opts.Presets.Presets().Name(s)}
	}
	return a.named.name
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

// lookNow returns the command that looks at the run at once, so that a key
// shows its effect.
func (a *App) lookNow() tea.Cmd {
	a.beat++
	return a.tick(0)
}

// apply brings about what a screen asks for.
func (a *App) apply(e screen.Effect) tea.Cmd {
	var cmds []tea.Cmd
	if e.Say != "" {
		a.say(e.Say)
	}
	if e.Copy != "" {
		cmds = append(cmds, tea.SetClipboard(e.Copy))
		a.say("copied by OSC 52, which some terminals refuse: " + e.Copy)
	}
	if e.Ask != nil {
		a.question = e.Ask
		a.generation++
	}
	if e.Type != nil {
		a.prompt = newPrompt(e.Type)
		a.generation++
	}
	if e.Pick != nil {
		a.menu = newMenu(e.Pick)
		a.generation++
	}
	if e.Open != nil {
		cmds = append(cmds, a.visit(*e.Open))
	}
	if e.Work != nil {
		cmds = append(cmds, func() tea.Msg {
			if then := e.Work(); then != nil {
				return doneMsg{then}
			}
			return nil
		})
	}
	if e.Look {
		cmds = append(cmds, a.lookNow())
	}
	return tea.Batch(cmds...)
}

// keys returns what every key does now: first what the screen says, then what
// holds everywhere.
func (a *App) keys() keymap.Table {
	t := keymap.Join(a.current().Keys(), a.controls(), a.general())
	for i := range t {
		if t[i].Leads != "" && !a.has(t[i].Leads) {
			t[i].Why = noScreen(t[i].Leads)
		}
	}
	return t
}
