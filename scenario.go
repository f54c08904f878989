package main

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// scenarioTree holds the built-in scenarios and the built-in differs. Only the
// root package can embed testdata.
//
//go:embed testdata/tour testdata/seed testdata/storm testdata/differs
var scenarioTree embed.FS

// scenarioNames lists the built-in scenarios: tour, the default, on some tasks
// of our own; seed, a task constructed to have the published counts; storm, of
// hostile programs.
func scenarioNames() []string { return []string{"tour", "seed", "storm"} }

// scenarioTitle returns what a scenario is called where it stands beside the
// published history; other names stand for themselves.
func scenarioTitle(name string) string {
	if name == "seed" {
		return "seed, a task constructed to have the published counts"
	}
	return name
}

// scenarioFiles returns the tasks and programs of a scenario.
func scenarioFiles(name string) (fs.FS, error) {
	if !slices.Contains(scenarioNames(), name) {
		return nil, usage("--scenario is %q, want %s", name, strings.Join(scenarioNames(), ", "))
	}
	return subtree(name), nil
}

// tourMutants is how many mutants each task of the tour has in the workbench: with
// them a pass under best is about half a minute of work on two cores, which is
// enough to see where it goes.
const tourMutants = 12_000

// fillTour gives the tour its mutants where the flags name no programs, tasks or
// mutants of their own.
func (f *inputFlags) fillTour() {
	own := f.scenario != "tour" || len(f.data) > 0 || len(f.programs) > 0 || len(f.tasks) > 0
	if !own && !f.set("mutate") {
		f.mutate.N = tourMutants
	}
}

// differFiles returns the built-in differs.
func differFiles() fs.FS { return subtree("differs") }

func subtree(name string) fs.FS {
	sub, err := fs.Sub(scenarioTree, "testdata/"+name)
	if err != nil {
		panic("main: testdata/" + name + " is not embedded: " + err.Error())
	}
	return sub
}
