package store

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkSave saves a batch of programs no one has seen, each with eight
// differ scores, for a task of its own each time, to a file:
//
//	go test ./engine/store -run none -bench Save -benchtime 200x
func BenchmarkSave(b *testing.B) {
	for _, size := range []int{32, 1000} {
		b.Run(fmt.Sprintf("solvers=%d", size), func(b *testing.B) {
			benchSave(b, tempStore(b), size, false)
		})
	}
	b.Run("solvers=32/again", func(b *testing.B) { benchSave(b, tempStore(b), 32, true) })
	b.Run("solvers=32/memory", func(b *testing.B) { benchSave(b, openMemory(b), 32, false) })
}

func benchSave(b *testing.B, s *Store, size int, again bool) {
	w := newWorld(1)
	var batch []Solver
	for n := range size {
		batch = append(batch, w.solver("", n))
	}
	differs := w.differs(batch, 8)
	for i := range differs {
		differs[i].Task = ""
	}
	n := 0
	for b.Loop() {
		if n++; again {
			n = 1
		}
		for i := range batch {
			batch[i].Task = ""
			batch[i].Time++
		}
		if _, err := s.Save(context.Background(), fmt.Sprintf("%08x", n), batch, differs); err != nil {
			b.Fatal(err)
		}
	}
}
