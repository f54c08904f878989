package intake

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"battscope/profile/record"
)

// Bounds of lines.
const (
	maxLine  = 64 << 10 // bytes; what is longer is skipped
	maxNotes = 100_000  // lines that are kept for the Log screen
	maxNote  = 1 << 10  // bytes of each
	maxKept  = 32 << 20 // bytes of all
)

// NoteKind is the kind of events that hold a line that said nothing of the run,
// and ErrorKind of those that hold one of an engine's standard error.
const (
	NoteKind  = "log"
	ErrorKind = "stderr"
)

// Options say how a log is read.
type Options struct {
	Name    string   // of the run, where the log names none
	Source  string   // of the log, as record.Imported has it
	Mapper  string   // the mapper to use; "" is the first that knows a line
	More    []Mapper // those of the person, which come before the built-in ones
	Began   time.Time
	Command string // that writes the log, where battscope began one
	Live    bool   // the log is being written: when a line comes is when it happened

	// Note is called for lines that said nothing of the run, and for what is worth
	// a line of those that did; nil drops them. Kept is false for what is beyond
	// the bounds of what a run may keep. An error ends the reading.
	Note func(e record.Event, kept bool) error
}

// A Reader reads a log line by line. It is safe for concurrent use: while one
// goroutine reads, others ask how things stand. It calls Options.Note with its
// lock held.
type Reader struct {
	o Options

	mu      sync.Mutex
	live    bool      // lines come as things happen
	began   time.Time // that live times count from
	closed  bool
	exit    Exit
	failed  error // the first of Options.Note
	b       *builder
	mappers []Mapper
	mapper  *Mapper
	as      string // name of what read the first line that said something
	state   state
	used    int64
	notes   int
	kept    int  // bytes of notes
	tail    bool // the last line has no end
}

// NewReader returns a reader.
func NewReader(o Options) (*Reader, error) {
	r := &Reader{o: o, b: newBuilder(), mappers: append(o.More[:len(o.More):len(o.More)], Mappers()...)}
	r.state = state{times: map[string]time.Duration{}, notes: map[string]int64{}}
	r.b.began, r.began, r.live = o.Began, o.Began, o.Live
	r.b.tell = func(kind, text string) {
		if r.failed == nil && o.Note != nil {
			r.failed = o.Note(record.Event{At: r.b.now, Kind: kind, Text: clean(text)}, true)
		}
	}
	if o.Mapper != "" && o.Mapper != Protocol {
		m, err := find(r.mappers, o.Mapper)
		if err != nil {
			return nil, err
		}
		r.mapper, r.as = m, m.Name
	}
	return r, nil
}

// Read reads to the end of what there is of the log. An error is one of reading
// or of Options.Note; what was read until then is kept. Read again goes on.
func (r *Reader) Read(from io.Reader) error { return r.lines(from, r.line) }

// Aside reads what an engine prints beside its log, on standard error: lines that
// are noted and say nothing of the run.
func (r *Reader) Aside(from io.Reader) error {
	return r.lines(from, func(line []byte, _, _ bool) error {
		r.clockAt()
		return r.note(ErrorKind, bytes.TrimRight(line, "\r\n"))
	})
}

// lines hands over each line, with the lock held: whether it was too long to be
// kept whole, and whether it has no end.
func (r *Reader) lines(from io.Reader, take func(line []byte, long, open bool) error) error {
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
			r.mu.Lock()
			failed := cmp.Or(take(line, long, err != nil), r.failed)
			r.mu.Unlock()
			if failed != nil {
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

// Catch says that from now on lines come as things happen: what was read so far
// lay there already. Times of what had begun by then are not known.
func (r *Reader) Catch(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.live {
		return
	}
	r.live, r.began = true, now
	r.b.late = r.b.line > 0
}

// line takes in one line.
func (r *Reader) line(line []byte, long, open bool) error {
	b := r.b
	b.line++
	r.tail = open
	if r.live && !b.own {
		r.clockAt()
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
		return nil
	}
	return r.note(NoteKind, line)
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
func (r *Reader) note(kind string, line []byte) error {
	if r.o.Note == nil || len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	text := clean(string(line[:min(len(line), maxNote)]))
	kept := r.notes < maxNotes && r.kept+len(text) <= maxKept
	if kept {
		r.notes++
		r.kept += len(text)
	} else {
		r.b.warn("notes", "more than %d lines, or %d MiB of them, say nothing of the run; those after are not kept", maxNotes, maxKept>>20)
	}
	return r.o.Note(record.Event{At: r.b.now, Kind: kind, Text: text}, kept)
}

// clean takes out of a line what a terminal would act on.
func clean(text string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' || c >= ' ' && c != 0x7f && c != utf8.RuneError {
			return c
		}
		return -1
	}, text)
}

// An Exit is how the command ended that wrote a log.
type Exit struct {
	Ended  bool   // a command wrote the log, and has ended
	Status int    // its exit status
	Signal string // what ended it instead, as the system names it; else empty
	// Asked says that it was battscope that ended it.
	Asked bool
}

// Exit says how the command ended that wrote the log, before Close.
func (r *Reader) Exit(e Exit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.exit = e
	switch {
	case e.Asked:
	case e.Signal != "":
		r.b.beyond = true
		r.b.warn("signal", "the command was ended by a signal: %s", e.Signal)
	case e.Status != 0:
		r.b.ended = true
		if r.b.failed == "" {
			r.b.failed = fmt.Sprintf("the command ended with status %d", e.Status)
		}
	case r.used > 0:
		r.b.ended = true
	}
}

// Close returns the record of the log, which has ended: done when it said so, else
// partial.
func (r *Reader) Close() *record.Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.b.beyond = true
	r.clockAt() // what is at work was so until now
	r.closed = true
	if r.mapper != nil && r.mapper.Close != nil {
		r.mapper.Close(r.b, &r.state)
	}
	if r.tail && !r.b.ended {
		r.b.warn("cut", "the log breaks off in its last line")
	}
	return r.record(true)
}

// Record returns the record of the log as far as it is read.
func (r *Reader) Record() *record.Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clockAt()
	return r.record(false)
}

func (r *Reader) record(over bool) *record.Record {
	if over && r.used == 0 {
		r.b.warn("nothing", "no line says anything of a run; --as names a mapper, and battscope.toml may have more")
	}
	rec := r.b.record(over, r.as)
	if rec.Name == "" {
		rec.Name = r.o.Name
	}
	rec.Imported = r.imported()
	rec.Tasks = slices.Clone(rec.Tasks) // reading goes on
	return rec
}

func (r *Reader) imported() *record.Imported {
	i := &record.Imported{Mapper: r.as, Source: r.o.Source, Lines: r.b.line, Used: r.used, Command: r.o.Command}
	if r.exit.Ended {
		i.Exit, i.Signal = &r.exit.Status, r.exit.Signal
	}
	return i
}

// Warn notes trouble with where the log comes from, once for each kind.
func (r *Reader) Warn(kind, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.b.warn(kind, "%s", text)
}

// Name returns what the run is called.
func (r *Reader) Name() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return cmp.Or(r.b.name, r.o.Name)
}

// Line is how many lines are read, Latest the phase that was at work last, and
// Ended whether the log said that its run is over.
func (r *Reader) Line() (lines int64, latest string, ended bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.line, r.b.latest, r.b.ended
}
