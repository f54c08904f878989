package main

import (
	"errors"
	"fmt"
	"time"

	"battscope/profile/compare"
	"battscope/profile/ledger"
	"battscope/profile/record"
	"battscope/profile/workspace"
)

// keepContest keeps a contest that has just ended, here, and gives it its ID, where
// it has found something: a pair or a round, or results that differ.
func keepContest(space *workspace.Workspace, one *ledger.Contest) (kept bool, err error) {
	if !hasFound(one.Comparison, one.Evolution) {
		return false, nil // stopped before
	}
	one.Ended, one.Host = time.Now(), record.ThisHost().Name
	err = ledger.Keep(space, one)
	return err == nil, err
}

func hasFound(c *compare.Comparison, e *compare.Evolution) bool {
	if c != nil {
		return !c.Running && (c.Made > 0 || c.Differ())
	}
	return e != nil && !e.Running && e.Made > 0
}

// A contestKeeper keeps the contest of a command in the workspace, as the Compare
// screen keeps its own, and says so beside what the command prints.
type contestKeeper struct {
	app    *app
	whom   string               // the contest is for; "" is who reads what is printed
	space  *workspace.Workspace // nil: none can be written, or it is not opened yet
	opened bool
	id     string // of the contest that was kept; "" without
	err    error  // why it was not
}

// open opens the workspace to write. One that cannot be written costs the contest
// its place there and nothing else, since what it finds is printed: that is said
// before the time is spent.
func (k *contestKeeper) open() {
	if k.opened {
		return
	}
	k.opened = true
	var err error
	if k.space, err = workspace.Open(k.app.workspace); err != nil {
		fmt.Fprintf(k.app.err, "battscope: %s\nThis contest is printed and not kept.\n", cleanLines(err.Error()))
	}
}

// keep keeps what was found, before it is printed: whoever reads it may have gone.
func (k *contestKeeper) keep(one ledger.Contest) {
	if k.space == nil {
		return
	}
	one.For = k.whom
	var kept bool
	if kept, k.err = keepContest(k.space, &one); kept {
		k.id = one.ID
	}
}

// end says that the contest is kept and returns err, the way the command ends, with
// why it is not.
func (k *contestKeeper) end(err error) error {
	if k.id != "" {
		fmt.Fprintf(k.app.err, "kept as contest %s: battscope compare --past lists it\n", k.id)
	}
	switch {
	case k.err == nil:
		return err
	case err == nil:
		return k.err
	}
	return errors.Join(err, k.err) // the code is err's
}

// dataOf says what a contest of the flags runs on: the name of the data, and which
// tasks of it where not all.
func (f *inputFlags) dataOf(name string) string {
	switch n := len(f.tasks); n {
	case 0:
		return name
	case 1:
		return name + ", task " + f.tasks[0]
	default:
		return name + fmt.Sprintf(", %d tasks of it", n)
	}
}
