package intake

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/profile/config"
	"battscope/profile/record"
)

// read returns the record of a log.
func read(t *testing.T, text string, o Options) *record.Record {
	t.Helper()
	r, err := NewReader(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return sound(t, r.Close())
}

// sound holds a record to what is true of every one: it can be written and read,
// no share is above 100 %, and what is absent is zero.
func sound(t *testing.T, r *record.Record) *record.Record {
	t.Helper()
	text, err := r.Encode()
	if err == nil {
		_, err = record.Decode(text)
	}
	if err != nil {
		t.Fatalf("the record cannot be written and read: %v", err)
	}
	if r.Unattributed < 0 || r.Unattributed > r.Wall {
		t.Errorf("unattributed %v of %v", r.Unattributed, r.Wall)
	}
	for _, p := range r.Phases {
		if !r.Lacks("wall") && p.Wall > r.Wall {
			t.Errorf("%s: wall %v of %v", p.Name, p.Wall, r.Wall)
		}
		if p.Lacks("wall") && p.Wall != 0 || p.Lacks("busy") && p.Busy != 0 || p.Lacks("calls") && p.Calls != 0 {
			t.Errorf("%s has what it lacks: %+v", p.Name, p)
		}
		for _, s := range p.Steps {
			if s.Wall != nil && !p.Lacks("wall") && *s.Wall > p.Wall {
				t.Errorf("%s/%s: wall %v of %v", p.Name, s.Name, *s.Wall, p.Wall)
			}
		}
	}
	var counts map[string]int64
	text, _ = json.Marshal(r.Counts)
	if err := json.Unmarshal(text, &counts); err != nil {
		t.Fatal(err)
	}
	for name, n := range counts {
		if n < 0 || r.Lacks(name) && n != 0 {
			t.Errorf("%s is %d, absent %v", name, n, r.Lacks(name))
		}
	}
	return r
}

// phases returns phases and steps in a line each; "-" is absent.
func phases(r *record.Record) string {
	var b strings.Builder
	known := func(lacks bool, x any) any {
		if lacks {
			return "-"
		}
		return x
	}
	for _, p := range r.Phases {
		fmt.Fprintf(&b, "%s %v %v %v\n", p.Name, known(p.Lacks("wall"), p.Wall), known(p.Lacks("busy"), p.Busy), known(p.Lacks("calls"), p.Calls))
		for _, s := range p.Steps {
			var wall any = "-"
			if s.Wall != nil {
				wall = *s.Wall
			}
			fmt.Fprintf(&b, "  %s %v %v\n", s.Name, wall, known(s.Lacks("busy"), s.Busy))
		}
	}
	return b.String()
}

func sample(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "intake", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestOrigin reads the published log of phase 4B: what is added over threads is
// busy, steps keep their parents, and what it does not tell is absent.
func TestOrigin(t *testing.T) {
	r := read(t, sample(t, "phase4b.log"), Options{Name: "phase4b.log"})
	want := `check_batt 4.057s - -
  demo.parallel 1.461s -
phase2_inline_batch 618ms - -
phase3a_validate_batch 379ms - 32
  check_solver_speed - 7.173s
inline - 1.975s -
`
	if got := phases(r); got != want {
		t.Errorf("phases\n%swant\n%s", got, want)
	}
	c := r.Counts
	if r.State != record.Done || r.Wall != 5359*time.Millisecond || r.Unattributed != 305*time.Millisecond || r.Imported.Mapper != "origin" {
		t.Errorf("%s, wall %v, unattributed %v, by %s", r.State, r.Wall, r.Unattributed, r.Imported.Mapper)
	}
	if c.OutputsDemo != 160 || c.MatchesDemo != 5 || c.DiffCalls != 5 || c.DiffSkipped != 155 || c.Candidates != 149 || c.Distinct != 32 || c.Tasks != 1 {
		t.Errorf("counts %+v", c)
	}
	// "1 tasks - 1 timeouts" counts tasks, and what matches on test is not told.
	for _, name := range []string{"timeouts", "matches", "outputs", "solved_tasks", "strategy"} {
		if !r.Lacks(name) {
			t.Errorf("%s is not absent", name)
		}
	}
	if len(r.Warnings) != 0 {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// TestOriginTasks leaves out what the summary has of the last task only.
func TestOriginTasks(t *testing.T) {
	r := read(t, sample(t, "three.log"), Options{})
	got := phases(r)
	for _, no := range []string{"demo.parallel", "check_solver_speed", "phase2_inline_batch"} {
		if strings.Contains(got, no) {
			t.Errorf("%s is of the last task and stands in\n%s", no, got)
		}
	}
	if !strings.Contains(got, "phase3a_validate_batch 1.137s - 96\n") || !strings.Contains(got, "  generate_expanded 731ms -\n") {
		t.Errorf("phases\n%s", got)
	}
	if r.Counts.Tasks != 3 || r.Counts.OutputsDemo != 480 || !r.Lacks("unattributed") {
		t.Errorf("counts %+v, absent %v", r.Counts, r.Absent)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "of the last of 3 tasks only") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// TestOriginMore reads timeouts, caches, unknown keys, and a log that breaks off.
func TestOriginMore(t *testing.T) {
	r := read(t, sample(t, "phase4a.log"), Options{})
	if r.Counts.Timeouts != 1 || r.Counts.Candidates != 126 || r.Counts.DiffCalls != 160 {
		t.Errorf("counts %+v", r.Counts)
	}
	base := read(t, sample(t, "phase4b.log"), Options{})
	if m := r.Against(base); m.Text != "≠ candidates 149→126" {
		t.Errorf("the mark is %+v", m)
	}
	text := "run_batt.py:716: -- Filtered to 32 unique candidates (from 149)\n\n=== Cache Statistics ===\n\nValidation Cache:\n  Hits: 7\n\nInlining Cache:\n  Hits: 5086\n  Misses: 1314\n  Time Saved: ~762.90s\n" +
		"Timing summary (seconds):\n  main.run_batt  60.000\n  new.key  90.000\n"
	r = read(t, text, Options{})
	if w := r.Work; w.InlineCacheHits != 5086 || w.InlineCacheMisses != 1314 || w.CacheClaim != 762900*time.Millisecond {
		t.Errorf("work %+v", w)
	}
	if got := phases(r); got != "new.key - 1m30s -\n" || len(r.Warnings) != 1 {
		t.Errorf("phases %s, warnings %q", got, r.Warnings)
	}
	half := strings.SplitAfter(sample(t, "phase4b.log"), "(from 149)\n")[0]
	if r := read(t, half, Options{}); r.State != record.Stopped || !r.Stopped || len(r.Passes) != 0 || r.Counts.Candidates != 149 {
		t.Errorf("of half a log: %s, %d passes, %+v", r.State, len(r.Passes), r.Counts)
	}
}

// TestProtocol reads the line protocol: threads in one phase, steps, what an
// engine says of itself, results, and its end.
func TestProtocol(t *testing.T) {
	r := read(t, `starting
{"event":"run","name":"toy","programs":32,"workers":4,"data":"v1","t":0}
{"event":"phase","name":"demo","state":"begin","t":1}
{"event":"phase","name":"demo","state":"begin","t":2}
{"event":"phase","name":"demo/parse","state":"begin","t":2}
{"event":"phase","name":"demo/parse","state":"end","t":2.5}
{"event":"phase","name":"demo","state":"end","t":4}
{"event":"sample","name":"demo","seconds":2.5}
{"event":"phase","name":"demo","state":"end","t":5,"cpu":3.2,"calls":160}
{"event":"phase","name":"inline","state":"end","t":6,"busy":7.173}
{"event":"progress","name":"demo","done":80,"total":160}
{"event":"count","name":"matches","add":2}
{"event":"count","name":"matches","add":3}
{"event":"count","name":"candidates","set":149}
{"event":"count","name":"cache_hits","add":9}
{"event":"timeout","name":"demo","n":84,"limit":1.0}
{"mine":"another object"}
{"event":"result","task":"a","solved":true,"matches":6}
{"event":"result","task":"b","solved":false}
{"event":"end","t":10}
`, Options{})
	want := "demo 4s 6s 80\n  parse 500ms 500ms\ninline - 7.173s -\n"
	if got := phases(r); got != want {
		t.Errorf("phases\n%swant\n%s", got, want)
	}
	demo := r.Phases[0]
	if *demo.CPU != 3200*time.Millisecond || demo.Timeouts != 84 || demo.Latency == nil || demo.Latency.Max != 2500*time.Millisecond {
		t.Errorf("demo %+v", demo)
	}
	c := r.Counts
	if r.State != record.Done || r.Name != "toy" || r.Wall != 10*time.Second || r.Host.GOMAXPROCS != 4 || r.Work.Limit != time.Second || r.Work.InlineCacheHits != 9 ||
		c.Matches != 5 || c.Candidates != 149 || c.Programs != 32 || c.Tasks != 2 || c.SolvedTasks != 1 || c.Timeouts != 84 {
		t.Errorf("%+v", r)
	}
	if len(r.Warnings) != 0 || r.Imported.Lines != 20 || r.Imported.Used != 18 {
		t.Errorf("warnings %q, %+v", r.Warnings, r.Imported)
	}
	other := read(t, `{"event":"run","name":"other","programs":32,"data":"v1"}`+"\n"+`{"event":"end","error":"out of memory"}`+"\n", Options{})
	if other.State != record.Failed || other.Error != "out of memory" || other.Data.Hash != r.Data.Hash {
		t.Errorf("%s %q, data %s and %s", other.State, other.Error, other.Data.Hash, r.Data.Hash)
	}
	// Without a clock begin and end say no times.
	r = read(t, `{"event":"phase","name":"demo","state":"begin"}`+"\n"+`{"event":"phase","name":"demo","state":"end"}`+"\n"+`{"event":"end"}`+"\n", Options{})
	if got := phases(r); got != "demo - - -\n" || !r.Lacks("wall") {
		t.Errorf("without a clock: %s, absent %v", got, r.Absent)
	}
}

// TestGoBench reads what go test -bench prints.
func TestGoBench(t *testing.T) {
	r := read(t, "goos: linux\ngoarch: amd64\npkg: battscope/engine\ncpu: AMD EPYC\nBenchmarkA/b-8   \t     100\t  12000 ns/op\t  3 B/op\nBenchmarkA/b-8 100 14000 ns/op\nBenchmarkC 2 1.5e+09 ns/op\nPASS\nok  \tbattscope/engine\t4.5s\n", Options{})
	if got := phases(r); got != "A·b 2.6ms - 200\nC 3s - 2\n" {
		t.Errorf("phases %s", got)
	}
	if r.State != record.Done || r.Name != "battscope/engine" || r.Host.CPU != "AMD EPYC" || r.Host.GOMAXPROCS != 8 || r.Wall != 4500*time.Millisecond {
		t.Errorf("%+v", r)
	}
	if r := read(t, "BenchmarkA-8 1 5 ns/op\nFAIL\n", Options{}); r.State != record.Failed {
		t.Errorf("after FAIL: %s", r.State)
	}
}

// TestUser reads by patterns of battscope.toml.
func TestUser(t *testing.T) {
	m, err := User(config.Mapper{Name: "mine", Lines: []string{
		`^run (?P<name>\w+)$`, `^(?P<phase>\w+): (?P<wall>\S+) wall, (?P<busy>\S+) busy, (?P<calls>[\d,]+) calls$`,
		`^(?P<matches>\d+) of (?P<add_outputs>\d+)`, `^solved (?P<solved>\w+)$`, `^cut (?P<timeouts>\d+)$`, `^(?P<done>finished) in (?P<total>\S+)$`, `^boom (?P<error>.*)$`,
	}})
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, "run abc\ndemo: 1.5 wall, 2500ms busy, 1,200 calls\n3 of 100\n5 of 60\nsolved t1\ncut 4\nfinished in 2s\nother\n", Options{More: []Mapper{m}})
	c := r.Counts
	if phases(r) != "demo 1.5s 2.5s 1200\n" || c.Matches != 5 || c.Outputs != 160 || c.SolvedTasks != 1 || c.Timeouts != 4 || r.State != record.Done || r.Wall != 2*time.Second || r.Name != "abc" {
		t.Errorf("%s %+v %+v", phases(r), c, r)
	}
	for text, want := range map[string]string{`(?P<match>\d+)`: `there is no group "match"`, `(?P<add_wall>\d+)`: `there is no group "add_wall"`, `(`: "missing closing"} {
		if _, err := User(config.Mapper{Name: "mine", Lines: []string{text}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	if _, err := NewReader(Options{Mapper: "mine"}); err == nil || !strings.Contains(err.Error(), "want one of protocol, origin, go-bench") {
		t.Errorf("an unknown mapper: %v", err)
	}
}
