package engine

import (
	"runtime/debug"
	"runtime/metrics"
	"time"

	"battscope/engine/probe"
)

// Memory is what the garbage collector of the process did while a run was at
// work: for all that the process did meanwhile, since it has one heap.
type Memory struct {
	Collections int64         // that ended
	Paused      time.Duration // all goroutines at once
	Allocated   int64         // bytes
	// GC is the processor time of the collector, as the runtime estimates it at the
	// end of a collection, and CPU that of the process: 0 without a collection.
	GC, CPU time.Duration

	used  time.Duration // processor time of the process, by the system
	tells bool          // whether it can tell
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
	m.used, m.tells = probe.ProcessCPU()
	return m
}

// less returns what was done since before. The runtime counts a goroutine's time
// from when it begins to when it ends, also while the system has its thread wait, so
// that with more of them than processors its estimates exceed what was used: then
// the collector has its share of that.
func (m Memory) less(before Memory) Memory {
	d := Memory{
		Collections: m.Collections - before.Collections, Paused: m.Paused - before.Paused, Allocated: m.Allocated - before.Allocated,
		GC: max(0, m.GC-before.GC), CPU: max(0, m.CPU-before.CPU),
	}
	if d.CPU > 0 && m.tells && before.tells {
		used := m.used - before.used
		if used < d.CPU {
			d.GC = time.Duration(float64(d.GC) * float64(used) / float64(d.CPU))
		}
		d.CPU = used
	}
	return d
}
