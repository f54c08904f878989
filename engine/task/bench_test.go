package task

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// arcFolder returns the folder of real tasks; tests without it are skipped.
func arcFolder(tb testing.TB) string {
	tb.Helper()
	const dir = "../../../shared/arc/training"
	if _, err := os.Stat(dir); err != nil {
		tb.Skip("no real tasks: ", err)
	}
	return dir
}

// A plainTask is a task as encoding/json reads it.
type plainTask struct {
	Train, Test []struct{ Input, Output [][]int }
}

// BenchmarkLoad compares loading the 400 tasks of ARC-AGI-1's training set
// from files with what encoding/json needs for them:
//
//	go test -run '^$' -bench Load -count 10 ./engine/task | benchstat -col /reader -
func BenchmarkLoad(b *testing.B) {
	dir := arcFolder(b)
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		b.Fatalf("Glob = %d files, %v", len(files), err)
	}
	var bytes int64
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			b.Fatal(err)
		}
		bytes += info.Size()
	}
	b.Run("reader=own", func(b *testing.B) {
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			if tasks, problems := Read(dir); len(tasks) != len(files) {
				b.Fatalf("Read = %d tasks, %v; want %d", len(tasks), problems, len(files))
			}
		}
	})
	b.Run("reader=encoding-json", func(b *testing.B) {
		b.SetBytes(bytes)
		b.ReportAllocs()
		for b.Loop() {
			for _, f := range files {
				text, err := os.ReadFile(f)
				if err != nil {
					b.Fatal(err)
				}
				var t plainTask
				if err := json.Unmarshal(text, &t); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
