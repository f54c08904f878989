package pages

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/driver"
	"github.com/google/pprof/profile"
)

func example() *profile.Profile {
	f := &profile.Function{ID: 1, Name: "solve_example", Filename: "pool.py"}
	l := &profile.Location{ID: 1, Line: []profile.Line{{Function: f, Line: 3}}}
	return &profile.Profile{
		SampleType: []*profile.ValueType{{Type: "calls", Unit: "count"}, {Type: "time", Unit: "nanoseconds"}},
		Function:   []*profile.Function{f}, Location: []*profile.Location{l},
		Sample: []*profile.Sample{{Location: []*profile.Location{l}, Value: []int64{12, 345_000_000}}},
	}
}

func get(t *testing.T, url, host string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		r.Host = host
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestPages(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "TMPDIR"} {
		t.Setenv(name, home)
	}
	t.Setenv("PPROF_TMPDIR", "")
	s, err := Start(example(), Options{Name: "x.pb.gz", Type: "calls"})
	if err != nil {
		t.Fatal(err)
	}
	host, _, err := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(s.URL, "http://"), "/ui/flamegraph"))
	if err != nil || host != "127.0.0.1" {
		t.Errorf("the pages are at %s, want them on 127.0.0.1", s.URL)
	}
	base := strings.TrimSuffix(s.URL, "/flamegraph")
	for _, page := range []string{"/flamegraph", "/top", "/peek?f=solve", "/source?f=solve", "/"} {
		if code, body := get(t, base+page, ""); code != 200 || !strings.Contains(body, "solve_example") {
			t.Errorf("%s: code %d, %d bytes, or the function is not in it", page, code, len(body))
		}
	}
	for page, want := range map[string]int{"/saveconfig?config=x": 403, "/deleteconfig?config=x": 403, "/nothing": 404} {
		if code, _ := get(t, base+page, ""); code != want {
			t.Errorf("%s: code %d, want %d", page, code, want)
		}
	}
	if code, _ := get(t, s.URL, "evil.example"); code != 403 {
		t.Errorf("for another host: code %d, want 403", code)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Err(); err != nil {
		t.Error(err)
	}
	err = filepath.WalkDir(home, func(name string, d os.DirEntry, err error) error {
		if name != home {
			t.Errorf("%s was written", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOptionsReset starts with other options than the time before: none stays.
func TestOptionsReset(t *testing.T) {
	first, err := Start(example(), Options{Name: "x", Type: "calls", Focus: "nothing", Ignore: "solve"})
	if err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, strings.Replace(first.URL, "flamegraph", "top", 1), ""); strings.Contains(body, `"solve_example"`) {
		t.Error("the first server ignores --ignore")
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	second, err := Start(example(), Options{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if _, body := get(t, strings.Replace(second.URL, "flamegraph", "top", 1), ""); !strings.Contains(body, "solve_example") || !strings.Contains(body, "345ms") {
		t.Errorf("the second server kept options of the first:\n%s", body)
	}
}

// TestResetIsWhole sees that every option of the driver is set anew: its flags,
// but those that are no options and those that choose a report.
func TestResetIsWhole(t *testing.T) {
	names := map[string]bool{}
	for _, f := range reset() {
		name, _, ok := strings.Cut(strings.TrimPrefix(f, "-"), "=")
		if !ok {
			t.Errorf("%s sets nothing", f)
		}
		names[name] = true
	}
	all := newFlags(nil)
	// With no arguments the driver declares its flags and gives up.
	if err := driver.PProf(&driver.Options{Flagset: all, UI: &said{}}); err == nil {
		t.Fatal("the driver runs without a profile")
	}
	for name := range names {
		if all.Lookup(name) == nil {
			t.Errorf("the driver has no option %s", name)
		}
	}
	// What a reader of the driver's help finds under its options.
	for _, name := range []string{"call_tree", "compact_labels", "divide_by", "drop_negative", "edgefraction", "focus", "hide", "ignore", "intel_syntax",
		"mean", "nodecount", "nodefraction", "noinlines", "normalize", "output", "prune_from", "relative_percentages", "sample_index", "show",
		"show_from", "showcolumns", "source_path", "tagfocus", "taghide", "tagignore", "tagleaf", "tagroot", "tagshow", "trim", "trim_path", "unit"} {
		if !names[name] {
			t.Errorf("option %s is not set anew", name)
		}
	}
}
