package probe

// A Fate is what became of a program on a task: what the work on it was for.
type Fate uint8

// The fates. The first that holds is a program's.
const (
	Matched Fate = iota // gives every known output of the task
	Near                // gives some of them, or outputs nearer to them than the inputs are
	Cut                 // was stopped at its limit on some sample
	Faulted             // misused a primitive on some sample
	Wrong               // its outputs are others
	Unknown             // was not known when the books were made up: its task was in the middle
	NumFates
)

// String returns the fate in one lower-case word, the value of the label
// "outcome" of a program profile.
func (f Fate) String() string {
	return [NumFates]string{"matched", "near", "cut", "faulted", "wrong", "unknown"}[f]
}
