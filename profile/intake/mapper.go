package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"battscope/profile/config"
)

// A Mapper reads the output of engines that know no protocol.
type Mapper struct {
	Name string
	Doc  string // what it reads, in a few words
	// Lines are tried in order; the first whose pattern is in a line reads it.
	Lines []Line
	// Close completes what the lines have said, when the log has ended; nil where
	// nothing is to be done.
	Close func(b *builder, s *state)
}

// A Line is a pattern of lines, and what they say.
type Line struct {
	Pattern *regexp.Regexp
	// Sure lines are printed by this engine only: they choose the mapper.
	Sure bool
	// Do takes in a line; m is what the pattern's groups matched.
	Do func(b *builder, s *state, m []string)
}

// A state is what a mapper remembers between lines.
type state struct {
	at      string                   // the phase at work, as far as lines tell
	section string                   // that the lines belong to
	times   map[string]time.Duration // by key
	notes   map[string]int64
}

// Mappers returns the built-in mappers.
func Mappers() []Mapper { return []Mapper{origin(), goBench()} }

// find returns the mapper of a name.
func find(list []Mapper, name string) (*Mapper, error) {
	names := []string{Protocol}
	for i := range list {
		if list[i].Name == name {
			return &list[i], nil
		}
		names = append(names, list[i].Name)
	}
	return nil, fmt.Errorf("there is no mapper %q; want one of %s", name, strings.Join(names, ", "))
}

// User returns a mapper of battscope.toml. The names of a pattern's groups say
// what they match:
//
//	name, task, solved          of the run; a task; a task that is solved
//	begin, end                  a phase that begins or ends now
//	phase                       what wall, busy, calls and sample are of
//	wall, busy, cpu, sample     times: seconds, or with a unit as 12ms
//	total                       the run's wall, a time
//	calls, timeouts             numbers that add up
//	error                       why the run failed
//	done                        the run's end
//	add_X, X                    a count of record.Counts, added or set
func User(m config.Mapper) (Mapper, error) {
	user := Mapper{Name: m.Name, Doc: m.Doc}
	fields := userFields()
	for n, text := range m.Lines {
		pattern, err := regexp.Compile(text)
		if err != nil {
			return user, fmt.Errorf("mapper %s: line %d: %w", m.Name, n+1, err)
		}
		groups := pattern.SubexpNames()
		for _, g := range groups {
			_, known := fields[g]
			if count := strings.TrimPrefix(g, "add_"); g != "" && !known && !slices.Contains(countNames(), count) {
				return user, fmt.Errorf("mapper %s: line %d: there is no group %q; want one of %s, or a count (add_matches adds)", m.Name, n+1, g, strings.Join(sortedKeys(fields), ", "))
			}
		}
		user.Lines = append(user.Lines, Line{pattern, true, func(b *builder, _ *state, m []string) {
			values := map[string]string{}
			for i, g := range groups {
				if g != "" && m[i] != "" {
					values[g] = m[i]
				}
			}
			b.take(values)
		}})
	}
	return user, nil
}

// userFields are the groups that are no counts, with how they are taken in.
func userFields() map[string]func(b *builder, phase, value string) {
	timed := func(at func(b *builder, phase string) **time.Duration) func(b *builder, phase, value string) {
		return func(b *builder, phase, value string) {
			if d, ok := b.duration(value); ok && phase != "" {
				add(at(b, phase), d)
			}
		}
	}
	return map[string]func(b *builder, phase, value string){
		"name":   func(b *builder, _, v string) { b.name = clip(v) },
		"task":   func(b *builder, _, v string) { b.task(v) },
		"solved": func(b *builder, _, v string) { b.solve(v) },
		"begin":  func(b *builder, _, v string) { b.begin(v) },
		"end":    func(b *builder, _, v string) { b.end(v) },
		"phase":  func(b *builder, _, v string) { b.span(v) },
		"wall":   timed(func(b *builder, p string) **time.Duration { return &b.span(p).wall }),
		"busy":   timed(func(b *builder, p string) **time.Duration { return &b.span(p).busy }),
		"cpu":    timed(func(b *builder, p string) **time.Duration { return &b.span(p).cpu }),
		"sample": func(b *builder, p, v string) {
			if d, ok := b.duration(v); ok && p != "" {
				s := d.Seconds()
				b.event(&event{Event: "sample", Name: p, Seconds: &s})
			}
		},
		"total": func(b *builder, _, v string) {
			if d, ok := b.duration(v); ok {
				b.wall = &d
			}
		},
		"calls": func(b *builder, p, v string) {
			if n, ok := b.number(v); ok && p != "" {
				add(&b.span(p).calls, n)
			}
		},
		"timeouts": func(b *builder, p, v string) {
			if n, ok := b.number(v); ok {
				b.event(&event{Event: "timeout", Name: p, N: &n})
			}
		},
		"error": func(b *builder, _, v string) { b.ended, b.failed = true, clip(v) },
		"done":  func(b *builder, _, _ string) { b.ended = true },
	}
}

// solve notes a task that is solved.
func (b *builder) solve(id string) {
	yes := true
	b.event(&event{Event: "result", Task: id, Solved: &yes})
}

// take takes in what the groups of a user's pattern matched.
func (b *builder) take(values map[string]string) {
	fields := userFields()
	phase := ""
	for _, g := range []string{"phase", "begin", "end"} {
		if phase == "" {
			phase = clip(values[g])
		}
	}
	for _, g := range sortedKeys(values) {
		if do, ok := fields[g]; ok {
			do(b, phase, values[g])
			continue
		}
		n, ok := b.number(values[g])
		if !ok {
			continue
		}
		if name, adds := strings.CutPrefix(g, "add_"); adds {
			b.count(name, n)
		} else {
			b.counts[g] = n
		}
	}
}

// number reads a number that is not negative.
func (b *builder) number(text string) (int64, bool) {
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 64)
	if err != nil || n < 0 {
		b.warn("number", "%q is no number", clip(text))
		return 0, false
	}
	return n, true
}

// duration reads a time: seconds, or with a unit.
func (b *builder) duration(text string) (time.Duration, bool) {
	text = strings.ReplaceAll(text, " ", "")
	d, err := time.ParseDuration(text)
	if err != nil {
		d, err = time.ParseDuration(text + "s")
	}
	if err != nil || d < 0 || d > maxSpan {
		b.warn("time", "%q is no time", clip(text))
		return 0, false
	}
	return d, true
}

func sortedKeys[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}
