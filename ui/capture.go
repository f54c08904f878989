package ui

import (
	"path/filepath"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
)

// A Camera takes profiles of the run; main joins it to the process. Its methods
// are safe from any goroutine.
type Camera interface {
	// Kinds are the profiles that it can take.
	Kinds() []Kind
	// Start begins to take profiles. It may take a moment.
	Start(Shot) error
	// Stop ends what is being taken; State tells when it is written.
	Stop()
	// State returns at once.
	State() screen.Capture
}

// A Kind is a profile that can be taken.
type Kind struct {
	Name   string
	Doc    string   // what it shows, no final period
	Levels []string // how closely it can look, the usual level first; nil where there is one way
	Usual  bool     // it is taken unless somebody says no
}

// A Shot is profiles to be taken.
type Shot struct {
	Kinds  []string          // names
	Levels map[string]string // of kinds that have levels, by name
	Own    bool              // with what the screens themselves use
	Most   time.Duration     // ends it; 0 is the end of the run
}

const (
	takeProfile keymap.Action = "capture"
	stopProfile keymap.Action = "end capture"
)

// lengths are for how long profiles can be taken.
func lengths() []time.Duration {
	return []time.Duration{0, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute}
}

// captured returns what is known of the profiles that are taken.
func (a *App) captured() screen.Capture {
	if a.opts.Camera == nil {
		return screen.Capture{}
	}
	c := a.opts.Camera.State()
	if c.Ended != a.look.Capture.Ended {
		a.generation++
		var parts, names []string
		for _, f := range c.Files {
			names = append(names, filepath.Base(f))
		}
		if c.Err != nil {
			parts = append(parts, strings.ReplaceAll(c.Err.Error(), "\n", "; "))
		}
		if len(names) > 0 {
			parts = append(parts, "wrote "+strings.Join(names, ", ")+" beside the record")
		}
		a.say(strings.Join(append(parts, c.Warnings...), "; "))
	}
	if len(c.Kinds) > 0 || len(c.Kinds) != len(a.look.Capture.Kinds) {
		a.generation++
	}
	return c
}

// taking says what is being captured; empty where nothing is.
func (a *App) taking() string {
	c := &a.look.Capture
	if len(c.Kinds) == 0 {
		return ""
	}
	text := strings.Join(c.Kinds, ",") + " " + draw.Clock(c.Since)
	switch {
	case c.Finishing:
		text = strings.Join(c.Kinds, ",") + " finishing"
	case c.Most > 0:
		text += " of " + draw.Clock(c.Most)
	}
	return a.theme.Warn.Paint(a.theme.Sign.Live + " " + text)
}

// capturing returns the binding that takes profiles, or ends it.
func (a *App) capturing() keymap.Table {
	if a.opts.Camera == nil {
		return nil
	}
	if s := a.opts.Camera.State(); len(s.Kinds) > 0 {
		end := keymap.Binding{Action: stopProfile, Keys: []string{"C"}, Label: "C", Doc: "end the capture of profiles and write them", Foot: "end capture"}
		if s.Finishing {
			end.Why = "the profiles are being written"
		}
		return keymap.Table{end}
	}
	b := keymap.Binding{Action: takeProfile, Keys: []string{"C"}, Label: "C", Doc: "take profiles of the run, for a while or until its end", Foot: "capture"}
	switch s := a.runner.Snapshot(); {
	case a.opts.Replay != "":
		b.Why = a.opts.Replay
	case s.State != probe.Running && s.State != probe.Paused:
		b.Why = "nothing to take profiles of: no run is at work; r runs"
	}
	return keymap.Table{b}
}

// captureMenu asks what is to be taken and for how long.
func (a *App) captureMenu() *screen.Menu {
	infos := a.opts.Camera.Kinds()
	m := &screen.Menu{Title: "capture", Do: "begin", Lines: []string{"Profiles of the run from now on. They are written beside its record."}}
	for _, info := range infos {
		it := screen.Item{Name: info.Name, Doc: info.Doc, Values: []string{"no", "yes"}}
		if info.Levels != nil {
			it.Values = append(it.Values[:1], info.Levels...)
		}
		if info.Usual {
			it.At = 1
		}
		m.Items = append(m.Items, it)
	}
	until := screen.Item{Name: "for", Doc: "the time that they take"}
	for _, d := range lengths() {
		text := "all the run"
		if d > 0 {
			text = draw.Clock(d)
		}
		until.Values = append(until.Values, text)
	}
	until.At = 2
	own := screen.Item{Name: "screens", Doc: "what these screens use of the processor", Values: []string{"left out", "kept"}}
	m.Items = append(m.Items, until, own)
	chosen := func(items []screen.Item) Shot {
		s := Shot{Levels: map[string]string{}, Own: items[len(infos)+1].At > 0, Most: lengths()[items[len(infos)].At]}
		for i, info := range infos {
			if items[i].At > 0 {
				s.Kinds = append(s.Kinds, info.Name)
				if info.Levels != nil {
					s.Levels[info.Name] = items[i].Value()
				}
			}
		}
		return s
	}
	m.Check = func(items []screen.Item) string {
		if len(chosen(items).Kinds) == 0 {
			return "nothing is chosen: space chooses"
		}
		return ""
	}
	m.Done = func(items []screen.Item, _ int) screen.Effect {
		shot := chosen(items)
		return screen.Effect{Work: func() func() screen.Effect {
			err := a.opts.Camera.Start(shot)
			return func() screen.Effect {
				if err != nil {
					return screen.Effect{Say: err.Error()}
				}
				return screen.Effect{Look: true}
			}
		}}
	}
	return m
}
