package strategy

import (
	"fmt"
	"regexp"
)

// A Book is a list of presets in which names are looked up: the built-in ones,
// and behind them the user's. The zero Book holds none.
type Book []Preset

// Find returns the preset with this name.
func (b Book) Find(name string) (Preset, error) {
	for _, p := range b {
		if p.Name == name {
			return p, nil
		}
	}
	return Preset{}, fmt.Errorf("there is no preset %s%s", show(name), meant(name, b.names()))
}

func (b Book) names() []string {
	names := make([]string, len(b))
	for n, p := range b {
		names[n] = p.Name
	}
	return names
}

// The two names in a preset's settings that are not knobs.
const (
	baseKey = "base"
	docKey  = "doc"
)

var presetName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// Define returns the book with one more preset, made of settings as a user's
// file holds them: knobs and their text, and if wanted "base", the preset of the
// book to begin with (else Default), and "doc".
func (b Book) Define(name string, settings map[string]string) (Book, error) {
	if !presetName.MatchString(name) {
		return b, fmt.Errorf("preset %s: want a name of at most 40 small letters, digits and hyphens, beginning with a letter", show(name))
	}
	if _, err := b.Find(name); err == nil {
		return b, fmt.Errorf("preset %s: the name is taken", name)
	}
	p := Preset{Name: name, Doc: settings[docKey], Strategy: Default()}
	if base, ok := settings[baseKey]; ok {
		from, err := b.Find(base)
		if err != nil {
			return b, fmt.Errorf("preset %s: %w", name, err)
		}
		p.Strategy = from.Strategy
	}
	knobs := make(map[string]string, len(settings))
	for key, text := range settings {
		if key != baseKey && key != docKey {
			knobs[key] = text
		}
	}
	var err error
	if p.Strategy, err = Apply(p.Strategy, knobs); err != nil {
		return b, fmt.Errorf("preset %s: %w", name, err)
	}
	return append(b[:len(b):len(b)], p), nil
}
