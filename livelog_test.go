package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/engine/op"
	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/profile/intake"
	"battscope/profile/record"
	"battscope/profile/replay"
)

// newLive returns a log that is watched in a workspace.
func newLive(t *testing.T, space string) *liveLog {
	t.Helper()
	a := app{streams: streams{strings.NewReader(""), io.Discard, io.Discard}, table: op.NewTable(), workspace: space}
	l := &liveLog{stop: func() {}}
	var err error
	if l.in, err = a.beginImport(intake.Options{Name: "watched", Source: "-", Live: true, Note: l.show}); err != nil {
		t.Fatal(err)
	}
	if err := l.begin(); err != nil {
		t.Fatal(err)
	}
	if l.Record() == nil || l.Snapshot().Foreign == nil {
		t.Fatal("nothing to look at before the first line")
	}
	return l
}

// TestLiveLog looks at a log as screens do while lines of all kinds come: nothing is
// lost, the record is written meanwhile and replays, and memory stays bounded.
func TestLiveLog(t *testing.T) {
	space := t.TempDir()
	l := newLive(t, space)
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := l.run(t.Context(), &pipeSource{out})
		ended <- err
	}()
	const lines = 10_000
	go func() {
		fmt.Fprintln(in, `{"event":"run","name":"toy","t":0}`)
		fmt.Fprintln(in, `{"event":"phase","name":"demo","state":"begin","t":0}`)
		for n := range lines {
			fmt.Fprintf(in, "words %d\n", n)
			fmt.Fprintf(in, "{\"event\":\"count\",\"name\":\"outputs\",\"add\":1,\"t\":%d}\n", n)
			fmt.Fprintf(in, "{\"event\":\"result\",\"task\":\"%d\",\"solved\":true}\n", n/100)
		}
		in.Close()
	}()
	var version trace.Version
	var before probe.Snapshot
	looks := 0
	for over := false; !over; looks++ {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			over = true
		default:
		}
		s := l.Snapshot()
		told := before.Foreign != nil && before.Foreign.Used > 0 // from then on the clock is the log's own
		if len(s.Events) > liveEvents || told && s.Elapsed < before.Elapsed || newest(&s) < newest(&before) {
			t.Fatalf("%d events, %v after %v", len(s.Events), s.Elapsed, before.Elapsed)
		}
		if s.State == probe.Running && len(s.Foreign.Spans) > 0 && s.Foreign.Spans[0].Stat.State != probe.Running {
			t.Fatalf("what is at work is %+v", s.Foreign.Spans[0])
		}
		if res, at := l.Results(version); res != nil {
			version = at
		}
		before = s
	}
	s := l.Snapshot()
	if s.State != probe.Done || !s.Stopped || s.Name != "toy" || newest(&s) < lines || looks < 2 {
		t.Errorf("%s, stopped %v, %q, %d events, %d looks", s.State, s.Stopped, s.Name, newest(&s), looks)
	}
	r, err := record.Read(l.in.dir)
	if err != nil {
		t.Fatal(err)
	}
	if r.Counts.Outputs != lines || len(r.Tasks) != lines/100 || r.Counts.SolvedTasks != lines/100 {
		t.Errorf("%+v, %d tasks", r.Counts, len(r.Tasks))
	}
	p, err := replay.Open(l.in.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if again := p.Snapshot(); again.Foreign == nil || len(again.Foreign.Spans) != 1 || again.State != s.State || again.Elapsed != s.Elapsed {
		t.Errorf("replayed: %+v", again.Foreign)
	}
	if _, err := l.Sheet("1"); err == nil {
		t.Error("another engine has grids")
	}
}

func newest(s *probe.Snapshot) int64 {
	if len(s.Events) == 0 {
		return 0
	}
	return s.Events[len(s.Events)-1].Seq
}

// TestLiveLogKept finds a record of a watched run while it goes on, so that little
// is lost when battscope itself is killed.
func TestLiveLogKept(t *testing.T) {
	l := newLive(t, t.TempDir())
	out, in := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := l.run(ctx, &pipeSource{out})
		ended <- err
	}()
	fmt.Fprintln(in, `{"event":"count","name":"matches","add":3}`)
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		r, err := record.Read(l.in.dir)
		missing := errors.Is(err, os.ErrNotExist)
		if err == nil && r.Counts.Matches == 3 && r.State == record.Running {
			// The frame is written after the record.
			var text []byte
			text, err = os.ReadFile(filepath.Join(l.in.dir, record.EventsName))
			if bytes.Contains(text, []byte(`"frame"`)) {
				break
			}
		}
		if err != nil && !missing || time.Since(began) > patience {
			t.Fatalf("no record with its frame: %+v, %v", r, err)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	in.Close()
}
