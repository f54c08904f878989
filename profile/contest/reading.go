package contest

import (
	"fmt"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/profile/compare"
)

// A Kind is what a clock reads.
type Kind uint8

// The kinds. Wall is what people wait for. Processor time says what the work
// itself takes: on a machine with other work it is much the steadier of the two,
// and it does not see waiting, nor that workers share the work.
const (
	Wall     Kind = iota
	CPU           // processor time, added over workers, within the phases
	numKinds = iota
)

func (Kind) words() []string { return []string{"wall", "cpu"} }

// String returns the kind in one word.
func (k Kind) String() string { return k.words()[k] }

// ParseKind reads a kind.
func ParseKind(text string) (Kind, error) {
	for n, word := range Kind(0).words() {
		if word == text {
			return Kind(n), nil
		}
	}
	return 0, fmt.Errorf("%q, want %s", text, strings.Join(Kind(0).words(), " or "))
}

// Clocks names the clocks of a contest below the whole: the phases and the rest.
func Clocks() []string {
	names := make([]string, 0, probe.NumPhases+1)
	for p := range probe.NumPhases {
		names = append(names, probe.Phase(p).String())
	}
	return append(names, compare.Unattributed)
}

// A Reading is what the clocks of one kind read of one side.
type Reading struct {
	Whole  []float64   // by round, seconds a pass
	Phases [][]float64 // by clock, as Clocks names them, and round: seconds a pass
}

func noReadings() (r [numKinds]Reading) {
	for kind := range r {
		r[kind].Phases = make([][]float64, len(Clocks()))
	}
	return r
}

// add adds a round: what was read over so many passes.
func (r *Reading) add(whole time.Duration, phases []time.Duration, passes float64) {
	r.Whole = append(r.Whole, whole.Seconds()/passes)
	for k, d := range phases {
		r.Phases[k] = append(r.Phases[k], max(0, d.Seconds()/passes))
	}
}
