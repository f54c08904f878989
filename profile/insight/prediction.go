package insight

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"battscope/profile/workspace"
)

// A Prediction is what a rule said that a change would save, beside what a
// comparison in pairs found.
type Prediction struct {
	At        time.Time     `json:"at"`
	Run       string        `json:"run"` // id of the run that the rule looked at
	Rule      string        `json:"rule"`
	A         string        `json:"a"` // settings
	B         string        `json:"b"`
	Knob      string        `json:"knob"`
	Clock     string        `json:"clock"` // what was read: wall, or cpu
	Pairs     int           `json:"pairs"`
	Predicted time.Duration `json:"predicted_ns"` // the upper bound, for A as the comparison measured it
	Measured  time.Duration `json:"measured_ns"`  // A's median less B's
	Least     time.Duration `json:"least_ns"`     // the 95 % interval of that; Measured where there were too few pairs
	Most      time.Duration `json:"most_ns"`
	OfA       time.Duration `json:"a_ns"` // A's median
	Differ    string        `json:"differ,omitempty"`
	Outcome   Outcome       `json:"outcome"`
}

// An Outcome says how a prediction did.
type Outcome string

// The outcomes. Right is what was promised, as far as the comparison can tell: an
// upper bound, and no more than twice what came.
const (
	Right   Outcome = "right"
	Low     Outcome = "too low"  // more was saved than the bound allows: all of the interval lies above it
	High    Outcome = "too high" // less than half of it was saved: all of the interval lies below that
	Differs Outcome = "other results"
)

// Outcomes lists them in the order of their columns.
func Outcomes() []Outcome { return []Outcome{Right, Low, High, Differs} }

// slack is by how much of A a bound may be missed: no comparison calls less a
// difference.
const slack = 0.02

// Settle says how the prediction did, from its other members.
func (p *Prediction) Settle() {
	p.Outcome = Right
	allowed := time.Duration(slack * float64(p.OfA))
	switch {
	case p.Differ != "":
		p.Outcome = Differs
	case p.Least > p.Predicted+allowed:
		p.Outcome = Low
	case p.Most+allowed < p.Predicted/2:
		p.Outcome = High
	}
}

// keepPatience is how long Keep waits for others that keep a prediction, which
// takes a process some milliseconds.
const keepPatience = 10 * time.Second

// Keep adds a prediction to those of a workspace. The file is replaced whole, under
// a lock of the workspace, so that of several processes that keep one at the same
// moment none is lost.
func Keep(space *workspace.Workspace, p Prediction) (err error) {
	lock, err := workspace.LockFolderWithin(space.Dir(), keepPatience)
	if err != nil {
		return fmt.Errorf("keep a prediction: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	path := space.PredictionsPath()
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keep a prediction: %w", err)
	}
	line, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("keep a prediction: %w", err)
	}
	if n := len(old); n > 0 && old[n-1] != '\n' {
		old = append(old, '\n') // somebody edited it
	}
	return workspace.WriteFile(path, append(append(old, line...), '\n'))
}

// Kept returns the predictions of a workspace, the oldest first. Lines that
// cannot be read are problems that name them.
func Kept(space *workspace.Workspace) (list []Prediction, problems []error, err error) {
	path := space.PredictionsPath()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the record of predictions: %w", err)
	}
	for n, line := range bytes.Split(text, []byte{'\n'}) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var p Prediction
		if err := json.Unmarshal(line, &p); err != nil {
			problems = append(problems, fmt.Errorf("%s: line %d is damaged: %w", path, n+1, err))
			continue
		}
		list = append(list, p)
	}
	return list, problems, nil
}

// Of returns the predictions that a rule made of a run, the newest last; of all
// runs where run is empty.
func Of(list []Prediction, run, rule string) []Prediction {
	var of []Prediction
	for _, p := range list {
		if p.Rule == rule && (run == "" || p.Run == run) {
			of = append(of, p)
		}
	}
	return of
}

// A Tally is how often a rule was right.
type Tally struct {
	Rule     string          `json:"rule"`
	Tried    int             `json:"tried"`
	Outcomes map[Outcome]int `json:"outcomes"`
}

// TallyOf counts predictions by rule, in the order of the table. Rules that were
// never tried are left out.
func TallyOf(list []Prediction) []Tally {
	tallies := []Tally{}
	for _, r := range Rules() {
		t := Tally{Rule: r.ID, Outcomes: map[Outcome]int{}}
		for _, o := range Outcomes() {
			t.Outcomes[o] = 0
		}
		for _, p := range list {
			if p.Rule == r.ID {
				t.Tried++
				t.Outcomes[p.Outcome]++
			}
		}
		if t.Tried > 0 {
			tallies = append(tallies, t)
		}
	}
	return tallies
}
