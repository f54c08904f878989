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

// key is what a differ's score is for, within a task.
func (d Differ) key() [2]string { return [2]string{d.Solver, d.Identity} }

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
func saveDiffers(ctx context.Context, tx *sql.Tx, task string, kept map[string]Solver, differs []Differ) error {
	wanted := map[[2]string]Differ{}
	programs := map[string]Differ{}
	for _, d := range differs {
		if _, ok := kept[d.Solver]; !ok {
			continue
		}
		if old, ok := wanted[d.key()]; !ok || further(d, old) < 0 {
			wanted[d.key()] = d
		}
		if old, ok := programs[d.Identity]; !ok || cmp.Or(cmp.Compare(d.Name, old.Name), cmp.Compare(d.Text, old.Text)) < 0 {
			programs[d.Identity] = d
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	stored, err := readDiffers(ctx, tx, task)
	if err != nil {
		return err
	}
	for _, d := range stored {
		if new, ok := wanted[d.key()]; ok && further(d, new) <= 0 {
			delete(wanted, d.key())
		}
	}
	if err := saveDifferPrograms(ctx, tx, programs); err != nil {
		return err
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO differ_score (task, solver, differ, iz, zo, calls) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET iz = excluded.iz, zo = excluded.zo, calls = excluded.calls`)
	if err != nil {
		return err
	}
	defer put.Close()
	// In the order of the table, so that each row goes in beside the last.
	for _, d := range slices.SortedFunc(maps.Values(wanted), byKey) {
		if _, err := put.ExecContext(ctx, task, d.Solver, d.Identity, d.IZ, d.ZO, d.Calls); err != nil {
			return err
		}
	}
	return nil
}

// saveDifferPrograms puts the programs themselves in, of two names or texts the
// lesser. They stay when their last score goes: there are few.
func saveDifferPrograms(ctx context.Context, tx *sql.Tx, programs map[string]Differ) error {
	put, err := tx.PrepareContext(ctx, `INSERT INTO differ (identity, name, text) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET name = excluded.name, text = excluded.text WHERE (excluded.name, excluded.text) < (name, text)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for _, d := range programs {
		if _, err := put.ExecContext(ctx, d.Identity, d.Name, d.Text); err != nil {
			return err
		}
	}
	return nil
}

// readDiffers returns the scores of a task, by solver and differ, ascending.
func readDiffers(ctx context.Context, tx *sql.Tx, task string) ([]Differ, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, identity, text, solver, iz, zo, calls
		FROM differ_score JOIN differ ON differ = identity WHERE task = ? ORDER BY solver, differ`, task)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Differ
	for rows.Next() {
		d := Differ{Task: task}
		if err := rows.Scan(&d.Name, &d.Identity, &d.Text, &d.Solver, &d.IZ, &d.ZO, &d.Calls); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, rows.Err()
}
