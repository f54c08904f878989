package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"

	"battscope/profile/record"
)

// TestEmitter has the Python emitter tell of a toy engine, which is killed half-way
// through: what it had written is all counted, and the record is marked partial.
func TestEmitter(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	const events = 10_000
	for _, kill := range []bool{false, true} {
		cmd := exec.Command(python, "-B", "testdata/intake/toy.py", "10000", "0")
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// What comes through is noted on its way, and the engine killed after some.
		var came bytes.Buffer
		through, feed := io.Pipe()
		go func() {
			lines := bufio.NewReader(pipe)
			for n := 0; ; n++ {
				line, err := lines.ReadBytes('\n')
				came.Write(line)
				feed.Write(line)
				if err != nil {
					feed.Close()
					return
				}
				if kill && n == events/2 {
					_ = cmd.Process.Kill() // it may be through
				}
			}
		}()
		var out, errs bytes.Buffer
		code := Main(streams{through, &out, &errs}, []string{"NO_COLOR=1"}, []string{"watch", "-", "--workspace", t.TempDir(), "--progress", "none", "--json"})
		_ = cmd.Wait() // a killed one says so
		if code != exitDone {
			t.Fatalf("code %d: %s", code, errs.String())
		}
		var r record.Record
		if err := json.Unmarshal(out.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		want := int64(strings.Count(came.String(), `"outputs"`))
		ended := strings.Contains(came.String(), `"event": "end"`)
		state := record.Stopped
		if ended {
			state = record.Done
		}
		if r.Counts.Outputs != want || r.State != state || r.Name != "toy" || want < events/3 {
			t.Errorf("killed %v: %d outputs of %d, %s, %q", kill, r.Counts.Outputs, want, r.State, r.Warnings)
		}
		if !kill && (!ended || want != events || r.Phases[0].Calls != events) {
			t.Errorf("not killed: %d events, %+v", want, r.Phases)
		}
	}
}
