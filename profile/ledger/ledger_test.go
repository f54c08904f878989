package ledger

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"battscope/profile/compare"
	"battscope/profile/workspace"
)

// found is a comparison of two sides by so many pairs, with numbers that are none
// among them.
func found(pairs int) *compare.Comparison {
	clock := func(name string, a, b float64) compare.Clock {
		c := compare.Clock{Name: name}
		for range pairs {
			c.A, c.B = append(c.A, a), append(c.B, b)
		}
		return c
	}
	v := &compare.Versus{A: "phase4a", B: "best", Label: "B", Passes: [2]int{2, 12}, Results: &compare.Results{Counts: []compare.Count{{Name: "outputs", A: 96, B: 96}}}}
	v.Timing = compare.Paired(clock(compare.WholeName, 0.2, 0.1), []compare.Clock{clock("demo", 0.1, 0.05), clock("save", 1e-4, 0)}, compare.DefaultOptions())
	v.Calls = []compare.Count{{Name: "demo", A: 160, B: 5}, {Name: "save", A: 1, B: 1}}
	return &compare.Comparison{Data: "seed", Clock: "wall", Asked: pairs, Made: pairs, Settings: []string{"phase4a", "best"}, Versus: []*compare.Versus{v}}
}

// same reports whether two values are equal, numbers that are none too.
func same(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Float64:
		return a.Float() == b.Float() || math.IsNaN(a.Float()) && math.IsNaN(b.Float())
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() && !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Interface() == b.Interface()
}

// TestLedger keeps contests and finds them again as they were, the newest first,
// two of the same second too.
func TestLedger(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if list, problems, err := List(space); len(list)+len(problems) != 0 || err != nil {
		t.Fatalf("without a folder: %v, %v, %v", list, problems, err)
	}
	at := time.Unix(1e9, 0).UTC()
	steps := &compare.Evolution{Data: "seed", Asked: 3, Made: 2, Interrupted: true}
	for range 2 {
		c := found(3).Versus[0]
		steps.Steps = append(steps.Steps, compare.Step{Name: "phase0", Time: 0.2, Against: &c.Timing.Whole, Results: c.Results})
	}
	want := []*Contest{
		{Ended: at.Add(time.Minute), Settings: []string{"phase0", "best"}, Stopped: true, Evolution: steps},
		{Ended: at, Settings: []string{"phase4a", "best"}, For: "somebody", Comparison: found(10)},
		{Ended: at, Settings: []string{"phase4a", "best"}, Comparison: found(2)},
	}
	for i := len(want) - 1; i >= 0; i-- {
		if err := Keep(space, want[i]); err != nil {
			t.Fatal(err)
		}
	}
	got, problems, err := List(space)
	if err != nil || len(problems) > 0 || len(got) != len(want) {
		t.Fatalf("%d contests, %v, %v", len(got), problems, err)
	}
	for i, c := range got {
		if !same(reflect.ValueOf(c.Comparison), reflect.ValueOf(want[i].Comparison)) || !same(reflect.ValueOf(c.Evolution), reflect.ValueOf(want[i].Evolution)) ||
			c.ID != want[i].ID || !c.Ended.Equal(want[i].Ended) || c.For != want[i].For || c.Stopped != want[i].Stopped || strings.Join(c.Settings, " ") != strings.Join(want[i].Settings, " ") {
			t.Errorf("contest %d is %+v, want %+v", i, c, want[i])
		}
	}
	if v := got[1].Comparison.Versus[0].Timing; v.Whole.Verdict != compare.Faster || !math.IsNaN(v.Phases[1].P) || v.Phases[1].Verdict != compare.TooShort {
		t.Errorf("the findings are %+v", v)
	}
}

// TestTrouble names files that cannot be read, and why, and keeps the others.
func TestTrouble(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept := &Contest{Ended: time.Unix(1e9, 0), Comparison: found(10)}
	if err := Keep(space, kept); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(space.ContestsDir(), kept.ID+ending))
	if err != nil {
		t.Fatal(err)
	}
	// altered is the one that is kept, with other words.
	altered := func(words ...string) string {
		for i := 0; i < len(words); i += 2 {
			if !strings.Contains(string(text), words[i]) {
				t.Fatalf("%s is not in %s", words[i], text)
			}
		}
		return strings.NewReplacer(words...).Replace(string(text))
	}
	schema, newer := fmt.Sprintf(`"schema": %d`, Schema), fmt.Sprintf(`"schema": %d`, Schema+1)
	verdict := fmt.Sprintf("%q", compare.Faster)
	const damaged, take = "is damaged: ", "take a newer one"
	want := map[string]string{} // what is said of a file
	for name, file := range map[string]struct{ text, want string }{
		"half.json":  {`{"schema": 1, "comp`, damaged},
		"newer.json": {altered(schema, newer), take},
		"novel.json": {altered(schema, newer, verdict, `"splendid"`), take},
		"other.json": {altered(schema, newer, `"comparison": {`, `"comparison": 7, "settled": {`), take},
		"word.json":  {altered(verdict, `"splendid"`), damaged},
		"empty.json": {`{"schema": 1}`, damaged},
		"bare.json":  {`{"schema": 1, "comparison": {"Versus": [{"A": "a", "B": "b"}]}}`, damaged},
		"null.json":  {`{"schema": 1, "evolution": {"Steps": [{}]}}`, damaged},
		"notes.txt":  {"mine", ""},
	} {
		if err := os.WriteFile(filepath.Join(space.ContestsDir(), name), []byte(file.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if file.want != "" {
			want[name] = file.want
		}
	}
	if err := os.Mkdir(filepath.Join(space.ContestsDir(), "folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	want["folder.json"] = "is a folder and no contest: remove it yourself"
	if err := os.WriteFile(filepath.Join(space.ContestsDir(), ending), nil, 0o600); err != nil { // which has no id
		t.Fatal(err)
	}
	list, problems, err := List(space)
	if err != nil || len(list) != 1 || list[0].ID != kept.ID || len(problems) != len(want) {
		t.Errorf("%d contests, problems %v, %v", len(list), problems, err)
	}
	for name, want := range want {
		if !slices.ContainsFunc(problems, func(p error) bool {
			return strings.Contains(p.Error(), string(filepath.Separator)+name) && strings.Contains(p.Error(), want)
		}) {
			t.Errorf("nothing says of %s: %s; the problems are %v", name, want, problems)
		}
	}
}

// TestOutside reads no contest of another folder, though one is there.
func TestOutside(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept := &Contest{Ended: time.Unix(1e9, 0), Comparison: found(10)}
	if err := Keep(space, kept); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(space.ContestsDir(), "..", "out"+ending)
	if err := os.Rename(filepath.Join(space.ContestsDir(), kept.ID+ending), out); err != nil {
		t.Fatal(err)
	}
	if c, err := Read(space, "../out"); err == nil || !strings.Contains(err.Error(), "no contest") {
		t.Errorf("outside the folder: %+v, %v", c, err)
	}
}

// TestDelete removes a contest, one that cannot be read too, and nothing else.
func TestDelete(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, b := &Contest{Ended: time.Unix(1e9, 0), Comparison: found(2)}, &Contest{Ended: time.Unix(1e9, 0), Comparison: found(2)}
	for _, c := range []*Contest{a, b} {
		if err := Keep(space, c); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(space.ContestsDir(), name) }
	for _, name := range []string{in("half.json"), filepath.Join(space.Dir(), "out.json")} {
		if err := os.WriteFile(name, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(in("folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{a.ID: "", "half": "", "none": "no contest none", "../out": "no contest ../out", "elsewhere/" + b.ID: "no contest elsewhere/", "": "no contest", "folder": "is a folder"} {
		err := Delete(space, id)
		if errors.Is(err, ErrNone) != strings.HasPrefix(want, "no contest") {
			t.Errorf("delete %s: %v is no error of its kind", id, err)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("delete %s: %v, want %q", id, err, want)
		}
	}
	if list, problems, err := List(space); len(list) != 1 || list[0].ID != b.ID || len(problems) != 1 || err != nil {
		t.Errorf("left are %v, %v, %v", list, problems, err)
	}
	if _, err := os.Stat(filepath.Join(space.Dir(), "out.json")); err != nil {
		t.Errorf("outside of the folder: %v", err)
	}
}

// TestSweep removes what killed writers left of contests, and nothing that somebody
// may be writing.
func TestSweep(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	keep := func() {
		t.Helper()
		if err := Keep(space, &Contest{Ended: time.Unix(1e9, 0), Comparison: found(2)}); err != nil {
			t.Fatal(err)
		}
	}
	keep()
	old := time.Now().Add(-2 * time.Hour)
	for name, at := range map[string]time.Time{
		"20200101-000000.json.part123": old, "20200101-000000.json.part45": time.Now(), "20200101-000000.json.partial": old, "notes.txt.part1": old, ".json.part1": old, "kept.json": old,
	} {
		path := filepath.Join(space.ContestsDir(), name)
		if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	left := func() (names []string) {
		t.Helper()
		entries, err := os.ReadDir(space.ContestsDir())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() != "lock" && !strings.HasPrefix(e.Name(), "2001") {
				names = append(names, e.Name())
			}
		}
		return names
	}
	all := left()
	// A writer that stands still holds the lock, however old what it writes.
	lock, err := workspace.LockFolder(space.ContestsDir())
	if err != nil {
		t.Fatal(err)
	}
	if another, err := workspace.LockFolder(space.ContestsDir()); err != nil { // where there are locks
		if keep(); !slices.Equal(left(), all) {
			t.Errorf("while another writes only %q are left", left())
		}
	} else if err := another.Close(); err != nil {
		t.Fatal(err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	keep()
	if got, want := left(), slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == "20200101-000000.json.part123" }); !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
}
