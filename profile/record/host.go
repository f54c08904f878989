package record

import (
	"bufio"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// A Host is the machine that a run was on. Runs of different hosts have times
// that say nothing about each other.
type Host struct {
	Name       string        `json:"name"`
	OS         string        `json:"os"`
	Arch       string        `json:"arch"`
	CPU        string        `json:"cpu"`        // model; empty where the system does not tell
	CPUs       int           `json:"cpus"`       // logical processors
	GOMAXPROCS int           `json:"gomaxprocs"` // goroutines that the work may have at once
	Go         string        `json:"go"`
	Load       *float64      `json:"load"`     // average of the last minute when the run began; null where the system does not tell
	Clock      time.Duration `json:"clock_ns"` // what one look at the clock takes here: the price of timing
}

// A Commit is the state of the source that the program was built from.
type Commit struct {
	Revision string `json:"revision"`
	Modified bool   `json:"modified"` // the tree had changes beside it
}

// ThisHost describes the machine and its load now.
func ThisHost() Host {
	h := Host{
		OS: runtime.GOOS, Arch: runtime.GOARCH, CPU: cpuModel(), CPUs: runtime.NumCPU(),
		GOMAXPROCS: runtime.GOMAXPROCS(0), Go: runtime.Version(), Load: loadAverage(), Clock: clockPrice(),
	}
	h.Name, _ = os.Hostname() // a host without a name has none
	return h
}

// ThisCommit returns the commit that the program was built from, or nil.
func ThisCommit() *Commit {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	var c Commit
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			c.Revision = s.Value
		case "vcs.modified":
			c.Modified = s.Value == "true"
		}
	}
	if c.Revision == "" {
		return nil
	}
	return &c
}

// cpuModel reads Linux's /proc/cpuinfo; elsewhere there is none.
func cpuModel() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), ":")
		if strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// loadAverage reads Linux's /proc/loadavg; elsewhere there is none.
func loadAverage() *float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(string(text), " ")
	load, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return nil
	}
	return &load
}

// clockPrice returns what a look at the clock takes, as the least of a few
// hundred: others come while something else had the processor.
func clockPrice() time.Duration {
	const looks = 16
	best := time.Hour
	for range 64 {
		began := time.Now()
		last := began
		for range looks {
			last = time.Now()
		}
		best = min(best, last.Sub(began)/looks)
	}
	return best
}
