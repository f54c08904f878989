package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

// Merged says what became of one Merge.
type Merged struct {
	Tasks    int // of the sources
	Programs int // of the sources, each once a task
	Saved        // of those programs
}

// Merge puts all that the sources have into the store, in one transaction: when
// it returns nil all is on disk, and otherwise the store is as it was. It keeps
// the best Limit programs of each task. The sources are only read; the store
// itself may not be among them.
//
// The outcome is the same in whatever order stores are merged, at once or one
// after another, and whichever is merged into which: of a program that several
// have, the better record stays (the same program has the same scores), the
// least measured time, and the least lineage and run, as there is no first; of a
// differ's scores those that cover more samples.
//
// Tell, if not nil, is called now and then with the tasks merged so far. It is
// called by the goroutine of Merge and may not use the stores.
func (s *Store) Merge(ctx context.Context, sources []*Store, tell func(tasks int)) (Merged, error) {
	for _, from := range sources {
		if from == s || sameFile(s.name, from.name) {
			return Merged{}, s.fail("merge into", errors.New("it is among the stores to merge; name others"))
		}
	}
	var streams []*stream
	defer func() {
		for _, in := range streams {
			in.close()
		}
	}()
	for _, from := range sources {
		in, err := from.stream(ctx)
		if err != nil {
			return Merged{}, from.fail("read", err)
		}
		streams = append(streams, in)
	}
	var n Merged
	var broken error // of a source
	err := s.writing(ctx, func(tx *sql.Tx) error {
		for {
			task := next(streams)
			if task == "" {
				return nil
			}
			var batch []Solver
			var differs []Differ
			for _, in := range streams {
				solvers, scores, err := in.take(ctx, task)
				if err != nil {
					broken = in.from.fail("read", err)
					return broken
				}
				batch, differs = append(batch, solvers...), append(differs, scores...)
			}
			saved, programs, err := join(ctx, tx, task, batch, differs)
			if err != nil {
				return err
			}
			n.Tasks++
			n.Programs += programs
			n.Added, n.Kept, n.Dropped, n.Evicted = n.Added+saved.Added, n.Kept+saved.Kept, n.Dropped+saved.Dropped, n.Evicted+saved.Evicted
			if tell != nil && n.Tasks%100 == 0 {
				tell(n.Tasks)
			}
		}
	})
	switch {
	case broken != nil:
		return Merged{}, broken
	case err != nil:
		return Merged{}, s.fail("merge into", err)
	}
	return n, nil
}

// join merges programs of a task with those that the store has, all as one
// batch: none of them is the first.
func join(ctx context.Context, tx *sql.Tx, task string, batch []Solver, differs []Differ) (Saved, int, error) {
	stored, err := readSolvers(ctx, tx, task)
	if err != nil {
		return Saved{}, 0, err
	}
	before := byIdentity(stored)
	seen := byIdentity(batch)
	all := together(append(batch, stored...))
	after := byIdentity(best(task, nil, all))
	if err := replace(ctx, tx, before, after); err != nil {
		return Saved{}, 0, err
	}
	return count(before, seen, after), len(seen), saveDiffers(ctx, tx, task, after, differs)
}

// sameFile reports whether two stores are in one file, by whatever names.
func sameFile(a, b string) bool {
	if a == memoryName || b == memoryName {
		return false // each is its own
	}
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// A stream reads a store task by task, ascending, one state of it, in the order
// in which it lies in its file.
type stream struct {
	from     *Store
	tx       *sql.Tx
	solvers  *sql.Rows
	scores   *sql.Rows
	solver   Solver // the next; without a task when there is none
	score    Differ // the next; without a task when there is none
	programs map[string]Differ
}

func (s *Store) stream(ctx context.Context) (in *stream, err error) {
	in = &stream{from: s, programs: map[string]Differ{}}
	if in.tx, err = s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			in.close()
		}
	}()
	if err = in.readPrograms(ctx); err != nil {
		return nil, err
	}
	in.solvers, err = in.tx.QueryContext(ctx, `SELECT task, identity, name, text, demo, test, units, cost_class, time_ns, faults, parents, run
		FROM solver ORDER BY task`)
	if err != nil {
		return nil, err
	}
	in.scores, err = in.tx.QueryContext(ctx, `SELECT task, solver, differ, iz, zo, calls FROM differ_score ORDER BY task`)
	if err != nil {
		return nil, err
	}
	return in, errors.Join(in.nextSolver(), in.nextScore())
}

// readPrograms reads the differs themselves: there are few.
func (in *stream) readPrograms(ctx context.Context) error {
	rows, err := in.tx.QueryContext(ctx, `SELECT identity, name, text FROM differ`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var d Differ
		if err := rows.Scan(&d.Identity, &d.Name, &d.Text); err != nil {
			return err
		}
		in.programs[d.Identity] = d
	}
	return rows.Err()
}

func (in *stream) nextSolver() (err error) {
	in.solver = Solver{}
	if in.solvers.Next() {
		in.solver, err = scanSolver(in.solvers)
		return err
	}
	return in.solvers.Err()
}

func (in *stream) nextScore() error {
	in.score = Differ{}
	if !in.scores.Next() {
		return in.scores.Err()
	}
	d := &in.score
	err := in.scores.Scan(&d.Task, &d.Solver, &d.Identity, &d.IZ, &d.ZO, &d.Calls)
	d.Name, d.Text = in.programs[d.Identity].Name, in.programs[d.Identity].Text
	return err
}

// take returns what the store has of a task, the next of all or not there.
func (in *stream) take(ctx context.Context, task string) (solvers []Solver, scores []Differ, err error) {
	for in.solver.Task == task {
		solvers = append(solvers, in.solver)
		if err := in.nextSolver(); err != nil {
			return nil, nil, err
		}
	}
	for in.score.Task != "" && in.score.Task <= task { // what is before belongs to no program
		if in.score.Task == task {
			scores = append(scores, in.score)
		}
		if err := in.nextScore(); err != nil {
			return nil, nil, err
		}
	}
	return solvers, scores, ctx.Err()
}

func (in *stream) close() {
	for _, rows := range []*sql.Rows{in.solvers, in.scores} {
		if rows != nil {
			rows.Close()
		}
	}
	in.tx.Rollback() // it read only
}

// next returns the first task that a stream has still, "" for none.
func next(streams []*stream) (task string) {
	for _, in := range streams {
		if t := in.solver.Task; t != "" && (task == "" || t < task) {
			task = t
		}
	}
	return task
}
