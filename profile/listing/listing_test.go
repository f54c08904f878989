package listing

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"battscope/profile/stacks"
)

// recursive returns a profile of solve calling itself from line 3, working on
// line 4, in the file.
func recursive(t *testing.T, file string) *stacks.Selection {
	t.Helper()
	f := &profile.Function{ID: 1, Name: "solve", Filename: file, StartLine: 2}
	call := &profile.Location{ID: 1, Line: []profile.Line{{Function: f, Line: 3}}}
	work := &profile.Location{ID: 2, Line: []profile.Line{{Function: f, Line: 4}}}
	set, err := stacks.New(&profile.Profile{
		SampleType: []*profile.ValueType{{Type: "cost", Unit: "units"}},
		Function:   []*profile.Function{f}, Location: []*profile.Location{call, work},
		Sample: []*profile.Sample{{Location: []*profile.Location{work, call, call, call}, Value: []int64{7}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return set.Select(stacks.Query{})
}

func text(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%d %d %d %s\n", l.Number, l.Flat.Net(), l.Cum.Net(), l.Text)
	}
	return b.String()
}

const source = "one\ntwo\nthree\nfour\nfive\n"

func TestSource(t *testing.T) {
	folder := t.TempDir()
	inside := filepath.Join(folder, "deep", "er")
	if err := os.MkdirAll(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(folder, "pool.py")
	if err := os.WriteFile(name, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{name, "pool.py", "/elsewhere/" + filepath.Base(folder) + "/pool.py"} {
		for _, from := range []string{folder, inside} {
			routines := Build(recursive(t, file), regexp.MustCompile("^solve$"))
			if len(routines) != 1 {
				t.Fatalf("%d routines, want 1", len(routines))
			}
			lines, err := routines[0].Source(from)
			if strings.HasPrefix(file, "/elsewhere") && from == inside {
				if err == nil {
					t.Errorf("%s is found from %s", file, from)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s from %s: %v", file, from, err)
				continue
			}
			if got, want := text(lines), "2 0 0 two\n3 0 7 three\n4 7 7 four\n5 0 0 five\n"; got != want {
				t.Errorf("%s from %s: lines are\n%swant\n%s", file, from, got, want)
			}
		}
	}
}

func TestNoSource(t *testing.T) {
	r := Build(recursive(t, "gone.py"), regexp.MustCompile("solve"))[0]
	if _, err := r.Source(t.TempDir()); err == nil || err.Error() != "gone.py: the source is not here" {
		t.Errorf("a file that is gone: %v", err)
	}
	if got, want := text(r.Bare()), "3 0 7 \n4 7 7 \n"; got != want {
		t.Errorf("bare lines are %q, want %q", got, want)
	}
	if _, err := Build(recursive(t, ""), regexp.MustCompile("solve"))[0].Source("."); err == nil {
		t.Error("a function without a file has a source")
	}
	if _, err := Build(recursive(t, t.TempDir()), regexp.MustCompile("solve"))[0].Source("."); err == nil {
		t.Error("a folder is a source")
	}
	if got := Build(recursive(t, "x"), regexp.MustCompile("nothing")); len(got) != 0 {
		t.Errorf("%d routines match nothing", len(got))
	}
}
