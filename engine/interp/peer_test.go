//go:build unix

package interp_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"

	"battscope/engine/interp"
	"battscope/engine/value"
)

// TestPeer is the Go side of testdata/cpython/sweep.py. For each line of
// standard input, the name of a task, it times that task's solver once and
// writes a line: "peer " and a JSON object.
func TestPeer(t *testing.T) {
	if os.Getenv("BATTSCOPE_PEER") == "" {
		t.Skip("for testdata/cpython/sweep.py, which sets BATTSCOPE_PEER")
	}
	public := readPublic(t)
	byID := map[string]*peer{}
	for _, s := range public.solvers() {
		byID[s.id] = &peer{solver: s}
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		p := byID[in.Text()]
		if p == nil {
			t.Fatalf("no solver for %q", in.Text())
		}
		line, err := json.Marshal(p.answer())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("peer %s\n", line)
	}
}

// A peer is one solver and the Machine that it runs on.
type peer struct {
	solver
	machine *interp.Machine
}

// An answer is one timing of one solver.
type answer struct {
	NS      float64           `json:"ns"`                // CPU time for all samples once
	Allocs  float64           `json:"allocs"`            // per sample, after the first pass
	Outputs []json.RawMessage `json:"outputs,omitempty"` // with the solver's first answer
}

// answer runs the solver for at least a millisecond of CPU time.
func (s *peer) answer() (a answer) {
	m := s.machine
	if m == nil {
		m = interp.NewMachine(s.batt, interp.DefaultLimits(), nil)
		s.machine = m
		for _, sample := range s.samples {
			m.Load(sample.In)
			r := m.Run(0)
			out := "null"
			if r.Fault == value.NoFault {
				out = r.Out.String()
			}
			a.Outputs = append(a.Outputs, json.RawMessage(out))
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	// The clock costs as much as a small solver: twice as many loops until they
	// take long enough.
	loops, took := 1, int64(0)
	for ; ; loops *= 2 {
		start := cpuNow()
		for range loops {
			s.run(m)
		}
		if took = cpuNow() - start; took >= 1_000_000 {
			break
		}
	}
	runtime.ReadMemStats(&after)
	a.NS = float64(took) / float64(loops)
	a.Allocs = float64(after.Mallocs-before.Mallocs) / float64((2*loops-1)*len(s.samples))
	return a
}

// cpuNow returns the CPU nanoseconds that the process has used.
func cpuNow() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
