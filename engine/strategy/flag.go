package strategy

import "strings"

// A Flag is a knob of one strategy as a flag on the command line. It has the
// methods of pflag.Value and of the standard library's flag.Value. It is not
// safe for concurrent use.
//
// A Switch needs a NoOptDefVal of "true" in pflag to be given without a value.
type Flag struct {
	knob Knob
	s    *Strategy
}

// Flag returns the knob as a flag that sets s.
func (k Knob) Flag(s *Strategy) *Flag { return &Flag{knob: k, s: s} }

// String returns the knob's present value.
func (f *Flag) String() string {
	if f == nil || f.s == nil {
		return ""
	}
	return f.knob.Get(f.s)
}

// Set sets the knob.
func (f *Flag) Set(text string) error { return f.knob.Set(f.s, text) }

// Type returns what help shows as the flag's value: "int", or the words of a
// choice.
func (f *Flag) Type() string {
	switch f.knob.Kind {
	case Choice:
		return strings.Join(f.knob.Values, "|")
	case Switch:
		return "bool"
	case Whole:
		return "int"
	case Fraction:
		return "float"
	case Span:
		return "duration"
	case Text:
		return "string"
	}
	return ""
}

// IsBoolFlag says that the flag may stand without a value.
func (f *Flag) IsBoolFlag() bool { return f.knob.Kind == Switch }
