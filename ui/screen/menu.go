package screen

import "time"

// A Menu is a list on top of the screen to choose from: one item by enter, or,
// where items have values, a value for each and then all by enter.
type Menu struct {
	Title string
	Lines []string // above the items
	Items []Item
	At    int    // the item to begin on
	Do    string // what enter does, verb first
	// Check, if not nil, says why the items cannot be taken as they are; empty
	// where they can.
	Check func(items []Item) string
	// Done takes the items and which of them the cursor is on.
	Done func(items []Item, at int) Effect
}

// An Item is a line of a Menu.
type Item struct {
	Name   string
	Doc    string
	Values []string // to choose from; nil where the item itself is chosen
	At     int      // the value that is chosen
}

// Value returns the value that is chosen; empty where there are none.
func (i *Item) Value() string {
	if i.At < 0 || i.At >= len(i.Values) {
		return ""
	}
	return i.Values[i.At]
}

// Capture is what is known of the profiles that are taken of the run.
type Capture struct {
	Kinds []string      // being taken; none where nothing is
	Since time.Duration // for how long
	Most  time.Duration // at most; 0 until the end of the run
	// Finishing says that they have ended and are being written.
	Finishing bool
	// Ended counts the captures of the session that have ended, and the others
	// are of the last of them.
	Ended    int
	Files    []string
	Warnings []string // what a reader of the profiles should know
	Err      error
}
