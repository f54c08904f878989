package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadme runs the commands of the README. Those that open the workbench run
// as they do without a terminal; "go test" is this test.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("long: runs every command of the README")
	}
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "  # ")
		command, ok := strings.CutPrefix(line, "    $ ")
		if !ok || command == "go test ./..." {
			continue
		}
		args, ok := strings.CutPrefix(command, "go run .")
		if !ok {
			t.Errorf("README: %q is neither go run . nor go test", command)
			continue
		}
		ran++
		var out, errs bytes.Buffer
		if code := Main(streams{strings.NewReader(""), &out, &errs}, nil, strings.Fields(args)); code != exitDone {
			t.Errorf("%s: exit code %d, want 0: %s", command, code, errs.String())
		}
		if out.Len() == 0 {
			t.Errorf("%s: nothing on standard output", command)
		}
	}
	if ran < 8 {
		t.Errorf("%d commands found in the README, want at least 8", ran)
	}
	if lines := bytes.Count(text, []byte("\n")); lines > 110 {
		t.Errorf("the README has %d lines; two screens of text are the limit", lines)
	}
}
