package main

import (
	"cmp"
	"errors"
	"time"

	"battscope/profile/ledger"
	"battscope/profile/record"
	"battscope/ui/compareview"
)

// keep keeps a contest that has ended with something to show in the workspace, if
// there is one.
func (ar *arena) keep(p compareview.Plan) {
	l := ar.Live()
	one := ledger.Contest{Ended: time.Now(), Host: record.ThisHost().Name, Settings: p.Settings, For: p.For, Stopped: l.Stopped, Comparison: l.Comparison, Evolution: l.Evolution}
	switch c := l.Comparison; {
	case ar.space == nil || l.Err != nil:
		return
	case c == nil && l.Evolution == nil, c != nil && (c.Running || c.Made == 0 && !c.Differ()):
		return // stopped before a pair was done
	}
	if err := ledger.Keep(ar.space, &one); err != nil {
		ar.change(func(l *compareview.Live) { l.Unkept = err })
	}
}

// Past returns the contests that the workspace keeps.
func (ar *arena) Past() ([]compareview.Past, error) {
	if ar.space == nil {
		return nil, errors.New("there is no workspace, and so no contests are kept")
	}
	list, problems, err := ledger.List(ar.space)
	var past []compareview.Past
	for _, c := range list {
		past = append(past, compareview.Past{
			ID: c.ID, Ended: c.Ended, Host: c.Host, Settings: c.Settings, For: c.For, Stopped: c.Stopped, Comparison: c.Comparison, Evolution: c.Evolution,
		})
	}
	return past, cmp.Or(err, errors.Join(problems...))
}
