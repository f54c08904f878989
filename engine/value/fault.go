package value

// A Fault says why an evaluation ended without a value. The kinds up to
// Overflow are the program's own; each is named for the Python exception that
// the original raises. Fuel, Deadline and Stopped come from outside.
type Fault uint8

// The faults.
const (
	NoFault      Fault = iota
	TypeFault          // a value of the wrong kind
	ValueFault         // an empty sequence, a step of 0, an unequal unpacking
	IndexFault         // past the end of a tuple
	AttrFault          // a set where only a tuple will do, or the reverse
	ZeroFault          // division by zero
	EmptyFault         // StopIteration: no first element
	RuntimeFault       // StopIteration inside a generator
	KeyFault           // urcorner and llcorner of tuples of more than two
	DepthFault         // RecursionError
	Overflow           // an integer beyond 64 bits; the original has no bound
	NotGrid            // the program returned something other than a grid
	Fuel               // the limit in cost units
	Deadline           // the limit in time
	Stopped            // the run was stopped
	Internal           // a panic inside a primitive: a defect of Battscope
	NumFaults    = iota
)

// String returns the fault in words.
func (f Fault) String() string {
	return [NumFaults]string{"no fault", "TypeError", "ValueError", "IndexError", "AttributeError", "ZeroDivisionError", "StopIteration",
		"RuntimeError", "KeyError", "RecursionError", "integer overflow", "result is not a grid", "out of fuel", "past the deadline", "stopped", "internal error"}[f]
}

// Timeout reports whether f is a limit reached rather than a misuse.
func (f Fault) Timeout() bool { return f == Fuel || f == Deadline }
