package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// MarshalText returns the verdict in words.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads a verdict in words.
func (v *Verdict) UnmarshalText(text []byte) error {
	for n := range Verdict(numVerdicts) {
		if n.String() == string(text) {
			*v = n
			return nil
		}
	}
	return fmt.Errorf("there is no verdict %q", text)
}

// A real is a number that JSON has, or as a text one that it has not: "NaN" and
// "+Inf".
type real float64

func (x real) MarshalJSON() ([]byte, error) {
	text := strconv.FormatFloat(float64(x), 'g', -1, 64)
	if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
		text = strconv.Quote(text)
	}
	return []byte(text), nil
}

func (x *real) UnmarshalJSON(text []byte) error {
	n, err := strconv.ParseFloat(string(bytes.Trim(text, `"`)), 64)
	*x = real(n)
	return err
}

// A plainFinding is a Finding without its methods, whose numbers are reals.
type plainFinding struct {
	Name                 string
	A, B                 real
	IntervalA, IntervalB [2]real
	Ratio, Lo, Hi        real
	P, Adjusted          real
	Floor                real
	Verdict              Verdict
	Note                 string `json:",omitempty"`
	OutliersA, OutliersB []int  `json:",omitempty"`
}

// MarshalJSON returns the finding with all its numbers, also those that are none.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(plainFinding{
		f.Name, real(f.A), real(f.B), [2]real{real(f.IntervalA[0]), real(f.IntervalA[1])}, [2]real{real(f.IntervalB[0]), real(f.IntervalB[1])},
		real(f.Ratio), real(f.Lo), real(f.Hi), real(f.P), real(f.Adjusted), real(f.Floor), f.Verdict, f.Note, f.OutliersA, f.OutliersB,
	})
}

// UnmarshalJSON reads what MarshalJSON has written.
func (f *Finding) UnmarshalJSON(text []byte) error {
	var p plainFinding
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*f = Finding{
		Name: p.Name, A: float64(p.A), B: float64(p.B),
		IntervalA: [2]float64{float64(p.IntervalA[0]), float64(p.IntervalA[1])}, IntervalB: [2]float64{float64(p.IntervalB[0]), float64(p.IntervalB[1])},
		Ratio: float64(p.Ratio), Lo: float64(p.Lo), Hi: float64(p.Hi), P: float64(p.P), Adjusted: float64(p.Adjusted), Floor: float64(p.Floor),
		Verdict: p.Verdict, Note: p.Note, OutliersA: p.OutliersA, OutliersB: p.OutliersB,
	}
	return nil
}
