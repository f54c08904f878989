package export

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"battscope/profile/record"
	"battscope/profile/stacks"
	"battscope/profile/workspace"
)

// A Run is what formats write from. Parts that a format needs and that are not
// there are an error that says so.
type Run struct {
	Record  *record.Record
	Dir     string // of the run
	Journal record.Journal
	Results string // the results mark in words, for people
	Profile string // path of the profile to write from; empty takes the run's own, see ProfilePath
	Type    string // sample type of it; empty takes the profile's own choice
}

// A Format is a way to write a run.
type Format struct {
	Name   string // one lower-case word, as --format has it
	Ending string // of its files' names, with the point
	Doc    string // what it is and who reads it, no final period
	// OfProfile says that it writes a profile of the run, and so any profile.
	OfProfile bool
	Write     func(w io.Writer, r *Run) error
}

// Formats returns every format.
func Formats() []Format {
	return []Format{
		{"json", ".json", "the record, as battscope itself reads it", false, writeJSON},
		{"markdown", ".md", "a report for people: times, counts, strategy, host, journal", false, writeMarkdown},
		{"csv", ".csv", "a row for each phase of all passes and of each, for sheets", false, writeCSV},
		{"tasks", ".csv", "a row for each task, for sheets", false, writeTasks},
		{"benchmark", ".txt", "the Go benchmark format, for benchstat", false, writeBenchmark},
		{"submission", ".json", "the ARC Prize competition's answers: two attempts for each test input", false, writeSubmission},
		{"chrome", ".json", "a timeline in the Chrome trace format, for Perfetto and speedscope", false, writeTrace},
		{"pprof", ".pb.gz", "the run's profile, for go tool pprof", true, writeProfile},
		{"folded", ".txt", "the run's profile as one line for each stack, for flamegraph.pl and speedscope", true, writeFolded},
		{"functions", ".csv", "a row for each function of the run's profile, flat and cum, for sheets", true, writeFunctions},
	}
}

// Find returns the format called name.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no format %q, want one of %s", name, strings.Join(names, ", "))
}

// profiles are the run's profiles that formats may write, the most telling first.
func profiles() []string { return []string{workspace.ProgramsName, "cpu.pb.gz"} }

// ProfilePath returns the profile that formats of profiles write: of several of
// programs the one that the record sums up, or else of a kind the last.
func (r *Run) ProfilePath() (string, error) {
	if r.Profile != "" {
		return r.Profile, nil
	}
	var paths []string
	if files := r.Record.ProgramFiles(); len(files) > 0 {
		paths = append(paths, filepath.Join(r.Dir, files[len(files)-1]))
	}
	for _, name := range profiles() {
		paths = append(paths, workspace.Latest(filepath.Join(r.Dir, name)))
	}
	for _, path := range paths {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("run %s left no profile: battscope run --profile cpu leaves one", r.Record.ID)
}

// set reads that profile, and finds the sample type of it.
func (r *Run) set() (set *stacks.Set, index int, err error) {
	path, err := r.ProfilePath()
	if err != nil {
		return nil, 0, err
	}
	if set, err = stacks.Read(path); err != nil {
		return nil, 0, err
	}
	index, err = set.TypeNamed(r.Type)
	return set, index, err
}

func writeJSON(w io.Writer, r *Run) error {
	text, err := r.Record.Encode()
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func writeProfile(w io.Writer, r *Run) error {
	path, err := r.ProfilePath()
	if err != nil {
		return err
	}
	return copyFile(w, path)
}

func copyFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
