package compare

// Answers are what a side gave, apart from its clocks.
type Answers struct {
	Counts   []Named             // of results; they must be equal
	Work     []Named             // of work; they may differ
	Tasks    []Task              // in the order of the run
	Fault    func(uint64) string // the fault that an outcome is, in words, or "" for an output; nil without outcomes
	Deadline int64               // programs that a deadline cut, which it may do differently from run to run
	Untold   bool                // another engine gave them: outputs and scores are not among them
}

// A Task is what the pool did on one task.
type Task struct {
	ID       string
	Programs []Program // in the order of the pool; none where only Sums are known
	Sums     Sums
	Store    []Saved  // the programs that the store has for it afterwards
	Differs  []Differ // their differ scores, ascending by program and differ
}

// Sums stand for what all programs did on a task, where it was not kept program
// by program. Empty ones are not known.
type Sums struct {
	Scores  string    // hash of all programs' scores
	Outputs []string  // by sample, hashes of all programs' outputs, faults and timeouts
	Leaders []Program // programs with matches, in any order
}

// A Program is what one program did on one task.
type Program struct {
	Name     string
	Outcomes []uint64 // by sample, demo first: equal ones are the same output or fault; nil where they were not kept
	Score    Score
}

// A Score is what a program reached on a task.
type Score struct {
	Demo, Test       int   // matches
	Units            int64 // cost
	Timeouts, Faults int   // samples
}

// A Saved is a program in the solver store.
type Saved struct {
	Identity, Name string
	Score          Score // Timeouts is 0: a program that is cut is not kept
}

// A Differ is what one differ scored for one program in the store.
type Differ struct {
	Name, Program string // Program is an identity
	IZ, ZO        int    // points
	Calls         int    // samples that had a diff call
}

// Results say whether two sides gave the same.
type Results struct {
	Groups   []Group // what differs; none when the results are equal
	Counts   []Count // of results, all of them
	Work     []Count // of work
	Uncalled string  // why they are not called equal although nothing differs; "" otherwise
	Scored   [2]int  // differ scores that each side has
	Both     int     // differ scores that both have, from as many diff calls
	Untold   bool    // a side does not tell outputs and scores: they are not known to be the same
}

// A Group is one kind of thing in which results differ.
type Group struct {
	What  string   // "outputs of programs", as in "3 outputs of programs differ"
	N     int      // how many differ
	Named []string // the first of them, with task, program and sample
}

// mostNamed is how many differences of a group are named.
const mostNamed = 5

// Unsteady adds how many runs of each side gave other results than its first.
func (r *Results) Unsteady(a, b int) {
	g := Group{What: "runs of one side"}
	for _, s := range []struct {
		name string
		n    int
	}{{"A", a}, {"B", b}} {
		if s.n > 0 {
			g.add("%s gave other results than in its warm-up in %d of its runs", s.name, s.n)
		}
	}
	if g.N > 0 {
		r.Groups = append([]Group{g}, r.Groups...)
	}
}

// Equal reports whether the results may be called equal.
func (r *Results) Equal() bool { return !r.Differ() && r.Uncalled == "" }

// Differ reports whether the results differ.
func (r *Results) Differ() bool { return len(r.Groups) > 0 }
