package main

import (
	"cmp"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"battscope/engine/strategy"
	"battscope/profile/insight"
	"battscope/profile/record"
	"battscope/profile/workspace"
	"battscope/ui/insightview"
	"battscope/ui/screen"
)

// An adviser is what the Insights screen knows of a session and its workspace.
type adviser struct {
	app    *app
	space  *workspace.Workspace // nil: predictions are kept as long as the session
	newest func() *advice       // of the run of the session
	adopt  func(strategy.Strategy) error
	fixed  string // why nothing can be tried; "" where it can

	kept   atomic.Int64
	mu     sync.Mutex
	trials map[string]*insight.Trial // by whom their comparisons are for
	list   []insight.Prediction      // without a workspace
	failed error                     // of keeping the last outcome
}

// errNoPass says that there is nothing to look at.
var errNoPass = errors.New("no pass has come to its end yet")

// of returns what fires on a run: nil for the session's before its first whole pass.
func (v *adviser) of(id string) (*advice, error) {
	if id == "" {
		return v.newest(), nil
	}
	r, _, err := v.app.findRun(id)
	if err != nil {
		return nil, err
	}
	facts := v.app.factsOf(r)
	return &advice{facts: facts, found: insight.Look(facts)}, nil
}

// Look returns what the rules find in a run.
func (v *adviser) Look(id string) (*insightview.Report, error) {
	a, err := v.of(id)
	if err != nil || a == nil {
		return nil, err
	}
	r := a.facts.Run
	rep := &insightview.Report{
		ID: a.name(), Name: r.Name, Preset: r.Preset, State: r.State, Imported: r.Imported != nil, Passes: len(r.Passes), Wall: passWall(r),
		Findings: a.found, Silent: insight.Silent(a.facts, a.found), Fixed: cmp.Or(v.fixed, v.foreign(id, r)),
	}
	rep.Predictions, rep.Problems, err = v.predictions()
	return rep, err
}

// foreign says why a recorded run cannot be tried in this session: comparisons
// run on what the session is about.
func (v *adviser) foreign(id string, r *record.Record) string {
	if id == "" {
		return ""
	}
	at := v.newest()
	if at == nil {
		return "the tasks and programs of this session are not known yet: no pass has come to its end"
	}
	if now := at.facts.Run; now.Data.Hash != r.Data.Hash || now.Pool.Hash != r.Pool.Hash {
		return fmt.Sprintf("run %s was of other tasks or programs than this session: battscope insights %s --try RULE compares on those", r.ID, r.ID)
	}
	return ""
}

// predictions returns those that were tried, the oldest first.
func (v *adviser) predictions() (list []insight.Prediction, problems []error, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.space == nil {
		return append(list, v.list...), nil, v.failed
	}
	list, problems, err = insight.Kept(v.space)
	return list, problems, errors.Join(err, v.failed)
}

// Try says where a knob is compared, and waits for the outcome (hear).
func (v *adviser) Try(id, rule string) (screen.Place, error) {
	a, err := v.of(id)
	if err == nil && a == nil {
		err = errNoPass
	}
	if err != nil {
		return screen.Place{}, err
	}
	t, err := insight.NewTrial(a.facts.Run, a.found, rule)
	if err != nil {
		return screen.Place{}, err
	}
	t.Run = a.name()
	place := screen.Place{Screen: "Compare", Settings: []string{t.A, t.B}, Begin: true}
	if t.Untimed() == "" {
		place.For = trialOf(rule, t.Run)
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.trials == nil {
			v.trials = map[string]*insight.Trial{}
		}
		v.trials[place.For] = t
	}
	return place, nil
}

// Adopt gives the session a mended strategy.
func (v *adviser) Adopt(id, rule string) (string, error) {
	a, err := v.of(id)
	if err == nil && a == nil {
		err = errNoPass
	}
	if err != nil {
		return "", err
	}
	for _, one := range a.found {
		if one.Rule != rule {
			continue
		}
		mended, err := insight.Mended(a.facts.Run, &one)
		if err == nil {
			err = v.adopt(mended)
		}
		return one.Knob + ": what can change now does so from the next task on, the rest with the next run, which r begins", err
	}
	return "", fmt.Errorf("%s does not fire on this run any more: there is nothing to mend", rule)
}

// Kept counts the outcomes that were kept.
func (v *adviser) Kept() int64 { return v.kept.Load() }

// hear keeps the outcome of a comparison that was a trial.
func (v *adviser) hear(o outcome) {
	v.mu.Lock()
	defer v.mu.Unlock()
	t := v.trials[o.For]
	switch {
	case t == nil || o.Stopped || o.Comparison == nil || len(o.Comparison.Versus) != 1 || o.Comparison.Made == 0:
		return
	case len(o.Settings) != 2 || o.Settings[0] != t.A || o.Settings[1] != t.B:
		return // somebody has compared something else there
	}
	p := t.Settle(o.Comparison, time.Now())
	if v.space == nil {
		v.list = append(v.list, p)
	} else {
		v.failed = insight.Keep(v.space, p)
	}
	v.kept.Add(1)
}
