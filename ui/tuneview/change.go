package tuneview

import (
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/ui/draw"
	"battscope/ui/screen"
)

// step changes the knob under the cursor by one.
func (v *View) step(by int) screen.Effect {
	k := v.knob()
	return v.set(k, stepped(k, k.Get(&v.rows.next), by))
}

// set sets a knob, or says why not.
func (v *View) set(k strategy.Knob, text string) screen.Effect {
	next := v.rows.next
	from := k.Get(&next)
	if err := k.Set(&next, text); err != nil {
		return screen.Effect{Say: err.Error()}
	}
	if k.Get(&next) == from {
		return screen.Effect{}
	}
	when := ""
	switch {
	case v.state != probe.Running && v.state != probe.Paused:
		when = ": r runs with it"
	case k.Live:
		when = ", from the next task on"
	default:
		when = ", from the next run on: r runs again"
	}
	return v.change(next, k.Name+" "+from+"→"+k.Get(&next)+when)
}

// change sets the strategy, to be undone.
func (v *View) change(next strategy.Strategy, say string) screen.Effect {
	was := v.rows.next
	e := v.apply(next, say)
	if v.rows.next != was {
		v.before = append(v.before, was)
		if len(v.before) > 64 {
			v.before = v.before[1:]
		}
	}
	return e
}

func (v *View) apply(next strategy.Strategy, say string) screen.Effect {
	if err := v.engine.SetStrategy(next); err != nil {
		return screen.Effect{Say: err.Error()}
	}
	v.take()
	return screen.Effect{Say: say, Look: true}
}

// typing asks for a knob's value.
func (v *View) typing() *screen.Prompt {
	k := v.knob()
	hint := k.Kind.String()
	if len(k.Values) > 0 {
		hint = strings.Join(k.Values, ", ")
	}
	return &screen.Prompt{
		Label: k.Name, Text: k.Get(&v.rows.next), Hint: hint,
		Check: func(text string) string {
			next := v.rows.next
			err := k.Set(&next, text)
			if err == nil {
				err = strategy.Validate(next)
			}
			if err != nil {
				return err.Error()
			}
			return ""
		},
		Done: func(text string) screen.Effect { return v.set(k, text) },
	}
}

// saving asks for the name of a preset of the person's own.
func (v *View) saving() *screen.Prompt {
	return &screen.Prompt{
		Label: "save preset as", Hint: "a name: small letters, digits, hyphens; it goes to " + v.library.Path(),
		Check: func(name string) string {
			for i, p := range v.library.Presets() {
				if p.Name == name && i < len(strategy.Presets()) {
					return name + " is built in: choose another name"
				}
			}
			if name == "" {
				return ""
			}
			if _, err := strategy.Book(strategy.Presets()).Define(name, nil); err != nil {
				return err.Error()
			}
			return ""
		},
		Done: func(name string) screen.Effect {
			if name == "" {
				return screen.Effect{Say: "not saved: a preset needs a name"}
			}
			p := strategy.Preset{Name: name, Strategy: v.rows.next}
			return screen.Effect{Work: func() func() screen.Effect {
				err := v.library.Save(p)
				return func() screen.Effect {
					if err != nil {
						return screen.Effect{Say: err.Error()}
					}
					v.rows.start = p.Strategy
					v.take()
					return screen.Effect{Say: "saved preset " + name + " in " + v.library.Path()}
				}
			}}
		},
	}
}

// difference writes how much longer or shorter b is than a, in parts of a.
func difference(a, b time.Duration) string {
	if a <= 0 || b <= 0 {
		return ""
	}
	text := draw.Share(float64(b)/float64(a) - 1)
	if b > a {
		text = "+" + text
	}
	return text
}
