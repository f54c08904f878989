package probe

// A Step is a named part of a phase's work.
type Step uint8

// The steps, in the order of their phases.
const (
	LoadTasks Step = iota
	LoadPrograms
	LoadStore
	LoadDevices
	LoadHash
	LoadMutate
	DemoCalibrate
	TestGrade
	TestAttempts
	TestJudge
	DiffChoose
	DiffBatt
	DiffDiffers
	DiffCredit
	FilterWorst
	FilterDrop
	InlineParse
	InlineSubstitute
	InlineHash
	ValidateCompile
	ValidateEvaluate
	NumSteps = iota
)

// A StepInfo describes one step to people.
type StepInfo struct {
	Phase Phase
	Name  string // one lower-case word, unique in its phase
	Doc   string // what the step does, verb first, no final period

	// Own says that the run's own goroutine does the step, so that its busy time
	// is wall as well. Steps that several workers do at once have no wall.
	Own bool
}

// Steps describes every step, indexed by Step. What a phase does beside its
// steps is its busy time less theirs.
func Steps() [NumSteps]StepInfo {
	return [NumSteps]StepInfo{
		LoadTasks:        {Load, "tasks", "reads task files", true},
		LoadPrograms:     {Load, "programs", "reads and checks solver files", true},
		LoadStore:        {Load, "store", "opens the solver store that the pass begins with", true},
		LoadDevices:      {Load, "devices", "opens the devices that demo and test are evaluated on", true},
		LoadHash:         {Load, "hash", "hashes tasks and programs, in the first pass, to know runs of the same", true},
		LoadMutate:       {Load, "mutate", "makes the mutants of a task", true},
		DemoCalibrate:    {Demo, "calibrate", "times batt calls without a deadline, to set one", true},
		TestGrade:        {Test, "grade", "sums up what each program reached on the task", true},
		TestAttempts:     {Test, "attempts", "keeps the best outputs for the test inputs", true},
		TestJudge:        {Test, "judge", "runs cut evaluations again on fuel alone, to tell false timeouts", true},
		DiffChoose:       {Diff, "choose", "lists the outputs that have a diff call", true},
		DiffBatt:         {Diff, "batt", "evaluates the whole batt again", false},
		DiffDiffers:      {Diff, "differs", "evaluates the differs", false},
		DiffCredit:       {Diff, "credit", "adds what the differs counted to the programs that gave the output", true},
		FilterWorst:      {Filter, "worst", "asks the store for the worst that it keeps", true},
		FilterDrop:       {Filter, "drop", "drops what cannot enter the store, and equal bodies", true},
		InlineParse:      {Inline, "parse", "reads the program's body", false},
		InlineSubstitute: {Inline, "substitute", "substitutes variables into one expression", false},
		InlineHash:       {Inline, "hash", "hashes the expression and writes its text", false},
		ValidateCompile:  {Validate, "compile", "compiles the program for itself", false},
		ValidateEvaluate: {Validate, "evaluate", "runs the program alone over all samples", false},
	}
}

// String returns the step's phase and name, as in "inline.parse".
func (s Step) String() string {
	info := Steps()[s]
	return info.Phase.String() + "." + info.Name
}
