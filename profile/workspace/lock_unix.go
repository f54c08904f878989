//go:build unix && !aix && !solaris

package workspace

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock locks the folder itself, so that nothing is left in it. File systems that
// cannot do that, as some of a network, lock nothing.
func lock(dir string) (release func() error, err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, Cause(err)
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, errors.Join(ErrLocked, f.Close())
	}
	return f.Close, nil
}

// syncFolder has the names in a folder reach the disk. File systems that cannot
// do that keep them as they do.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		f.Close()
	}
}
