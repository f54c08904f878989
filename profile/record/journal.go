package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"battscope/profile/workspace"
)

// A Journal is what people say of a run. It lies beside the record, in
// journal.json, so that the record stays what happened.
type Journal struct {
	Title      string  `json:"title,omitempty"`
	Parent     string  `json:"parent,omitempty"` // id of the run that this one was to better
	Hypothesis string  `json:"hypothesis,omitempty"`
	Expected   string  `json:"expected,omitempty"`
	Result     string  `json:"result,omitempty"`
	Verdict    Verdict `json:"verdict,omitempty"`
	Lesson     string  `json:"lesson,omitempty"`
	Baseline   bool    `json:"baseline,omitempty"` // the run that those of the same data and pool are held against
}

// A Verdict says what became of what a run tried.
type Verdict string

// The verdicts. A run without one is open.
const (
	Open     Verdict = "open"
	Kept     Verdict = "kept"
	Reverted Verdict = "reverted"
)

// Verdicts lists the verdicts that a journal may hold.
func Verdicts() []Verdict { return []Verdict{Open, Kept, Reverted} }

// ParseVerdict reads a verdict.
func ParseVerdict(text string) (Verdict, error) {
	if v := Verdict(text); slices.Contains(Verdicts(), v) {
		return v, nil
	}
	var words []string
	for _, v := range Verdicts() {
		words = append(words, string(v))
	}
	return "", fmt.Errorf("verdict is %q, want %s", text, strings.Join(words, ", "))
}

// JournalName is the name of a journal in its run's folder.
const JournalName = "journal.json"

// ReadJournal reads the journal in a run's folder; without one it is empty.
func ReadJournal(dir string) (Journal, error) {
	path := filepath.Join(dir, JournalName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Journal{}, nil
	}
	if err != nil {
		return Journal{}, fmt.Errorf("read %s: %w", path, workspace.Cause(err))
	}
	var j Journal
	if err := json.Unmarshal(text, &j); err != nil {
		return Journal{}, fmt.Errorf("read %s: the journal is damaged, so mend it or move it away: %w", path, err)
	}
	return j, nil
}

// Write puts the journal into a run's folder.
func (j Journal) Write(dir string) error {
	text, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		panic("record: a journal of texts cannot be written: " + err.Error())
	}
	return workspace.WriteFile(filepath.Join(dir, JournalName), append(text, '\n'))
}
