package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"battscope/profile/workspace"
)

// EventsName is the name of the events in a run's folder: a JSON object a line,
// in the order in which they happened.
const EventsName = "events.jsonl"

// An Event is one line of events.jsonl: a frame, or something that happened.
type Event struct {
	At    time.Duration `json:"at_ns"` // on the run's clock
	Seq   int64         `json:"seq,omitempty"`
	Kind  string        `json:"kind"` // FrameKind, or as probe.Event has it: "timeout", "knob", ...
	Text  string        `json:"text,omitempty"`
	Frame *Frame        `json:"frame,omitempty"`
}

// FrameKind is the kind of events that hold a frame.
const FrameKind = "frame"

// An EventWriter appends to a run's events. It belongs to one goroutine.
type EventWriter struct {
	f    *os.File
	path string
}

// AppendEvents opens the events in a run's folder, and begins them if there are
// none.
func AppendEvents(dir string) (*EventWriter, error) {
	path := filepath.Join(dir, EventsName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, workspace.Cause(err))
	}
	w := &EventWriter{f, path}
	if err := w.endLine(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return w, nil
}

// endLine ends a line that was left half, so that the next event does not go
// down with it.
func (w *EventWriter) endLine() error {
	info, err := w.f.Stat()
	last := []byte{'\n'}
	if err == nil && info.Size() > 0 {
		_, err = w.f.ReadAt(last, info.Size()-1)
	}
	if err == nil && last[0] != '\n' {
		_, err = w.f.Write([]byte{'\n'})
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", w.path, workspace.Cause(err))
	}
	return nil
}

// Append writes events, each as one line, by one write.
func (w *EventWriter) Append(events ...Event) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, ev := range events {
		if err := e.Encode(ev); err != nil {
			return fmt.Errorf("write %s: %w", w.path, err)
		}
	}
	if _, err := w.f.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write %s: %w", w.path, workspace.Cause(err))
	}
	return nil
}

// Close closes the file.
func (w *EventWriter) Close() error { return w.f.Close() }

// An EventReader reads a run's events while they grow. It belongs to one
// goroutine.
type EventReader struct {
	f    *os.File
	r    *bufio.Reader
	path string
	part []byte // of a line that is not whole yet
	line int
}

// maxLine bounds a line of events; a frame of a thousand lanes has 150 KB.
const maxLine = 16 << 20

// OpenEvents opens the events in a run's folder.
func OpenEvents(dir string) (*EventReader, error) {
	path := filepath.Join(dir, EventsName)
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, workspace.Cause(err))
	}
	return &EventReader{f: f, r: bufio.NewReaderSize(f, 1<<16), path: path}, nil
}

// Next returns the next event, or io.EOF at the end of what is there so far: a
// line that is still being written, or that a killed run left half, is no event
// yet. A damaged line is an error that names it; the next call goes on behind it.
func (r *EventReader) Next() (Event, error) {
	for {
		text, err := r.r.ReadSlice('\n')
		if len(r.part) <= maxLine {
			r.part = append(r.part, text...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return Event{}, r.ended(err)
		}
		line := r.part
		r.part = r.part[:0]
		r.line++
		if len(line) > maxLine {
			return Event{}, fmt.Errorf("read %s: line %d is longer than %d MiB", r.path, r.line, maxLine>>20)
		}
		var ev Event
		if err := json.Unmarshal(line, &ev); err != nil {
			return Event{}, fmt.Errorf("read %s: line %d is damaged: %w", r.path, r.line, err)
		}
		return ev, nil
	}
}

func (r *EventReader) ended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return fmt.Errorf("read %s: %w", r.path, workspace.Cause(err))
}

// Close closes the file.
func (r *EventReader) Close() error { return r.f.Close() }
