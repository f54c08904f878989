package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/google/pprof/profile"

	"battscope/profile/export"
	"battscope/profile/pages"
	"battscope/profile/record"
	"battscope/profile/stacks"
	"battscope/profile/workspace"
	"battscope/ui/profileview"
	"battscope/ui/screen"
)

// A gallery is the profiles of a workspace as the Profile screen knows them.
type gallery struct {
	app     *app
	space   *workspace.Workspace // nil: there is none
	present func() (dir string)  // of the session's run; nil where there is none

	mu     sync.Mutex
	server *pages.Server // of pprof's pages; nil before the first
}

// List returns the profiles of all runs, those of the present one first, then the
// newest.
func (g *gallery) List() ([]profileview.Entry, error) {
	if g.space == nil {
		return nil, nil
	}
	paths, err := filepath.Glob(filepath.Join(g.space.RunsDir(), "*", "*.pb.gz"))
	if err != nil {
		return nil, err
	}
	now := ""
	if g.present != nil {
		now = g.present()
	}
	var list []profileview.Entry
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue // it went in the meantime
		}
		dir := filepath.Dir(path)
		list = append(list, profileview.Entry{
			Path: path, Name: filepath.Base(path), Run: filepath.Base(dir), Present: dir == now, Time: info.ModTime(), Bytes: info.Size(),
		})
	}
	slices.SortStableFunc(list, func(a, b profileview.Entry) int {
		if a.Present != b.Present {
			if a.Present {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Time.Compare(a.Time), strings.Compare(a.Path, b.Path))
	})
	return list, nil
}

// Families returns the family of each primitive.
func (g *gallery) Families() map[string]string {
	families := map[string]string{}
	for _, o := range g.app.table.Ops() {
		families[o.Name] = string(o.Family)
	}
	return families
}

// Folder returns the current folder.
func (g *gallery) Folder() string {
	folder, err := os.Getwd()
	if err != nil {
		return string(filepath.Separator) // absolute names are found all the same
	}
	return folder
}

// load loads the profile of what is shown, or the difference.
func (g *gallery) load(s profileview.Shown) (*profile.Profile, error) {
	f := profileFlags{find: func(name string) (string, error) { return name, nil }, base: s.Base, normalize: !s.Unscaled}
	return f.load(s.File)
}

// errNothing says that there is nothing to give away.
var errNothing = errors.New("none of the samples is left by the filters")

// Serve serves pprof's pages of what is shown, in the place of those before, and
// opens a browser on them where there is one. Focus and ignore are settings there.
func (g *gallery) Serve(s profileview.Shown) (string, error) {
	p, err := g.load(s)
	if err != nil {
		return "", err
	}
	q, err := queryOf(p, s)
	if err != nil {
		return "", err
	}
	if _, err := stacks.Filter(p, stacks.Query{Type: q.Type, Labels: q.Labels, Side: q.Side}); err != nil {
		return "", err
	}
	if len(p.Sample) == 0 {
		return "", errNothing
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.server != nil {
		err, g.server = g.server.Close(), nil
		if err != nil {
			return "", err
		}
	}
	g.server, err = pages.Start(p, pages.Options{Name: filepath.Base(s.File), Type: s.Type, Focus: s.Focus, Ignore: s.Ignore})
	if err != nil {
		return "", err
	}
	_ = browse(g.server.URL) // without a browser the address is told all the same
	return g.server.URL, nil
}

// queryOf returns what is shown of a profile as a query.
func queryOf(p *profile.Profile, s profileview.Shown) (stacks.Query, error) {
	index, err := p.SampleIndexByName(s.Type)
	if err != nil {
		return stacks.Query{}, err
	}
	q, err := (&profileFlags{focus: s.Focus, ignore: s.Ignore}).query()
	q.Type, q.Labels, q.Side = index, s.Labels, s.Side
	return q, err
}

// Close ends the pages.
func (g *gallery) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.server == nil {
		return nil
	}
	return g.server.Close()
}

// Formats are those that any profile can be written in.
func (g *gallery) Formats() []screen.Item { return formatItems(true) }

// formatItems returns the formats as items of a menu, or of them those of
// profiles.
func formatItems(ofProfiles bool) []screen.Item {
	var items []screen.Item
	for _, f := range export.Formats() {
		if f.OfProfile || !ofProfiles {
			items = append(items, screen.Item{Name: f.Name, Doc: f.Doc})
		}
	}
	return items
}

// Export writes what is shown of a profile, beside the runs, or without a
// workspace into the current folder.
func (g *gallery) Export(format string, s profileview.Shown) (w profileview.Written, err error) {
	f, err := export.Find(format)
	if err != nil {
		return w, err
	}
	if !f.OfProfile {
		return w, fmt.Errorf("%s is of a run, and this is a profile", f.Name)
	}
	name := strings.TrimSuffix(filepath.Base(s.File), ".pb.gz")
	if run := runOf(s.File); run != "" {
		name = run + "-" + name
	}
	p, err := g.load(s)
	if err != nil {
		return w, err
	}
	w.Of, w.Samples = len(p.Sample), len(p.Sample)
	if s.Base != "" {
		name += "-difference"
	}
	if s.Narrowed() {
		name += "-shown"
		q, err := queryOf(p, s)
		if err != nil {
			return w, err
		}
		if w.Of, err = stacks.Filter(p, q); err != nil {
			return w, err
		}
		if w.Samples = len(p.Sample); w.Samples == 0 {
			return w, errNothing
		}
	}
	file := s.File // as it is, where nothing is to be made of it
	if s.Base != "" || s.Narrowed() {
		if file, err = scratchProfile(p); err != nil {
			return w, err
		}
		defer os.Remove(file)
	}
	w.Path, err = exportTo(g.space, f, name, &export.Run{Record: &record.Record{ID: name}, Profile: file, Type: s.Type})
	return w, err
}

// runOf returns the id of the run in whose folder a file lies, of any workspace and
// however the path is written; empty where it lies in none.
func runOf(file string) string {
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return ""
	}
	if _, err := os.Stat(filepath.Join(dir, record.FileName)); err != nil {
		return ""
	}
	return filepath.Base(dir)
}

// scratchProfile writes a profile for a moment, and returns where.
func scratchProfile(p *profile.Profile) (string, error) {
	f, err := os.CreateTemp("", "battscope-*.pb.gz")
	if err != nil {
		return "", fmt.Errorf("write what is shown: %w", err)
	}
	if err := errors.Join(p.Write(f), f.Close()); err != nil {
		os.Remove(f.Name())
		return "", fmt.Errorf("write what is shown: %w", err)
	}
	return f.Name(), nil
}

// exportTo writes a run, or its profile, in a format into the workspace, or
// without one into the current folder, and returns where. Nothing is written over.
func exportTo(space *workspace.Workspace, f export.Format, name string, run *export.Run) (string, error) {
	var b strings.Builder
	if err := f.Write(&b, run); err != nil {
		return "", err
	}
	path := name + "-" + f.Name + f.Ending
	if space != nil {
		path = filepath.Join(space.Dir(), path)
	}
	return workspace.WriteNew(path, []byte(b.String()))
}
