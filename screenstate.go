package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"battscope/engine/strategy"
	"battscope/profile/config"
	"battscope/profile/workspace"
	"battscope/ui"
)

// screensName is the file of a workspace that holds how the screens were left.
const screensName = "screens.json"

// lastName is the file of the default workspace that names the one that the
// workbench was opened on last.
const lastName = "last-workspace"

// lastWorkspace returns the folder that the workbench was opened on last; empty
// where that was the default, or is gone. An error says why it cannot be worked in
// any more, which is no reason to open nothing: nobody has named it now.
func lastWorkspace() (string, error) {
	text, err := os.ReadFile(filepath.Join(workspace.Default(), lastName))
	if err != nil {
		return "", nil // none was
	}
	dir := string(text)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() || dir == workspace.Default() {
		return "", nil
	}
	if _, err := workspace.Open(dir); err != nil {
		return "", err
	}
	return dir, nil
}

// keepWorkspace has the workbench opened on a workspace the next time, where
// nobody names another.
func keepWorkspace(space *workspace.Workspace) error {
	dir, err := filepath.Abs(space.Dir())
	if err != nil {
		return err
	}
	path := filepath.Join(workspace.Default(), lastName)
	if dir == workspace.Default() {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(workspace.Default(), 0o700); err != nil {
		return err
	}
	return workspace.WriteFile(path, []byte(dir))
}

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
