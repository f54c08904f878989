package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
)

// A Differ is what one differ program scored for the output of one solver, over
// the demo samples of a task.
type Differ struct {
	Name     string
	Identity string // of the differ program
	Text     string
	Task     string
	Solver   string // identity of the program whose output it scored
	IZ, ZO   int    // points
	Calls    int    // samples that had a diff call: what the points cover
}

// further orders scores of one differ for one solver, the one to keep first:
// that which covers more samples. Scores of equal coverage are equal, unless
// they were measured by different rules.
func further(a, b Differ) int {
	return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(b.IZ, a.IZ), cmp.Compare(b.ZO, a.ZO))
}

// byKey orders scores as they are stored and read.
func byKey(a, b Differ) int {
	return cmp.Or(cmp.Compare(a.Solver, b.Solver), cmp.Compare(a.Identity, b.Identity))
}

// checkDiffer panics on a differ that no caller should have made.
func checkDiffer(task string, d Differ) {
	switch {
	case d.Identity == "":
		panic("store: Save of a differ without an identity")
	case d.Solver == "":
		panic("store: Save of a differ without a solver")
	case d.Task != "" && d.Task != task:
		panic("store: Save of a differ of task " + d.Task + " for task " + task)
	case d.Calls < 0:
		panic("store: Save of a differ with a negative count")
	}
}

// saveDiffers puts the scores in whose solver is among kept.
func saveDiffers(ctx context.Context, tx *sql.Tx, k *book, task string, kept map[string]Solver, differs []Differ) error {
	wanted := map[string]map[string]Differ{} // by solver and differ
	for _, d := range differs {
		if _, ok := kept[d.Solver]; !ok {
			continue
		}
		of := wanted[d.Solver]
		if of == nil {
			of = map[string]Differ{}
			wanted[d.Solver] = of
		}
		if old, ok := of[d.Identity]; !ok || further(d, old) < 0 {
			of[d.Identity] = d
		}
		if err := k.enter(ctx, tx, d); err != nil {
			return err
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	stored, err := readDiffers(ctx, tx, k, task)
	if err != nil {
		return err
	}
	has := map[string]map[string]Differ{}
	for _, d := range stored {
		if has[d.Solver] == nil {
			has[d.Solver] = map[string]Differ{}
		}
		has[d.Solver][d.Identity] = d
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO differ_score (task, solver, count, scores) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET count = excluded.count, scores = excluded.scores`)
	if err != nil {
		return err
	}
	defer put.Close()
	// In the order of the table, so that each row goes in beside the last.
	for _, solver := range slices.Sorted(maps.Keys(wanted)) {
		all, changed := united(has[solver], wanted[solver])
		if !changed {
			continue
		}
		if _, err := put.ExecContext(ctx, task, solver, len(all), k.pack(all)); err != nil {
			return err
		}
	}
	return nil
}

// united merges the scores of one program, by differ, and reports whether they
// are others than those stored.
func united(stored, wanted map[string]Differ) (all map[string]Differ, changed bool) {
	all = maps.Clone(stored)
	if all == nil {
		all = map[string]Differ{}
	}
	for id, d := range wanted {
		if old, ok := all[id]; !ok || further(d, old) < 0 {
			all[id], changed = d, true
		}
	}
	return all, changed
}

// readDiffers returns the scores of a task, by solver and differ, ascending.
func readDiffers(ctx context.Context, tx *sql.Tx, k *book, task string) ([]Differ, error) {
	if err := k.load(ctx, tx); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT task, solver, count, scores FROM differ_score WHERE task = ? ORDER BY solver`, task)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Differ
	for rows.Next() {
		of, err := k.scan(rows)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(of, byKey)
		list = append(list, of...)
	}
	return list, rows.Err()
}
