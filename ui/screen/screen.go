// Package screen is what the workbench and its screens have agreed on: a screen
// gives its keys and its lines, takes actions and the newest look at the run,
// and answers with effects that only the workbench can bring about.
package screen

import (
	"time"

	"battscope/engine/probe"
	"battscope/ui/keymap"
	"battscope/ui/theme"
)

// A Look is how the run stands at one moment.
type Look struct {
	Now time.Time
	Run *probe.Snapshot // must not be changed
	// Standing is of the newest whole pass; nil before the first. It must not be
	// changed.
	Standing *Standing
	// Capture is of the profiles of the run.
	Capture Capture
}

// A Screen is one screen of the workbench. It belongs to one goroutine, that of
// the program that shows it, and none of its methods may wait for anything:
// what takes longer goes into Effect.Work.
type Screen interface {
	Title() string
	// Keys returns what its keys do as things stand.
	Keys() keymap.Table
	// Do does an action of Keys whose Why is empty.
	Do(keymap.Action) Effect
	// Refresh takes a newer look. Frozen screens have none.
	Refresh(Look) Effect
	// Render returns exactly h lines of at most w cells.
	Render(w, h int, th *theme.Theme) []string
}

// A Clicker is a screen that takes the mouse. Places are cells of its Render,
// from 0.
type Clicker interface {
	Click(x, y int) Effect
	Wheel(x, y, lines int) Effect // lines down; up below 0
}

// A Finder is a screen that searches.
type Finder interface {
	// Find moves to the next place that holds text: from here on, itself
	// included, where step is 0, else beyond it, downwards or upwards by step's
	// sign, and around the end. It returns which of how many places that is,
	// from 1; of is 0 where there is none.
	Find(text string, step int) (at, of int)
}

// A Visitor is a screen that can be opened on something.
type Visitor interface {
	// Visit shows what a place names, as far as this screen has it.
	Visit(Place) Effect
}

// A Place is where in the workbench to go: a screen, and what to show there. What
// is empty is left as the screen has it.
type Place struct {
	Screen  string   // its title
	Phase   string   // as in probe.PhaseInfo
	Task    string   // id
	Program string   // name
	Runs    []string // ids of records; the run of the session is ""
	File    string   // path
	Base    string   // path of what File is held against
	// Unscaled has Base stand as it is, also where the two took different times.
	Unscaled bool
	Filter   Filter // what of File is shown
	// Settings are strategies to compare, as --preset takes them, the baseline first.
	Settings []string
	// For says whom a comparison of Settings is for, in words of who asks: whoever
	// hears of comparisons that have ended gets it back with the outcome.
	For string
	// Begin begins the comparison of Settings at once, where it is a short one and
	// can begin; else people see the plan first, as without.
	Begin bool
}

// A Filter says what of a profile is shown, in the words of the command line: the
// patterns are regular expressions, and labels are conditions such as phase=demo.
// What is empty leaves nothing out.
type Filter struct {
	Type          string // sample type; empty for the profile's own
	Focus, Ignore string
	Labels        []string
}

// InsightsKey is the number key of the Insights screen, for screens that name it.
const InsightsKey = "7"

// An Effect is what a screen asks of the workbench. The zero Effect asks
// nothing.
type Effect struct {
	Say  string               // into the status line
	Copy string               // into the clipboard
	Ask  *Question            // a question, on top of everything
	Type *Prompt              // a line of text, in the place of the footer
	Pick *Menu                // a list to choose from, on top of the screen
	Open *Place               // where to go
	Work func() func() Effect // run beside the screen; what it returns runs on the screen's goroutine, if it is not nil
	Look bool                 // look at the run at once
}

// A Question waits for yes or no.
type Question struct {
	Title string
	Lines []string
	Yes   string // what yes does, verb first
	No    string // what no does
	Do    func() Effect
}

// A Prompt asks for a line of text.
type Prompt struct {
	Label string
	Text  string // to begin with
	Hint  string // shown while the text is empty
	// Check, if not nil, says what is wrong with the text; while it does, the
	// text is not taken.
	Check func(text string) string
	// Change, if not nil, takes each change of the text.
	Change func(text string) Effect
	// Done takes the text.
	Done func(text string) Effect
	// Cancel, if not nil, is for who leaves without a text.
	Cancel func() Effect
}

// A Standing says how a run does, pass by pass, and how it came out against its
// baseline. Times of different runs are those of one pass: the medians over
// whole passes.
type Standing struct {
	Run    int64  // of the session, as in probe.Snapshot
	Name   string // id of its record; empty where it leaves none
	Passes int    // whole ones; 0 is none yet, and all times are 0
	Wall   time.Duration
	Phases [probe.NumPhases]time.Duration
	Counts probe.Counts // of one pass

	Insights []string // titles of the rules that fire, the gravest first
	Warnings int      // how many of them are more than information

	Mark string // "=", "≠ candidates 149→126", or "—"
	Why  string // for "—" and where "≠" needs it

	Base       string // id of the baseline; empty where there is none
	Self       bool   // the run is the baseline
	BaseWall   time.Duration
	BasePhases [probe.NumPhases]time.Duration
	Untimed    string // why there are no times of the baseline; empty where there are
}
