package task

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	hiddenA  = `{"train":[{"input":[[1]],"output":[[2]]}],"test":[{"input":[[3]]},{"input":[[4]]}]}`
	hiddenB  = `{"train":[{"input":[[1]],"output":[[2]]}],"test":[{"input":[[5]]}]}`
	shownA   = `{"train":[{"input":[[1]],"output":[[2]]}],"test":[{"input":[[3]],"output":[[6,6]]},{"input":[[4]],"output":[[7]]}]}`
	shownB   = `{"train":[{"input":[[1]],"output":[[2]]}],"test":[{"input":[[5]],"output":[[8]]}]}`
	both     = `{"a": ` + hiddenA + `, "b": ` + hiddenB + `}`
	bothOuts = `{"a": [[[6, 6]], [[7]]], "b": [[[8]]]}`
	attempts = `{"a": [{"attempt_1": [[0, 0], [0, 0]], "attempt_2": [[0, 0], [0, 0]]}]}`
)

// texts returns the tasks as JSON.
func texts(tasks []*Task) []string {
	var list []string
	for _, t := range tasks {
		list = append(list, string(t.AppendJSON(nil)))
	}
	return list
}

func TestKaggle(t *testing.T) {
	dir := t.TempDir()
	challenges := filepath.Join(dir, "arc-agi_training_challenges.json")
	answers := filepath.Join(dir, "arc-agi_training_solutions.json")
	submission := filepath.Join(dir, "sample_submission.json")
	write(t, dir, "arc-agi_training_challenges.json", both)

	tasks, problems := Read(challenges)
	if ids(tasks) != "a b" || len(problems) != 0 || strings.Join(texts(tasks), "") != hiddenA+hiddenB {
		t.Fatalf("without solutions: %v, %v", texts(tasks), problems)
	}

	// A test file that repeats tasks without outputs must not win, though it
	// is read first.
	write(t, dir,
		"arc-agi_training_solutions.json", bothOuts,
		"arc-agi_test_challenges.json", `{"b":`+hiddenB+`}`,
		"sample_submission.json", attempts)
	for _, paths := range [][]string{
		{dir},
		{challenges},
		{challenges, answers, submission},
		{submission, answers, challenges},
	} {
		tasks, problems := Read(paths...)
		got := strings.Join(texts(tasks), "")
		if len(problems) != 0 || got != shownA+shownB && got != shownB+shownA {
			t.Errorf("Read(%v) = %s, %v; want both tasks with outputs", paths, texts(tasks), problems)
		}
	}
	if tasks[0].File != challenges {
		t.Errorf("File = %s, want %s", tasks[0].File, challenges)
	}

	if tasks, problems := Read(answers, submission); len(tasks) != 0 || len(problems) != 2 {
		t.Errorf("without challenges: %v, %v; want two problems", tasks, problems)
	}
}

func TestKaggleProblems(t *testing.T) {
	for _, test := range []struct {
		name, challenges, solutions string
		ids                         string
		want                        []string
	}{
		{"bad task", `{"a":{"train":[],"test":[{"input":[[12]]}]},"b":` + hiddenB + `}`, bothOuts, "b", []string{
			"c:1:15: task a: train: list is empty, want at least one sample",
			"c:1:37: task a: test[0].input row 0 column 0: cell is 12, want an integer 0..9"}},
		{"cut", `{"b":` + hiddenB + `,"a":{"train":[{"inp`, bothOuts, "b",
			[]string{"c:1:89: task a: train[0]: string is not closed"}},
		{"bad solution", both, `{"a":[[[6,6]],[[7x]]],"b":[[[8]]]}`, "b",
			[]string{"s:1:17: task a: solution[1] row 0 column 0: cell is 7x, want an integer 0..9"}},
		{"uneven solution", both, `{"a":[[[6,6]],[[7],[1,2]]],"b":[[[8]]]}`, "b",
			[]string{"s:1:20: task a: solution[1]: row 1 has 2 cells, row 0 has 1"}},
		{"one output too few", both, `{"a":[[[6,6]]],"b":[[[8]]]}`, "b",
			[]string{"s:1:2: task a: solution: 1 output for 2 test samples"}},
		{"not a list", both, `{"a":{},"b":[[[8]]]}`, "b",
			[]string{"s:1:6: task a: solution: value is an object, want a list of grids"}},
		{"no list at all", both, `[1]`, "a b",
			[]string{`s:1:1: solutions file is a list, want {"id": [grid, ...], ...}`}},
		{"cut solutions", both, `{"b":[[[8]]],"a":[[[6`, "b", []string{
			"s:1:22: task a: solution[0] row 0: file ends inside the '[' of line 1 column 20; is it cut off?"}},
		{"solution twice", both, `{"a":[[[6,6]],[[7]]],"b":[[[8]]],"a":[]}`, "b",
			[]string{"s:1:34: task a: solution comes twice, remove one"}},
		{"unknown task", both, `{"a":[[[6,6]],[[7]]],"b":[[[8]]],"z":[]}`, "a b",
			[]string{"s:1:34: task z: solution of a task that the challenges file does not hold"}},
		{"missing solution", both, `{"a":[[[6,6]],[[7]]]}`, "a b", nil},
		{"same outputs", `{"b":` + shownB + `}`, `{"b":[[[8]]]}`, "b", nil},
		{"other outputs", `{"b":` + shownB + `}`, `{"b":[[[9]]]}`, "",
			[]string{"s:1:2: task b: solution[0]: differs from the output in the challenges file"}},
		{"id twice", `{"a":` + hiddenA + `,"b":` + hiddenB + `,"a":` + hiddenA + `}`, bothOuts, "a b",
			[]string{"c:1:162: task a: id comes twice in this file; the first is kept"}},
		{"bad key", `{"\q":` + hiddenA + `,"b":` + hiddenB + `}`, `{"b":[[[8]]]}`, "b",
			[]string{"c:1:3: string holds a control character or an unknown escape"}},
		{"good after bad", `{"a":{"train":[]},"a":` + hiddenA + `}`, `{"a":[[[6,6]],[[7]]]}`, "a",
			[]string{
				`c:1:6: task a: no test samples: the key "test" is missing`,
				"c:1:15: task a: train: list is empty, want at least one sample"}},
		{"other entries", `{"version":"1","x":{"y":[]},"n":[1],"b":` + hiddenB + `}`, `{"b":[[[8]]]}`, "b", nil},
		{"not JSON between", `{"x":NaN,"b":` + hiddenB + `}`, `{"b":[[[8]]]}`, "b", []string{"c:1:6: NaN is not JSON"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tasks, problems := ReadFS(fstest.MapFS{
				"x_challenges.json": {Data: []byte(test.challenges)},
				"x_solutions.json":  {Data: []byte(test.solutions)},
			}, ".")
			if got := ids(tasks); got != test.ids {
				t.Errorf("tasks %q, want %q", got, test.ids)
			}
			got := strings.NewReplacer("x_challenges.json", "c", "x_solutions.json", "s").Replace(messages(problems))
			if want := strings.Join(append(test.want, ""), "\n"); got != want {
				t.Errorf("problems:\n%swant:\n%s", got, want)
			}
		})
	}
}
