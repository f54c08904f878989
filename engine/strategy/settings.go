package strategy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Settings are a strategy as one line of text:
//
//	phase4a+workers=8+diff=matches
//
// that is a preset, then the knobs that change, joined by plus signs. Without a
// preset in front the changes apply to the strategy that the caller gives.

// Parse reads settings with the built-in presets; see Book.Parse.
func Parse(base Strategy, text string) (Strategy, error) {
	return Book(Presets()).Parse(base, text)
}

// Name returns settings for s with the built-in presets; see Book.Name.
func Name(s Strategy) string { return Book(Presets()).Name(s) }

// Parse reads settings: a preset of b, if one stands in front, else base, with
// the changes that follow. No knob may stand twice, and what comes out must be
// valid (Validate). With an error it returns base. Empty settings are base.
func (b Book) Parse(base Strategy, text string) (Strategy, error) {
	if strings.TrimSpace(text) == "" {
		return base, nil
	}
	s := base
	set := map[string]bool{}
	for n, part := range strings.Split(text, "+") {
		part = strings.TrimSpace(part)
		name, value, isChange := strings.Cut(part, "=")
		switch {
		case part == "":
			return base, fmt.Errorf("settings %s: want knob=value after each +", show(text))
		case !isChange && n > 0:
			return base, fmt.Errorf("settings %s: %s is not knob=value, and a preset can only come first", show(text), show(part))
		case !isChange:
			p, err := b.Find(part)
			if err != nil {
				return base, err
			}
			s = p.Strategy
			continue
		case set[name]:
			return base, fmt.Errorf("settings %s: %s is set twice", show(text), name)
		}
		k, err := FindKnob(name)
		if err != nil {
			return base, err
		}
		if err := k.Set(&s, value); err != nil {
			return base, err
		}
		set[name] = true
	}
	if err := Validate(s); err != nil {
		return base, err
	}
	return s, nil
}

// Name returns the shortest settings that Parse reads as s: the preset's name,
// or that of the preset with the fewest changes, the earliest of equals, and the
// changes in the order of the table. A book without presets names all knobs.
func (b Book) Name(s Strategy) string {
	var best []Change
	name := ""
	for _, p := range b {
		if changes := Diff(p.Strategy, s); name == "" || len(changes) < len(best) {
			name, best = p.Name, changes
		}
	}
	var parts []string
	if name != "" {
		parts = append(parts, name)
		for _, c := range best {
			parts = append(parts, c.Knob+"="+c.To)
		}
		return strings.Join(parts, "+")
	}
	for _, k := range Knobs() {
		parts = append(parts, k.Name+"="+k.Get(&s))
	}
	return strings.Join(parts, "+")
}

// Apply returns base with the knobs that settings name set to their text. What
// comes out must be valid (Validate); with an error it returns base.
func Apply(base Strategy, settings map[string]string) (Strategy, error) {
	s := base
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		k, err := FindKnob(name)
		if err != nil {
			return base, err
		}
		if err := k.Set(&s, settings[name]); err != nil {
			return base, err
		}
	}
	if err := Validate(s); err != nil {
		return base, err
	}
	return s, nil
}
