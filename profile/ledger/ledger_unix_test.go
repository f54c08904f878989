//go:build unix

package ledger

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"battscope/profile/workspace"
)

// TestNoFiles waits for no pipe, and names it and a link to nothing as damaged; a link
// to a contest is one.
func TestNoFiles(t *testing.T) {
	space, err := workspace.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept := &Contest{Ended: time.Unix(1e9, 0), Comparison: found(10)}
	if err := Keep(space, kept); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(space.ContestsDir(), name) }
	if err := syscall.Mkfifo(in("pipe.json"), 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	for to, name := range map[string]string{"nothing": "dangling.json", kept.ID + ending: "linked.json"} {
		if err := os.Symlink(to, in(name)); err != nil {
			t.Fatal(err)
		}
	}
	// Who opened the pipe to read it would wait for a writer, and this test with it.
	list, problems, err := List(space)
	if err != nil || len(list) != 2 || len(problems) != 2 {
		t.Fatalf("%d contests, problems %v, %v", len(list), problems, err)
	}
	for i, want := range []string{"dangling.json is damaged: it is a link to nothing", "pipe.json is damaged: it is no regular file"} {
		if !strings.Contains(problems[i].Error(), want) {
			t.Errorf("said is %v, want %q", problems[i], want)
		}
	}
}
