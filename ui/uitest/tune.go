package uitest

import (
	"errors"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/screen"
)

// Knobs are a made-up engine whose knobs can be changed.
type Knobs struct{ Next, Now strategy.Strategy }

// Strategy returns Next.
func (k *Knobs) Strategy() strategy.Strategy { return k.Next }

// Working returns Now.
func (k *Knobs) Working() strategy.Strategy { return k.Now }

// SetStrategy sets Next, if it is valid.
func (k *Knobs) SetStrategy(s strategy.Strategy) error {
	if err := strategy.Validate(s); err != nil {
		return err
	}
	k.Next = s
	return nil
}

// Presets are the built-in presets and those that were saved.
type Presets struct{ Saved strategy.Book }

// Presets returns the built-in presets, and behind them those saved.
func (p *Presets) Presets() strategy.Book { return append(strategy.Presets(), p.Saved...) }

// Path returns where Save seems to write.
func (p *Presets) Path() string { return "/home/someone/battscope.toml" }

// Save keeps a preset; one is refused.
func (p *Presets) Save(preset strategy.Preset) error {
	if preset.Name == "full" {
		return errors.New("save preset full: no space left on device")
	}
	p.Saved = append(p.Saved, preset)
	return nil
}

// Standing returns how a made-up run came out.
func Standing(run int64, mark string) *screen.Standing {
	st := &screen.Standing{Run: run, Passes: 3, Wall: 2 * time.Second, Mark: mark, Base: "20261124-120000-tour", BaseWall: 3 * time.Second}
	for p := range st.Phases {
		st.Phases[p] = time.Duration(40*(p+1)) * time.Millisecond / time.Duration(run)
		st.BasePhases[p] = time.Duration(55*(p+1)) * time.Millisecond
	}
	st.Counts = probe.Counts{Programs: 48000, Matches: probe.Split{Demo: 1204}}
	return st
}
