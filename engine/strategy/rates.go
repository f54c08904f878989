package strategy

// Rates say how pools are mutated: how often each edit is made, in relation to
// the others.
type Rates struct {
	Replace  float64 // a primitive by one of the same shape
	Variable float64 // a variable by an earlier one of a compatible kind
	Constant float64 // a constant by a neighbour, or by a colour of the task
	Insert   float64 // a new line
	Delete   float64 // a line gone
	Cross    float64 // a variable by one of another program, with the lines that it needs
	More     float64 // another edit after one, in relation to 1 for none
}

// Rates returns the knobs of mutation.
func (s *Strategy) Rates() Rates {
	return Rates{s.MutateReplace, s.MutateVariable, s.MutateConstant, s.MutateInsert, s.MutateDelete, s.MutateCross, s.MutateMore}
}

// Sum returns the rates of the edits, added up.
func (r Rates) Sum() float64 {
	return r.Replace + r.Variable + r.Constant + r.Insert + r.Delete + r.Cross
}
