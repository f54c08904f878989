package theme

// Signs are the characters that carry a meaning. Each is one cell wide.
type Signs struct {
	Running string // at work now
	Paused  string // waits until it is resumed
	Done    string // ended
	Stopped string // ended because somebody stopped it
	Failed  string // ended by a fault of the world
	Between string // begun, more to come later
	Pending string // not begun
	Unknown string // stands for a number that nobody knows
	Differs string // a cell that differs
	Rest    string // the part of a bar still expected
	Rule    string // horizontal line
	Wall    string // vertical line
	More    string // something was cut off
	Cursor  string // stands before the line that keys work on
	Corner  string // points up to where something happened
	Up      string // sorted upwards
	Down    string // sorted downwards
	Same    string // same results
	Other   string // other results
	Live    string // changes during a run
	News    string // stands before how many things there are to look at
	Empty   string // a cell of a patch's frame that is not in it

	Eighths [9]string // bars from left to right, by eighths of a cell
	Levels  [9]string // columns from below, by eighths of a cell
	Upper   string    // upper half block

	TopLeft, TopRight, BottomLeft, BottomRight string // corners of a box
}

func signs() Signs {
	return Signs{
		Running: "▶", Paused: "⏸", Done: "✓", Stopped: "■", Failed: "✗", Between: "▷", Pending: "·",
		Unknown: "—", Differs: "×", Rest: "░", Rule: "─", Wall: "│", More: "…",
		Cursor: "▌", Corner: "└", Up: "▲", Down: "▼", Same: "=", Other: "≠", Live: "•", News: "●", Empty: "·",
		Eighths: [9]string{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
		Levels:  [9]string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Upper:   "▀",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯",
	}
}
