package contest

import (
	"context"
	"runtime"
	"testing"
	"time"

	"battscope/engine"
	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/profile/compare"
)

// BenchmarkSame compares a strategy with itself on the seed scenario, ten pairs a
// time, and counts the verdicts that are false: on the whole, and on phases.
//
//	go test ./profile/contest -run '^$' -bench Same -benchtime 40x -timeout 1h
func BenchmarkSame(b *testing.B) {
	s := side(b, "seed", "phase4b")
	var judged float64
	var false0, ofWhole [numKinds]float64
	for b.Loop() {
		c, err := Begin(context.Background(), op.NewTable(), []Side{s, s}, DefaultMinWall, nil)
		if err == nil {
			err = c.Measure(context.Background(), 10)
		}
		if err != nil {
			b.Fatal(err)
		}
		for kind := range Kind(numKinds) {
			_, t := c.Judge(1, kind, compare.DefaultOptions())
			for k, f := range t.Findings() {
				if kind == Wall {
					judged += one(f.Verdict != compare.TooShort)
				}
				if changed(f) {
					b.Logf("by %v, %s is called %v: %v (%v to %v, p %v)", kind, f.Name, f.Verdict, f.Ratio, f.Lo, f.Hi, f.Adjusted)
					false0[kind]++
					ofWhole[kind] += one(k == 0)
				}
			}
		}
	}
	for kind := range Kind(numKinds) {
		b.ReportMetric(false0[kind], "false-by-"+kind.String())
		b.ReportMetric(ofWhole[kind], "of-the-whole-by-"+kind.String())
	}
	b.ReportMetric(judged/float64(b.N), "clocks-judged")
}

func changed(f *compare.Finding) bool {
	return f.Verdict == compare.Faster || f.Verdict == compare.Slower
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// spin does real work for as many turns, and returns something so that it is not
// left out.
func spin(turns int) uint64 {
	x := uint64(turns)
	for range turns {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

// turnsIn returns how many turns of spin take so long: of the fastest of many
// tries, when nothing else had the processor.
func turnsIn(d time.Duration) int {
	const turns = 1 << 20
	best := time.Hour
	for range 50 {
		began := time.Now()
		runtime.KeepAlive(spin(turns))
		best = min(best, time.Since(began))
	}
	return int(float64(turns) * float64(d) / float64(best))
}

// planted returns the processor time that a phase takes in one pass, and the turns
// of spin that are such a part of what it takes for one task.
func planted(b *testing.B, s Side, p probe.Phase, part float64) (perPass time.Duration, turns int) {
	b.Helper()
	spec := s.Spec
	spec.Passes = 4
	run := engine.Start(op.NewTable(), spec)
	<-run.Done()
	if err := run.Err(); err != nil {
		b.Fatal(err)
	}
	perPass = run.Snapshot().Phases[p].CPU / time.Duration(spec.Passes)
	return perPass, turnsIn(time.Duration(part * float64(perPass) / float64(len(spec.Source.Tasks))))
}

// BenchmarkPlanted compares a strategy with itself on part of the tour, with
// 5 % more work planted in the diff phase of one side, and counts how often that
// is found, in the right phase, and what else is called changed. The diff phase of
// a run has 250 ms of work.
//
//	go test ./profile/contest -run '^$' -bench Planted -benchtime 40x -timeout 1h
func BenchmarkPlanted(b *testing.B) {
	s := side(b, "tour", "best+workers=1+inline-workers=1+validate-workers=1")
	s.Spec.Source.Tasks = append(s.Spec.Source.Tasks, "b0a70002", "b0a70004")
	s.Spec.Source.Max = 100
	var found, elsewhere [numKinds]float64
	var judged, long float64
	perPass, more := planted(b, s, probe.Diff, 0.05)
	for b.Loop() {
		c, err := Begin(context.Background(), op.NewTable(), []Side{s, s}, DefaultMinWall, nil)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range c.Entries {
			e.Passes = passesIn(250*time.Millisecond, perPass)
		}
		c.choosePasses()
		c.Entries[1].Spec.Burden = func(p probe.Phase) {
			if p == probe.Diff {
				runtime.KeepAlive(spin(more))
			}
		}
		if err := c.Measure(context.Background(), 10); err != nil {
			b.Fatal(err)
		}
		for kind := range Kind(numKinds) {
			_, t := c.Judge(1, kind, compare.DefaultOptions())
			f := &t.Phases[probe.Diff]
			found[kind] += one(f.Verdict == compare.Slower)
			for k := range t.Phases {
				if k != int(probe.Diff) {
					elsewhere[kind] += one(changed(&t.Phases[k]))
				}
				if kind == Wall {
					judged += one(t.Phases[k].Verdict != compare.TooShort)
				}
			}
			if kind == Wall {
				long += float64(c.Entries[0].Passes) * f.A
			}
			b.Logf("by %v: diff %.0f ms a pass, %d passes: %v %.3f (%.3f to %.3f, p %.3f) %s; in all %v %.3f", kind, 1e3*f.A, c.Entries[0].Passes, f.Verdict, f.Ratio, f.Lo, f.Hi, f.Adjusted, f.Note, t.Whole.Verdict, t.Whole.Ratio)
		}
	}
	for kind := range Kind(numKinds) {
		b.ReportMetric(found[kind], "found-by-"+kind.String())
		b.ReportMetric(elsewhere[kind], "elsewhere-by-"+kind.String())
	}
	b.ReportMetric(judged/float64(b.N), "phases-judged")
	b.ReportMetric(long/float64(b.N), "s-of-diff-in-a-run")
}
