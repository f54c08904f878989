package intake

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"battscope/profile/record"
)

// TestHostile wants one warning for each kind of nonsense, and the lines around
// it read.
func TestHostile(t *testing.T) {
	const before, after = `{"event":"run","name":"toy","t":0}` + "\n", `{"event":"count","name":"matches","add":5}` + "\n" + `{"event":"end","t":9}` + "\n"
	begin := func(name string, at float64) string {
		return fmt.Sprintf(`{"event":"phase","name":%q,"state":"begin","t":%v}`+"\n", name, at)
	}
	for name, x := range map[string]struct{ text, want string }{
		"1 MB":           {strings.Repeat("x", 1<<20) + "\n", "a line is longer than 64 KiB"},
		"1 MB of JSON":   {`{"event":"run","name":"` + strings.Repeat("x", 1<<20) + `"}` + "\n", "a line is longer than 64 KiB"},
		"binary":         {"\x00\x01\xff\xfe\n", "no text"},
		"not UTF-8":      {"caf\xe9\n", "no text"},
		"half an object": {`{"event":"phase","name":"de` + "\n", "no whole JSON object"},
		"wrong type":     {`{"event":"count","name":"matches","add":"many"}` + "\n", "no whole JSON object"},
		"deep":           {strings.Repeat(`{"a":`, 20000) + "\n", "longer than 64 KiB"},
		"clock back":     {begin("demo", 5) + `{"event":"phase","name":"demo","state":"end","t":3}` + "\n", "the clock goes back, from 5s to 3s"},
		"no end":         {begin("demo", 5), "demo never ended"},
		"no begin":       {`{"event":"phase","name":"demo","state":"end","t":5}` + "\n", "demo ends and had not begun"},
		"no name":        {`{"event":"phase","state":"begin"}` + "\n", "has no name"},
		"no state":       {`{"event":"phase","name":"demo"}` + "\n", `has the state ""`},
		"unknown event":  {`{"event":"fly"}` + "\n", `there is no event "fly"`},
		"unknown count":  {`{"event":"count","name":"apples","add":1}` + "\n", `there is no count "apples"`},
		"below 0":        {`{"event":"count","name":"matches","add":-1}` + "\n", "neither add nor set"},
		"endless time":   {`{"event":"sample","name":"demo","seconds":1e300}` + "\n", "no time in seconds"},
		"negative time":  {`{"event":"phase","name":"demo","state":"end","wall":-1}` + "\n", "no time in seconds"},
		"too long":       {`{"event":"phase","name":"demo","state":"end","wall":7.173}` + "\n" + `{"event":"end","wall":5.359}` + "\n", "demo took 7.173s of 5.359s: this is added over threads"},
	} {
		for _, times := range []int{1, 3} {
			if times > 1 && (name == "too long" || name == "no end") {
				continue
			}
			r := read(t, before+strings.Repeat(x.text, times)+after, Options{})
			if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], x.want) {
				t.Errorf("%s, %d times: %q, want one warning with %q", name, times, r.Warnings, x.want)
			}
			if r.Counts.Matches != 5 || r.Name != "toy" || r.State != record.Done {
				t.Errorf("%s: the rest is not read: %+v", name, r)
			}
		}
	}
	if r := read(t, "nothing\nof a run\n", Options{Name: "x"}); len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "no line says anything") || r.State != record.Stopped {
		t.Errorf("%s, %q", r.State, r.Warnings)
	}
	if r := read(t, "", Options{}); len(r.Warnings) != 1 {
		t.Errorf("of an empty log: %q", r.Warnings)
	}
	if r := read(t, before+`{"event":"phase","name":"x","state":"be`, Options{}); len(r.Warnings) != 2 || !strings.Contains(r.Warnings[1], "breaks off") || r.State != record.Stopped {
		t.Errorf("cut off: %s, %q", r.State, r.Warnings)
	}
}

// TestMany reads a million phases, and steps, tasks, samples and lines without
// end, in bounded memory.
func TestMany(t *testing.T) {
	many := 1_000_000
	if testing.Short() {
		many = 20_000
	}
	for name, line := range map[string]func(n int) string{
		"phases": func(n int) string {
			return fmt.Sprintf(`{"event":"phase","name":"p%d","state":"begin","t":%d}`+"\n", n, n)
		},
		"steps": func(n int) string { return fmt.Sprintf(`{"event":"progress","name":"p/s%d","done":1}`+"\n", n) },
	} {
		r, err := NewReader(Options{Note: func(record.Event, bool) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := r.Read(&generator{n: many, line: line}); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 32<<20 {
			t.Errorf("%s: %d MiB are held", name, grown>>20)
		}
		rec := sound(t, r.Close())
		if len(rec.Phases) > maxPhases+1 || len(rec.Warnings) > 3 || rec.Imported.Lines != int64(many) {
			t.Errorf("%s: %d phases, %d warnings %q, %d lines", name, len(rec.Phases), len(rec.Warnings), rec.Warnings, rec.Imported.Lines)
		}
	}
}

// A generator is a log of n lines.
type generator struct {
	n, at int
	line  func(n int) string
	rest  bytes.Buffer
}

func (g *generator) Read(p []byte) (int, error) {
	for g.rest.Len() < len(p) && g.at < g.n {
		g.rest.WriteString(g.line(g.at))
		g.at++
	}
	return g.rest.Read(p)
}

// FuzzRead reads anything.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"phase4a.log", "phase4b.log", "three.log"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "intake", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"event":"phase","name":"a/b","state":"begin","t":1}` + "\n" + `{"event":"phase","name":"a/b","state":"end","t":9e18,"wall":1e8,"busy":1e8,"calls":9223372036854775807}`))
	f.Add([]byte("BenchmarkX-8 9223372036854775807 1e300 ns/op\nok x 1e9s\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := NewReader(Options{Live: len(text)%2 == 0, Began: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		half := len(text) / 2
		for _, part := range [][]byte{text[:half], text[half:]} {
			if err := r.Read(bytes.NewReader(part)); err != nil {
				t.Fatal(err)
			}
			r.Catch(time.Now())
			f, at := r.Frame()
			s := f.Snapshot(at, "x")
			for _, span := range s.Foreign.Spans {
				if s.Foreign.Timed && span.Stat.Wall > max(at, r.Record().Wall) || span.Stat.Wall < 0 || span.Stat.Busy < 0 {
					t.Fatalf("%+v of %v", span, at)
				}
			}
		}
		sound(t, r.Close())
	})
}
