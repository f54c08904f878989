package strategy

// A Preset is a named strategy.
type Preset struct {
	Name      string
	Doc       string  // what it does, in one sentence without a final point
	Phase     string  // of the published history that it repeats, "0" to "4B"; empty without
	Published float64 // seconds, of another machine, language and data; 0 without
	Ratio     float64 // as published: how many times as fast as the first step; 0 without
	Strategy  Strategy
	Failure   bool // reproduces a failure of the history
}

// Note: Published never stands on one axis in seconds with ours: it is shown as a
// ratio, or in a column of its own. The two failures are attempts of phase 4A:
// nested pools, and a limit of 1 s on calls of 2 to 3 s.

// Default returns the strategy of a run that names none: that of the preset
// best.
func Default() Strategy {
	s := phase0()
	s.Parallel = ParallelChunks
	s.Filter = FilterBody
	s.InlineWorkers, s.InlineCache = 0, true
	s.ValidateWorkers, s.ValidateOrder = 0, OrderBestFirst
	s.Diff, s.DiffScope = DiffsDistinct, ScopeAlone
	return s
}

// phase0 returns the strategy that the published history began with. The fuel
// is more than four times what the dearest public solver needs on its tasks. No
// preset but short-limit has a deadline, so that their results can be compared.
func phase0() Strategy {
	return Strategy{
		Evaluation:      EvaluationBatt,
		Parallel:        ParallelNothing,
		Filter:          FilterNone,
		InlineWorkers:   1,
		ValidateWorkers: 1,
		ValidateOrder:   OrderEvery,
		Diff:            DiffsAll,
		DiffScope:       ScopeWhole,
		Fuel:            4_000_000,
		LimitPer:        PerProgram,
		Pool:            PoolOwn,
		PoolSlots:       4,

		Chunk:         4096,
		MutateReplace: 2, MutateVariable: 2, MutateConstant: 2, MutateInsert: 2, MutateDelete: 1, MutateCross: 1,
		MutateMore: 0.5,
		Devices:    DeviceInterp.String(),
	}
}

// Presets returns the built-in presets: the published history in its order, our
// best, and the failures. Each step changes what its doc says and nothing else.
func Presets() []Preset {
	p0 := phase0()

	p1 := p0
	p1.Filter = FilterBody

	p2 := p1
	p2.InlineWorkers = 4

	p3 := p2
	p3.ValidateWorkers = 0

	p4a := p3
	p4a.Parallel = ParallelSamples

	p4b := p4a
	p4b.Diff = DiffsMatches

	nested := p4a
	nested.Pool, nested.PoolSlots = PoolShared, 4

	short := p4a
	short.LimitPer, short.DeadlineCalibrated = PerBatt, 0.5

	return []Preset{
		{Name: "phase0", Phase: "0", Published: 21.788, Ratio: 1, Strategy: p0,
			Doc: "everything one after another, every candidate to the end"},
		{Name: "phase1", Phase: "1", Published: 16.900, Ratio: 1.29, Strategy: p1,
			Doc: "candidates with the same body dropped before the expensive steps"},
		{Name: "phase2", Phase: "2", Published: 16.800, Ratio: 1.30, Strategy: p2,
			Doc: "inlining on 4 workers"},
		{Name: "phase3", Phase: "3", Published: 16.826, Ratio: 1.30, Strategy: p3,
			Doc: "validation on all processors"},
		{Name: "phase4a", Phase: "4A", Published: 29.096, Ratio: 0.75, Strategy: p4a,
			Doc: "samples evaluated at the same time"},
		{Name: "phase4b", Phase: "4B", Published: 5.359, Ratio: 4.06, Strategy: p4b,
			Doc: "diff calls for matching outputs only"},
		{Name: "best", Strategy: Default(),
			Doc: "what measures best: chunks of programs, equal values shared, distinct outputs, differs alone, best first, cached"},
		{Name: "nested-pool", Phase: "4A", Published: 22.519, Strategy: nested, Failure: true,
			Doc: "phase4a with samples and their calls in one pool of 4 slots, which stalls"},
		{Name: "short-limit", Phase: "4A", Published: 28.161, Strategy: short, Failure: true,
			Doc: "phase4a with a limit shorter than the work, which makes false timeouts"},
	}
}

// Find returns the built-in preset with this name.
func Find(name string) (Preset, error) { return Book(Presets()).Find(name) }
