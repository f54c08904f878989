package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/workspace"
)

// Save puts a preset into the file path, in the place of one of its name, and
// leaves all else that stands there as it is, comments included. It refuses the
// names of built-in presets, and a file that it cannot read. The file is replaced
// whole.
func Save(path string, p strategy.Preset) error {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("save preset %s: %w", p.Name, err)
	}
	if _, err := parse(old); err != nil {
		return fmt.Errorf("save preset %s: %s:%w", p.Name, path, err)
	}
	text := without(string(old), p.Name)
	if text != "" && !strings.HasSuffix(text, "\n\n") {
		text = strings.TrimRight(text, "\n") + "\n\n"
	}
	text += tableOf(p)
	if _, err := parse([]byte(text)); err != nil {
		return fmt.Errorf("save preset %s: line %w", p.Name, err)
	}
	return workspace.WriteFile(path, []byte(text))
}

// without returns the text less the table of a preset.
func without(text, name string) string {
	var kept []string
	skip := false
	for _, line := range strings.SplitAfter(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "[") {
			skip = isHeader(strings.TrimSpace(line), name)
		}
		if !skip {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// tableOf writes a preset: the built-in one that needs the fewest changes, and
// these.
func tableOf(p strategy.Preset) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[presets.%s]\n", p.Name)
	base, changes, _ := strings.Cut(strategy.Name(p.Strategy), "+")
	fmt.Fprintf(&b, "base = %q\n", base)
	if p.Doc != "" {
		fmt.Fprintf(&b, "doc = %s\n", strconv.Quote(p.Doc))
	}
	for change := range strings.SplitSeq(changes, "+") {
		if knob, value, ok := strings.Cut(change, "="); ok {
			fmt.Fprintf(&b, "%s = %q\n", knob, value)
		}
	}
	return b.String()
}
