package store

import (
	"context"
	"database/sql"
)

// A Cut says what Prune removes.
type Cut struct {
	Keep int                    // programs for each task, the best; 0 and Limit are all
	Only func(task string) bool // the tasks that stay; nil for all
}

// Pruned says what Prune removed.
type Pruned struct {
	Tasks    int // none of whose programs is left
	Programs int // in all
}

// left returns how many of a task's programs stay.
func (c Cut) left(sum Summary) int {
	switch {
	case c.Only != nil && !c.Only(sum.Task):
		return 0
	case c.Keep > 0:
		return min(c.Keep, sum.Programs)
	}
	return sum.Programs
}

// Prunable returns what Prune would remove.
func (s *Store) Prunable(ctx context.Context, cut Cut) (Pruned, error) {
	var n Pruned
	for sum, err := range s.Summaries(ctx) {
		if err != nil {
			return Pruned{}, err
		}
		n.add(cut, sum)
	}
	return n, nil
}

// add counts what goes of a task and returns how many programs stay.
func (n *Pruned) add(cut Cut, sum Summary) (left int) {
	left = cut.left(sum)
	n.Programs += sum.Programs - left
	if left == 0 {
		n.Tasks++
	}
	return left
}

// Prune removes programs and the scores of their differs, in one transaction.
// The file keeps its size: see Compact.
func (s *Store) Prune(ctx context.Context, cut Cut) (Pruned, error) {
	if cut.Keep < 0 {
		panic("store: Prune to a negative number of programs")
	}
	var n Pruned
	err := s.writing(ctx, func(tx *sql.Tx) error {
		rest, err := tx.PrepareContext(ctx, `DELETE FROM solver WHERE task = ?1 AND identity IN
			(SELECT identity FROM solver WHERE task = ?1 ORDER BY demo DESC, test DESC, units, identity LIMIT -1 OFFSET ?2)`)
		if err != nil {
			return err
		}
		defer rest.Close()
		var list []Summary // whole before anything is removed from under it
		for sum, err := range summaries(ctx, tx) {
			if err != nil {
				return err
			}
			list = append(list, sum)
		}
		for _, sum := range list {
			if left := n.add(cut, sum); left < sum.Programs {
				if _, err := rest.ExecContext(ctx, sum.Task, left); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return Pruned{}, s.fail("prune", err)
	}
	return n, nil
}

// Compact gives the room that removed programs had back to the disk. It needs as
// much room as the store will have, while it works, and nobody else may be at
// work on the store.
func (s *Store) Compact(ctx context.Context) error {
	// The log has the whole new file until it is written back.
	_, err := s.db.ExecContext(ctx, `VACUUM; PRAGMA wal_checkpoint(TRUNCATE)`)
	return s.fail("compact", err)
}
