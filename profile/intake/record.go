package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"battscope/engine/probe"
	"battscope/engine/strategy"
	"battscope/profile/record"
)

// record returns what the log has said so far as a record. The log has ended when
// over is set; else it is still at work.
func (b *builder) record(over bool, mapper string) *record.Record {
	if over {
		b.unfinished()
	}
	r := &record.Record{
		Schema: record.Schema, State: record.Running, Name: b.name, Began: b.began, PID: os.Getpid(),
		Preset: mapper, Strategy: strategy.Default(), Changes: []record.Change{}, Host: b.host,
		Passes: []record.Pass{}, Tasks: b.tasks, Problems: []string{}, Absent: []string{"strategy"},
	}
	switch {
	case b.failed != "":
		r.State, r.Error = record.Failed, b.failed
	case b.ended:
		r.State = record.Done
	case over:
		r.State, r.Stopped = record.Stopped, true
	}
	if r.Tasks == nil {
		r.Tasks = []record.Task{}
	}
	b.fillWall(r)
	for _, s := range b.phases {
		r.Phases = append(r.Phases, b.phase(s, r.Wall, r.Lacks("wall")))
	}
	if r.Phases == nil {
		r.Phases = []record.Phase{}
	}
	b.fillRest(r)
	b.fillCounts(r)
	r.Work.InlineCacheHits, r.Work.InlineCacheMisses, r.Work.CacheClaim, r.Work.Limit = b.cacheHits, b.cacheMisses, b.cacheClaim, b.limit
	r.Data, r.Pool = b.hashes(mapper)
	if r.State == record.Done && !r.Lacks("wall") {
		pass := record.Pass{Wall: r.Wall, Phases: []time.Duration{}, Programs: r.Counts.Programs, Matches: r.Counts.Matches, Solved: r.Counts.SolvedTasks}
		for i := range r.Phases {
			pass.Phases = append(pass.Phases, r.Phases[i].Wall)
		}
		r.Passes = append(r.Passes, pass)
	}
	r.Warnings = b.tellings()
	return r
}

// fillWall sets the run's wall: what the log says, else what its clock shows.
func (b *builder) fillWall(r *record.Record) {
	switch {
	case b.wall != nil:
		r.Wall = min(*b.wall, maxSpan)
	case b.clocked && (b.own || !b.late):
		r.Wall = b.now
	default:
		r.Absent = append(r.Absent, "wall")
	}
}

// phase returns a phase as records have it. A wall that is longer than the run's
// is a sum over threads that its log took for one.
func (b *builder) phase(s *span, run time.Duration, runless bool) record.Phase {
	wall, busy := b.apart(s, s.name, run, runless)
	p := record.Phase{Name: s.name, Unit: "calls", CPU: s.cpu}
	take(&p.Wall, wall, "wall", &p.Absent)
	take(&p.Busy, busy, "busy", &p.Absent)
	take(&p.Calls, s.calls, "calls", &p.Absent)
	take(&p.Timeouts, s.timeouts, "timeouts", &p.Absent)
	take(&p.Faults, s.faults, "faults", &p.Absent)
	if s.samples != nil {
		if l := probe.LatencyOf(s.samples); l.Calls > 0 {
			p.Latency = &record.Latency{Of: "call", Calls: l.Calls, P50: l.P50, P95: l.P95, P99: l.P99, Max: l.Max}
		}
	}
	for _, one := range s.steps {
		limit, none := p.Wall, wall == nil
		if none {
			limit, none = run, runless
		}
		wall, busy := b.apart(one, s.name+"/"+one.name, limit, none)
		step := record.Step{Name: one.name, Wall: wall, CPU: one.cpu}
		take(&step.Busy, busy, "busy", &step.Absent)
		take(&step.Calls, one.calls, "calls", &step.Absent)
		p.Steps = append(p.Steps, step)
	}
	return p
}

// apart returns wall and busy of a span: a wall that is longer than that of what
// it lies in is busy.
func (b *builder) apart(s *span, path string, within time.Duration, unknown bool) (wall, busy *time.Duration) {
	wall, busy = s.wall, s.busy
	if wall != nil && !unknown && *wall > within {
		if b.beyond { // else it may lie in what is still at work
			b.warn("sum "+path, "%s took %v of %v: this is added over threads, and no wall", path, *wall, within)
		}
		if busy == nil {
			busy = wall
		}
		wall = nil
	}
	return wall, busy
}

// take sets a member, or notes that it is absent.
func take[N any](at *N, from *N, member string, absent *[]string) {
	if from != nil {
		*at = *from
	} else {
		*absent = append(*absent, member)
	}
}

// fillRest sets what belongs to no phase: where phases have begun and ended the
// time in which none was at work, else the wall less theirs.
func (b *builder) fillRest(r *record.Record) {
	if r.Lacks("wall") || len(r.Phases) == 0 || b.gaps {
		r.Absent = append(r.Absent, "unattributed")
		return
	}
	measured := !slices.ContainsFunc(b.phases, func(s *span) bool { return !s.measured })
	covered := b.covered
	if b.open > 0 {
		covered += b.now - b.openSince
	}
	if !measured {
		covered = 0
		for i := range r.Phases {
			covered += r.Phases[i].Wall
		}
	}
	if covered > r.Wall {
		r.Absent = append(r.Absent, "unattributed")
		return
	}
	r.Unattributed = r.Wall - covered
}

// countNames lists the members of record.Counts.
func countNames() []string {
	text, err := json.Marshal(record.Counts{})
	if err != nil {
		panic("intake: counts are no JSON: " + err.Error())
	}
	var members map[string]int64
	if err := json.Unmarshal(text, &members); err != nil {
		panic("intake: counts are no numbers: " + err.Error())
	}
	var names []string
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// fillCounts sets the counts that are known, and says which are not.
func (b *builder) fillCounts(r *record.Record) {
	counts := maps.Clone(b.counts)
	if _, ok := counts["tasks"]; !ok && len(b.tasks) > 0 {
		counts["tasks"] = int64(len(b.tasks))
	}
	for _, name := range b.known {
		if _, ok := counts[name]; !ok {
			r.Absent = append(r.Absent, name)
		}
	}
	text, err := json.Marshal(counts)
	if err == nil {
		err = json.Unmarshal(text, &r.Counts)
	}
	if err != nil {
		panic("intake: counts that are no counts: " + err.Error())
	}
}

// hashes returns what tells the tasks and programs of the log from others: the
// names that the log gives them, else the tasks' ids and the programs' number.
func (b *builder) hashes(mapper string) (data, pool record.Hashed) {
	hash := func(parts ...string) string {
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		return hex.EncodeToString(sum[:16])
	}
	var ids []string
	for _, t := range b.tasks {
		ids = append(ids, t.Task)
	}
	slices.Sort(ids)
	data = record.Hashed{Hash: hash(append([]string{"imported tasks", mapper, b.data, b.name}, ids...)...), Count: len(ids)}
	if b.data != "" {
		data.Hash = hash("imported tasks", b.data)
	}
	pool = record.Hashed{Hash: hash("imported programs", mapper, b.pool), Count: int(b.counts["programs"])}
	return data, pool
}
