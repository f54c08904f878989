package mutate

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
	"battscope/engine/value"
)

// A peerLine is a mutant and what it did on a task's first and last sample.
type peerLine struct {
	Task   string             `json:"task"`
	Source string             `json:"source"`
	Out    [2]json.RawMessage `json:"out"`   // null with a fault
	Fault  [2]string          `json:"fault"` // "" without one
}

// asJSON returns a value as package value writes it, and of a large grid its
// height, width and a hash of its cells.
func asJSON(v value.Value) json.RawMessage {
	if v.Kind() == value.Grid && v.Size() > 10_000 {
		return fmt.Appendf(nil, `{"large":[%d,%d,"%x"]}`, v.H(), v.W(), sha256.Sum256(value.AsBytes(v.Cells())))
	}
	return v.AppendJSON(nil)
}

// TestPeer is the Go side of testdata/cpython/mutants.py: it writes
// BATTSCOPE_PEER mutants of the public solvers, as many for each task, a line
// each: "peer " and a JSON object.
func TestPeer(t *testing.T) {
	count, err := strconv.Atoi(os.Getenv("BATTSCOPE_PEER"))
	if err != nil {
		t.Skip("for testdata/cpython/mutants.py, which sets BATTSCOPE_PEER to a number of mutants")
	}
	table := op.NewTable()
	src, err := os.ReadFile(filepath.Join(os.Getenv("ARC_DSL"), "solvers.py"))
	if err != nil {
		t.Fatal(err)
	}
	programs := parse(t, table, string(src))
	tasks, problems := task.Read(os.Getenv("ARC_DATA"))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	for n, tk := range tasks {
		o := Options{Seed: 1, Task: string(tk.ID), Colors: tk.Colors(), Rates: rates()}
		parents := make([]Parent, len(programs))
		for p, f := range programs {
			parents[p].Func = f
			if f.Task() == o.Task {
				parents[p].Score = 1
			}
		}
		list := New(table, parents, o).Next(nil, (n+1)*count/len(tasks)-n*count/len(tasks))
		m := interp.NewMachine(batt.Compile(table, funcs(list)), interp.DefaultLimits(), nil)
		lines := make([]peerLine, len(list))
		for k, sample := range []task.Sample{tk.Demo[0], tk.Test[len(tk.Test)-1]} {
			m.Load(sample.In)
			for p := range lines {
				res := m.Eval(p)
				lines[p].Out[k] = json.RawMessage("null")
				if res.Fault != value.NoFault {
					lines[p].Fault[k] = res.Fault.String()
				} else {
					lines[p].Out[k] = asJSON(res.Out)
				}
			}
		}
		for p := range lines {
			lines[p].Task, lines[p].Source = o.Task, list[p].Func.String()
			line, err := json.Marshal(lines[p])
			if err != nil {
				t.Fatal(err)
			}
			fmt.Printf("peer %s\n", line)
		}
	}
}
