package workspace

import (
	"errors"
	"fmt"
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

// Close gives the folder free. A nil Lock holds none.
func (l *Lock) Close() error {
	if l == nil || l.release == nil {
		return nil
	}
	return l.release()
}
