// Package uitest helps tests of screens: frames as text that can be compared,
// and snapshots to draw. Only tests import it.
package uitest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Frame gives m a size and returns its screen as text: checked to have h lines
// of at most w cells, without escape sequences, each line filled to w and
// ended with "│".
func Frame(t testing.TB, m tea.Model, w, h int) string {
	t.Helper()
	m, _ = m.Update(tea.WindowSizeMsg{Width: w, Height: h})
	lines := strings.Split(m.View().Content, "\n")
	Law(t, lines, w, h)
	return Text(lines, w)
}

// Law checks that lines are h lines of at most w cells.
func Law(t testing.TB, lines []string, w, h int) {
	t.Helper()
	if len(lines) != h {
		t.Errorf("got %d lines, want %d", len(lines), h)
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n > w {
			t.Errorf("line %d has %d cells, want at most %d: %q", i+1, n, w, line)
		}
		if strings.ContainsAny(line, "\n\r\t") {
			t.Errorf("line %d holds a control character: %q", i+1, line)
		}
	}
}

// Text returns lines without escape sequences, each filled to w cells and
// ended with "│".
func Text(lines []string, w int) string {
	var b strings.Builder
	for _, line := range lines {
		line = ansi.Strip(line)
		b.WriteString(line)
		b.WriteString(strings.Repeat(" ", max(w-ansi.StringWidth(line), 0)))
		b.WriteString("│\n")
	}
	return b.String()
}

// Golden compares got with testdata/<name>.golden; with -update it writes it.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// Styles returns how lines are painted: a letter for the style of each cell, "."
// for plain text, and what the letters stand for.
func Styles(lines []string, w int) string {
	letters := map[string]byte{"": '.'}
	var order []string
	var b strings.Builder
	for _, line := range lines {
		style := ""
		n := 0
		for len(line) > 0 {
			if strings.HasPrefix(line, "\x1b[") {
				end := strings.IndexByte(line, 'm')
				if seq := line[2:end]; seq == "" {
					style = ""
				} else {
					style = seq
				}
				line = line[end+1:]
				continue
			}
			r := []rune(line)[0]
			line = line[len(string(r)):]
			if _, known := letters[style]; !known {
				letters[style] = byte('a' + len(order))
				order = append(order, style)
			}
			for range ansi.StringWidth(string(r)) {
				b.WriteByte(letters[style])
				n++
			}
		}
		b.WriteString(strings.Repeat(".", max(w-n, 0)) + "│\n")
	}
	for _, style := range order {
		b.WriteString(string(letters[style]) + " = " + style + "\n")
	}
	return b.String()
}
