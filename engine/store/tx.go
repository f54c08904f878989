package store

import (
	"context"
	"database/sql"
)

// A Tx is the saving of one task, begun and not yet in the store: what several
// phases save takes effect at once, by Commit, or not at all. A process that is
// killed meanwhile leaves the store as it was. Its owner calls Commit or
// Rollback.
//
// A Tx holds the store's only connection and the lock for writing: until its end
// every other method of its Store waits, and so does every process that wants to
// write. Its owner neither calls those nor waits for people meanwhile. It is for
// one goroutine.
type Tx struct {
	store *Store
	tx    *sql.Tx
	task  string
	kept  map[string]Solver // what the store has of the task by now; nil before the first Save
	book  book
}

// Begin begins to save a task. When ctx ends, what was saved is rolled back.
func (s *Store) Begin(ctx context.Context, task string) (*Tx, error) {
	if task == "" {
		panic("store: Begin without a task")
	}
	t := &Tx{store: s, task: task}
	var err error
	if t.tx, err = s.db.BeginTx(ctx, nil); err != nil {
		return nil, t.fail(ctx, err)
	}
	return t, nil
}

// Save is Store.Save within the transaction: programs and the scores of differs
// may come by the same call or by several. After an error the transaction is
// only fit for Rollback.
func (t *Tx) Save(ctx context.Context, batch []Solver, differs []Differ) (Saved, error) {
	checkBatch(t.task, batch, differs)
	saved, err := t.save(ctx, together(batch), differs)
	return saved, t.fail(ctx, err)
}

func (t *Tx) save(ctx context.Context, batch map[string]Solver, differs []Differ) (Saved, error) {
	if t.kept == nil {
		stored, err := readSolvers(ctx, t.tx, t.task)
		if err != nil {
			return Saved{}, err
		}
		t.kept = byIdentity(stored)
	}
	var saved Saved
	if len(batch) > 0 {
		after := byIdentity(best(t.task, t.kept, batch))
		if err := replace(ctx, t.tx, t.kept, after); err != nil {
			return Saved{}, err
		}
		saved = count(t.kept, batch, after)
		t.kept = after
	}
	return saved, saveDiffers(ctx, t.tx, &t.book, t.task, t.kept, differs)
}

// Commit puts all that was saved into the store: when it returns nil all is on
// disk, and otherwise the store is as it was before Begin.
func (t *Tx) Commit(ctx context.Context) error { return t.fail(ctx, t.tx.Commit()) }

// Rollback ends the transaction without effect. It does nothing after Commit,
// or where there is no transaction.
func (t *Tx) Rollback() {
	if t != nil {
		t.tx.Rollback() // what it could say, the call that failed before has said
	}
}

func (t *Tx) fail(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // err is about the transaction that ended with it
	}
	return t.store.fail("save task "+t.task+" to", err)
}
