package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// bound is how many sentences Check and Diff say before they only count.
const bound = 20

// A report collects sentences, the first of them word for word.
type report struct {
	lines []string
	more  int
}

func (r *report) add(format string, args ...any) {
	if len(r.lines) < bound {
		r.lines = append(r.lines, fmt.Sprintf(format, args...))
	} else {
		r.more++
	}
}

// sentences returns what was said, and at its end how much was not.
func (r *report) sentences() []string {
	if r.more == 0 {
		return r.lines
	}
	return append(r.lines, fmt.Sprintf("and %d more", r.more))
}

// Check reads the whole store and returns an error that says what is wrong with
// it: SQLite's integrity check, scores without their program, and what this
// package holds of every task: at most Limit programs, in a strict order, each
// with the cost class of its units.
func (s *Store) Check(ctx context.Context) error {
	var r report
	err := s.reading(ctx, func(tx *sql.Tx) error {
		if err := checkFile(ctx, tx, &r); err != nil {
			return err
		}
		tasks, err := readTasks(ctx, tx)
		if err != nil {
			return err
		}
		var k book
		for _, task := range tasks {
			list, err := readSolvers(ctx, tx, task)
			if err != nil {
				return err
			}
			checkTask(task, list, &r)
			if _, err := readDiffers(ctx, tx, &k, task); err != nil {
				return err
			}
		}
		return nil
	})
	if found := r.sentences(); err == nil && len(found) > 0 {
		err = errors.New("it is damaged; move it away, and a new store is begun: " + strings.Join(found, "; "))
	}
	return s.fail("check", err)
}

// checkFile runs SQLite's own checks.
func checkFile(ctx context.Context, tx *sql.Tx, r *report) error {
	rows, err := tx.QueryContext(ctx, `SELECT integrity_check FROM pragma_integrity_check
		WHERE integrity_check <> 'ok' UNION ALL
		SELECT 'a row of ' || "table" || ' has nothing to belong to in ' || parent FROM pragma_foreign_key_check`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		r.add("%s", line)
	}
	return rows.Err()
}

// checkTask holds a task's programs, as they were read, to this package's rules.
func checkTask(task string, list []Solver, r *report) {
	if len(list) > Limit {
		r.add("task %s has %d programs, more than %d", task, len(list), Limit)
	}
	for n, s := range list {
		if want := CostClassOf(s.Units); s.CostClass != want {
			r.add("task %s: program %s has cost class %d, not %d", task, s.Identity, s.CostClass, want)
		}
		if n > 0 && Compare(list[n-1], s) >= 0 {
			r.add("task %s: program %s does not stand after %s", task, s.Identity, list[n-1].Identity)
		}
	}
}
