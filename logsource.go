package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"battscope/profile/intake"
)

// A logSource is where the output of another engine comes from.
type logSource interface {
	// read hands over what comes until it ends or ctx does, which is no error.
	read(ctx context.Context, r *intake.Reader) error
}

// errWanted ends the reading of a log that somebody wants to end.
var errWanted = errors.New("interrupted")

// A pipeSource is standard input.
type pipeSource struct{ in io.Reader }

func (s *pipeSource) read(ctx context.Context, r *intake.Reader) error {
	// A read of a terminal or a pipe cannot be broken off; the pipe between can.
	out, pipe := io.Pipe()
	go func() {
		_, err := io.Copy(pipe, s.in)
		pipe.CloseWithError(err)
	}()
	stop := context.AfterFunc(ctx, func() { pipe.CloseWithError(errWanted) })
	defer stop()
	err := r.Read(out)
	out.CloseWithError(errWanted)
	if err == nil || errors.Is(err, errWanted) {
		return nil
	}
	return fmt.Errorf("read standard input: %w", bare(err))
}

// A fileSource is a file that is read to its end, and with follow as long as it
// grows.
type fileSource struct {
	path   string
	file   *os.File
	follow bool
}

const (
	followEvery = 200 * time.Millisecond // between two looks at a file
	followQuiet = 2 * time.Second        // after the log has said that its run is over
)

// openLog opens a file that is to be read.
func openLog(path string, follow bool) (*fileSource, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil: // reading says more
	case info.IsDir():
		return nil, errors.Join(fmt.Errorf("read %s: it is a folder; want a log", path), f.Close())
	case follow && !info.Mode().IsRegular():
		return nil, errors.Join(fmt.Errorf("follow %s: it is a pipe or a device, which cannot be read again; battscope watch - reads one from standard input", path), f.Close())
	}
	return &fileSource{path, f, follow}, nil
}

func (s *fileSource) read(ctx context.Context, r *intake.Reader) error {
	defer func() { s.file.Close() }()
	tail := &tailReader{ctx: ctx, source: s, reader: r, grew: time.Now()}
	err := r.Read(tail)
	if err == nil || errors.Is(err, errWanted) {
		return nil
	}
	return fmt.Errorf("read %s: %w", s.path, bare(err))
}

// A tailReader reads a file that may grow, be cut off and written anew, or be
// renamed and begun anew under its name.
type tailReader struct {
	ctx    context.Context
	source *fileSource
	reader *intake.Reader
	at     int64 // in the file
	caught bool  // its end was there once
	grew   time.Time
	open   bool // the last line has no end
}

// Read returns what the file has, and at its end waits for more.
func (t *tailReader) Read(p []byte) (int, error) {
	for {
		if t.ctx.Err() != nil {
			return 0, errWanted
		}
		n, err := t.source.file.Read(p)
		if n > 0 {
			t.at += int64(n)
			t.grew, t.open = time.Now(), p[n-1] != '\n'
			return n, nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if !t.source.follow {
			return 0, io.EOF
		}
		if !t.caught {
			t.caught = true
			t.reader.Catch(time.Now())
		}
		anew, err := t.turned()
		switch {
		case err != nil:
			return 0, err
		case anew && t.open && len(p) > 0: // the rest of the line is gone
			p[0], t.open = '\n', false
			return 1, nil
		case anew:
			continue
		}
		if _, _, ended := t.reader.Line(); ended && time.Since(t.grew) > followQuiet {
			return 0, io.EOF
		}
		select {
		case <-t.ctx.Done():
		case <-time.After(followEvery):
		}
	}
}

// turned looks whether the file was cut off, or another has come under its name,
// and goes on at its start.
func (t *tailReader) turned() (bool, error) {
	old, err := t.source.file.Stat()
	if err != nil {
		return false, err
	}
	if old.Size() < t.at {
		t.reader.Warn("truncated", "the file was cut off; it is read again from its start")
		_, err := t.source.file.Seek(0, io.SeekStart)
		t.at = 0
		return true, err
	}
	now, err := os.Stat(t.source.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // renamed; the next comes
	}
	if err != nil || os.SameFile(old, now) {
		return false, err
	}
	if old.Size() > t.at {
		return true, nil // something came before it was renamed
	}
	next, err := os.Open(t.source.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	t.reader.Warn("rotated", "another file came under the name of the log; it is read from its start")
	t.source.file.Close() // what it had is read
	t.source.file, t.at = next, 0
	return true, nil
}
