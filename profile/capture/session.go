package capture

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"time"

	"github.com/google/pprof/profile"

	"battscope/engine/probe"
	"battscope/profile/workspace"
)

// Options say what is taken.
type Options struct {
	Kinds []Kind
	// Rate is how often the CPU profiler is asked to look, a second; 0 is Go's
	// own 100. Systems have rates that they do not reach.
	Rate int
	// WithInterface keeps what the screens' own goroutines did in the CPU profile.
	WithInterface bool
	// Programs is whose programs are observed, for the kind Programs, and Level how
	// closely; off stands for DefaultLevel.
	Programs ProgramSource
	Level    probe.Level
	// Number keeps files that are there already: a new one of the same name gets
	// a number, cpu-2.pb.gz.
	Number bool
}

// How much the runtime notes for block and mutex profiles.
const (
	blockRate     = 10_000 // one event for so many nanoseconds of waiting
	mutexFraction = 5      // one of so many events
)

// A Session is profiles being taken. A process has one at a time: the profilers
// are the runtime's. Its methods are for one goroutine.
type Session struct {
	dir     string
	options Options
	began   time.Time

	cpu       *cpuCapture
	trace     *os.File
	before    map[Kind]*profile.Profile // of what the runtime adds up
	fraction  int                       // of mutexes, as it was
	snapshots *snapshots
	ended     bool
}

// A Report is what a session left.
type Report struct {
	Files    []string // paths, in the order of Kinds
	Warnings []string // what a reader of the profiles should know
}

// Start begins to take profiles that Stop will write into the folder dir, which
// exists. Where one cannot be taken, none is.
func Start(dir string, o Options) (*Session, error) {
	s := &Session{dir: dir, options: o, began: time.Now(), before: map[Kind]*profile.Profile{}}
	for _, k := range o.Kinds {
		if err := s.start(k); err != nil {
			s.abandon()
			return nil, fmt.Errorf("take the %s profile: %w", k, err)
		}
	}
	return s, nil
}

// level returns the level at which programs are observed.
func (s *Session) level() probe.Level {
	if !s.has(Programs) || s.options.Programs == nil {
		return probe.LevelOff
	}
	return s.options.Level
}

func (s *Session) has(k Kind) bool { return slices.Contains(s.options.Kinds, k) }

func (s *Session) start(k Kind) (err error) {
	switch k {
	case CPU:
		s.cpu, err = startCPU(s.options.Rate)
	case Heap:
		s.before[Heap], err = lookup("heap")
	case Block:
		if s.before[Block], err = lookup("block"); err == nil {
			runtime.SetBlockProfileRate(blockRate)
		}
	case Mutex:
		if s.before[Mutex], err = lookup("mutex"); err == nil {
			s.fraction = runtime.SetMutexProfileFraction(mutexFraction)
		}
	case Goroutine:
		s.snapshots = startSnapshots()
	case Programs:
		err = s.startPrograms()
	case Trace:
		if s.trace, err = os.OpenFile(s.path(Trace.file()), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return err
		}
		if err = trace.Start(s.trace); err != nil {
			return errors.Join(err, s.trace.Close(), os.Remove(s.trace.Name()))
		}
	default:
		panic(fmt.Sprintf("capture: there is no kind %q", string(k)))
	}
	return err
}

// path returns where a file of the session goes.
func (s *Session) path(file string) string {
	first := filepath.Join(s.dir, file)
	path := first
	for n := 2; s.options.Number && exists(path); n++ {
		path = workspace.Numbered(first, n)
	}
	return path
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// abandon ends what was begun and keeps nothing.
func (s *Session) abandon() {
	s.ended = true
	if s.cpu != nil {
		s.cpu.stop()
	}
	s.quiet()
	if s.level() != probe.LevelOff {
		s.options.Programs.Observe(probe.LevelOff)
	}
	if s.snapshots != nil {
		s.snapshots.stop()
	}
	if s.trace != nil {
		trace.Stop()
		_ = s.trace.Close() // it is removed
		_ = os.Remove(s.trace.Name())
	}
}

// quiet has the runtime note no more for block and mutex profiles.
func (s *Session) quiet() {
	if s.before[Block] != nil {
		runtime.SetBlockProfileRate(0)
	}
	if s.before[Mutex] != nil {
		runtime.SetMutexProfileFraction(s.fraction)
	}
}

// Stop ends the session and writes its files. It goes on after an error, so that
// what can be written is; a second Stop panics.
func (s *Session) Stop() (*Report, error) {
	if s.ended {
		panic("capture: Stop of a session that has ended")
	}
	s.ended = true
	took := time.Since(s.began)
	r := &Report{}
	var errs []error
	// The profiler first, so that writing the others does not stand in it.
	var cpu *profile.Profile
	if s.cpu != nil {
		var err error
		if cpu, err = s.cpu.finish(s.options.WithInterface, r); err != nil {
			errs = append(errs, fmt.Errorf("take the %s profile: %w", CPU, err))
		}
	}
	s.quiet()
	for _, info := range Kinds() {
		if !s.has(info.Kind) {
			continue
		}
		path := s.path(info.File)
		var err error
		switch info.Kind {
		case CPU:
			if cpu == nil {
				continue
			}
			err = write(path, cpu)
		case Trace:
			trace.Stop()
			path, err = s.trace.Name(), s.trace.Close()
		case Programs:
			path, err = s.writePrograms()
		default:
			err = s.write(info.Kind, path, took)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", path, err))
			continue
		}
		r.Files = append(r.Files, path)
	}
	return r, errors.Join(errs...)
}

// write writes a profile that the runtime keeps.
func (s *Session) write(k Kind, path string, took time.Duration) error {
	if k == Goroutine {
		p, err := s.snapshots.stop()
		if err != nil {
			return err
		}
		p.DurationNanos = int64(took)
		return write(path, p)
	}
	if k == Heap {
		runtime.GC() // the heap profile is of the last collection
	}
	now, err := lookup(string(k))
	if err != nil {
		return err
	}
	p, err := since(now, s.before[k], cumulative(k))
	if err != nil {
		return err
	}
	p.DurationNanos = int64(took)
	return write(path, p)
}

// lookup returns a profile that the runtime keeps.
func lookup(name string) (*profile.Profile, error) {
	var b bytes.Buffer
	if err := pprof.Lookup(name).WriteTo(&b, 0); err != nil {
		return nil, err
	}
	return profile.ParseData(b.Bytes())
}

// write writes a profile whole.
func write(path string, p *profile.Profile) error {
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		return err
	}
	return workspace.WriteFile(path, b.Bytes())
}
