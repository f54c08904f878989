package task

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"battscope/engine/grid"
)

// ids returns the ids of tasks, in order.
func ids(tasks []*Task) string {
	var list []string
	for _, t := range tasks {
		list = append(list, string(t.ID))
	}
	return strings.Join(list, " ")
}

// messages returns the problems as lines.
func messages(problems []*Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.Error() + "\n")
	}
	return b.String()
}

// write makes files below dir, name and text in turn.
func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRead(t *testing.T) {
	for name, text := range map[string]string{
		"plain":          good,
		"mark":           "\uFEFF" + good,
		"test first":     `{"test":[{"input":[[6]],"output":[[7]]}],"train":[{"output":[[5]],"input":[[1,2],[3,4]]}]}`,
		"white":          strings.NewReplacer("[", " [\r\n\t", "]", "\n ]", ",", " ,\n", ":", " : ").Replace(good) + "\n\n",
		"extra keys":     strings.NewReplacer(`{"`, `{"name":"a\"]}\u00e9","x":{"train":[{}],"y":[[],{},null,true,-1.5e+3]},"`).Replace(good),
		"object first":   `{"x":{"train":[1],"test":7},` + good[1:],
		"escaped keys":   strings.NewReplacer("train", `tr\u0061in`, "input", `\u0069nput`).Replace(good),
		"invalid UTF-8":  `{"x":"` + "\xff" + `",` + good[1:],
		"key twice":      `{"x":1,"x":2,` + good[1:],
		"unlike case":    `{"Train":1,"TEST":2,` + good[1:],
		"one big string": `{"x":"` + strings.Repeat(`a\\`, 1<<16) + `",` + good[1:],
	} {
		t.Run(name, func(t *testing.T) {
			tasks, problems := readText(text)
			if len(tasks) != 1 || len(problems) != 0 {
				t.Fatalf("Read = %d tasks, %v; want 1 task", len(tasks), problems)
			}
			if got := string(tasks[0].AppendJSON(nil)); got != good {
				t.Errorf("task = %s, want %s", got, good)
			}
			if got := tasks[0]; got.ID != "t" || got.File != "t.json" {
				t.Errorf("ID, File = %q, %q; want t, t.json", got.ID, got.File)
			}
		})
	}
}

func TestReadHidden(t *testing.T) {
	for _, test := range []string{`{"input":[[6]]}`, `{"input":[[6]],"output":null}`} {
		tasks, problems := readText(strings.Replace(good, `{"input":[[6]],"output":[[7]]}`, test, 1))
		if len(tasks) != 1 || len(problems) != 0 || tasks[0].Test[0].Out != nil {
			t.Errorf("%s: %d tasks, %v; want 1 task with a nil Out", test, len(tasks), problems)
		}
	}
}

func TestReadLargest(t *testing.T) {
	text := inGood("[" + strings.Repeat(wide(30)+",", 29) + wide(30) + "]")
	tasks, problems := readText(text)
	if len(tasks) != 1 || len(problems) != 0 {
		t.Fatalf("Read = %d tasks, %v; want 1 task", len(tasks), problems)
	}
	if g := tasks[0].Demo[0].In; g.H != 30 || g.W != 30 || len(g.Cells) != 900 {
		t.Errorf("grid is %d by %d of %d cells, want 30 by 30", g.H, g.W, len(g.Cells))
	}
}

// Bad files cost their own tasks only.
func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir,
		"b.json", good,
		"a.json", good,
		"sub/c.JSON", good,
		"sub/bad.json", "{",
		"sub/README.md", "not JSON",
		"sub/package.json", `{"name":"x"}`,
		"sub/list.json", `["a","b"]`,
		".hidden/d.json", "{",
		"._e.json", "\x00\x01",
		"folder.json/f.json", good,
	)
	tasks, problems := Read(dir)
	if got, want := ids(tasks), "a b f c"; got != want {
		t.Errorf("tasks %s, want %s", got, want)
	}
	bad := filepath.Join(dir, "sub", "bad.json")
	want := bad + ":1:2: file ends inside the '{' of line 1 column 1; is it cut off?\n"
	if got := messages(problems); got != want {
		t.Errorf("problems\n%swant\n%s", got, want)
	}

	again, problems := Read(filepath.Join(dir, "b.json"), dir, filepath.Join(dir, "a.json"), dir)
	if got, want := ids(again), "b a f c"; got != want || len(problems) != 1 {
		t.Errorf("with files named: tasks %s, want %s; problems %v", got, want, problems)
	}

	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links: ", err)
	}
	if err := os.Symlink(filepath.Join(dir, "none"), filepath.Join(dir, "x.json")); err != nil {
		t.Fatal(err)
	}
	tasks, problems = Read(link)
	if got, want := ids(tasks), "a b f c"; got != want || len(problems) != 2 || !errors.Is(problems[1], fs.ErrNotExist) {
		t.Errorf("through a link: tasks %s, want %s; problems %v, want bad.json and the broken link", got, want, problems)
	}
}

func TestReadFolderWithoutTasks(t *testing.T) {
	dir := t.TempDir()
	if _, problems := Read(dir); messages(problems) != dir+": folder holds no .json files\n" {
		t.Errorf("empty folder: %v", problems)
	}
	write(t, dir, "a.json", "{}", "sample_submission.json", `{"x":[{"attempt_1":[[0]]}]}`)
	want := dir + `: folder holds no tasks: looked in 2 .json files for {"train": [...], "test": [...]}` + "\n"
	if _, problems := Read(dir); messages(problems) != want {
		t.Errorf("problems %v, want %s", problems, want)
	}
}

func TestReadFS(t *testing.T) {
	fsys := fstest.MapFS{
		"tasks/a.json":   {Data: []byte(good)},
		"tasks/b/c.json": {Data: []byte(good)},
		"other/d.json":   {Data: []byte("[")},
	}
	for _, test := range []struct{ root, ids, file string }{
		{"tasks", "a c", "tasks/a.json"},
		{"tasks/b", "c", "tasks/b/c.json"},
		{"tasks/a.json", "a", "tasks/a.json"},
	} {
		tasks, problems := ReadFS(fsys, test.root)
		if got := ids(tasks); got != test.ids || len(problems) != 0 || tasks[0].File != test.file {
			t.Errorf("ReadFS(%s) = %s, %v; want %s", test.root, got, problems, test.ids)
		}
	}
	if tasks, problems := ReadFS(fsys, "."); ids(tasks) != "a c" || len(problems) != 1 {
		t.Errorf("ReadFS(.) = %s, %v; want a c and one problem", ids(tasks), problems)
	}
	if _, problems := ReadFS(fsys, "none"); len(problems) != 1 || !errors.Is(problems[0], fs.ErrNotExist) {
		t.Errorf("ReadFS(none) = %v, want fs.ErrNotExist", problems)
	}
}

func TestReadTwice(t *testing.T) {
	hidden := strings.Replace(good, `,"output":[[7]]}]}`, `}]}`, 1)
	unlike := strings.Replace(good, `[[7]]`, `[[8]]`, 1)
	for _, test := range []struct{ name, first, second, kept, msg string }{
		{"equal", good, good, good, "id was read before, with the same samples, from 1/t.json; remove one"},
		{"unlike", good, unlike, good, "id was read before, with other samples, from 1/t.json; that one is kept"},
		{"second hidden", good, hidden, good, ""},
		{"first hidden", hidden, good, good, ""},
		{"first bad", "{", good, good, "-"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tasks, problems := ReadFS(fstest.MapFS{
				"1/t.json": {Data: []byte(test.first)},
				"2/t.json": {Data: []byte(test.second)},
			}, ".")
			if len(tasks) != 1 || string(tasks[0].AppendJSON(nil)) != test.kept {
				t.Fatalf("tasks = %v, want one of %s", tasks, test.kept)
			}
			want := ""
			switch test.msg {
			case "":
			case "-":
				want = "1/t.json:1:2: file ends inside the '{' of line 1 column 1; is it cut off?\n"
			default:
				want = "2/t.json:1:1: task t: " + test.msg + "\n"
			}
			if got := messages(problems); got != want {
				t.Errorf("problems %swant %s", got, want)
			}
		})
	}
}

// The real tasks are what encoding/json says they are.
func TestReadReal(t *testing.T) {
	dir := arcFolder(t)
	tasks, problems := Read(dir)
	if len(problems) != 0 {
		t.Errorf("problems:\n%s", messages(problems))
	}
	demos, tests := 0, 0
	for _, got := range tasks {
		demos += len(got.Demo)
		tests += len(got.Test)
		text, err := os.ReadFile(got.File)
		if err != nil {
			t.Fatal(err)
		}
		var want plainTask
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		if filepath.Base(got.File) != string(got.ID)+".json" || !likePlain(got, want) {
			t.Errorf("task %s of %s is not what encoding/json reads", got.ID, got.File)
		}
	}
	if len(tasks) != 400 || demos != 1302 || tests != 416 {
		t.Errorf("%d tasks, %d demo and %d test samples; want 400, 1302, 416", len(tasks), demos, tests)
	}
	if !slices.IsSortedFunc(tasks, func(a, b *Task) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
		t.Error("tasks are not in order")
	}
}

// likePlain reports whether t is the task that encoding/json read.
func likePlain(t *Task, want plainTask) bool {
	like := func(g *grid.Grid, rows [][]int) bool {
		if g == nil || len(rows) == 0 {
			return g == nil && len(rows) == 0
		}
		if g.H != len(rows) || len(g.Cells) != g.H*g.W {
			return false
		}
		for r, row := range rows {
			if len(row) != g.W {
				return false
			}
			for c, v := range row {
				if int(g.At(r, c)) != v {
					return false
				}
			}
		}
		return true
	}
	if len(t.Demo) != len(want.Train) || len(t.Test) != len(want.Test) {
		return false
	}
	for i, s := range slices.Concat(want.Train, want.Test) {
		got := slices.Concat(t.Demo, t.Test)[i]
		if !like(got.In, s.Input) || !like(got.Out, s.Output) {
			return false
		}
	}
	return true
}
