package task

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// maxBytes bounds one file; the largest public all-in-one file has 7 MB.
const maxBytes = 256 << 20

// Read reads the tasks of files and folders, in the order of paths. Of a
// folder it reads all *.json below it in lexical order, without hidden names
// and without following links to folders, and passes over JSON that holds no
// task, such as Kaggle's sample_submission.json. A challenges file takes its
// outputs from the solutions file beside it. A file named twice is read once.
//
// Every task returned is whole. Problems come in the order of the files. When
// two files hold a task of the same id the first stays and the second is a
// problem, but a copy that only hides outputs yields silently: Kaggle's test
// file repeats known tasks so.
func Read(paths ...string) ([]*Task, []*Problem) {
	r := newReader()
	for _, name := range paths {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			r.unreadable(name, err)
		case info.IsDir():
			r.folder(tree{os.DirFS(name), name}, ".")
		default:
			dir, base := filepath.Split(name)
			if dir == "" {
				dir = "."
			}
			r.file(tree{os.DirFS(dir), dir}, base, true)
		}
	}
	return r.close()
}

// ReadFS is Read for the file or folder root of fsys.
func ReadFS(fsys fs.FS, root string) ([]*Task, []*Problem) {
	r := newReader()
	info, err := fs.Stat(fsys, root)
	switch {
	case err != nil:
		r.unreadable(root, err)
	case info.IsDir():
		r.folder(tree{fsys, ""}, root)
	default:
		r.file(tree{fsys, ""}, root, true)
	}
	return r.close()
}

// A tree is a file system and what people call its root; "" if names in it
// need no more.
type tree struct {
	fs.FS
	root string
}

// shown returns what people call the file.
func (t tree) shown(name string) string {
	if t.root == "" {
		return name
	}
	return filepath.Join(t.root, filepath.FromSlash(name))
}

// A reader is one call of Read.
type reader struct {
	tasks    []*Task
	problems []*Problem
	index    map[ID]int      // of tasks
	done     map[string]bool // files read, by shown name
	idle     []*Problem      // Kaggle files without tasks, named by the caller
	found    int             // tasks seen, kept or not
	buf      []byte          // text of the current file
	slab     []int8
}

func newReader() *reader {
	return &reader{index: map[ID]int{}, done: map[string]bool{}}
}

// close returns the result. The other files of a Kaggle folder are no problem
// among others (dir/*.json names them), but they are if nothing else came.
func (r *reader) close() ([]*Task, []*Problem) {
	if len(r.tasks) == 0 && len(r.problems) == 0 {
		r.problems = r.idle
	}
	return r.tasks, r.problems
}

// unreadable notes that the file system refuses a file or folder.
func (r *reader) unreadable(shown string, err error) {
	cause := err
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		cause = pe.Err // the problem names the file itself
	}
	r.problems = append(r.problems, &Problem{File: shown, Msg: "not read: " + plain(cause.Error()), Err: err})
}

// folder reads all task files below root.
func (r *reader) folder(t tree, root string) {
	problems, found, files, jsons := len(r.problems), r.found, len(r.done), 0
	// The walk returns no error: each is noted and walked past.
	_ = fs.WalkDir(t, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			r.unreadable(t.shown(name), err)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case name != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case strings.EqualFold(path.Ext(name), ".json") && regular(t, name, d):
			jsons++
			r.file(t, name, false)
		}
		return nil
	})
	if len(r.problems) > problems || r.found > found {
		return
	}
	switch fresh := len(r.done) - files; {
	case jsons == 0:
		r.problems = append(r.problems, &Problem{File: t.shown(root), Msg: "folder holds no .json files"})
	case fresh > 0:
		r.problems = append(r.problems, &Problem{File: t.shown(root),
			Msg: fmt.Sprintf("folder holds no tasks: looked in %s for %s", plural(fresh, ".json file"), wantTask)})
	}
}

// regular reports whether d is a file, or a link to one: reading others, such
// as pipes, might wait for ever. What cannot be told is tried.
func regular(t tree, name string, d fs.DirEntry) bool {
	mode := d.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(t, name)
		if err != nil {
			return true
		}
		mode = info.Mode()
	}
	return mode.IsRegular()
}

// file reads the tasks of one file. A file the caller named must hold a task.
func (r *reader) file(t tree, name string, named bool) {
	shown := t.shown(name)
	if r.done[shown] {
		return
	}
	r.done[shown] = true
	text, err := slurp(t, name, r.buf[:0])
	if err != nil {
		r.unreadable(shown, err)
		return
	}
	r.buf = text
	src := newSource(shown, text)
	p := newParser(src, r.slab)
	base := path.Base(name)
	if ext := path.Ext(base); strings.EqualFold(ext, ".json") {
		base = base[:len(base)-len(ext)]
	}
	k, entries := p.document(ID(base))
	r.slab = p.slab
	var outputs *source
	if k == allInOne {
		outputs = r.solve(t, name, entries)
	}
	for _, e := range entries {
		r.found++
		if e.task != nil {
			r.add(src, e)
		}
	}
	if named && src.total == 0 {
		r.explain(src, k)
	}
	r.problems = append(r.problems, src.all()...)
	if outputs != nil {
		r.problems = append(r.problems, outputs.all()...)
	}
}

// solve joins the solutions file beside the all-in-one file of that name to
// its entries, and returns it with its problems, or nil if there is none.
func (r *reader) solve(t tree, name string, entries []entry) *source {
	name = solutionsName(name)
	if name == "" {
		return nil
	}
	text, err := slurp(t, name, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	shown := t.shown(name)
	r.done[shown] = true
	if err != nil {
		r.unreadable(shown, err)
		return nil
	}
	src := newSource(shown, text)
	p := newParser(src, r.slab)
	list := p.solutions()
	r.slab = p.slab
	join(src, entries, list)
	return src
}

// add keeps a task unless one of its id is there already.
func (r *reader) add(src *source, e entry) {
	i, twice := r.index[e.id]
	if !twice {
		r.index[e.id] = len(r.tasks)
		r.tasks = append(r.tasks, e.task)
		return
	}
	first := r.tasks[i]
	msg, like := "", compare(e.task, first)
	switch {
	case first.File == src.name:
		msg = "id comes twice in this file; the first is kept"
	case like == lessKnown:
		return
	case like == moreKnown:
		r.tasks[i] = e.task
		return
	case like == same:
		msg = "id was read before, with the same samples, from " + plain(first.File) + "; remove one"
	default:
		msg = "id was read before, with other samples, from " + plain(first.File) + "; that one is kept"
	}
	src.report(e.off, Problem{Task: e.id, Msg: msg})
}

// explain notes that a file which the caller named holds no task.
func (r *reader) explain(src *source, k kind) {
	p := &Problem{File: src.name}
	switch k {
	case oneTask, allInOne:
		return
	case solutions:
		p.Msg = "no tasks, only solutions: name the challenges file beside it"
	case submissions:
		p.Msg = "no tasks, only a submission"
	default:
		src.report(-1, Problem{Msg: "no task: want " + wantTask})
		return
	}
	r.idle = append(r.idle, p)
}

// slurp reads a whole file into buf, which it may replace by a larger one.
func slurp(fsys fs.FS, name string, buf []byte) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for {
		if len(buf) == cap(buf) {
			grown := make([]byte, len(buf), max(64<<10, 2*len(buf)))
			copy(grown, buf)
			buf = grown
		}
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return nil, err
		case len(buf) > maxBytes:
			return nil, fmt.Errorf("file is larger than %d MiB", maxBytes>>20)
		}
	}
}
