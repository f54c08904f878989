package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
)

// Digest returns a hash of what makes stores equal, in hexadecimal: of each task
// the programs by identity, with their matches, cost units and faults. Names,
// texts, times, lineage and runs are no part of it, and neither are differs,
// which strategies call for different outputs (see DifferDigest).
func (s *Store) Digest(ctx context.Context) (string, error) {
	return s.digest(ctx, func(tx *sql.Tx, task string, h hash.Hash) error {
		list, err := readSolvers(ctx, tx, task)
		for _, p := range list {
			fmt.Fprintf(h, "%q %q %d %d %d %d\n", task, p.Identity, p.Demo, p.Test, p.Units, p.Faults)
		}
		return err
	})
}

// DifferDigest returns a hash of the differ scores, in hexadecimal: of each
// program and differ by identity the points and how many calls they cover.
func (s *Store) DifferDigest(ctx context.Context) (string, error) {
	var k book
	return s.digest(ctx, func(tx *sql.Tx, task string, h hash.Hash) error {
		list, err := readDiffers(ctx, tx, &k, task)
		for _, d := range list {
			fmt.Fprintf(h, "%q %q %q %d %d %d\n", task, d.Solver, d.Identity, d.IZ, d.ZO, d.Calls)
		}
		return err
	})
}

// digest hashes what write writes of each task of one state of the store.
func (s *Store) digest(ctx context.Context, write func(tx *sql.Tx, task string, h hash.Hash) error) (string, error) {
	h := sha256.New()
	err := s.reading(ctx, func(tx *sql.Tx) error {
		tasks, err := readTasks(ctx, tx)
		if err != nil {
			return err
		}
		for _, task := range tasks {
			if err := write(tx, task, h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", s.fail("read", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Diff returns sentences that name what differs between this store, the first,
// and another, the second, in what Digest covers; none when they are equal. Differ
// scores are compared where both stores have them from equally many calls. After
// twenty sentences a last one says how many more there are.
func (s *Store) Diff(ctx context.Context, other *Store) ([]string, error) {
	mine, err := s.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	theirs, err := other.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(mine, theirs)
	slices.Sort(all)
	var r report
	for _, task := range slices.Compact(all) {
		if err := s.diffTask(ctx, other, task, &r); err != nil {
			return nil, err
		}
	}
	return r.sentences(), nil
}

func (s *Store) diffTask(ctx context.Context, other *Store, task string, r *report) error {
	mine, err := s.Best(ctx, task)
	if err != nil {
		return err
	}
	theirs, err := other.Best(ctx, task)
	if err != nil {
		return err
	}
	diffSolvers(task, mine, theirs, r)
	first, err := s.Differs(ctx, task)
	if err != nil {
		return err
	}
	second, err := other.Differs(ctx, task)
	if err != nil {
		return err
	}
	diffDiffers(task, first, second, r)
	return nil
}

func diffSolvers(task string, mine, theirs []Solver, r *report) {
	first, second := byIdentity(mine), byIdentity(theirs)
	for _, a := range mine {
		b, ok := second[a.Identity]
		if !ok {
			r.add("task %s: program %s (%s, %d demo matches) is only in the first store", task, a.Identity, a.Name, a.Demo)
			continue
		}
		for _, f := range []struct {
			name string
			a, b int64
		}{
			{"demo matches", int64(a.Demo), int64(b.Demo)},
			{"test matches", int64(a.Test), int64(b.Test)},
			{"cost units", a.Units, b.Units},
			{"faults", int64(a.Faults), int64(b.Faults)},
		} {
			if f.a != f.b {
				r.add("task %s: program %s (%s) has %d %s in the first store and %d in the second", task, a.Identity, a.Name, f.a, f.name, f.b)
			}
		}
	}
	for _, b := range theirs {
		if _, ok := first[b.Identity]; !ok {
			r.add("task %s: program %s (%s, %d demo matches) is only in the second store", task, b.Identity, b.Name, b.Demo)
		}
	}
}

// diffDiffers walks two ascending lists of scores.
func diffDiffers(task string, first, second []Differ, r *report) {
	for len(first) > 0 && len(second) > 0 {
		a, b := first[0], second[0]
		order := byKey(a, b)
		if order == 0 && a.Calls == b.Calls && (a.IZ != b.IZ || a.ZO != b.ZO) {
			r.add("task %s: differ %s of program %s has iz %d, zo %d in the first store and iz %d, zo %d in the second, over %d calls",
				task, a.Name, a.Solver, a.IZ, a.ZO, b.IZ, b.ZO, a.Calls)
		}
		if order <= 0 {
			first = first[1:]
		}
		if order >= 0 {
			second = second[1:]
		}
	}
}
