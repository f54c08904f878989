package record

import (
	"fmt"
	"reflect"
	"strings"
)

// A Mark says whether a run came out as another did.
type Mark struct {
	Text string // "=", "≠ candidates 149→126", or "—" where they cannot be held against each other
	Why  string // in a sentence without a final point, for "—" and where "≠" needs one; else empty
}

// The texts of marks, before what follows them.
const (
	Same  = "="
	Other = "≠"
	None  = "—"
)

// Equal reports whether the runs came out the same.
func (m Mark) Equal() bool { return m.Text == Same }

// Against returns the mark of a run against a baseline: their counts less those
// that say how the work was done, and of each task the scores of all programs and
// the outputs of all samples. Times take no part.
func (r *Record) Against(base *Record) Mark {
	switch {
	case r.Data.Hash != base.Data.Hash:
		return Mark{None, "other tasks than the baseline's"}
	case r.Pool.Hash != base.Pool.Hash || r.Own != base.Own:
		return Mark{None, "another pool than the baseline's"}
	case !r.Whole() || !base.Whole():
		return Mark{None, "one of the two did not come to its end"}
	}
	if changed := countChanges(base, r); len(changed) > 0 {
		return Mark{Other + " " + changed[0], strings.Join(changed, ", ")}
	}
	was := map[string]*Task{} // the order of files is no difference
	for i := range base.Tasks {
		was[base.Tasks[i].Task] = &base.Tasks[i]
	}
	for i := range r.Tasks {
		t := &r.Tasks[i]
		if why := taskChange(was[t.Task], t); why != "" {
			return Mark{Other + " outputs", why}
		}
	}
	if r.Counts.Timeouts > 0 && (timed(r) || timed(base)) {
		return Mark{None, "a limit in time cut programs, and may cut others the next time"}
	}
	return Mark{Text: Same}
}

// Whole reports whether counts and results are those of all the work, and not of
// a part: the run came to its end, or repeats its passes and has made one, of
// which they then are. Generations are no passes over the same, and of a run that
// was resumed the passes may be those of another process.
func (r *Record) Whole() bool {
	return r.State == Done || len(r.Passes) > 0 && !r.Input.Evolve && len(r.Resumed) == 0
}

func timed(r *Record) bool { return r.Strategy.Deadline > 0 || r.Strategy.DeadlineCalibrated > 0 }

// taskChange says where two results of a task differ, or nothing.
func taskChange(a, b *Task) string {
	if a == nil {
		return fmt.Sprintf("task %s has no result in the baseline", b.Task)
	}
	for k := range min(len(a.Outputs), len(b.Outputs)) {
		if a.Outputs[k] != b.Outputs[k] {
			return fmt.Sprintf("task %s: programs give other outputs on sample %d", a.Task, k)
		}
	}
	if a.Scores != b.Scores {
		return fmt.Sprintf("task %s: programs have other scores", a.Task)
	}
	return ""
}

// countChanges names the counts that differ, as in "candidates 149→126", of those
// that both records have.
func countChanges(a, b *Record) []string {
	var list []string
	x, y := reflect.ValueOf(a.Counts.results()), reflect.ValueOf(b.Counts.results())
	for n := range x.NumField() {
		if from, to := x.Field(n).Int(), y.Field(n).Int(); from != to {
			name, _, _ := strings.Cut(x.Type().Field(n).Tag.Get("json"), ",")
			if a.Lacks(name) || b.Lacks(name) {
				continue
			}
			list = append(list, fmt.Sprintf("%s %d→%d", strings.ReplaceAll(name, "_", " "), from, to))
		}
	}
	return list
}
