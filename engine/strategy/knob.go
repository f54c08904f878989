package strategy

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"battscope/engine/probe"
)

// A Knob describes one field of a Strategy. Get and Set work on its value as
// text, the same text in flags, battscope.toml and settings.
type Knob struct {
	Name    string   // of the flag, in battscope.toml and in records; kebab-case
	Doc     string   // what it is, in one sentence without a final point
	Kind    Kind     // what its text looks like
	Values  []string // what a Choice may be, in order; nil for other kinds
	Unit    string   // of a Whole or a Fraction: "workers"; empty where the text names it
	Default string   // its value in Default
	Live    bool     // may change during a run, from the next task on

	// Get returns the knob's value; Set reads what Get returns.
	Get func(*Strategy) string
	// Set changes the knob, or says in one line which values it takes and leaves
	// the strategy as it was.
	Set func(*Strategy, string) error
}

// Kind says what the text of a knob looks like.
type Kind uint8

// The kinds of knobs.
const (
	Choice   Kind = iota // one of Values
	Switch               // true or false
	Whole                // a whole number
	Fraction             // a decimal number
	Span                 // a time, as 1m30s
	Text                 // words of its own grammar, which Doc tells
)

func (Kind) words() []string {
	return []string{"choice", "switch", "whole", "fraction", "span", "text"}
}

// String returns the word for k.
func (k Kind) String() string { return word(k) }

// choice completes a knob whose field is a closed set of words.
func choice[E Enum](k Knob, field func(*Strategy) *E) Knob {
	var e E
	k.Kind, k.Values = Choice, e.words()
	k.Get = func(s *Strategy) string { return (*field(s)).String() }
	k.Set = func(s *Strategy, text string) error {
		v, err := ParseEnum[E](text)
		if err != nil {
			return fmt.Errorf("%s is %w", k.Name, err)
		}
		*field(s) = v
		return nil
	}
	return k.withDefault()
}

// level completes a knob whose field is a level of observation: package probe has
// its words.
func level(k Knob, field func(*Strategy) *probe.Level) Knob {
	k.Kind = Choice
	for _, l := range probe.Levels() {
		k.Values = append(k.Values, l.Name)
	}
	k.Get = func(s *Strategy) string { return field(s).String() }
	k.Set = func(s *Strategy, text string) error {
		n, err := parseWord(text, k.Values)
		if err != nil {
			return fmt.Errorf("%s is %w", k.Name, err)
		}
		*field(s) = probe.Level(n)
		return nil
	}
	return k.withDefault()
}

// toggle completes a knob whose field is on or off.
func toggle(k Knob, field func(*Strategy) *bool) Knob {
	k.Kind = Switch
	k.Get = func(s *Strategy) string { return strconv.FormatBool(*field(s)) }
	k.Set = func(s *Strategy, text string) error {
		if text != "true" && text != "false" {
			return fmt.Errorf("%s is %s, want true or false", k.Name, show(text))
		}
		*field(s) = text == "true"
		return nil
	}
	return k.withDefault()
}

// whole completes a knob whose field is a whole number from lo to hi.
func whole[N int | int64](k Knob, lo, hi int64, field func(*Strategy) *N) Knob {
	k.Kind = Whole
	k.Get = func(s *Strategy) string { return strconv.FormatInt(int64(*field(s)), 10) }
	k.Set = func(s *Strategy, text string) error {
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil || v < lo || v > hi || int64(N(v)) != v {
			return fmt.Errorf("%s is %s, want a whole number from %d to %d", k.Name, show(text), lo, hi)
		}
		*field(s) = N(v)
		return nil
	}
	return k.withDefault()
}

// fraction completes a knob whose field is 0 or a number from lo to hi.
func fraction(k Knob, lo, hi float64, field func(*Strategy) *float64) Knob {
	k.Kind = Fraction
	k.Get = func(s *Strategy) string { return strconv.FormatFloat(*field(s), 'f', -1, 64) }
	k.Set = func(s *Strategy, text string) error {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(v) || v != 0 && (v < lo || v > hi) {
			return fmt.Errorf("%s is %s, want 0 or a number from %v to %v", k.Name, show(text), lo, hi)
		}
		*field(s) = v + 0 // not -0
		return nil
	}
	return k.withDefault()
}

// share completes a knob whose field is a part of a whole, which may also be
// given in percent.
func share(k Knob, field func(*Strategy) *float64) Knob {
	k = fraction(k, minShare, 1, field)
	set := k.Set
	k.Set = func(s *Strategy, text string) error {
		if n, percent := strings.CutSuffix(text, "%"); percent {
			v, err := strconv.ParseFloat(n, 64)
			if err != nil || math.IsNaN(v) || v < 0 || v > 100 || v != 0 && v < 100*minShare {
				return fmt.Errorf("%s is %s, want 0%% to 100%%, or a number from 0 to 1", k.Name, show(text))
			}
			*field(s) = v/100 + 0
			return nil
		}
		return set(s, text)
	}
	return k.withDefault()
}

// text completes a knob whose field is text that check finds no fault with.
func text(k Knob, check func(string) error, field func(*Strategy) *string) Knob {
	k.Kind = Text
	k.Get = func(s *Strategy) string { return *field(s) }
	k.Set = func(s *Strategy, text string) error {
		if err := check(text); err != nil {
			return fmt.Errorf("%s is %w", k.Name, err)
		}
		*field(s) = text
		return nil
	}
	return k.withDefault()
}

// span completes a knob whose field is a time from 0 to hi.
func span(k Knob, hi time.Duration, field func(*Strategy) *time.Duration) Knob {
	k.Kind = Span
	k.Get = func(s *Strategy) string { return field(s).String() }
	k.Set = func(s *Strategy, text string) error {
		v, err := time.ParseDuration(text)
		if err != nil || v < 0 || v > hi {
			return fmt.Errorf("%s is %s, want a time with its unit (1.5s, 20ms) from 0 to %v", k.Name, show(text), hi)
		}
		*field(s) = v
		return nil
	}
	return k.withDefault()
}

func (k Knob) withDefault() Knob {
	s := Default()
	k.Default = k.Get(&s)
	return k
}
