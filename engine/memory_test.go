package engine

import (
	"runtime"
	"testing"
	"time"

	"battscope/engine/probe"
)

// TestMemory has more goroutines work than there are processors, with collections
// meanwhile: the processor time of the process is what the system says, and the
// collector's part of it is less.
func TestMemory(t *testing.T) {
	if _, tells := probe.ProcessCPU(); !tells {
		t.Skip("the system does not tell the processor time of a process")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4 * runtime.NumCPU()))
	before, began := readMemory(), time.Now()
	ended := make(chan bool)
	busy := runtime.GOMAXPROCS(0)
	for range busy {
		go func() {
			for x := 0; time.Since(began) < 200*time.Millisecond; x++ {
				_ = make([]byte, 1<<16)
			}
			ended <- true
		}()
	}
	for range busy {
		<-ended
	}
	runtime.GC()
	d := readMemory().less(before)
	most := time.Duration(runtime.NumCPU()) * time.Since(began)
	if d.CPU <= 0 || d.CPU > most || d.GC <= 0 || d.GC >= d.CPU {
		t.Errorf("the collector took %v of %v, on processors that had %v", d.GC, d.CPU, most)
	}
	none := Memory{CPU: time.Second, GC: time.Millisecond}
	if again := none.less(none); again.CPU != 0 || again.GC != 0 {
		t.Errorf("without a collection: %+v", again)
	}
}
