package main

import (
	"cmp"
	"errors"

	"battscope/profile/ledger"
	"battscope/ui/compareview"
)

var errNoContests = errors.New("there is no workspace, and so no contests are kept")

// keep keeps a contest that has ended with something to show in the workspace, if
// there is one.
func (ar *arena) keep(p compareview.Plan) {
	l := ar.Live()
	if ar.space == nil || l.Err != nil {
		return
	}
	one := ledger.Contest{Settings: p.Settings, For: p.For, Stopped: l.Stopped, Comparison: l.Comparison, Evolution: l.Evolution}
	if _, err := keepContest(ar.space, &one); err != nil {
		ar.change(func(l *compareview.Live) { l.Unkept = err })
	}
}

// Delete removes contests that the workspace keeps.
func (ar *arena) Delete(ids []string) error {
	if ar.space == nil {
		return errNoContests
	}
	for _, id := range ids {
		if err := ledger.Delete(ar.space, id); err != nil {
			return err
		}
	}
	return nil
}

// Past returns the contests that the workspace keeps.
func (ar *arena) Past() ([]compareview.Past, error) {
	if ar.space == nil {
		return nil, errNoContests
	}
	list, problems, err := ledger.List(ar.space)
	var past []compareview.Past
	for _, c := range list {
		data, clock := dataOfPast(c)
		past = append(past, compareview.Past{
			ID: c.ID, Data: data, Clock: clock, Ended: c.Ended, Host: c.Host, Settings: c.Settings, For: c.For, Stopped: c.Stopped, Comparison: c.Comparison, Evolution: c.Evolution,
		})
	}
	return past, cmp.Or(err, errors.Join(problems...))
}
