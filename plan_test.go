package main

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// plan is the house: which package may import which, of ours. "a < b" means b
// may import a, and all that a may import. Floors import only downwards: engine,
// then (when they have their first file) gpu and profile, then ui; main joins
// them. It is policy, not description: do not edit it to fix a build.
const plan = `
# engine: the work.
NONE < engine/grid, engine/probe, engine/value, engine/dsl, engine/strategy, engine/store;
engine/probe < engine/strategy; # a level of observation is a knob
engine/dsl < engine/inline;
engine/value < engine/op;
engine/grid < engine/task;
engine/op, engine/dsl < engine/batt;
engine/op, engine/dsl, engine/strategy < engine/mutate;
engine/batt, engine/grid < engine/interp;
engine/probe < engine/interp;
engine/interp < engine/account < engine;
engine/interp < engine/conform;
engine/interp < engine/differ;
engine/grid, engine/probe < engine/trace;
engine/interp, engine/task, engine/probe, engine/differ, engine/inline, engine/store, engine/strategy, engine/mutate, engine/trace < engine;
engine/interp < engine/device;
engine/device, engine/probe < engine/sched < engine;

# profile: what the work left behind.
NONE < profile/workspace;
engine/strategy, profile/workspace < profile/config;
engine/probe, engine/strategy, profile/workspace < profile/record;
profile/record < profile/index, profile/compare;
engine, profile/record < profile/recorder;
engine, profile/compare < profile/contest;
profile/compare < profile/expect;
profile/compare < profile/ledger;
engine/dsl, engine/store < profile/solverfile;
NONE < profile/unit;
profile/unit < profile/stacks;
NONE < profile/stackstest; # _test.go files only
profile/stacks < profile/flame, profile/callgraph, profile/listing;
profile/compare, profile/unit < profile/insight;
profile/config, profile/record < profile/intake;
NONE < profile/pages;
engine/account, profile/record < profile/programs < profile/recorder;
engine/probe, profile/workspace < profile/capture;
engine/account, profile/programs < profile/capture;
profile/record, engine/trace < profile/replay;
engine/grid, profile/capture, profile/record, profile/stacks < profile/export;
profile/callgraph < profile/export;

# gpu: devices.
engine/device < gpu/host, gpu/kernel;
gpu/kernel < gpu/child, gpu/cuda;
gpu/host, gpu/child, gpu/cuda, engine/strategy < gpu < main;

# ui: how it looks.
NONE < ui/theme, ui/keymap;
ui/theme, engine/grid < ui/draw;
ui/theme, ui/keymap, engine/probe < ui/screen;
ui/screen, engine/trace, engine/strategy < ui/uitest; # _test.go files only
ui/draw, ui/screen < ui/list;
ui/list < ui/runview, ui/logview;
ui/list, engine/trace < ui/taskview;
ui/list, engine/strategy < ui/tuneview;
ui/list, profile/record < ui/runsview;
ui/list, profile/flame, profile/callgraph, profile/listing < ui/profileview;
ui/profileview < ui;
ui/list, profile/compare < ui/compareview;
ui/runview, ui/logview, ui/taskview, ui/tuneview, ui/runsview < ui;
ui/compareview < ui;
ui/list, profile/insight < ui/insightview;
ui/insightview < ui;

# main: the only place where the floors meet.
ui, engine, engine/conform < main;
profile/recorder, profile/config, profile/index, profile/solverfile, profile/replay < main;
profile/contest, profile/expect < main;
profile/ledger < main;
profile/insight, profile/intake < main;
profile/flame, profile/callgraph, profile/listing, profile/pages, profile/capture, profile/export < main;

# never
gpu !< engine;  gpu !< ui;  engine !< ui;  engine/interp !< ui;  engine/op !< ui;  ui !< engine;
`

// testOnly are packages that only _test.go files may import.
var testOnly = map[string]bool{"ui/uitest": true, "profile/stackstest": true}

// parsePlan returns for each package those that it may import.
func parsePlan(t *testing.T, text string) map[string]map[string]bool {
	may := map[string]map[string]bool{"NONE": {}}
	text = regexp.MustCompile(`(?m)#.*$`).ReplaceAllString(text, "")
	var never [][2]string
	for _, rule := range strings.Split(text, ";") {
		if before, after, ok := strings.Cut(rule, "!<"); ok {
			never = append(never, [2]string{strings.TrimSpace(before), strings.TrimSpace(after)})
			continue
		}
		var below []string
		for i, level := range strings.Split(rule, "<") {
			var names []string
			for _, n := range strings.Split(level, ",") {
				if n = strings.TrimSpace(n); n != "" {
					names = append(names, n)
				}
			}
			for _, n := range names {
				if i == 0 && may[n] == nil {
					t.Fatalf("plan: %s is used before it is defined", n)
				}
				if may[n] == nil {
					may[n] = map[string]bool{}
				}
				for _, b := range below {
					may[n][b] = true
					for c := range may[b] {
						may[n][c] = true
					}
				}
			}
			below = names
		}
	}
	for _, r := range never {
		if may[r[1]][r[0]] {
			t.Errorf("plan: %s must never import %s", r[1], r[0])
		}
	}
	return may
}

// TestPlan holds the imports to the plan.
func TestPlan(t *testing.T) {
	may := parsePlan(t, plan)
	home := map[string]string{} // last name of a package to its path
	seen := map[string]bool{}
	for _, s := range sources(t) {
		if may[s.pkg] == nil {
			t.Errorf("%s: package %s is not in the plan", s.path, s.pkg)
			continue
		}
		if !seen[s.pkg] {
			seen[s.pkg] = true
			last := path.Base(s.pkg)
			if other := home[last]; other != "" {
				t.Errorf("%s and %s share a last name", other, s.pkg)
			}
			home[last] = s.pkg
			switch last {
			case "util", "utils", "common", "types", "helpers", "misc":
				t.Errorf("%s: a package is named for what it holds", s.pkg)
			}
		}
		for _, spec := range s.file.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if imp == "C" && s.pkg != "gpu/cuda" {
				t.Errorf("%s: only gpu/cuda may use cgo", s.path)
			}
			ours, ok := strings.CutPrefix(imp, "battscope/")
			switch {
			case !ok || ours == s.pkg:
			case testOnly[ours]:
				if !s.test {
					t.Errorf("%s: only tests may import %s", s.path, ours)
				}
			case !s.test && !may[s.pkg][ours]:
				t.Errorf("%s: %s may not import %s", s.path, s.pkg, ours)
			case s.test && may[s.pkg] != nil && strings.HasPrefix(ours, "ui") && strings.HasPrefix(s.pkg, "engine"):
				t.Errorf("%s: tests of the engine may not import %s", s.path, ours)
			}
		}
	}
	for pkg := range may {
		if pkg != "NONE" && !seen[pkg] {
			t.Errorf("plan: there is no package %s", pkg)
		}
	}
}
