package task

import (
	"bytes"
	"encoding/json"
	"testing"
	"testing/fstest"

	"battscope/engine/grid"
)

// FuzzTask reads any bytes as a file. What loads is within bounds, is what
// encoding/json finds in the same bytes, and survives writing and reading;
// what encoding/json refuses has a problem.
func FuzzTask(f *testing.F) {
	for _, text := range []string{
		good, both, bothOuts, attempts, shownA, inGood("[[1.5,01,NaN,\"a\\u00e9\"],[],[[1],{}]]"),
		`{"train":[{"input":[[1,2,],[3 4]],"output":null},],"test":[{"input":`,
		"\uFEFF" + `{"x":{"train":[],"test":[]},"train":[],"test":[{"input":[[1,,2]],"output":null}],"train":0}`,
		`{"":{"train":[]},"a":[[[1]]],"b":[{}],"c":-1.5e+3,"d":tru}`, "[[[[{\"\\ud800\":\"\xff\"}]]]]",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tasks, problems := ReadFS(fstest.MapFS{"t.json": {Data: text}}, "t.json")
		if len(tasks) == 0 && len(problems) == 0 {
			t.Error("no tasks and no problems")
		}
		plain := bytes.TrimPrefix(text, []byte("\uFEFF"))
		if len(problems) == 0 && !json.Valid(plain) {
			t.Error("no problem, but encoding/json refuses the text")
		}
		for _, p := range problems {
			checkProblem(t, p, plain)
		}
		for _, task := range tasks {
			checkTask(t, task)
			if len(problems) == 0 {
				checkSame(t, task, plain)
			}
		}
		// The same bytes as solutions of the tasks they may be.
		tasks, problems = ReadFS(fstest.MapFS{
			"challenges.json": {Data: []byte(both)}, "solutions.json": {Data: text},
		}, "challenges.json")
		if len(problems) == 0 && !json.Valid(plain) {
			t.Error("no problem, but encoding/json refuses the solutions")
		}
		for _, task := range tasks {
			checkTask(t, task)
		}
	})
}

// checkProblem checks that p stands inside the text and is one line.
func checkProblem(t *testing.T, p *Problem, text []byte) {
	t.Helper()
	if bytes.ContainsAny([]byte(p.Error()), "\r\n\x00") || p.Msg == "" {
		t.Errorf("problem is not one line: %q", p.Error())
	}
	if p.Line == 0 {
		return
	}
	lines := bytes.Split(text, []byte{'\n'})
	if p.Line > len(lines) || p.Col < 1 || p.Col > len(lines[p.Line-1])+1 {
		t.Errorf("problem outside the text: %v", p)
	}
}

// checkTask checks the bounds of a task, and that it reads as it is written.
func checkTask(t *testing.T, task *Task) {
	t.Helper()
	if len(task.Demo) == 0 || len(task.Test) == 0 || task.ID == "" {
		t.Fatalf("task %q has %d demo and %d test samples", task.ID, len(task.Demo), len(task.Test))
	}
	for i, s := range append(append([]Sample{}, task.Demo...), task.Test...) {
		hidden := s.Out == nil && i >= len(task.Demo)
		if !inBounds(s.In) || !hidden && !inBounds(s.Out) {
			t.Fatalf("task %q sample %d is out of bounds", task.ID, i)
		}
	}
	text := task.AppendJSON(nil)
	again, problems := readText(string(text))
	if len(again) != 1 || len(problems) != 0 || compare(task, again[0]) != same {
		t.Fatalf("task %q written as %s reads as %v, %v", task.ID, text, again, problems)
	}
}

// inBounds reports whether g is a grid that a task file may hold.
func inBounds(g *grid.Grid) bool {
	if g == nil || g.H < 1 || g.H > grid.MaxSide || g.W < 1 || g.W > grid.MaxSide || len(g.Cells) != g.H*g.W {
		return false
	}
	for _, v := range g.Cells {
		if v < 0 || v > grid.MaxColor {
			return false
		}
	}
	return true
}

// checkSame checks task against the text by means of encoding/json. It goes
// by maps, since structs match keys without regard to case.
func checkSame(t *testing.T, task *Task, text []byte) {
	t.Helper()
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	_, train := doc["train"]
	if _, test := doc["test"]; !train && !test {
		text, doc = doc[string(task.ID)], nil
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
	}
	samples := func(key string) (list []struct{ Input, Output [][]int }) {
		var raw []map[string]json.RawMessage
		if err := json.Unmarshal(doc[key], &raw); err != nil {
			t.Fatal(err)
		}
		for _, m := range raw {
			var s struct{ Input, Output [][]int }
			if err := json.Unmarshal(m["input"], &s.Input); err != nil {
				t.Fatal(err)
			}
			if out, ok := m["output"]; ok {
				if err := json.Unmarshal(out, &s.Output); err != nil {
					t.Fatal(err)
				}
			}
			list = append(list, s)
		}
		return list
	}
	if want := (plainTask{samples("train"), samples("test")}); !likePlain(task, want) {
		t.Errorf("task %q is not what encoding/json reads", task.ID)
	}
}
