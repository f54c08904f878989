package strategy

import (
	"strings"
	"testing"
)

// TestPresets holds the presets to the table of design.md, written out here.
func TestPresets(t *testing.T) {
	const table = `
| phase0      | 0  | 21.788 | batt | nothing | none | 1 / 1 / every / false      | all / whole      | |
| phase1      | 1  | 16.9   | batt | nothing | body | 1 / 1 / every / false      | all / whole      | |
| phase2      | 2  | 16.8   | batt | nothing | body | 4 / 1 / every / false      | all / whole      | |
| phase3      | 3  | 16.826 | batt | nothing | body | 4 / 0 / every / false      | all / whole      | |
| phase4a     | 4A | 29.096 | batt | samples | body | 4 / 0 / every / false      | all / whole      | |
| phase4b     | 4B | 5.359  | batt | samples | body | 4 / 0 / every / false      | matches / whole  | |
| best        |    | 0      | batt | chunks  | body | 0 / 0 / best-first / true  | distinct / alone | |
| nested-pool | 4A | 22.519 | batt | samples | body | 4 / 0 / every / false      | all / whole      | shared 4 |
| short-limit | 4A | 28.161 | batt | samples | body | 4 / 0 / every / false      | all / whole      | batt 0.5 |
`
	presets := Presets()
	rows := strings.Split(strings.TrimSpace(table), "\n")
	if len(presets) != len(rows) {
		t.Fatalf("%d presets, want %d", len(presets), len(rows))
	}
	for n, row := range rows {
		p := presets[n]
		get := func(knob string) string { return mustKnob(t, knob).Get(&p.Strategy) }
		join := func(knobs ...string) string {
			var values []string
			for _, k := range knobs {
				values = append(values, get(k))
			}
			return strings.Join(values, " / ")
		}
		failure := ""
		if get("pool") == "shared" {
			failure += "shared " + get("pool-slots")
		}
		if get("limit-per") == "batt" {
			failure += "batt " + get("deadline-calibrated")
		}
		got := []string{p.Name, p.Phase, trimFloat(p.Published), get("evaluation"), get("parallel"), get("filter"),
			join("inline-workers", "validate-workers", "validate-order", "inline-cache"), join("diff", "diff-scope"), failure}
		cells := strings.Split(strings.Trim(row, "|"), "|")
		for c, want := range cells {
			if want = strings.TrimSpace(want); got[c] != want {
				t.Errorf("%s, column %d: %q, want %q", p.Name, c+1, got[c], want)
			}
		}
		// What no row mentions is the same in all.
		want := map[string]string{"workers": "0", "diff-test": "false", "deadline": "0s", "fuel": "4000000", "pool-slots": "4", "observe": "off"}
		if failure != "batt 0.5" {
			want["limit-per"], want["deadline-calibrated"] = "program", "0"
		}
		if failure != "shared 4" {
			want["pool"] = "own"
		}
		for knob, value := range want {
			if get(knob) != value {
				t.Errorf("%s: %s is %s, want %s", p.Name, knob, get(knob), value)
			}
		}
		if p.Failure != (failure != "") {
			t.Errorf("%s: Failure is %v", p.Name, p.Failure)
		}
		if err := Validate(p.Strategy); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if p.Doc == "" || strings.HasSuffix(p.Doc, ".") || strings.Contains(p.Doc, "\n") {
			t.Errorf("%s: doc %q", p.Name, p.Doc)
		}
		if !presetName.MatchString(p.Name) {
			t.Errorf("%s: a user could not give this name", p.Name)
		}
	}
	if best, err := Find("best"); err != nil || best.Strategy != Default() {
		t.Errorf("Default() is not best (%v)", err)
	}
}

// TestSteps sees that each step of the history changes one thing.
func TestSteps(t *testing.T) {
	steps := []struct{ from, to, change string }{
		{"phase0", "phase1", "filter none body"},
		{"phase1", "phase2", "inline-workers 1 4"},
		{"phase2", "phase3", "validate-workers 1 0"},
		{"phase3", "phase4a", "parallel nothing samples"},
		{"phase4a", "phase4b", "diff all matches"},
		{"phase4a", "nested-pool", "pool own shared"},
	}
	for _, step := range steps {
		from, err := Find(step.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := Find(step.to)
		if err != nil {
			t.Fatal(err)
		}
		changes := Diff(from.Strategy, to.Strategy)
		if len(changes) != 1 || changes[0].Knob+" "+changes[0].From+" "+changes[0].To != step.change {
			t.Errorf("Diff(%s, %s) = %v, want %s", step.from, step.to, changes, step.change)
		}
	}
}

func TestFind(t *testing.T) {
	_, err := Find("phase4c")
	if want := "there is no preset phase4c; did you mean phase4a?"; err == nil || err.Error() != want {
		t.Errorf("Find(phase4c): %v, want %s", err, want)
	}
	if _, err := Find("zzzzzzzzzz"); err == nil || strings.Contains(err.Error(), "did you mean") {
		t.Errorf("Find(zzzzzzzzzz): %v", err)
	}
}

// TestDefine adds presets as a user's file does.
func TestDefine(t *testing.T) {
	book, err := Book(Presets()).Define("mine", map[string]string{"base": "phase4b", "doc": "two workers", "workers": "2"})
	if err != nil {
		t.Fatal(err)
	}
	book, err = book.Define("ours", map[string]string{"base": "mine", "diff-test": "true"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := book.Parse(Strategy{}, "ours+workers=2")
	if err != nil || s.Workers != 2 || !s.DiffTest || s.Diff != DiffsMatches {
		t.Errorf("Parse(ours+workers=2) = %+v, %v", s, err)
	}
	if got := book.Name(s); got != "ours" {
		t.Errorf("Name = %s, want ours", got)
	}
	if len(Presets()) != 9 || len(book) != 11 {
		t.Errorf("%d built-in presets, %d in the book", len(Presets()), len(book))
	}
	for _, key := range []string{baseKey, docKey} {
		if _, err := FindKnob(key); err == nil {
			t.Errorf("a knob has the name %s", key)
		}
	}
	bad := []struct {
		name     string
		settings map[string]string
		want     string
	}{
		{"mine", nil, "preset mine: the name is taken"},
		{"best", nil, "preset best: the name is taken"},
		{"a+b", nil, "preset a+b: want a name of at most 40 small letters, digits and hyphens, beginning with a letter"},
		{"x", map[string]string{"base": "besst"}, "preset x: there is no preset besst; did you mean best?"},
		{"x", map[string]string{"worker": "2"}, "preset x: there is no knob worker; did you mean workers?"},
		{"x", map[string]string{"workers": "two"}, "preset x: workers is two, want a whole number from 0 to 1024"},
	}
	for _, b := range bad {
		got, err := book.Define(b.name, b.settings)
		if err == nil || err.Error() != b.want || len(got) != len(book) {
			t.Errorf("Define(%s, %v): %v, want %s", b.name, b.settings, err, b.want)
		}
	}
}
