package task

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// good is a task with nothing wrong, to be cut up in tests.
const good = `{"train":[{"input":[[1,2],[3,4]],"output":[[5]]}],"test":[{"input":[[6]],"output":[[7]]}]}`

// readText reads text as the file t.json.
func readText(text string) ([]*Task, []*Problem) {
	return ReadFS(fstest.MapFS{"t.json": {Data: []byte(text)}}, "t.json")
}

// unmark takes the marks ¦ out of text and returns the places, as line:col,
// that they stood at.
func unmark(text string) (clean string, at []string) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		before, after, marked := strings.Cut(line, "¦")
		for marked {
			at = append(at, fmt.Sprintf("%d:%d", i+1, len(before)+1))
			line = before + after
			before, after, marked = strings.Cut(line, "¦")
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n"), at
}

// inGood returns a task whose first demo input is the text.
func inGood(input string) string {
	return `{"train":[{"input":` + input + `,"output":[[5]]}],"test":[{"input":[[6]]}]}`
}

// wide returns a row of n zeros.
func wide(n int) string { return "[" + strings.Repeat("0,", n-1) + "0]" }

// Each text has a mark ¦ before each fault; want has the messages in the same
// order, without file and place.
func TestProblems(t *testing.T) {
	const in = "task t: train[0].input"
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"narrow row", inGood("[[1,2],\n  ¦[3],[4,5]]"), []string{in + ": row 1 has 1 cell, row 0 has 2"}},
		{"two uneven rows", inGood("[[1,2],¦[3],[4,5],\r\n\r\n¦[6,7,8]]"), []string{
			in + ": row 1 has 1 cell, row 0 has 2", in + ": row 3 has 3 cells, row 0 has 2"}},
		{"empty row", inGood("[¦[],[1]]"), []string{in + ": row 0 has 0 cells, want 1..30"}},
		{"no rows", inGood("¦[ ]"), []string{in + ": grid has 0 rows, want 1..30"}},
		{"wide row", inGood("[¦" + wide(31) + "]"), []string{in + ": row 0 has 31 cells, want 1..30"}},
		{"very wide row", inGood("[¦" + wide(5000) + "]"), []string{in + ": row 0 has 5000 cells, want 1..30"}},
		{"many rows", inGood("¦[" + strings.Repeat("[1],", 30) + "[1]]"), []string{in + ": grid has 31 rows, want 1..30"}},
		{"fraction", inGood("[[1, ¦1.5]]"), []string{in + " row 0 column 1: cell is 1.5, want an integer 0..9"}},
		{"exponent", inGood("[[¦1e2]]"), []string{in + " row 0 column 0: cell is 1e2, want an integer 0..9"}},
		{"leading zero", inGood("[[0],[¦01]]"), []string{in + " row 1 column 0: cell is 01, want an integer 0..9"}},
		{"two digits", inGood("[[¦10,¦-1,¦-0]]"), []string{
			in + " row 0 column 0: cell is 10, want an integer 0..9",
			in + " row 0 column 1: cell is -1, want an integer 0..9",
			in + " row 0 column 2: cell is -0, want an integer 0..9"}},
		{"not a number", inGood("[[1,¦NaN,¦null,¦\"3\"]]"), []string{
			in + " row 0 column 1: cell is NaN, want an integer 0..9",
			in + " row 0 column 2: cell is null, want an integer 0..9",
			in + ` row 0 column 3: cell is "3", want an integer 0..9`}},
		{"huge number", inGood("[[¦" + strings.Repeat("9", 100000) + "]]"), []string{
			in + " row 0 column 0: cell is 999999999999999999999999..., want an integer 0..9"}},
		{"nested cell", inGood("[[¦[1],¦{\"a\":[2]}]]"), []string{
			in + " row 0 column 0: cell is a list, want an integer 0..9",
			in + " row 0 column 1: cell is an object, want an integer 0..9"}},
		{"flat grid", inGood("[¦1,¦2]"), []string{
			in + " row 0: row is 1, want a list of cells", in + " row 1: row is 2, want a list of cells"}},
		{"grid is a word", inGood("¦null"), []string{in + ": grid is null, want a list of rows"}},
		{"grid is a string", inGood(`¦"a\nb"`), []string{in + `: grid is "a\nb", want a list of rows`}},
		{"comma before bracket", inGood("[[1,2¦,],[3,4]¦, ]"), []string{
			in + ` row 0: comma before ']', remove it`, in + `: comma before ']', remove it`}},
		{"no comma", inGood("[[1 ¦2]]"), []string{in + " row 0: comma missing before '2'"}},
		{"two commas", inGood("[[1,¦,2]]"), []string{in + " row 0 column 1: value missing before ','"}},
		{"comma first", inGood("[[¦,1]]"), []string{in + " row 0 column 0: value missing before ','"}},
		{"wrong bracket", inGood("[[1,2¦}]"), []string{in + ` row 0: found '}', want a comma or ']'`}},
		{"demo without output", `{"train":[{"input":[[1]],"output":[[1]]},¦{"input":[[1]]}],"test":[{"input":[[1]]}]}`,
			[]string{`task t: train[1]: the key "output" is missing; only test samples may hide it`}},
		{"demo with null", `{"train":[{"input":[[1]],"output":¦null}],"test":[{"input":[[1]]}]}`,
			[]string{"task t: train[0].output: grid is null, want a list of rows"}},
		{"no input", `{"train":[¦{"output":[[1]]}],"test":[¦{}]}`,
			[]string{`task t: train[0]: the key "input" is missing`, `task t: test[0]: the key "input" is missing`}},
		{"empty lists", `{"train":¦[],"test":¦[]}`, []string{
			"task t: train: list is empty, want at least one sample", "task t: test: list is empty, want at least one sample"}},
		{"train only", ` ¦{"train":[{"input":[[1]],"output":[[1]]}]}`, []string{`task t: no test samples: the key "test" is missing`}},
		{"test only", `¦{"test":[{"input":[[1]]}]}`, []string{`task t: no demo samples: the key "train" is missing`}},
		{"train is an object", `{"train":¦{"a":1},"test":¦7}`, []string{
			"task t: train: value is an object, want a list of samples", "task t: test: value is 7, want a list of samples"}},
		{"sample is a list", `{"train":[¦[[1]]],"test":[{"input":[[1]]}]}`,
			[]string{`task t: train[0]: sample is a list, want {"input": [...], "output": [...]}`}},
		{"train twice", strings.Replace(good, `"test"`, `¦"train":[],"test"`, 1), []string{`task t: train: key "train" comes twice, remove one`}},
		{"escaped key twice", strings.Replace(good, `"test"`, `¦"tr\u0061in":[],"test"`, 1), []string{`task t: train: key "train" comes twice, remove one`}},
		{"input twice", strings.Replace(good, `"output":[[7]]`, `¦"input":[[7]]`, 1), []string{`task t: test[0].input: key "input" comes twice, remove one`}},
		{"text after", good + "\n¦x", []string{"task t: found 'x' after the end of the JSON value"}},
		{"brace after", good + "¦}", []string{"task t: found '}' after the end of the JSON value"}},
		{"cut in a row", `{"train":[{"input":[[1,2¦`, []string{in + " row 0: file ends inside the '[' of line 1 column 21; is it cut off?"}},
		{"cut after a comma", `{"train":[{"input":[[1,¦`, []string{in + " row 0: file ends inside the '[' of line 1 column 21; is it cut off?"}},
		{"cut before a value", `{"train":¦`, []string{"task t: train: file ends where a value should be; is it cut off?"}},
		{"cut at the end", strings.TrimSuffix(good, "}") + "\n¦", []string{"task t: file ends inside the '{' of line 1 column 1; is it cut off?"}},
		{"open string", `{"train":¦1,¦"te`, []string{"task t: train: value is 1, want a list of samples", "task t: string is not closed"}},
		{"no colon", strings.Replace(good, `"test":`, `"test"¦`, 1), []string{"task t: found '[', want a colon after the key"}},
		{"bare key", strings.Replace(good, `"test"`, `¦test`, 1), []string{"task t: found 't', want a key in double quotes"}},
		{"no value", strings.Replace(good, `"test"`, `"x":¦,"test"`, 1), []string{"task t: value missing before ','"}},
		{"two colons", strings.Replace(good, `"test"`, `"x":¦:1,"test"`, 1), []string{"task t: found ':', want a value"}},
		{"extra key with a bad number", strings.Replace(good, `"test"`, `"x":[¦NaN,¦1.,¦.5,¦+1,¦1e,¦-],"test"`, 1), []string{
			"task t: NaN is not JSON", "task t: 1. is not JSON", "task t: .5 is not JSON",
			"task t: +1 is not JSON", "task t: 1e is not JSON", "task t: - is not JSON"}},
		{"extra key with bad strings", strings.Replace(good, `"test"`, `"x":["a¦\q","¦\u12g4","¦`+"\n"+`"],"test"`, 1), []string{
			"task t: string holds a control character or an unknown escape",
			"task t: string holds a control character or an unknown escape",
			"task t: string holds a control character or an unknown escape"}},
		{"two-byte letters before", strings.Replace(good, `"test"`, `"é":"日本","x":¦y,"test"`, 1), []string{"task t: y is not JSON"}},
		{"not JSON", `¦hello`, []string{"hello is not JSON"}},
		{"no id", `{"":¦{"train":[{"input":[[1]],"output":[[1]]}],"test":[{"input":[[1]]}]}}`, []string{"task has no id"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, at := unmark(test.text)
			tasks, problems := readText(text)
			if len(tasks) != 0 {
				t.Errorf("read %d tasks, want none", len(tasks))
			}
			var got, want []string
			for _, p := range problems {
				got = append(got, p.Error())
			}
			if len(at) != len(test.want) {
				t.Fatalf("%d marks for %d messages", len(at), len(test.want))
			}
			for i, w := range test.want {
				want = append(want, "t.json:"+at[i]+": "+w)
			}
			if !slices.Equal(got, want) {
				t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// Problems of a file as a whole have no line.
func TestProblemsOfFile(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "t.json: file is empty"},
		{"white", " \n", "t.json: file is empty"},
		{"mark only", "\uFEFF", "t.json: file is empty"},
		{"other JSON", `{"name":"x","version":{"major":1}}`, `t.json: no task: want {"train": [...], "test": [...]}`},
		{"list", `[1,2]`, `t.json: no task: want {"train": [...], "test": [...]}`},
		{"solutions", `{"a":[[[1]]]}`, "t.json: no tasks, only solutions: name the challenges file beside it"},
		{"submission", `{"a":[{"attempt_1":[[0]],"attempt_2":[[0]]}]}`, "t.json: no tasks, only a submission"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tasks, problems := readText(test.text)
			if len(tasks) != 0 || len(problems) != 1 || problems[0].Error() != test.want {
				t.Errorf("Read(%q) = %v, %v; want only %s", test.text, tasks, problems, test.want)
			}
		})
	}
}

func TestProblemFields(t *testing.T) {
	_, problems := readText("{\"train\":[{\"input\":[[1]],\n \"output\":[[1],\n  [2,77]]}],\"test\":[{\"input\":[[1]]}]}")
	want := []Problem{
		{File: "t.json", Line: 3, Col: 3, Task: "t", Where: "train[0].output", Msg: "row 1 has 2 cells, row 0 has 1"},
		{File: "t.json", Line: 3, Col: 6, Task: "t", Where: "train[0].output row 1 column 1", Msg: "cell is 77, want an integer 0..9"},
	}
	for i, w := range want {
		if i >= len(problems) || *problems[i] != w {
			t.Fatalf("problems = %v, want %v", problems, want)
		}
	}
}

func TestProblemOneLine(t *testing.T) {
	p := &Problem{File: "a\nb.json", Line: 1, Col: 2, Task: "c\rd", Msg: "m"}
	if got, want := p.Error(), `"a\nb.json":1:2: task "c\rd": m`; got != want {
		t.Errorf("Error() = %s, want %s", got, want)
	}
}

func TestProblemsBounded(t *testing.T) {
	_, problems := readText(inGood("[[" + strings.Repeat("x,", 999) + "x]]"))
	if len(problems) != maxProblems+1 {
		t.Fatalf("%d problems, want %d", len(problems), maxProblems+1)
	}
	if got, want := problems[maxProblems].Error(), "t.json: and 981 more problems"; got != want {
		t.Errorf("last problem = %s, want %s", got, want)
	}
}

func TestDeepNesting(t *testing.T) {
	for _, open := range []string{"[", `{"a":`} {
		for _, where := range []string{"%s", `{"x":%s`, `{"train":%s`, `{"train":[{"input":[[%s`} {
			text := fmt.Sprintf(where, strings.Repeat(open, 1_000_000))
			tasks, problems := readText(text)
			last := problems[len(problems)-1]
			if len(tasks) != 0 || last.Msg != "values are nested more than 1000 deep" {
				t.Errorf("%.20s: %d tasks, %v", text, len(tasks), problems)
			}
		}
	}
	ok := strings.Replace(good, `"test"`, `"x":`+strings.Repeat("[", 900)+strings.Repeat("]", 900)+`,"test"`, 1)
	if tasks, problems := readText(ok); len(tasks) != 1 || len(problems) != 0 {
		t.Errorf("900 deep: %d tasks, %v; want 1 task", len(tasks), problems)
	}
}

func TestUnreadable(t *testing.T) {
	tasks, problems := Read(t.TempDir() + "/none.json")
	if len(tasks) != 0 || len(problems) != 1 || !errors.Is(problems[0], fs.ErrNotExist) ||
		!strings.HasSuffix(problems[0].Error(), "none.json: not read: no such file or directory") {
		t.Errorf("Read = %v, %v; want one problem that is fs.ErrNotExist", tasks, problems)
	}
}
