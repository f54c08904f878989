package store

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// asNobody calls f on a thread that has no rights but anybody's, also when the
// tests run as root. The thread ends with f.
func asNobody(t *testing.T, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // and never unlock: the runtime then ends the thread
		if os.Geteuid() == 0 {
			if err := syscall.Setfsuid(65534); err != nil {
				t.Error(err)
				return
			}
		}
		f()
	}()
	<-done
}

// TestPermission opens stores that may not be read or written.
func TestPermission(t *testing.T) {
	mode := func(path string, m os.FileMode) {
		if err := os.Chmod(path, m); err != nil {
			t.Fatal(err)
		}
	}
	// In folders that all may enter, but for the store's own.
	data, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	place := func(file, folder os.FileMode) string {
		path := filepath.Join(t.TempDir(), "solvers.db")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		mode(path, file)
		mode(filepath.Dir(path), folder)
		mode(filepath.Dir(filepath.Dir(path)), 0o755)
		t.Cleanup(func() { mode(filepath.Dir(path), 0o755) })
		return path
	}
	open := func(what, path string) {
		asNobody(t, func() {
			s, err := Open(path)
			if err == nil {
				_, err = s.Save(context.Background(), "x", []Solver{{Identity: "a"}}, nil)
				t.Errorf("%s: Open succeeds, and Save gives %v", what, err)
				s.Close()
				return
			}
			says(t, what, err, path, "let yourself ")
		})
	}
	open("file of no permission", place(0, 0o777))
	open("file to read only", place(0o444, 0o777))
	open("file to write in a folder to read only", place(0o666, 0o555))
	open("file and folder to read only", place(0o444, 0o555))
	open("folder of no permission", place(0o666, 0))
	open("new file in a folder to read only", place(0o444, 0o555)+".new")
	read := func(what, path string) {
		asNobody(t, func() {
			s, err := OpenRead(path, time.Second)
			if err != nil {
				t.Errorf("%s: %v", what, err)
				return
			}
			defer s.Close()
			if n, err := s.Count(context.Background(), "a"); n != Limit || err != nil {
				t.Errorf("%s: %d programs, %v", what, n, err)
			}
		})
	}
	read("file to read only", place(0o444, 0o777))
	read("file and folder to read only", place(0o444, 0o555))
	path := place(0o666, 0o777)
	asNobody(t, func() {
		s, err := Open(path)
		if err != nil {
			t.Errorf("anybody may write, but: %v", err)
			return
		}
		s.Close()
	})
}
