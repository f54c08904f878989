package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A key is a line of the origin's timing summary. Keys of the last task only are
// assigned for each task where others are added up, so that in a run of several
// tasks they say nothing of the whole.
type key struct {
	Key  string
	Path string
	Busy bool // added over threads: no wall
	Last bool // of the last task
}

// originKeys says what the keys of run_batt.py (October 2025) are, read from its
// source.
func originKeys() []key {
	return []key{
		{Key: "run_batt.check_batt", Path: "check_batt"},
		{Key: "batt.demo.parallel", Path: "check_batt/demo.parallel", Last: true},
		{Key: "batt.test.call_with_timeout", Path: "check_batt/test.call_with_timeout"},
		{Key: "run_batt.phase4_demo_parallel", Path: "check_batt/phase4_demo_parallel", Last: true},
		{Key: "run_batt.phase4_demo_cpu", Path: "check_batt/phase4_demo_cpu", Busy: true, Last: true},
		{Key: "run_batt.phase4_test_parallel", Path: "check_batt/phase4_test_parallel", Last: true},
		{Key: "run_batt.phase4_test_cpu", Path: "check_batt/phase4_test_cpu", Busy: true, Last: true},
		{Key: "run_batt.phase1_filter", Path: "phase1_filter", Last: true},
		{Key: "run_batt.phase2_inline_batch", Path: "phase2_inline_batch", Last: true},
		{Key: "run_batt.phase3a_validate_batch", Path: "phase3a_validate_batch", Last: true},
		{Key: "run_batt.check_solver_speed", Path: "phase3a_validate_batch/check_solver_speed", Busy: true, Last: true},
		{Key: "run_batt.phase3b_file_ops", Path: "phase3b_file_ops", Last: true},
		{Key: "run_batt.phase3b_ensure_dir", Path: "phase3b_file_ops/ensure_dir", Last: true},
		{Key: "run_batt.phase3b_check_save", Path: "phase3b_file_ops/check_save", Last: true},
		{Key: "run_batt.phase3b_symlink", Path: "phase3b_file_ops/symlink", Last: true},
		{Key: "run_batt.phase3b_score_calc", Path: "phase3b_file_ops/score_calc", Last: true},
		{Key: "run_batt.phase3b_overhead", Path: "phase3b_file_ops/overhead", Last: true},
		{Key: "run_batt.generate_expanded", Path: "phase3b_file_ops/generate_expanded"},
		{Key: "expand_solver.generate_expanded_function", Path: "phase3b_file_ops/generate_expanded_function", Busy: true},
		{Key: "expand_solver.parse_function_body.parse", Path: "phase3b_file_ops/parse_function_body.parse", Busy: true},
		{Key: "expand_solver.parse_function_body.expand", Path: "phase3b_file_ops/parse_function_body.expand", Busy: true},
		{Key: "run_batt.phase4_differs", Path: "phase4_differs", Last: true},
		{Key: "run_batt.phase4_build", Path: "phase4_differs/build", Last: true},
		{Key: "run_batt.phase4_inline", Path: "phase4_differs/inline", Last: true},
		{Key: "run_batt.phase4_process", Path: "phase4_differs/process", Last: true},
		{Key: "utils.inline_variables.total", Path: "inline", Busy: true},
		{Key: "utils.inline_variables.parse", Path: "inline/parse", Busy: true},
		{Key: "utils.inline_variables.visit", Path: "inline/visit", Busy: true},
		{Key: "utils.inline_variables.unparse", Path: "inline/unparse", Busy: true},
	}
}

// originWall is the key of the whole, added over tasks.
const originWall = "main.run_batt"

// The sections of the origin's output whose lines mean something else elsewhere.
const (
	inTimes = "times"
	inCache = "inlining cache"
)

// noted are the notes that its mapper keeps.
const (
	noteTasks     = "tasks"
	noteValidated = "validated"
)

// origin reads the output of tokpidjin's run_batt.py --timing, as it was in
// October 2025. Not taken in are its "N tasks - M timeouts", where M is always N,
// and the "Time Saved" of its caches as anything but a claim.
func origin() Mapper {
	number := func(b *builder, text string, name string) {
		if n, ok := b.number(text); ok {
			b.count(name, n)
		}
	}
	return Mapper{
		Name: "origin", Doc: "tokpidjin's run_batt.py --timing",
		Lines: []Line{
			{regexp.MustCompile(`-- Demo scoring: (\d+) outputs, (\d+) matches, (\d+) diff calls \(skipped (\d+)\)`), true, func(b *builder, _ *state, m []string) {
				for i, name := range []string{"outputs_demo", "matches_demo", "diff_calls_demo", "diff_skipped_demo"} {
					number(b, m[i+1], name)
				}
				number(b, m[3], "diff_calls")
				number(b, m[4], "diff_skipped")
			}},
			{regexp.MustCompile(`-- Filtered to (\d+) unique candidates \(from (\d+)\)`), true, func(b *builder, s *state, m []string) {
				s.leave(b, 0)
				s.enter(b, "phase2_inline_batch")
				number(b, m[1], "distinct")
				number(b, m[2], "candidates")
			}},
			{regexp.MustCompile(`-- Phase 3a: Validated (\d+) solvers in ([\d.]+)s`), true, func(b *builder, s *state, m []string) {
				n, ok := b.number(m[1])
				d, timed := b.duration(m[2])
				if ok && timed {
					p := b.span("phase3a_validate_batch")
					add(&p.calls, n)
					add(&p.wall, d) // of each task, where the summary has the last
					s.notes[noteValidated]++
					s.leave(b, d)
					s.enter(b, originTail)
				}
			}},
			{regexp.MustCompile(`-- (\w+) - (?:demo|test)\[\d+\] timed out`), true, func(b *builder, _ *state, m []string) {
				b.task(m[1])
				b.count("timeouts", 1)
				add(&b.span("check_batt").timeouts, 1)
			}},
			{regexp.MustCompile(`-- (\w+) - demo\[\d+\] failed: `), true, func(b *builder, _ *state, m []string) {
				b.task(m[1])
				b.count("faults", 1)
				add(&b.span("check_batt").faults, 1)
			}},
			{regexp.MustCompile(`-- (\w+) - \d+ scored --`), true, func(b *builder, s *state, m []string) {
				b.task(m[1])
				s.leave(b, 0)
			}},
			{regexp.MustCompile(`-- (\w+) - \d+ done - \d+ candidates scored`), true, func(b *builder, s *state, m []string) {
				b.task(m[1])
				s.enter(b, "phase1_filter")
			}},
			{regexp.MustCompile(`-- (\w+) - \d+ (start )?--`), true, func(b *builder, s *state, m []string) {
				b.task(m[1])
				if m[2] != "" {
					s.leave(b, 0)
					s.enter(b, "check_batt")
				}
				b.latest = "task " + clip(m[1])
			}},
			{regexp.MustCompile(`(?:^|: )(?:demo|test)\[\d+\] - (\w+) - \d+`), false, func(b *builder, _ *state, m []string) { b.task(m[1]) }},
			{regexp.MustCompile(`^(\d+) tasks - \d+ timeouts`), true, func(b *builder, s *state, m []string) {
				s.leave(b, 0)
				if n, ok := b.number(m[1]); ok {
					s.notes[noteTasks] = n
					b.counts["tasks"] = n
					b.ended = true
				}
			}},
			{regexp.MustCompile(`^\s*Timing summary \(seconds\):`), true, func(b *builder, s *state, _ []string) { s.section, b.ended = inTimes, true }},
			{regexp.MustCompile(`^\s*Inlining Cache:`), false, func(_ *builder, s *state, _ []string) { s.section = inCache }},
			{regexp.MustCompile(`^\s*(?:Validation Cache|=== )`), false, func(_ *builder, s *state, _ []string) { s.section = "" }},
			{regexp.MustCompile(`^\s+(Hits|Misses|Time Saved): ~?([\d.]+)s?`), false, func(b *builder, s *state, m []string) {
				if s.section != inCache {
					return
				}
				switch m[1] {
				case "Time Saved":
					if d, ok := b.duration(m[2]); ok {
						b.cacheClaim = d
					}
				default:
					if n, ok := b.number(m[2]); ok && m[1] == "Hits" {
						b.cacheHits = n
					} else if ok {
						b.cacheMisses = n
					}
				}
			}},
			{regexp.MustCompile(`^\s+([A-Za-z_][\w.]*)\s+(\d+\.\d+)(?:\s|$)`), false, func(b *builder, s *state, m []string) {
				if s.section != inTimes {
					return
				}
				if len(s.times) == maxPhases {
					b.warn("keys", "more than %d keys in the timing summary; those after are left out", maxPhases)
				} else if d, ok := b.duration(m[2]); ok {
					s.times[clip(m[1])] = d
				}
			}},
		},
		Close: closeOrigin,
	}
}

// originTail is what comes after the validation of a task, between whose parts
// nothing is printed.
const originTail = "phase3b+phase4"

// enter notes that a phase begins, where the lines come as things happen; leave that
// it ends, of whose time less belongs to another that is known.
func (s *state) enter(b *builder, phase string) {
	if b.clocked {
		b.begin(phase)
		one := b.span(phase)
		b.begins -= len(one.begins)
		one.begins = one.begins[:0] // threads within it are not known, so it has no busy time
		s.at = phase
	}
}

func (s *state) leave(b *builder, less time.Duration) {
	if s.at == "" {
		return
	}
	b.end(s.at)
	if one := b.span(s.at); one.wall != nil {
		*one.wall = max(0, *one.wall-less)
	}
	s.at = ""
}

// late reports whether the lines came long after what they tell of, and takes away
// what was measured by them.
func (s *state) late(b *builder) bool {
	wall, told := s.times[originWall]
	if !told || s.at != "" || b.covered == 0 || b.covered >= wall/2 {
		return false
	}
	for _, one := range b.phases {
		if one.measured {
			one.wall, one.measured = nil, false
		}
	}
	b.drop(originTail)
	b.warn("late", "the lines came when their engine let them go, not when things happened (python -u lets them go at once); times taken from them are left out")
	return true
}

// closeOrigin takes in the timing summary, when it is known of how many tasks the
// log is.
func closeOrigin(b *builder, s *state) {
	if wall, ok := s.times[originWall]; ok {
		b.wall = &wall
	}
	tasks := max(s.notes[noteTasks], int64(len(b.tasks)))
	late := s.late(b)
	var left []string
	known := []string{originWall}
	for _, k := range originKeys() {
		known = append(known, k.Key)
		d, ok := s.times[k.Key]
		switch {
		case !ok:
			continue
		case k.Path == "phase3a_validate_batch" && s.notes[noteValidated] > 0:
			continue // its lines say it of each task
		case k.Last && tasks > 1:
			left = append(left, k.Key)
			continue
		}
		one := b.span(k.Path)
		one.measured = false
		if k.Busy {
			one.busy = &d
		} else {
			one.wall = &d
		}
	}
	if tasks <= 1 && b.byPath["phase4_differs"] != nil {
		b.drop(originTail) // the summary has its parts
	}
	if len(left) > 0 {
		b.gaps = late || b.byPath[originTail] == nil
		b.warn("last", "the summary has these keys of the last of %d tasks only; they are left out: %s", tasks, strings.Join(left, ", "))
	}
	for _, name := range sortedKeys(s.times) {
		if slices.Contains(known, name) {
			continue
		}
		// Whether a key that nobody knows is added over threads is not known.
		d := s.times[name]
		b.span(strings.ReplaceAll(name, "/", ".")).busy = &d
		b.warn("unknown", "%s", fmt.Sprintf("the key %s is not known; its time is taken as added over threads", name))
	}
	place := func(one *span) int {
		at := slices.IndexFunc(originKeys(), func(k key) bool { return k.Path == one.name || strings.HasPrefix(k.Path, one.name+"/") })
		if at < 0 {
			return len(originKeys())
		}
		return at
	}
	slices.SortStableFunc(b.phases, func(x, y *span) int { return place(x) - place(y) })
	if len(b.tasks) > 0 && s.notes[noteTasks] > 0 && int64(len(b.tasks)) > s.notes[noteTasks] {
		b.counts["tasks"] = int64(len(b.tasks))
	}
}
