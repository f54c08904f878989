package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestSweep removes what a killed process left of a file, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.json")
	old := time.Now().Add(-2 * partAge)
	for name, age := range map[string]time.Time{
		"record.json.part1": old, "record.json.part2": time.Now(), "record.json": old, "other.json.part1": old, "record.json.old": old,
	} {
		touch(t, filepath.Join(dir, name))
		if err := os.Chtimes(filepath.Join(dir, name), age, age); err != nil {
			t.Fatal(err)
		}
	}
	left := func() []string {
		t.Helper()
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if err := WriteFile(path, []byte("text")); err != nil {
		t.Fatal(err)
	}
	if got, want := left(), []string{"other.json.part1", "record.json", "record.json.old", "record.json.part2"}; !slices.Equal(got, want) {
		t.Errorf("after writing %q, want %q", got, want)
	}
	Sweep(path)
	if got, want := left(), []string{"other.json.part1", "record.json", "record.json.old"}; !slices.Equal(got, want) {
		t.Errorf("after sweeping %q, want %q", got, want)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "text" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestWriteNew has several write the same file at once: each has one of its own, and
// what was there stays.
func TestWriteNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "cpu.pb.gz")
	if err := WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	var texts, got, names []string
	for n := range 8 {
		texts = append(texts, string(rune('a'+n)))
	}
	paths := make([]string, len(texts))
	var wg sync.WaitGroup
	for n, text := range texts {
		wg.Go(func() {
			var err error
			if paths[n], err = WriteNew(path, []byte(text)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for n := range texts {
		text, err := os.ReadFile(paths[n])
		if err != nil {
			t.Fatal(err)
		}
		got, names = append(got, string(text)), append(names, filepath.Base(paths[n]))
	}
	if !slices.Equal(got, texts) {
		t.Errorf("files hold %q, want %q", got, texts)
	}
	slices.Sort(names)
	if want := []string{"cpu-2.pb.gz", "cpu-3.pb.gz", "cpu-4.pb.gz", "cpu-5.pb.gz", "cpu-6.pb.gz", "cpu-7.pb.gz", "cpu-8.pb.gz", "cpu-9.pb.gz"}; !slices.Equal(names, want) {
		t.Errorf("files are called %q, want %q", names, want)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 9 {
		t.Errorf("%d files are left, want 9 (%v)", len(entries), err)
	}
	if _, err := WriteNew(filepath.Join(dir, "nowhere", "a"), nil); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("where no folder is: %v", err)
	}
}

// TestWriteNewWhole reads a folder while files are written into it: each is whole
// from the moment it is there.
func TestWriteNewWhole(t *testing.T) {
	dir, text := t.TempDir(), strings.Repeat("whole\n", 100)
	path := filepath.Join(dir, "a.json")
	over := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(over)
		for range 200 {
			if _, err := WriteNew(path, []byte(text)); err != nil {
				t.Error(err)
			}
		}
	})
	for last := path; ; last = Latest(path) {
		if got, err := os.ReadFile(last); err == nil && string(got) != text || err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s holds %q (%v) while it is written", last, got, err)
			<-over
		}
		select {
		case <-over:
			wg.Wait()
			return
		default:
		}
	}
}

// TestMoveNew is what WriteNew does on file systems without links: it takes a name
// that is free, and leaves what has another.
func TestMoveNew(t *testing.T) {
	dir := t.TempDir()
	part, to := filepath.Join(dir, "a.part1"), filepath.Join(dir, "a")
	for n, want := range []error{nil, fs.ErrExist} {
		if err := os.WriteFile(part, []byte{byte('0' + n)}, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := moveNew(part, to); !errors.Is(err, want) {
			t.Errorf("move %d: %v, want %v", n, err, want)
		}
		if text, err := os.ReadFile(to); err != nil || string(text) != "0" {
			t.Errorf("after move %d it holds %q (%v)", n, text, err)
		}
	}
	if err := moveNew(filepath.Join(dir, "none"), filepath.Join(dir, "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of no file: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty file stays: %v", err)
	}
}

// TestNumbered counts before the ending, also of names that have points.
func TestNumbered(t *testing.T) {
	for path, want := range map[string]string{
		"a.b/cpu.pb.gz": "a.b/cpu-2.pb.gz", "compare-best+deadline=1.5s-best.md": "compare-best+deadline=1.5s-best-2.md", "a.b/trace.out": "a.b/trace-2.out", "x.gz": "x-2.gz", "bare": "bare-2",
	} {
		if got := Numbered(path, 2); got != want || Numbered(path, 1) != path {
			t.Errorf("%s becomes %s, want %s", path, got, want)
		}
	}
}

func TestLatest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cpu.pb.gz")
	for n := range 4 {
		if got, want := Latest(path), Numbered(path, n); got != want {
			t.Errorf("after %d files the latest is %s, want %s", n, got, want)
		}
		if _, err := WriteNew(path, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLock keeps a second out until the first has gone.
func TestLock(t *testing.T) {
	switch runtime.GOOS {
	case "linux", "darwin", "freebsd", "windows":
	default:
		t.Skip("no locks here")
	}
	dir := t.TempDir()
	first, err := LockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LockFolder(dir); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second lock: %v", err)
	}
	if _, err := LockFolderWithin(dir, 3*lockPause); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second lock after a while: %v", err)
	}
	waited := make(chan error)
	go func() {
		l, err := LockFolderWithin(dir, time.Minute)
		waited <- errors.Join(err, l.Close())
	}()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-waited; err != nil {
		t.Errorf("who waited for the first to go: %v", err)
	}
	again, err := LockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := LockFolder(filepath.Join(dir, "none")); err == nil || errors.Is(err, ErrLocked) {
		t.Errorf("a folder that is not there: %v", err)
	}
	var none *Lock
	if err := none.Close(); err != nil {
		t.Error(err)
	}
}
