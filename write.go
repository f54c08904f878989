package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"unicode"
	"unicode/utf16"
)

// wrote returns an error of writing what, or nil.
func wrote(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("write %s: %w", what, err)
}

// writeJSON writes v as one indented JSON object. What a terminal would not print
// is escaped: of control characters the encoder leaves those of eight bits.
func writeJSON(w io.Writer, v any) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escaped(text.Bytes()))
	return err
}

// escaped returns JSON with what cannot be printed escaped; outside of its strings
// there is nothing of that kind but ends of lines.
func escaped(text []byte) []byte {
	unseen := func(r rune) bool { return r > '~' && !unicode.IsPrint(r) }
	if bytes.IndexFunc(text, unseen) < 0 {
		return text
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		switch {
		case !unseen(r):
			out.WriteRune(r)
		case r > 0xffff:
			a, b := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, a, b)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
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
