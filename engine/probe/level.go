package probe

import (
	"fmt"
	"strings"
)

// A Level says how closely a run looks at its programs, for the program profile.
// Its price is what BenchmarkPrice measures.
type Level uint8

// The levels, each with what the ones before it have.
const (
	LevelOff     Level = iota // nothing
	LevelCounts               // calls, faults, timeouts and cost, without time
	LevelSampled              // the time of some evaluations, which stand for all
	LevelAll                  // the time of every call
	NumLevels                 // how many there are
)

// How many evaluations one stands for at level sampled: one that is timed, and one
// of which it is seen what function values call. More often would cost what the
// level is there to save.
const (
	TimedOf = 32
	InnerOf = 256
)

// A LevelInfo describes one level to people.
type LevelInfo struct {
	Name string // one lower-case word, as in flags and records
	Doc  string // what it takes, no final period
}

// Levels describes every level, indexed by Level.
func Levels() [NumLevels]LevelInfo {
	return [NumLevels]LevelInfo{
		LevelOff:     {"off", "nothing"},
		LevelCounts:  {"counts", "calls, faults, timeouts and cost, without time"},
		LevelSampled: {"sampled", fmt.Sprintf("the same, and the time of one evaluation in %d, which stands for all", TimedOf)},
		LevelAll:     {"all", "the same, and the time of every call"},
	}
}

// String returns the level's name, or says that there is none.
func (l Level) String() string {
	if l >= NumLevels {
		return fmt.Sprintf("level(%d)", uint8(l))
	}
	return Levels()[l].Name
}

// ParseLevel returns the level called name.
func ParseLevel(name string) (Level, error) {
	var names []string
	for l, info := range Levels() {
		if info.Name == name {
			return Level(l), nil
		}
		names = append(names, info.Name)
	}
	return LevelOff, fmt.Errorf("there is no level %q, want one of %s", name, strings.Join(names, ", "))
}
