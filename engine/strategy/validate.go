package strategy

import "errors"

// Validate finds fault with a strategy that no run can follow: a knob that is
// out of its range, or knobs that contradict one another. It returns the first
// fault, as one sentence that says what would do.
func Validate(s Strategy) error {
	for _, k := range Knobs() {
		if err := k.Set(&s, k.Get(&s)); err != nil {
			return err
		}
	}
	limited := s.Deadline > 0 || s.DeadlineCalibrated > 0
	perBatt := s.LimitPer == PerBatt
	alone := s.Evaluation == EvaluationAlone
	rates := s.Rates()
	diffs := s.Diff != DiffsNone
	switch {
	case s.Deadline > 0 && s.DeadlineCalibrated > 0:
		return errors.New("deadline and deadline-calibrated both limit the time; want one of them, and the other 0")
	case perBatt && alone:
		return errors.New("limit-per is batt, but evaluation is alone, where no batt is called; want evaluation=batt or limit-per=program")
	case perBatt && s.Parallel == ParallelChunks:
		return errors.New("limit-per is batt, but parallel is chunks, which makes many calls of one batt; want parallel=samples or nothing, or limit-per=program")
	case perBatt && !limited:
		return errors.New("limit-per is batt, but there is no deadline, and fuel is always per program; want deadline or deadline-calibrated above 0")
	case diffs && alone && s.DiffScope == ScopeWhole:
		return errors.New("diff-scope is whole, which evaluates the batt again, but evaluation is alone; want diff-scope=alone, diff=none or evaluation=batt")
	case s.DiffTest && !diffs:
		return errors.New("diff-test is true, but diff is none; want diff=all, matches or distinct, or diff-test=false")
	case rates.Sum() == 0:
		return errors.New("all rates of edits are 0, so nothing can be mutated; want mutate-replace, or another of them, above 0")
	case s.UsesDevices() && perBatt:
		return errors.New("limit-per is batt, but devices are given batches of programs, not a batt; want devices=interp or limit-per=program")
	case s.UsesDevices() && s.Pool == PoolShared:
		return errors.New("pool is shared, but devices have queues of their own; want devices=interp or pool=own")
	case s.Pool == PoolShared && s.Parallel != ParallelSamples:
		return errors.New("pool is shared, but samples are not evaluated at the same time; want parallel=samples or pool=own")
	}
	return nil
}

// Idle says why a knob changes nothing in the strategy s; it is empty where the
// knob counts. An idle knob is no fault: presets leave many.
func Idle(s Strategy, knob string) string {
	switch {
	case knob == "values" && s.Evaluation == EvaluationAlone:
		return "each program is evaluated alone"
	case knob == "workers" && s.Pool == PoolShared:
		return "the shared pool has slots instead"
	case knob == "workers" && s.Parallel == ParallelNothing:
		return "nothing is parallel"
	case knob == "pool-slots" && s.Pool == PoolOwn:
		return "no pool is shared"
	case (knob == "diff-scope" || knob == "diff-test") && s.Diff == DiffsNone:
		return "there are no diff calls"
	case (knob == "batch-size" || knob == "verify") && !s.UsesDevices():
		return "the workers evaluate, no devices"
	case knob == "limit-per" && s.Deadline == 0 && s.DeadlineCalibrated == 0:
		return "there is no deadline"
	}
	return ""
}
