package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"time"
	"unicode/utf8"

	"battscope/profile/record"
)

// Bounds of lines.
const (
	maxLine  = 64 << 10 // bytes; what is longer is skipped
	maxNotes = 100_000  // lines that are kept for the Log screen
	maxNote  = 1 << 10  // bytes of each
)

// NoteKind is the kind of events that hold a line that said nothing of the run.
const NoteKind = "log"

// Options say how a log is read.
type Options struct {
	Name   string   // of the run, where the log names none
	Source string   // of the log, as record.Imported has it
	Mapper string   // the mapper to use; "" is the first that knows a line
	More   []Mapper // those of the person, which come before the built-in ones
	Began  time.Time
	Live   bool // the log is being written: when a line comes is when it happened

	// Note is called for lines that are kept as events; nil drops them. An error
	// ends the reading.
	Note func(record.Event) error
	// Tick is called after each line; nil is none.
	Tick func(*Reader)
}

// A Reader reads a log line by line. It belongs to one goroutine.
type Reader struct {
	o       Options
	b       *builder
	mappers []Mapper
	mapper  *Mapper
	as      string // name of what read the first line that said something
	state   state
	used    int64
	notes   int
	tail    bool // the last line has no end
}

// NewReader returns a reader.
func NewReader(o Options) (*Reader, error) {
	r := &Reader{o: o, b: newBuilder(), mappers: append(o.More[:len(o.More):len(o.More)], Mappers()...)}
	r.state = state{times: map[string]time.Duration{}, notes: map[string]int64{}}
	r.b.began = o.Began
	if o.Mapper != "" && o.Mapper != Protocol {
		m, err := find(r.mappers, o.Mapper)
		if err != nil {
			return nil, err
		}
		r.mapper, r.as = m, m.Name
	}
	return r, nil
}

// Read reads to the end of the log. An error is one of reading or of Options.Note;
// what was read until then is kept.
func (r *Reader) Read(from io.Reader) error {
	in := bufio.NewReaderSize(from, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		if long {
			line = bytes.Clone(line[:maxNote])
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = in.ReadSlice('\n')
			}
		}
		if len(line) > 0 {
			r.tail = err != nil
			if failed := r.line(line, long); failed != nil {
				return failed
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// line takes in one line.
func (r *Reader) line(line []byte, long bool) error {
	b := r.b
	b.line++
	if r.o.Live && !b.own {
		if now := time.Since(r.o.Began); now > b.now {
			b.now = now
		}
		b.clocked = true
	}
	line = bytes.TrimRight(line, "\r\n")
	said := false
	switch {
	case long:
		b.warn("long", "a line is longer than %d KiB; it is skipped", maxLine>>10)
	case bytes.IndexByte(line, 0) >= 0 || !utf8.Valid(line):
		b.warn("binary", "a line is no text; it is skipped")
		return nil
	case bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")):
		if said = b.object(bytes.TrimSpace(line)); said && r.as == "" {
			r.as = Protocol
		}
	default:
		said = r.mapped(string(line))
	}
	if said {
		r.used++
	} else if err := r.note(line); err != nil {
		return err
	}
	if r.o.Tick != nil {
		r.o.Tick(r)
	}
	return nil
}

// mapped reads a line by the mapper, or finds the mapper that knows it.
func (r *Reader) mapped(line string) bool {
	if r.o.Mapper == Protocol || r.as == Protocol {
		return false
	}
	list := r.mappers
	if r.mapper != nil {
		list = []Mapper{*r.mapper}
	}
	for i := range list {
		for _, l := range list[i].Lines {
			m := l.Pattern.FindStringSubmatch(line)
			if m == nil || r.mapper == nil && !l.Sure {
				continue
			}
			if r.mapper == nil {
				r.mapper, r.as = &list[i], list[i].Name
			}
			l.Do(r.b, &r.state, m)
			return true
		}
	}
	return false
}

// note keeps a line that said nothing.
func (r *Reader) note(line []byte) error {
	if r.o.Note == nil || len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	if r.notes == maxNotes {
		r.b.warn("notes", "more than %d lines say nothing of the run; those after are not kept", maxNotes)
		return nil
	}
	r.notes++
	text := string(line[:min(len(line), maxNote)])
	return r.o.Note(record.Event{At: r.b.now, Kind: NoteKind, Text: clean(text)})
}

// clean takes out of a line what a terminal would act on.
func clean(text string) string {
	b := make([]rune, 0, len(text))
	for _, c := range text {
		if c == '\t' || c >= ' ' && c != 0x7f && c != utf8.RuneError {
			b = append(b, c)
		}
	}
	return string(b)
}

// Close returns the record of the log, which has ended: done when it said so, else
// partial.
func (r *Reader) Close() *record.Record {
	r.b.beyond = true
	if r.o.Live && !r.b.own && !r.b.ended {
		r.b.now = max(r.b.now, time.Since(r.o.Began)) // what is at work was so until now
	}
	if r.mapper != nil && r.mapper.Close != nil {
		r.mapper.Close(r.b, &r.state)
	}
	if r.tail && !r.b.ended {
		r.b.warn("cut", "the log breaks off in its last line")
	}
	return r.record(true)
}

// Record returns the record of the log as far as it is read.
func (r *Reader) Record() *record.Record { return r.record(false) }

func (r *Reader) record(over bool) *record.Record {
	if over && r.used == 0 {
		r.b.warn("nothing", "no line says anything of a run; --as names a mapper, and battscope.toml may have more")
	}
	rec := r.b.record(over, r.as)
	if rec.Name == "" {
		rec.Name = r.o.Name
	}
	rec.Imported = &record.Imported{Mapper: r.as, Source: r.o.Source, Lines: r.b.line, Used: r.used}
	return rec
}

// Line is how many lines are read, and Latest the phase that was at work last.
func (r *Reader) Line() (lines int64, latest string) { return r.b.line, r.b.latest }
