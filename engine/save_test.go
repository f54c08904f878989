package engine_test

import (
	"context"
	"encoding/binary"
	"os"
	"testing"
)

// commits counts the transactions in SQLite's write-ahead log: the frames that
// have the database's size in pages in their second field, which the others
// have 0 in. See https://www.sqlite.org/fileformat2.html, section 4.1.
func commits(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	const header, frame = 32, 24
	if len(data) < header {
		return 0
	}
	page := int(binary.BigEndian.Uint32(data[8:]))
	n := 0
	for at := header; at+frame+page <= len(data); at += frame + page {
		if binary.BigEndian.Uint32(data[at+4:]) != 0 {
			n++
		}
	}
	return n
}

// TestOneTransaction sees that the phases save and differs put a task into the
// store by one transaction.
func TestOneTransaction(t *testing.T) {
	for _, settings := range []string{"best", "phase4b", "best+diff=none"} {
		spec, open := scenario(t, "seed", settings)
		s := open() // stays open, and in use, so that the log is not written back
		ctx := context.Background()
		if _, err := s.Count(ctx, "any"); err != nil {
			t.Fatal(err)
		}
		before := commits(t, s.Path())
		finish(t, spec)
		if n := commits(t, s.Path()) - before; n != 1 {
			t.Errorf("%s: a run of one task made %d transactions, want 1", settings, n)
		}
		differs, err := s.Differs(ctx, "5eed0149")
		if err != nil {
			t.Fatal(err)
		}
		if (len(differs) == 0) != (settings == "best+diff=none") {
			t.Errorf("%s: the store has %d differ scores", settings, len(differs))
		}
	}
}
