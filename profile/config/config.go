// Package config reads and writes battscope.toml, a person's own presets.
//
//	preset = "mine"        # what runs that name none begin with
//
//	[presets.mine]
//	base = "phase4b"       # a preset, built in or above; else the default
//	doc = "eight workers, and a limit in time"
//	workers = 8            # any knob, by the name of its flag
//	deadline = "2s"
//
//	[mappers.mine]         # reads what another engine prints
//	doc = "our scorer"
//	lines = ['^scored (?P<matches>\d+) of (?P<outputs>\d+) in (?P<total>\S+)$']
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"battscope/engine/strategy"
)

// A Config is what battscope.toml says.
type Config struct {
	Book   strategy.Book // the built-in presets, and behind them the person's
	Preset string        // what runs that name none begin with; "" where the file names none

	Mappers []Mapper // in the order of their names
}

// A Mapper says how the output of another engine is read: by regular expressions
// (package regexp), whose groups' names say what they match. Package intake knows
// these names.
type Mapper struct {
	Name  string
	Doc   string
	Lines []string
}

// Without returns the Config of somebody who has no file.
func Without() Config { return Config{Book: strategy.Presets()} }

// Read reads the file path; without one it is as Without. An error names the
// line.
func Read(path string) (Config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Without(), nil
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	if err != nil {
		return Config{}, fmt.Errorf("%s: not read: %w", path, err)
	}
	c, err := parse(text)
	if err != nil {
		return Config{}, fmt.Errorf("%s:%w", path, err)
	}
	return c, nil
}

// file is battscope.toml as TOML has it.
type file struct {
	Preset  string                    `toml:"preset"`
	Presets map[string]map[string]any `toml:"presets"`
	Mappers map[string]struct {
		Doc   string   `toml:"doc"`
		Lines []string `toml:"lines"`
	} `toml:"mappers"`
}

// parse reads the text of a file. Its errors begin with the line.
func parse(text []byte) (Config, error) {
	var f file
	d := toml.NewDecoder(strings.NewReader(string(text)))
	if err := d.DisallowUnknownFields().Decode(&f); err != nil {
		return Config{}, tomlError(err)
	}
	c := Without()
	// In the order of the file, so that a base can stand above.
	names := make([]string, 0, len(f.Presets))
	for name := range f.Presets {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return headerLine(text, a) - headerLine(text, b) })
	for _, name := range names {
		settings := map[string]string{}
		for key, value := range f.Presets[name] {
			word, err := textOf(value)
			if err != nil {
				return Config{}, fmt.Errorf("%d: preset %s: %s %w", keyLine(text, name, key), name, key, err)
			}
			settings[key] = word
		}
		if base, ok := settings["base"]; ok {
			if _, err := c.Book.Find(base); err != nil {
				return Config{}, fmt.Errorf("%d: preset %s: base: %w", keyLine(text, name, "base"), name, err)
			}
		}
		book, err := c.Book.Define(name, settings)
		if err != nil {
			return Config{}, fmt.Errorf("%d: %w", guilty(text, name, settings, err), err)
		}
		c.Book = book
	}
	if f.Preset != "" {
		if _, err := c.Book.Find(f.Preset); err != nil {
			return Config{}, fmt.Errorf("%d: preset: %w", keyLine(text, "", "preset"), err)
		}
		c.Preset = f.Preset
	}
	for _, name := range slices.Sorted(maps.Keys(f.Mappers)) {
		m := f.Mappers[name]
		if len(m.Lines) == 0 {
			return Config{}, fmt.Errorf("%d: mapper %s has no lines", mapperLine(text, name, ""), name)
		}
		for _, pattern := range m.Lines {
			if _, err := regexp.Compile(pattern); err != nil {
				return Config{}, fmt.Errorf("%d: mapper %s: %w", mapperLine(text, name, pattern), name, err)
			}
		}
		c.Mappers = append(c.Mappers, Mapper{Name: name, Doc: m.Doc, Lines: m.Lines})
	}
	return c, nil
}

// textOf returns a value of TOML as knobs read it.
func textOf(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case time.Time, toml.LocalDate, toml.LocalTime, toml.LocalDateTime:
		return "", errors.New("is a date; want a string, a number, true or false")
	}
	return "", errors.New("is a list or table; want a string, a number, true or false")
}

// tomlError returns what the parser says as one line that begins with the line
// of the file.
func tomlError(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		line, _ := unknown.Errors[0].Position()
		return fmt.Errorf("%d: there is no %s here; want preset and tables [presets.NAME] and [mappers.NAME]", line, strings.Join(unknown.Errors[0].Key(), "."))
	}
	var syntax *toml.DecodeError
	if errors.As(err, &syntax) {
		line, _ := syntax.Position()
		return fmt.Errorf("%d: %s", line, strings.TrimPrefix(syntax.Error(), "toml: "))
	}
	return fmt.Errorf(" %w", err)
}
