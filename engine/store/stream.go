package store

import (
	"context"
	"database/sql"
	"errors"
)

// A stream reads a store task by task, ascending, one state of it, in the order
// in which it lies in its file.
type stream struct {
	from    *Store
	tx      *sql.Tx
	differs book
	solvers *sql.Rows
	rows    *sql.Rows // of scores
	solver  Solver    // the next; without a task when there is none
	scores  []Differ  // of one program, the next; empty when there is none
}

// stream begins to read a store. Its owner closes it.
func (s *Store) stream(ctx context.Context) (*stream, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	in := &stream{from: s, tx: tx}
	if err := in.begin(ctx); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func (in *stream) begin(ctx context.Context) (err error) {
	if err = in.differs.load(ctx, in.tx); err != nil {
		return err
	}
	in.solvers, err = in.tx.QueryContext(ctx, `SELECT task, identity, name, text, demo, test, units, cost_class, time_ns, faults, parents, run
		FROM solver ORDER BY task`)
	if err != nil {
		return err
	}
	in.rows, err = in.tx.QueryContext(ctx, `SELECT task, solver, count, scores FROM differ_score ORDER BY task`)
	if err != nil {
		return err
	}
	return errors.Join(in.nextSolver(), in.nextScores())
}

func (in *stream) nextSolver() (err error) {
	in.solver = Solver{}
	if in.solvers.Next() {
		in.solver, err = scanSolver(in.solvers)
		return err
	}
	return in.solvers.Err()
}

func (in *stream) nextScores() (err error) {
	in.scores = nil
	if in.rows.Next() {
		in.scores, err = in.differs.scan(in.rows)
		return err
	}
	return in.rows.Err()
}

// take returns what the store has of a task, the next of all or not there.
func (in *stream) take(ctx context.Context, task string) (solvers []Solver, scores []Differ, err error) {
	for in.solver.Task == task {
		solvers = append(solvers, in.solver)
		if err := in.nextSolver(); err != nil {
			return nil, nil, err
		}
	}
	for len(in.scores) > 0 && in.scores[0].Task <= task { // what is before belongs to no program
		if in.scores[0].Task == task {
			scores = append(scores, in.scores...)
		}
		if err := in.nextScores(); err != nil {
			return nil, nil, err
		}
	}
	return solvers, scores, ctx.Err()
}

func (in *stream) close() {
	for _, rows := range []*sql.Rows{in.solvers, in.rows} {
		if rows != nil {
			rows.Close()
		}
	}
	in.tx.Rollback() // it read only
}
