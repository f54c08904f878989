package strategy

import (
	"fmt"
	"slices"
)

// An Enum is one of the closed sets of words that a knob may take.
type Enum interface {
	~uint8
	fmt.Stringer
	words() []string
}

// ParseEnum returns the value of E that text names: ParseEnum[Parallel]("chunks").
func ParseEnum[E Enum](text string) (E, error) {
	var e E
	n, err := parseWord(text, e.words())
	return E(n), err
}

// parseWord returns which of words text is.
func parseWord(text string, words []string) (int, error) {
	if n := slices.Index(words, text); n >= 0 {
		return n, nil
	}
	return 0, fmt.Errorf("%s, want %s%s", show(text), either(words), meant(text, words))
}

// word returns e's word, or says that there is none.
func word[E Enum](e E) string {
	if words := e.words(); int(e) < len(words) {
		return words[e]
	}
	return fmt.Sprintf("%T(%d)", e, uint8(e))
}

// Evaluation says what is evaluated in one call.
type Evaluation uint8

// The ways to evaluate a pool.
const (
	EvaluationAlone Evaluation = iota // each program by itself
	EvaluationBatt                    // all in one graph, in which equal calls are one node
)

func (Evaluation) words() []string { return []string{"alone", "batt"} }

// String returns the word for e.
func (e Evaluation) String() string { return word(e) }

// Parallel says what demo, test and diff share out among their workers.
type Parallel uint8

// The levels of parallel work.
const (
	ParallelNothing Parallel = iota // everything one after another
	ParallelSamples                 // each sample's call of the whole batt is a unit
	ParallelChunks                  // some programs of a sample are a unit
)

func (Parallel) words() []string { return []string{"nothing", "samples", "chunks"} }

// String returns the word for p.
func (p Parallel) String() string { return word(p) }

// Filter says which candidates go on to inline and validate.
type Filter uint8

// The filters.
const (
	FilterNone Filter = iota // all candidates
	FilterBody               // one for each distinct body
)

func (Filter) words() []string { return []string{"none", "body"} }

// String returns the word for f.
func (f Filter) String() string { return word(f) }

// Order says which survivors of the filter are validated. Both give the same
// store.
type Order uint8

// The orders of validation.
const (
	OrderEvery     Order = iota // every survivor
	OrderBestFirst              // from the best down, until the store is full
)

func (Order) words() []string { return []string{"every", "best-first"} }

// String returns the word for o.
func (o Order) String() string { return word(o) }

// Diffs says which outputs have a diff call.
type Diffs uint8

// The choices of outputs.
const (
	DiffsNone     Diffs = iota
	DiffsAll            // every output of every program
	DiffsMatches        // those that equal the expected output
	DiffsDistinct       // one for each distinct (sample, output)
)

func (Diffs) words() []string { return []string{"none", "all", "matches", "distinct"} }

// String returns the word for d.
func (d Diffs) String() string { return word(d) }

// Parents says which programs mutants are made of.
type Parents uint8

// The choices of parents.
const (
	ParentsGiven Parents = iota // the programs that were given
	ParentsStore                // what the solver store has of the task
	ParentsBoth
)

func (Parents) words() []string { return []string{"given", "store", "both"} }

// String returns the word for p.
func (p Parents) String() string { return word(p) }

// Scope says what one diff call evaluates.
type Scope uint8

// The scopes of a diff call.
const (
	ScopeWhole Scope = iota // the batt and all its differs again
	ScopeAlone              // the differs
)

func (Scope) words() []string { return []string{"whole", "alone"} }

// String returns the word for s.
func (s Scope) String() string { return word(s) }

// Per says what stops at a deadline.
type Per uint8

// What a deadline is a limit of.
const (
	PerProgram Per = iota // one program on one sample
	PerBatt               // one call of the whole batt: all its programs are lost together
)

func (Per) words() []string { return []string{"program", "batt"} }

// String returns the word for p.
func (p Per) String() string { return word(p) }

// Pool says where calls take their turn.
type Pool uint8

// The pools of slots.
const (
	PoolOwn    Pool = iota // samples and their calls each have workers of their own
	PoolShared             // samples and their calls take slots of one first-in first-out pool
)

func (Pool) words() []string { return []string{"own", "shared"} }

// String returns the word for p.
func (p Pool) String() string { return word(p) }
