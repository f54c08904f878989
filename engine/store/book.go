package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// A book knows the differs of a store, which stand for themselves in its scores
// by number. It is read at its first use. The zero book is ready for one
// transaction.
type book struct {
	loaded  bool
	differs map[int64]Differ // by number: name, identity and text
	numbers map[string]int64 // by identity
}

func (k *book) load(ctx context.Context, tx *sql.Tx) error {
	if k.loaded {
		return nil
	}
	k.differs, k.numbers = map[int64]Differ{}, map[string]int64{}
	rows, err := tx.QueryContext(ctx, `SELECT number, identity, name, text FROM differ`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var d Differ
		if err := rows.Scan(&n, &d.Identity, &d.Name, &d.Text); err != nil {
			return err
		}
		k.differs[n], k.numbers[d.Identity] = d, n
	}
	k.loaded = rows.Err() == nil
	return rows.Err()
}

// enter puts a differ into the book and the store, of two names or texts the
// lesser. It stays when its last score goes: there are few.
func (k *book) enter(ctx context.Context, tx *sql.Tx, d Differ) error {
	if err := k.load(ctx, tx); err != nil {
		return err
	}
	d = Differ{Name: d.Name, Identity: d.Identity, Text: d.Text}
	n, known := k.numbers[d.Identity]
	if old := k.differs[n]; known && cmp.Or(cmp.Compare(old.Name, d.Name), cmp.Compare(old.Text, d.Text)) <= 0 {
		return nil
	}
	if !known {
		n = int64(len(k.differs)) + 1
		for _, taken := k.differs[n]; taken; _, taken = k.differs[n] {
			n++
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO differ (number, identity, name, text) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET name = excluded.name, text = excluded.text`, n, d.Identity, d.Name, d.Text)
	if err == nil {
		k.differs[n], k.numbers[d.Identity] = d, n
	}
	return err
}

// pack writes the scores of one program, all of whose differs are in the book:
// of each the number, iz, zo and calls as variable-length integers (Go's
// encoding/binary: number and calls unsigned), by number ascending.
func (k *book) pack(scores map[string]Differ) []byte {
	var data []byte
	of := func(a, b Differ) int { return cmp.Compare(k.numbers[a.Identity], k.numbers[b.Identity]) }
	for _, d := range slices.SortedFunc(maps.Values(scores), of) {
		data = binary.AppendUvarint(data, uint64(k.numbers[d.Identity]))
		data = binary.AppendVarint(data, int64(d.IZ))
		data = binary.AppendVarint(data, int64(d.ZO))
		data = binary.AppendUvarint(data, uint64(d.Calls))
	}
	return data
}

// scan reads a row of differ_score: the scores of one program.
func (k *book) scan(rows *sql.Rows) ([]Differ, error) {
	var task, solver string
	var count int
	var data sql.RawBytes
	if err := rows.Scan(&task, &solver, &count, &data); err != nil {
		return nil, err
	}
	var list []Differ
	for rest := []byte(data); len(rest) > 0; {
		number, a := binary.Uvarint(rest)
		iz, b := binary.Varint(rest[max(a, 0):])
		zo, c := binary.Varint(rest[max(a, 0)+max(b, 0):])
		calls, e := binary.Uvarint(rest[max(a, 0)+max(b, 0)+max(c, 0):])
		d, known := k.differs[int64(number)]
		if a <= 0 || b <= 0 || c <= 0 || e <= 0 || !known {
			break
		}
		d.Task, d.Solver, d.IZ, d.ZO, d.Calls = task, solver, int(iz), int(zo), int(calls)
		list, rest = append(list, d), rest[a+b+c+e:]
	}
	if len(list) != count {
		return nil, fmt.Errorf("the file is damaged, in the differ scores of program %s of task %s; move it away, and a new store is begun", solver, task)
	}
	return list, nil
}
