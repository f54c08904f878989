// Package programs writes what a run's programs used as a profile of pprof's
// format, and sums it up for the run's record.
//
// Stacks go from the phase over the task to the program, at its line, and to the
// primitive that the line calls, with those that function values call inside it.
// A program's function has the solver's name and file, so that
//
//	go tool pprof -list '^solve_007bbfb7$' programs.pb.gz
//
// prints the solver with what each line used beside it.
package programs

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/google/pprof/profile"

	"battscope/engine/account"
	"battscope/engine/probe"
)

// The functions that are no program and no primitive. Phases and tasks have a
// word before their name, so that none is taken for a program.
const (
	phasePrefix = "phase "
	taskPrefix  = "task "
	allTasks    = "all tasks"
	engineName  = "engine"
)

// sampleTypes are the values of a sample, in the order of valuesOf.
func sampleTypes() []*profile.ValueType {
	return []*profile.ValueType{
		{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}, {Type: "cost", Unit: "units"},
		{Type: "faults", Unit: "count"}, {Type: "timeouts", Unit: "count"}, {Type: "saved", Unit: "count"}, {Type: "inner", Unit: "count"},
	}
}

func valuesOf(v account.Values) []int64 {
	return []int64{v.Calls, v.Time, v.Cost, v.Faults, v.Timeouts, v.Saved, v.Inner}
}

// Build returns the profile of p, which was taken until now. Files says where a
// source file that p names is; nil leaves names as they are, made absolute.
func Build(p *account.Profile, now time.Time, file func(name string) string) *profile.Profile {
	if file == nil {
		file = Absolute
	}
	b := &builder{file: file, functions: map[functionKey]*profile.Function{}, locations: map[locationKey]*profile.Location{}}
	b.p = &profile.Profile{
		SampleType: sampleTypes(), DefaultSampleType: "time", TimeNanos: now.Add(-p.Wall).UnixNano(), DurationNanos: int64(p.Wall),
		PeriodType: &profile.ValueType{Type: "level", Unit: p.Level.String()}, Period: 1,
		Comments: append([]string{fmt.Sprintf("program profile, level %s", p.Level)}, p.Notes...),
	}
	if p.Level == probe.LevelCounts {
		b.p.DefaultSampleType = "calls"
	}
	for i := range p.Rows {
		b.add(&p.Rows[i])
	}
	return b.p
}

// Absolute returns a file's absolute path, or its name where there is none.
func Absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// A builder makes each function and each place once.
type builder struct {
	p         *profile.Profile
	file      func(name string) string
	files     map[string]string
	functions map[functionKey]*profile.Function
	locations map[locationKey]*profile.Location
}

type functionKey struct {
	name, file string
	line       int
}

type locationKey struct {
	function uint64
	line     int
}

// add adds the sample of a row.
func (b *builder) add(r *account.Row) {
	phase := r.Phase.String()
	stack := []*profile.Location{b.location(phasePrefix+phase, "", 0, 0)}
	label := map[string][]string{"phase": {phase}}
	if r.Task != "" {
		stack = append(stack, b.location(taskPrefix+r.Task, "", 0, 0))
		label["task"] = []string{r.Task}
	} else {
		stack = append(stack, b.location(allTasks, "", 0, 0))
	}
	if r.Engine {
		stack = append(stack, b.location(engineName, "", 0, 0))
	} else {
		stack = append(stack, b.location(r.Program.Name, b.path(r.Program.File), r.Program.Line, r.Line))
	}
	for _, name := range r.Prims {
		stack = append(stack, b.location(name, "", 0, 0))
	}
	if r.Fate != account.NoFate {
		label["outcome"] = []string{r.Fate.String()}
	}
	s := &profile.Sample{Value: valuesOf(r.Values), Label: label}
	for n := len(stack) - 1; n >= 0; n-- {
		s.Location = append(s.Location, stack[n])
	}
	b.p.Sample = append(b.p.Sample, s)
}

// path returns where a source file is, of which it asks once.
func (b *builder) path(name string) string {
	if name == "" {
		return ""
	}
	path, ok := b.files[name]
	if !ok {
		if b.files == nil {
			b.files = map[string]string{}
		}
		path = b.file(name)
		b.files[name] = path
	}
	return path
}

// location returns the place of a line of a function that begins at start.
func (b *builder) location(name, file string, start, at int) *profile.Location {
	key := functionKey{name, file, start}
	f := b.functions[key]
	if f == nil {
		f = &profile.Function{ID: uint64(len(b.p.Function) + 1), Name: name, SystemName: name, Filename: file, StartLine: int64(start)}
		b.functions[key] = f
		b.p.Function = append(b.p.Function, f)
	}
	place := locationKey{f.ID, at}
	l := b.locations[place]
	if l == nil {
		l = &profile.Location{ID: uint64(len(b.p.Location) + 1), Line: []profile.Line{{Function: f, Line: int64(at)}}}
		b.locations[place] = l
		b.p.Location = append(b.p.Location, l)
	}
	return l
}
