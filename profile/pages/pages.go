// Package pages serves pprof's own web pages of a profile from within this
// program: on this machine alone, on a free port, with nothing written to disk.
package pages

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/pprof/driver"
	"github.com/google/pprof/profile"
)

// Options say what the pages begin with.
type Options struct {
	Name   string // of the profile, as the pages name it
	Type   string // sample type; empty for the profile's own choice
	Focus  string // regular expressions over names; empty for none
	Ignore string
}

// A Server serves the pages until it is closed.
type Server struct {
	URL    string // of the first page
	server *http.Server
	done   chan struct{}
	err    error
}

// Start serves p, which belongs to it from then on. A process may have one server
// at a time: pprof keeps its options in package variables, which every page
// begins with and every Start sets anew.
func Start(p *profile.Profile, o Options) (*Server, error) {
	handlers, err := handlers(p, o)
	if err != nil {
		return nil, fmt.Errorf("pprof's pages: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("pprof's pages: %w", err)
	}
	s := &Server{
		URL:    "http://" + l.Addr().String() + "/ui/flamegraph",
		server: &http.Server{Handler: guard(l.Addr().String(), handlers), ReadHeaderTimeout: 10 * time.Second},
		done:   make(chan struct{}),
	}
	go func() {
		defer close(s.done)
		if err := s.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.err = err
		}
	}()
	return s, nil
}

// Done is closed when the server has ended.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err returns why the server ended by itself, or nil. It is for after Done.
func (s *Server) Err() error { return s.err }

// Close ends the server; pages that are being made have a moment to end.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := s.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
	}
	<-s.done
	return err
}

// guard lets requests through that come from this machine for this address: a
// page of another site may not read the profile by having its name point here.
func guard(address string, handlers map[string]http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	hosts := []string{address, net.JoinHostPort("localhost", port)}
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := handlers[r.URL.Path]
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
	mux := http.NewServeMux()
	mux.Handle("/ui/", http.StripPrefix("/ui", pages))
	mux.Handle("/{$}", http.RedirectHandler("/ui/flamegraph", http.StatusTemporaryRedirect))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(hosts, r.Host) {
			http.Error(w, "these pages are for this machine alone", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// handlers asks pprof's driver for its pages.
func handlers(p *profile.Profile, o Options) (map[string]http.Handler, error) {
	args := reset()
	set := func(name, value string) { args = append(args, "-"+name+"="+value) }
	set("sample_index", o.Type)
	set("focus", o.Focus)
	set("ignore", o.Ignore)
	set("symbolize", "none")
	set("http", "127.0.0.1:0")
	set("no_browser", "true")
	var got map[string]http.Handler
	var said said
	err := driver.PProf(&driver.Options{
		Writer:  noWriter{},
		Flagset: newFlags(append(args, o.Name)),
		Fetch:   held{p},
		UI:      &said,
		HTTPServer: func(a *driver.HTTPServerArgs) error {
			got = a.Handlers
			return nil
		},
	})
	if err != nil {
		return nil, errors.Join(err, said.err())
	}
	// These write into the user's configuration folder.
	for _, path := range []string{"/saveconfig", "/deleteconfig"} {
		got[path] = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "battscope keeps no settings of these pages", http.StatusForbidden)
		})
	}
	return got, nil
}

// reset returns the flags that set every option of the driver that can be set to
// what it is at first.
func reset() []string {
	return []string{
		"-output=", "-call_tree=false", "-relative_percentages=false", "-unit=minimum", "-compact_labels=false",
		"-source_path=", "-trim_path=", "-intel_syntax=false", "-mean=false", "-sample_index=", "-divide_by=1",
		"-normalize=false", "-flat=true", "-tagroot=", "-tagleaf=", "-drop_negative=false", "-nodecount=-1",
		"-nodefraction=0.005", "-edgefraction=0.001", "-trim=true", "-focus=", "-ignore=", "-prune_from=", "-hide=",
		"-show=", "-show_from=", "-tagfocus=", "-tagignore=", "-tagshow=", "-taghide=", "-noinlines=false", "-showcolumns=false",
	}
}

// held hands the driver a profile that is there already. It names no source, or
// the driver would take it for one from far away and save a copy in the home
// folder.
type held struct{ p *profile.Profile }

func (h held) Fetch(string, time.Duration, time.Duration) (*profile.Profile, string, error) {
	return h.p, "", nil
}

// noWriter refuses files: the pages need none.
type noWriter struct{}

func (noWriter) Open(name string) (io.WriteCloser, error) {
	return nil, fmt.Errorf("%s: nothing is written", name)
}

// said is the driver's user: nobody, whose first complaints are kept. Pages call
// it from many goroutines.
type said struct {
	mu    sync.Mutex
	lines []string
}

func (s *said) ReadLine(string) (string, error)     { return "", io.EOF }
func (s *said) Print(...any)                        {}
func (s *said) IsTerminal() bool                    { return false }
func (s *said) WantBrowser() bool                   { return false }
func (s *said) SetAutoComplete(func(string) string) {}

// PrintErr keeps a complaint.
func (s *said) PrintErr(args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.lines) < 8 {
		s.lines = append(s.lines, strings.TrimSpace(fmt.Sprintln(args...)))
	}
}

func (s *said) err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.lines) == 0 {
		return nil
	}
	return errors.New(strings.Join(s.lines, "; "))
}

// flags are a command line for the driver.
type flags struct {
	*flag.FlagSet
	args []string
}

func newFlags(args []string) *flags {
	f := &flags{flag.NewFlagSet("pprof", flag.ContinueOnError), args}
	f.SetOutput(io.Discard)
	return f
}

// StringList is a flag that may come several times.
func (f *flags) StringList(name, _, usage string) *[]*string {
	list := &[]*string{}
	f.Func(name, usage, func(s string) error {
		*list = append(*list, &s)
		return nil
	})
	return list
}

func (f *flags) ExtraUsage() string     { return "" }
func (f *flags) AddExtraUsage(_ string) {}

// Parse returns the arguments that are no flags; none where a flag is wrong.
func (f *flags) Parse(func()) []string {
	if err := f.FlagSet.Parse(f.args); err != nil {
		return nil
	}
	return f.Args()
}
