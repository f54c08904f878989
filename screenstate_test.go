package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"battscope/profile/workspace"
)

// TestLastWorkspace comes back to the workspace of the last time, if it can be worked
// in, and says why not where it is there.
func TestLastWorkspace(t *testing.T) {
	if err := os.MkdirAll(workspace.Default(), 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(workspace.Default(), lastName)
	t.Cleanup(func() { os.Remove(path) })
	leave := func(dir string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(dir), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	for name, want := range map[string]string{dir: dir, filepath.Join(dir, "gone"): "", workspace.Default(): ""} {
		leave(name)
		if got, err := lastWorkspace(); got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	const system = "/proc" // where nobody can make a file
	if info, err := os.Stat(system); err != nil || !info.IsDir() {
		t.Skip("no folder that cannot be written")
	}
	leave(system)
	if got, err := lastWorkspace(); got != "" || err == nil || !strings.Contains(err.Error(), system) {
		t.Errorf("%s: %q, %v", system, got, err)
	}
}
