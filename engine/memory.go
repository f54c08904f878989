package engine

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Memory is what the garbage collector of the process did while a run was at
// work: for all that the process did meanwhile, since it has one heap.
type Memory struct {
	Collections int64         // that ended
	Paused      time.Duration // all goroutines at once
	Allocated   int64         // bytes
	// GC is the processor time of the collector and CPU that of the process, both
	// as the runtime estimates them at the end of a collection: 0 without one.
	GC, CPU time.Duration
}

// readMemory returns what the process has done up to now.
func readMemory() Memory {
	samples := []metrics.Sample{
		{Name: "/cpu/classes/gc/total:cpu-seconds"},
		{Name: "/cpu/classes/total:cpu-seconds"},
		{Name: "/cpu/classes/idle:cpu-seconds"},
		{Name: "/gc/heap/allocs:bytes"},
	}
	metrics.Read(samples)
	seconds := func(n int) time.Duration {
		if samples[n].Value.Kind() != metrics.KindFloat64 {
			return 0 // a runtime that does not tell
		}
		return time.Duration(samples[n].Value.Float64() * float64(time.Second))
	}
	var stats debug.GCStats
	debug.ReadGCStats(&stats)
	m := Memory{Collections: stats.NumGC, Paused: stats.PauseTotal, GC: seconds(0), CPU: seconds(1) - seconds(2)}
	if samples[3].Value.Kind() == metrics.KindUint64 {
		m.Allocated = int64(samples[3].Value.Uint64())
	}
	return m
}

// less returns what was done since before.
func (m Memory) less(before Memory) Memory {
	return Memory{
		Collections: m.Collections - before.Collections, Paused: m.Paused - before.Paused, Allocated: m.Allocated - before.Allocated,
		GC: max(0, m.GC-before.GC), CPU: max(0, m.CPU-before.CPU),
	}
}
