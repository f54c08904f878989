package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkMillion has stores of a million programs: 31,250 made-up tasks of 32
// programs each, of nine lines, as many as the public solvers have at the
// median. It builds them on the disk of the temporary folder, which takes most
// of its time and two gigabytes:
//
//	go test ./engine/store -run none -bench Million -benchtime 1x
func BenchmarkMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("builds two stores of a million programs")
	}
	ctx := context.Background()
	one, two := million(b, 1), million(b, 2)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := Open(one)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	b.Run("best", func(b *testing.B) {
		s := openFile(b, one)
		n := 0
		for b.Loop() {
			n += 7919 // through all tasks, far apart
			if list, err := s.Best(ctx, millionTask(n%millionTasks)); err != nil || len(list) != Limit {
				b.Fatal(len(list), err)
			}
		}
	})
	b.Run("list", func(b *testing.B) {
		s := openFile(b, one)
		for b.Loop() {
			n := 0
			for sum, err := range s.Summaries(ctx) {
				if err != nil {
					b.Fatal(err)
				}
				n += sum.Programs
			}
			if n != millionTasks*Limit {
				b.Fatal(n)
			}
		}
	})
	b.Run("merge", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			into, sources := openFile(b, filepath.Join(b.TempDir(), "solvers.db")), []*Store{}
			for _, path := range []string{one, two} {
				s, err := OpenRead(path, time.Second)
				if err != nil {
					b.Fatal(err)
				}
				b.Cleanup(func() { s.Close() })
				sources = append(sources, s)
			}
			b.StartTimer()
			n, err := into.Merge(ctx, sources, nil)
			if err != nil || n.Programs < millionTasks*Limit || n.Added != millionTasks*Limit {
				b.Fatal(n, err)
			}
		}
		b.ReportMetric(float64(2*millionTasks*Limit)*float64(b.N)/b.Elapsed().Seconds(), "programs/s")
	})
}

const millionTasks = 1_000_000 / Limit

func millionTask(n int) string { return fmt.Sprintf("%08x", uint32(n)*2654435761) }

// million builds a store of a million programs. Half of those of another seed
// are as good.
func million(b *testing.B, seed int) string {
	s := tempStore(b)
	ctx := context.Background()
	err := s.writing(ctx, func(tx *sql.Tx) error {
		for n := range millionTasks {
			var batch []Solver
			for i := range Limit {
				id := sha256.Sum256(fmt.Appendf(nil, "%d %d %d", n, i, i%4*seed))
				var text strings.Builder
				text.WriteString("def solve(I):\n")
				for line := range 7 {
					fmt.Fprintf(&text, "    x%d = colorfilter(x%d, EIGHT)  # %x\n", line+1, line, id[line:line+2])
				}
				text.WriteString("    O = fill(I, EIGHT, x7)\n    return O\n")
				batch = append(batch, Solver{
					Identity: fmt.Sprintf("%x", id), Name: fmt.Sprintf("solve_%s_v%02d", millionTask(n), i), Text: text.String(),
					Demo: int(id[0] % 4), Test: int(id[1] % 2), Units: int64(id[2])<<8 | int64(id[3]), Time: time.Duration(id[4]) * time.Microsecond,
					Run: "made-up",
				})
			}
			if _, _, err := join(ctx, tx, millionTask(n), batch, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return s.Path()
}
