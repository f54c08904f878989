package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// TestOlder reads and merges a store of each older version as it is, and sees
// that Open brings it up to date without losing anything.
func TestOlder(t *testing.T) {
	ctx := context.Background()
	for version := 1; version < len(schemas()); version++ {
		path := filepath.Join(t.TempDir(), "solvers.db")
		for _, step := range schemas()[:version] {
			alter(t, path, step)
		}
		alter(t, path, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, version))
		alter(t, path, `INSERT INTO solver VALUES ('x', 'abc', 'n', 't', 3, 1, 7, 37, 5, 0, '', 'r');
			INSERT INTO differ VALUES (1, 'd', 'dn', 'dt'); INSERT INTO differ_score VALUES ('x', 'abc', 1, x'01020405')`)
		old, err := OpenRead(path, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		want := digests(t, old)
		scores, err := old.Differs(ctx, "x")
		if err != nil || len(scores) != 1 || scores[0] != (Differ{Name: "dn", Identity: "d", Text: "dt", Task: "x", Solver: "abc", IZ: 1, ZO: 2, Calls: 5}) {
			t.Errorf("version %d: Differs = %+v, %v", version, scores, err)
		}
		into := openMemory(t)
		if n := mergeAll(t, into, old); n.Added != 1 || digests(t, into) != want {
			t.Errorf("version %d: Merge = %+v, and another store", version, n)
		}
		old.Close()
		if digests(t, openFile(t, path)) != want {
			t.Errorf("version %d: Open changed what is in the store", version)
		}
	}
}
