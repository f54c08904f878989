package capture

import (
	"fmt"
	"slices"
	"strings"

	"battscope/engine/probe"
	"battscope/profile/programs"
)

// A Kind is a profile that can be taken, by the name that people give it.
type Kind string

// The kinds.
const (
	CPU       Kind = "cpu"
	Heap      Kind = "heap"
	Block     Kind = "block"
	Mutex     Kind = "mutex"
	Goroutine Kind = "goroutine"
	Trace     Kind = "trace"
	Programs  Kind = "programs"
)

// A KindInfo describes a kind.
type KindInfo struct {
	Kind Kind
	File string // its name in a run's folder
	Doc  string // what it shows, no final period
}

// Kinds describes every kind.
func Kinds() []KindInfo {
	return []KindInfo{
		{CPU, "cpu.pb.gz", "processor time, by labels phase, task, worker and device"},
		{Heap, "heap.pb.gz", "memory in use at the end, and allocated in the meantime"},
		{Block, "block.pb.gz", "waiting for channels and locks"},
		{Mutex, "mutex.pb.gz", "holding locks that others wait for"},
		{Goroutine, "goroutine.pb.gz", "where goroutines stand, looked at once a second"},
		{Trace, "trace.out", "everything the scheduler does, for go tool trace"},
		{Programs, programs.FileName, "what programs use, by phase, task, line and primitive, with labels phase, task and outcome"},
	}
}

// KindList returns the names of all kinds as ParseKinds reads them.
func KindList() string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k.Kind))
	}
	return strings.Join(names, ",")
}

// ParseKinds reads "cpu,heap,programs=all"; each kind comes once and in the
// table's order. Level is the one that programs names; off where none is named.
func ParseKinds(text string) (kinds []Kind, level probe.Level, err error) {
	names := strings.Split(KindList(), ",")
	asked := strings.Split(text, ",")
	for n, name := range asked {
		if own, ok := strings.CutPrefix(name, string(Programs)+"="); ok {
			if level, err = probe.ParseLevel(own); err != nil {
				return nil, 0, err
			}
			if level == probe.LevelOff {
				return nil, 0, fmt.Errorf("%s takes nothing: leave it out", name)
			}
			asked[n] = string(Programs)
			continue
		}
		if !slices.Contains(names, name) {
			return nil, 0, fmt.Errorf("there is no profile %q, want some of %s", name, KindList())
		}
	}
	for _, name := range names {
		if slices.Contains(asked, name) {
			kinds = append(kinds, Kind(name))
		}
	}
	return kinds, level, nil
}

// file returns the name of the kind's file.
func (k Kind) file() string {
	for _, info := range Kinds() {
		if info.Kind == k {
			return info.File
		}
	}
	panic(fmt.Sprintf("capture: there is no kind %q", string(k)))
}
