package config

import (
	"bytes"
	"strings"
)

// headerLine returns the line of a preset's table, from 1; the last line where
// it is written in another way than as [presets.NAME].
func headerLine(text []byte, name string) int {
	lines := bytes.Split(text, []byte{'\n'})
	for n, line := range lines {
		if isHeader(string(line), name) {
			return n + 1
		}
	}
	return len(lines)
}

// isHeader reports whether a line begins the table of a preset.
func isHeader(line, name string) bool {
	line, _, _ = strings.Cut(line, "#")
	line = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\"'", r) {
			return -1
		}
		return r
	}, line)
	return line == "[presets."+name+"]"
}

// keyLine returns the line of a key in a preset's table, or, for no preset, of
// one above all tables; the table's own where it is not seen.
func keyLine(text []byte, name, key string) int {
	lines := strings.Split(string(text), "\n")
	from := 0
	if name != "" {
		from = headerLine(text, name)
	}
	for n := from; n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		if strings.HasPrefix(line, "[") {
			break
		}
		if before, _, ok := strings.Cut(line, "="); ok && strings.Trim(strings.TrimSpace(before), `"'`) == key {
			return n + 1
		}
	}
	return max(from, 1)
}

// guilty returns the line of the setting that an error is about: of a preset's
// keys the one that the error names, else the table's.
func guilty(text []byte, name string, settings map[string]string, err error) int {
	best := ""
	for key := range settings {
		// The longest: pool-slots before pool.
		if strings.Contains(err.Error(), key) && len(key) > len(best) {
			best = key
		}
	}
	if best == "" {
		return headerLine(text, name)
	}
	return keyLine(text, name, best)
}

// mapperLine returns the line of a pattern in a mapper's table; the table's own
// where it is not seen as it was read.
func mapperLine(text []byte, name, pattern string) int {
	header := 1
	for n, line := range strings.Split(string(text), "\n") {
		if strings.TrimSpace(line) == "[mappers."+name+"]" {
			header = n + 1
		}
		if pattern != "" && strings.Contains(line, pattern) {
			return n + 1
		}
	}
	return header
}
