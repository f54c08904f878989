package workspace

import (
	"errors"
	"fmt"
	"time"
)

// ErrLocked says that another process is at work in a folder.
var ErrLocked = errors.New("another process is at work in it")

// A Lock keeps others from working in a folder. It goes with its process, however
// that ends.
type Lock struct{ release func() error }

// LockFolder locks a folder, or returns an error that wraps ErrLocked where a
// Lock of it is held. Where the system or the file system has no locks the Lock
// keeps nobody out.
func LockFolder(dir string) (*Lock, error) {
	release, err := lock(dir)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	return &Lock{release}, nil
}

// LockFolderWithin locks a folder as LockFolder does, and waits for as long for
// another that holds a Lock of it.
func LockFolderWithin(dir string, patience time.Duration) (*Lock, error) {
	for began := time.Now(); ; time.Sleep(lockPause) {
		l, err := LockFolder(dir)
		if !errors.Is(err, ErrLocked) || time.Since(began) >= patience {
			return l, err
		}
	}
}

// lockPause is how long to wait before looking again whether a lock is free.
const lockPause = 2 * time.Millisecond

// Close gives the folder free. A nil Lock holds none.
func (l *Lock) Close() error {
	if l == nil || l.release == nil {
		return nil
	}
	return l.release()
}
