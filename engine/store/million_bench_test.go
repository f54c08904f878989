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
	one, two := madeUp(b, 1, millionTasks, 0), madeUp(b, 2, millionTasks, 0)
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
	b.Run("merge", func(b *testing.B) { benchMerge(b, millionTasks*Limit, one, two) })
}

// BenchmarkMergeDiffers merges stores of 32,000 programs, each with the scores of
// 18 differs, as many as are built in.
func BenchmarkMergeDiffers(b *testing.B) {
	if testing.Short() {
		b.Skip("builds two stores of half a million scores")
	}
	const tasks = 1000
	benchMerge(b, tasks*Limit, madeUp(b, 1, tasks, 18), madeUp(b, 2, tasks, 18))
}

// benchMerge merges two stores of so many programs each into a new one.
func benchMerge(b *testing.B, programs int, paths ...string) {
	for b.Loop() {
		b.StopTimer()
		into, sources := openFile(b, filepath.Join(b.TempDir(), "solvers.db")), []*Store{}
		for _, path := range paths {
			s, err := OpenRead(path, time.Second)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { s.Close() })
			sources = append(sources, s)
		}
		b.StartTimer()
		n, err := into.Merge(context.Background(), sources, nil)
		if err != nil || n.Programs < programs || n.Added != programs {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(len(paths)*programs)*float64(b.N)/b.Elapsed().Seconds(), "programs/s")
}

const millionTasks = 1_000_000 / Limit

func millionTask(n int) string { return fmt.Sprintf("%08x", uint32(n)*2654435761) }

// madeUp builds a store of so many tasks and differs for each program. A quarter
// of the programs are in the store of another seed too.
func madeUp(b *testing.B, seed, tasks, differs int) string {
	s := tempStore(b)
	ctx := context.Background()
	var k book
	err := s.writing(ctx, func(tx *sql.Tx) error {
		for n := range tasks {
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
			if _, _, err := join(ctx, tx, &k, millionTask(n), batch, newWorld(1).differs(batch, differs)); err != nil {
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
