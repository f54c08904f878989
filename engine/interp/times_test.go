package interp_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/task"
)

func TestTimes(t *testing.T) {
	programs, tasks := sweepInput(t)
	out := map[string]float64{}
	table := op.NewTable()
	m := interp.NewMachine(batt.Compile(table, nil), interp.DefaultLimits(), nil)
	for _, tk := range tasks {
		m.Use(batt.Compile(table, []*dsl.Func{programs[string(tk.ID)]}))
		best := 1e18
		all := append(append([]task.Sample{}, tk.Demo...), tk.Test...)
		for range 5 {
			n := 0
			t0 := time.Now()
			for time.Since(t0) < time.Millisecond {
				for _, s := range all {
					m.Load(s.In)
					m.Run(0)
				}
				n++
			}
			best = min(best, float64(time.Since(t0))/float64(n))
		}
		out[string(tk.ID)] = best
	}
	b, _ := json.Marshal(out)
	os.WriteFile("/tmp/cmp/go.json", b, 0o644)
}
