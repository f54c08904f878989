package intake

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/profile/record"
)

// Bounds of what a log can make a record hold.
const (
	maxPhases   = 500
	maxSteps    = 100 // of a phase
	maxTasks    = 100_000
	maxWarnings = 50
	maxName     = 120  // bytes of a phase's, a task's or a run's name
	maxTold     = 1000 // events that a log's lines become, for the Log screen
	maxSampled  = 2000 // phases and steps whose samples are kept
	maxBegins   = 100_000
	maxSpan     = 10 * 365 * 24 * time.Hour
)

// othersName is the phase of those that are too many to be kept.
const othersName = "(others)"

// A builder gathers what the lines of a log say. It belongs to one goroutine.
type builder struct {
	name        string
	data, pool  string // names that the log gives to tasks and programs
	began       time.Time
	host        record.Host
	now         time.Duration // on the log's clock, or since reading began
	clocked     bool          // times are known
	own         bool          // by the log's own clock
	phases      []*span
	byPath      map[string]*span
	open        int                     // phases at work, steps not counted
	openSince   time.Duration           // when open was 0 last
	covered     time.Duration           // in which a phase was at work
	begins      int                     // that have not ended, of all spans
	sampled     int                     // spans with samples
	late        bool                    // the log had begun when its clock did: how long the run took is not known
	taskAt      string                  // that was named last
	told        int                     // events that were told of
	tell        func(kind, text string) // tells of what is worth a line; nil drops it
	wall        *time.Duration
	counts      map[string]int64
	latest      string // phase that was at work last
	cacheHits   int64
	cacheMisses int64
	cacheClaim  time.Duration
	limit       time.Duration
	tasks       []record.Task
	byTask      map[string]int
	ended       bool
	gaps        bool // walls of some phases are known to be missing
	failed      string
	line        int64 // that is read, from 1
	beyond      bool  // all lines are read: warnings are of none
	warnings    map[string]*warning
	order       []string // kinds of warnings as they came
	known       []string // counts: countNames
}

// A span is a phase or a step of one.
type span struct {
	name      string
	wall      *time.Duration
	busy, cpu *time.Duration
	calls     *int64
	total     *int64 // calls in all, as far as the log says
	timeouts  *int64
	faults    *int64
	steps     []*span
	at        int           // how many of it are at work
	since     time.Duration // when the first of these began
	begins    []time.Duration
	blind     bool // what is at work began when no time was known
	measured  bool // wall and busy come from begin and end
	samples   *probe.Histogram
}

// A warning is of one kind of trouble: where it was met first, and how often.
type warning struct {
	text string
	line int64
	more int64
}

// sentence says what the trouble is, and in which line.
func (w *warning) sentence() string {
	if w.line == 0 {
		return w.text
	}
	return fmt.Sprintf("line %d: %s", w.line, w.text)
}

func newBuilder() *builder {
	return &builder{byPath: map[string]*span{}, counts: map[string]int64{}, byTask: map[string]int{}, warnings: map[string]*warning{}, known: countNames()}
}

// warn notes trouble of a kind; of each kind the first is told.
func (b *builder) warn(kind, format string, args ...any) {
	if w := b.warnings[kind]; w != nil {
		w.more++
		return
	}
	if len(b.order) == maxWarnings {
		return
	}
	b.order = append(b.order, kind)
	line := b.line
	if b.beyond {
		line = 0
	}
	w := &warning{fmt.Sprintf(format, args...), line, 0}
	b.warnings[kind] = w
	b.note(probe.WarningEvent, w.sentence())
}

// note tells of something that is worth a line.
func (b *builder) note(kind, text string) {
	if b.tell != nil && b.told < maxTold {
		b.told++
		b.tell(kind, text)
	}
}

// clip returns a name short enough to be kept, without what a terminal would act
// on.
func clip(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\uFFFD' {
			return ' '
		}
		return r
	}, name)
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "") + "…"
	}
	return strings.TrimSpace(name)
}

// span returns the phase, or with a slash in its path the step, of a path.
func (b *builder) span(path string) *span {
	phase, step, nested := strings.Cut(clip(path), "/")
	p := b.byPath[phase]
	if p == nil {
		if len(b.phases) >= maxPhases {
			b.warn("phases", "more than %d phases; those after are added up as %s", maxPhases, othersName)
			phase, nested = othersName, false
		}
		if p = b.byPath[phase]; p == nil {
			p = &span{name: phase}
			b.phases = append(b.phases, p)
			b.byPath[phase] = p
		}
	}
	if !nested {
		return p
	}
	path = phase + "/" + step
	s := b.byPath[path]
	if s == nil {
		if len(p.steps) >= maxSteps {
			b.warn("steps", "more than %d steps of %s; those after are added up as %s", maxSteps, phase, othersName)
			path, step = phase+"/"+othersName, othersName
		}
		if s = b.byPath[path]; s == nil {
			s = &span{name: step}
			p.steps = append(p.steps, s)
			b.byPath[path] = s
		}
	}
	return s
}

// clock moves the log's time forward; back it does not go.
func (b *builder) clock(t time.Duration) {
	if !b.own {
		b.takeOver()
	}
	if t < b.now {
		b.warn("clock", "the clock goes back, from %v to %v; it is taken to stand", b.now, t)
		return
	}
	b.now, b.clocked = min(t, maxSpan), true
}

// takeOver has the log's own clock go on where the reader's was used until now,
// which counts from another moment: how long what is at work has been so is not
// known.
func (b *builder) takeOver() {
	b.own, b.now = true, 0
	for _, s := range b.byPath {
		s.blind = s.blind || s.at > 0
	}
	if b.open > 0 || b.covered > 0 {
		b.gaps = true
	}
	b.covered, b.openSince = 0, 0
}

// begin notes that a phase or step began.
func (b *builder) begin(path string) {
	s := b.span(path)
	top := b.byPath[s.name] == s
	if s.at == 0 {
		s.since, s.blind = b.now, !b.clocked
		if top {
			if b.open++; b.open == 1 {
				b.openSince = b.now
			}
		}
	}
	s.at++
	if len(s.begins) < 1024 && b.begins < maxBegins { // threads at once; more count in wall only
		s.begins = append(s.begins, b.now)
		b.begins++
	}
	s.measured = b.clocked
	b.latest = clip(path)
}

// end notes that one ended that began.
func (b *builder) end(path string) {
	s := b.span(path)
	if s.at == 0 {
		b.warn("end", "%s ends and had not begun; its end is left out", clip(path))
		return
	}
	if n := len(s.begins); n > 0 {
		if b.clocked && !s.blind {
			add(&s.busy, b.now-s.begins[n-1])
		}
		s.begins = s.begins[:n-1]
		b.begins--
	}
	s.at--
	if s.at > 0 {
		return
	}
	switch {
	case b.clocked && !s.blind:
		add(&s.wall, b.now-s.since)
	case b.clocked:
		b.gaps = true
	}
	if b.byPath[s.name] == s {
		if b.open--; b.open == 0 {
			b.covered += b.now - b.openSince
		}
	}
}

// add adds to what may be unknown yet.
func add[N ~int64](at **N, n N) {
	if *at == nil {
		*at = new(N)
	}
	**at = sum(**at, n)
}

// sum is a+b of what is not negative, at most what an integer holds.
func sum[N ~int64](a, b N) N {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// count adds to a count, by its member's name in record.Counts.
func (b *builder) count(name string, n int64) { b.counts[name] = sum(b.counts[name], n) }

// task returns what is known of a task, nil when there are too many.
func (b *builder) task(id string) *record.Task {
	id = clip(id)
	b.taskAt = id
	n, ok := b.byTask[id]
	if !ok {
		if len(b.tasks) == maxTasks {
			b.warn("tasks", "more than %d tasks; those after are not listed", maxTasks)
			return nil
		}
		n = len(b.tasks)
		b.byTask[id] = n
		b.tasks = append(b.tasks, record.Task{Task: id, Outputs: []string{}})
	}
	return &b.tasks[n]
}

// drop forgets a phase that nothing is at work in.
func (b *builder) drop(phase string) {
	if s := b.byPath[phase]; s != nil {
		delete(b.byPath, phase)
		b.phases = slices.DeleteFunc(b.phases, func(one *span) bool { return one == s })
	}
}

// unfinished closes what is at work as the log ends.
func (b *builder) unfinished() {
	var names []string
	for _, path := range slices.Sorted(maps.Keys(b.byPath)) {
		if s := b.byPath[path]; s.at > 0 {
			names = append(names, path)
			for s.at > 0 {
				b.end(path)
			}
		}
	}
	if len(names) > 0 {
		more := ""
		if len(names) > 3 {
			more = fmt.Sprintf(" and %d more", len(names)-3)
			names = names[:3]
		}
		b.warn("open", "%s%s never ended; they are taken to last until the log's end", strings.Join(names, ", "), more)
	}
}

// tellings returns the warnings as sentences.
func (b *builder) tellings() []string {
	list := []string{}
	for _, kind := range b.order {
		w := b.warnings[kind]
		text := w.sentence()
		if w.more > 0 {
			text += fmt.Sprintf(" (and %d more like it)", w.more)
		}
		list = append(list, text)
	}
	return list
}
