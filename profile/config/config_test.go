package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/strategy"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "battscope.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	c, err := Read(write(t, `preset = "b" # to begin with
[presets.b]
base = "phase4b"
doc = "mine"
workers = 8
deadline = "2s"
[presets."a"]
base = "b"
inline-cache = true
deadline-calibrated = 0.0
`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.Book.Find("a")
	if err != nil {
		t.Fatal(err)
	}
	if s := a.Strategy; c.Preset != "b" || s.Workers != 8 || s.Deadline != 2*time.Second || !s.InlineCache || s.Diff != strategy.DiffsMatches {
		t.Errorf("preset %q, a is %+v", c.Preset, s)
	}
	if c, err := Read(filepath.Join(t.TempDir(), "none.toml")); err != nil || c.Preset != "" || len(c.Book) != len(strategy.Presets()) {
		t.Errorf("without a file: %+v, %v", c, err)
	}
}

// TestBad wants one line for each mistake, with the file and the line.
func TestBad(t *testing.T) {
	for text, want := range map[string]string{
		"[presets.a]\nworkers = \"many\"\n":       ":2: preset a: workers",
		"[presets.a]\nworker = 3\n":               ":2: preset a: there is no knob worker; did you mean workers?",
		"[presets.a]\nworkers = [1]\n":            ":2: preset a: workers is a list",
		"[presets.a]\nbase = \"fase0\"\n":         ":2: preset a: base: there is no preset fase0",
		"\n[presets.best]\nworkers = 3\n":         ":2: preset best: the name is taken",
		"[presets.a]\nworkers = \n":               ":2: ",
		"theme = \"dark\"\n":                      ":1: there is no theme here",
		"preset = \"mine\"\n":                     ":1: preset: there is no preset mine",
		"[presets.Big]\n":                         ":1: preset Big: want a name",
		"[presets.a]\npool-slots = 0\n":           ":2: preset a: pool-slots",
		"[presets.a]\nworkers = 2026-01-01\n":     ":2: preset a: workers is a date",
		"[presets.a]\nlimit-per = \"batt\"\n":     ":2: preset a: limit-per is batt",
		"[presets]\na = 3\n":                      ":2: ",
		"[presets.a]\nworkers = 3\nworkers = 4\n": ":3: ",
		"[presets.a]\n\x00":                       ":2: ",
	} {
		_, err := Read(write(t, text))
		if err == nil || !strings.Contains(err.Error(), "battscope.toml"+want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want one line with %q", text, err, want)
		}
	}
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "battscope.toml")
	st, err := strategy.Parse(strategy.Default(), "phase4a+workers=3+deadline=20ms")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("# kept\npreset = \"best\"\n\n[presets.old]\nworkers = 1 # kept too\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second replaces the first
		if err := Save(path, strategy.Preset{Name: "mine", Doc: `say "so"`, Strategy: st}); err != nil {
			t.Fatal(err)
		}
	}
	if err := Save(path, strategy.Preset{Name: "other", Strategy: strategy.Default()}); err != nil {
		t.Fatal(err)
	}
	c, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := c.Book.Find("mine")
	if err != nil || mine.Strategy != st || mine.Doc != `say "so"` {
		t.Errorf("mine is %+v, %v", mine, err)
	}
	text, _ := os.ReadFile(path)
	for _, want := range []string{"# kept\n", "# kept too\n", "[presets.old]\n"} {
		if strings.Count(string(text), want) != 1 {
			t.Errorf("%q is not kept in\n%s", want, text)
		}
	}
	if strings.Count(string(text), "[presets.mine]") != 1 {
		t.Errorf("mine stands twice in\n%s", text)
	}
	if err := Save(path, strategy.Preset{Name: "best", Strategy: st}); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("best is saved: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(text) {
		t.Error("a refused preset changes the file")
	}
}
