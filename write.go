package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// wrote returns an error of writing what, or nil.
func wrote(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("write %s: %w", what, err)
}

// writeJSON writes v as one indented JSON object.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// noted returns a writer to w and where its first error will stand. A file
// stays one, so that it is still known for a terminal.
func noted(w io.Writer) (io.Writer, *error) {
	err := new(error)
	if f, ok := w.(*os.File); ok {
		return &notedFile{f, err}, err
	}
	return &notedWriter{w, err}, err
}

type notedWriter struct {
	io.Writer
	err *error
}

func (w *notedWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil && *w.err == nil {
		*w.err = err
	}
	return n, err
}

type notedFile struct {
	*os.File
	err *error
}

func (w *notedFile) Write(p []byte) (int, error) {
	n, err := w.File.Write(p)
	if err != nil && *w.err == nil {
		*w.err = err
	}
	return n, err
}

// WriteString would else be the file's own, which notes nothing.
func (w *notedFile) WriteString(s string) (int, error) { return w.Write([]byte(s)) }
