package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// TestReadOnly opens folders on a thread that has no rights but anybody's, also
// when the tests run as root.
func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Dir(dir), 0o755) })
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
		_, err := Open(dir)
		says(t, "read-only folder", err, dir, "permission denied", "let yourself write")
		_, err = Open(filepath.Join(dir, "new"))
		says(t, "new in a read-only folder", err, dir, "permission denied", "let yourself write")
		if _, err := Look(dir); err != nil {
			t.Errorf("Look at a read-only folder: %v", err)
		}
	}()
	<-done
}

// TestFullDisk opens a folder on a file system of a few pages, all of them used,
// and on one that is read-only.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	err := syscall.Mount("none", dir, "tmpfs", 0, "size=16k")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("only root may mount a small file system")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	if _, err := Open(dir); err != nil {
		t.Errorf("empty disk: %v", err)
	}
	_ = os.WriteFile(filepath.Join(dir, "full"), make([]byte, 1<<20), 0o600)
	_, err = Open(dir)
	says(t, "full disk", err, dir, "no space left", "make room")
	if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir)
	says(t, "read-only disk", err, dir, "read-only file system", "--workspace")
}
