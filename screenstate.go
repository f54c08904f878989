package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"battscope/engine/strategy"
	"battscope/profile/config"
	"battscope/profile/workspace"
	"battscope/ui"
)

// screensName is the file of a workspace that holds how the screens were left.
const screensName = "screens.json"

// leftScreens is what that file holds.
type leftScreens struct {
	ui.State
	Strategy string `json:"strategy,omitempty"` // as --preset takes it
}

// readScreens returns how the screens were left. A file that is missing or cannot
// be read is the state of somebody who never left any: it holds nothing that
// anybody would miss.
func readScreens(space *workspace.Workspace) (left leftScreens) {
	text, err := os.ReadFile(filepath.Join(space.Dir(), screensName))
	if err != nil || json.Unmarshal(text, &left) != nil {
		return leftScreens{}
	}
	return left
}

// leaveScreens writes how the screens are left.
func leaveScreens(space *workspace.Workspace, state ui.State, book config.Config, st strategy.Strategy) error {
	text, err := json.MarshalIndent(leftScreens{state, book.Book.Name(st)}, "", "\t")
	if err != nil {
		return err
	}
	return workspace.WriteFile(filepath.Join(space.Dir(), screensName), append(text, '\n'))
}

// knobsAsLeft returns the strategy that the screens were left with, where the
// flags ask for no other.
func (f *inputFlags) knobsAsLeft(left leftScreens, st strategy.Strategy) strategy.Strategy {
	if left.Strategy == "" || f.asked() {
		return st
	}
	if last, err := f.book.Book.Parse(st, left.Strategy); err == nil {
		return last
	}
	return st // of a preset that is gone
}

// asked reports whether the flags say anything of the strategy.
func (f *inputFlags) asked() bool {
	if f.preset != "" {
		return true
	}
	for _, k := range strategy.Knobs() {
		if f.set != nil && f.set(k.Name) {
			return true
		}
	}
	return false
}
