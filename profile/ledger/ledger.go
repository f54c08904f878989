// Package ledger keeps contests that have ended in a workspace: a file of JSON
// each, in a folder of their own, written once.
package ledger

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"battscope/profile/compare"
	"battscope/profile/workspace"
)

// Schema is the version of the files. A reader refuses newer ones. What was found is
// written under the names of the fields of package compare: renaming one makes a new
// version.
const Schema = 1

// ending is that of the files; before it stands the id.
const ending = ".json"

// patience is how long a contest waits for others that are being written.
const patience = 500 * time.Millisecond

// ErrNone says that a workspace keeps no contest of an id.
var ErrNone = errors.New("there is no contest")

// A Contest is one that has ended, with what was found. It is not changed once it
// is kept.
type Contest struct {
	Schema     int                 `json:"schema"`
	ID         string              `json:"-"` // the file's name without its ending: when it ended, in UTC, so that ids sort by age
	Ended      time.Time           `json:"ended"`
	Host       string              `json:"host"`
	Settings   []string            `json:"settings"`          // the sides, as --preset takes them
	For        string              `json:"for,omitempty"`     // who asked for it
	Stopped    bool                `json:"stopped,omitempty"` // by somebody: the rounds made are kept
	Comparison *compare.Comparison `json:"comparison,omitempty"`
	Evolution  *compare.Evolution  `json:"evolution,omitempty"` // instead of Comparison
}

// Keep writes a contest into a workspace and gives it its ID. Schema is set here.
func Keep(space *workspace.Workspace, c *Contest) error {
	if (c.Comparison == nil) == (c.Evolution == nil) {
		panic("ledger: a contest has either a Comparison or an Evolution")
	}
	c.Schema = Schema
	if e := c.Evolution; e != nil && slices.ContainsFunc(e.Steps, func(s compare.Step) bool { return math.IsNaN(s.Time) || math.IsInf(s.Time, 0) }) {
		panic("ledger: a step without a time")
	}
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("keep the contest: %w", err)
	}
	dir := space.ContestsDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep the contest: make the folder %s: %w", dir, workspace.Cause(err))
	}
	// Under the lock nobody else writes a file: an old temporary one is not of a writer
	// that only stood still. Without it nothing is swept, and the contest is kept.
	if lock, err := workspace.LockFolderWithin(dir, patience); err == nil {
		defer func() {
			workspace.SweepFolder(dir, ending)
			_ = lock.Close() // it goes with the process at the latest
		}()
	}
	path, err := workspace.WriteNew(filepath.Join(dir, c.Ended.UTC().Format("20060102-150405")+ending), append(text, '\n'))
	if err != nil {
		return fmt.Errorf("keep the contest: %w", err)
	}
	c.ID = strings.TrimSuffix(filepath.Base(path), ending)
	return nil
}

// Read returns the contest of an id, or an error that wraps ErrNone. That of a newer
// schema is refused as such, whatever else it holds.
func Read(space *workspace.Workspace, id string) (*Contest, error) {
	path, err := Find(space, id)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return nil, damaged(path, errors.New("it is a link to nothing"))
		}
		return nil, missing(space, id)
	}
	if err == nil && !info.Mode().IsRegular() { // a pipe would be waited for
		return nil, damaged(path, errors.New("it is no regular file"))
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist): // since
		return nil, missing(space, id)
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, workspace.Cause(err))
	}
	var head struct{ Schema int } // alone, for what a newer one has in its other members is not known
	c := &Contest{}
	if err = json.Unmarshal(text, &head); err == nil {
		if head.Schema > Schema {
			return nil, fmt.Errorf("%s has schema %d, and this battscope reads up to %d: take a newer one", path, head.Schema, Schema)
		}
		err = json.Unmarshal(text, c)
	}
	switch {
	case err != nil:
		return nil, damaged(path, err)
	case !c.whole():
		return nil, damaged(path, errors.New("it lacks what was found"))
	}
	c.ID = id
	return c, nil
}

// Find returns the file of the contest of an id, which need not be one that can be
// read, or an error that wraps ErrNone.
func Find(space *workspace.Workspace, id string) (path string, err error) {
	if filepath.Base(id) != id { // a path, whose last part may be the id of another contest
		return "", missing(space, id)
	}
	path = filepath.Join(space.ContestsDir(), id+ending)
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return "", missing(space, id)
	case err != nil:
		return "", fmt.Errorf("find contest %s: %s: %w", id, path, workspace.Cause(err))
	case info.IsDir():
		return "", fmt.Errorf("%s is a folder and no contest: remove it yourself", path)
	}
	return path, nil
}

// Delete removes the contest of an id for good, also one that cannot be read. Where
// there is none, or another has just deleted it, the error wraps ErrNone.
func Delete(space *workspace.Workspace, id string) error {
	path, err := Find(space, id)
	if err != nil {
		return err
	}
	switch err := os.Remove(path); {
	case errors.Is(err, fs.ErrNotExist): // since
		return missing(space, id)
	case err != nil:
		return fmt.Errorf("delete %s: %w", path, workspace.Cause(err))
	}
	return nil
}

func missing(space *workspace.Workspace, id string) error {
	return fmt.Errorf("%w %s in workspace %s; battscope compare --past lists them", ErrNone, id, space.Dir())
}

// damaged says what is wrong with a file, and what to do about it.
func damaged(path string, err error) error {
	return fmt.Errorf("%s is damaged: %w; battscope compare delete %s removes it", path, err, strings.TrimSuffix(filepath.Base(path), ending))
}

// whole reports whether a contest has all that is shown of one.
func (c *Contest) whole() bool {
	if e := c.Evolution; e != nil {
		return c.Comparison == nil && len(e.Steps) > 0 && !slices.ContainsFunc(e.Steps, func(s compare.Step) bool { return !shown(s.Results) || s.Against == nil })
	}
	return c.Comparison != nil && len(c.Comparison.Versus) > 0 && !slices.ContainsFunc(c.Comparison.Versus, func(v *compare.Versus) bool {
		return v == nil || !shown(v.Results) || v.Timing != nil && len(v.Calls) < len(v.Timing.Phases)
	})
}

// shown reports whether results have all that is shown of them.
func shown(r *compare.Results) bool {
	return r != nil && !slices.ContainsFunc(r.Groups, func(g compare.Group) bool { return len(g.Named) == 0 })
}

// List returns the contests of a workspace, the newest first. Files that cannot be
// read are problems that name them; one that goes meanwhile is none.
func List(space *workspace.Workspace) (list []*Contest, problems []error, err error) {
	entries, err := os.ReadDir(space.ContestsDir())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the contests: %w", err)
	}
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ending)
		if !ok {
			continue
		}
		c, err := Read(space, id)
		if errors.Is(err, ErrNone) {
			continue
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *Contest) int { return cmp.Or(b.Ended.Compare(a.Ended), cmp.Compare(b.ID, a.ID)) })
	return list, problems, nil
}
