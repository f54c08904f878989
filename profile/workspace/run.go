package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// RecordName is the name of the file in a run's folder that makes it one.
const RecordName = "record.json"

// ProgramsName is the name of a run's program profile, of which further ones have a
// number before the ending.
const ProgramsName = "programs.pb.gz"

// Profiles returns the names of the profiles of the process and of its programs in
// a run's folder, ascending; none where the folder cannot be read.
func Profiles(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // whoever reads the run says why
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".pb.gz") || strings.HasPrefix(name, "trace") && strings.HasSuffix(name, ".out") {
			names = append(names, name)
		}
	}
	return names
}

// Runs returns the ids of the runs in the workspace, ascending: the names of
// the folders that have a record. None is no error.
func (w *Workspace) Runs() ([]string, error) {
	entries, err := os.ReadDir(w.RunsDir())
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, w.fail(err)
	}
	var ids []string
	for _, e := range entries {
		if isRun(filepath.Join(w.RunsDir(), e.Name())) {
			ids = append(ids, e.Name())
		}
	}
	return ids, nil
}

// FindRun returns the folder of the run that name stands for: the id of a run in
// the workspace, the beginning of one id only, or the path of a run's folder or
// of its record anywhere. A name without a separator is an id first.
func (w *Workspace) FindRun(name string) (string, error) {
	ids, err := w.Runs()
	if err != nil {
		return "", err
	}
	var found []string
	for _, id := range ids {
		if id == name {
			return filepath.Join(w.RunsDir(), id), nil
		}
		if name != "" && strings.HasPrefix(id, name) {
			found = append(found, id)
		}
	}
	dir := name
	if filepath.Base(name) == RecordName {
		dir = filepath.Dir(name)
	}
	isPath := name != "" && isRun(dir)
	switch {
	case len(found) == 1 && !isPath:
		return filepath.Join(w.RunsDir(), found[0]), nil
	case isPath:
		return filepath.Abs(dir)
	case len(found) > 1:
		return "", fmt.Errorf("%d runs begin with %s: %s; give more of the id", len(found), name, some(found))
	case len(ids) == 0:
		return "", fmt.Errorf("no run %s: workspace %s has no runs, and there is no such folder with a %s", name, w.dir, RecordName)
	}
	return "", fmt.Errorf("no run %s in workspace %s, and no such folder with a %s; battscope runs list names the runs", name, w.dir, RecordName)
}

// isRun reports whether dir is a folder with a record.
func isRun(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, RecordName))
	return err == nil && info.Mode().IsRegular()
}

// some names the first of a list.
func some(list []string) string {
	const most = 4
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
