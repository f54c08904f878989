// Package workspace knows the folder that battscope keeps a person's work in,
// and where in it things lie.
package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/adrg/xdg"
)

// A Workspace is a folder with the solver store, the runs and their index, and
// the user's presets. It is a value that never changes; what lies in the folder
// belongs to the packages that write it.
type Workspace struct{ dir string } // absolute

// Default returns the folder of who names none: battscope in the user's state
// folder, as the XDG base directories have it.
func Default() string { return filepath.Join(xdg.StateHome, "battscope") }

// Open returns the workspace in the folder dir, Default if dir is empty, to read
// and to write. It makes the folder and those above it at need, and writes and
// removes a small file in it, so that a folder that cannot be written and a full
// disk are refused here and not after an hour of work.
func Open(dir string) (*Workspace, error) {
	w, err := at(dir)
	if err != nil {
		return nil, err
	}
	// 0o700: the XDG rules want it of folders that a program makes there.
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return nil, w.fail(err)
	}
	if err := try(w.dir); err != nil {
		return nil, w.fail(err)
	}
	return w, nil
}

// Look returns the workspace in the folder dir, Default if dir is empty, to read
// only: the folder may be missing or not be writable, and stays as it is.
func Look(dir string) (*Workspace, error) {
	w, err := at(dir)
	if err != nil {
		return nil, err
	}
	switch info, err := os.Stat(w.dir); {
	case errors.Is(err, fs.ErrNotExist):
		return w, nil
	case err != nil:
		return nil, w.fail(err)
	case !info.IsDir():
		return nil, w.fail(syscall.ENOTDIR)
	}
	return w, nil
}

func at(dir string) (*Workspace, error) {
	if dir == "" {
		dir = Default()
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("workspace %s: %w", dir, err)
	}
	return &Workspace{abs}, nil
}

// block is what try writes: a page, which a full disk has no room for although
// it may have room for an empty file.
const block = 4096

// try writes a file in dir and removes it.
func try(dir string) error {
	f, err := os.CreateTemp(dir, ".try")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, block))
	if cerr := f.Close(); err == nil {
		err = cerr // file systems over a network find out only now
	}
	return err
}

// fail says in one line what is wrong with the folder and what to do.
func (w *Workspace) fail(err error) error {
	cause := err
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		cause = pe.Err
	}
	advice := "choose another with --workspace"
	switch {
	case errors.Is(cause, syscall.ENOTDIR) || errors.Is(cause, fs.ErrExist):
		return fmt.Errorf("workspace %s: it is no folder, or lies below a file; %s", w.dir, advice)
	case errors.Is(cause, fs.ErrPermission):
		advice = "let yourself write the folder, or " + advice
	case errors.Is(cause, syscall.EROFS):
		return fmt.Errorf("workspace %s: it lies on a read-only file system; %s", w.dir, advice)
	case errors.Is(cause, syscall.ENOSPC) || errors.Is(cause, syscall.EDQUOT):
		advice = "make room, or " + advice
	}
	return fmt.Errorf("workspace %s: %w; %s", w.dir, cause, advice)
}

// Dir returns the absolute path of the folder.
func (w *Workspace) Dir() string { return w.dir }

// SolversPath returns the path of the solver store.
func (w *Workspace) SolversPath() string { return filepath.Join(w.dir, "solvers.db") }

// RunsDir returns the path of the folder that has a folder for each run, named
// by its id. It need not be there.
func (w *Workspace) RunsDir() string { return filepath.Join(w.dir, "runs") }

// RunsIndexPath returns the path of the index of runs.
func (w *Workspace) RunsIndexPath() string { return filepath.Join(w.dir, "runs.db") }

// ContestsDir returns the path of the folder that has a file for each contest that
// was kept. It need not be there.
func (w *Workspace) ContestsDir() string { return filepath.Join(w.dir, "contests") }

// PredictionsPath returns the path of the record of predictions. It need not be
// there.
func (w *Workspace) PredictionsPath() string { return filepath.Join(w.dir, "predictions.jsonl") }

// ConfigPath returns the path of the user's presets. It need not be there.
func (w *Workspace) ConfigPath() string { return filepath.Join(w.dir, "battscope.toml") }
