package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"battscope/profile/config"
	"battscope/profile/intake"
	"battscope/profile/record"
	"battscope/profile/recorder"
	"battscope/profile/workspace"
)

// standardInput is the name that stands for it.
const standardInput = "-"

// An importing is a log of another engine that becomes a run of the workspace.
type importing struct {
	space  *workspace.Workspace // nil: it is kept nowhere
	id     string
	dir    string
	lock   *workspace.Lock
	reader *intake.Reader

	mu     sync.Mutex
	events *record.EventWriter
}

// append appends to the events of the run.
func (in *importing) append(e record.Event) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.events.Append(e)
}

func (a *app) importCommand() *cobra.Command {
	var asJSON bool
	var as, name string
	c := a.command(&cobra.Command{
		Use:   "import FILE",
		Short: "Make a run of another engine's finished log",
		Long: "Import reads what another engine has printed, a file or - for standard input, and leaves a run in the workspace like any other: runs, insights, the journal, export and compare know it.\n" +
			"It knows the line protocol (JSON objects; go doc battscope/profile/intake) and these outputs: " + mapperList() + ". Others are read by regular expressions in battscope.toml.\n" +
			"What a log does not tell stays absent, and time that is added over threads is no wall.",
		Example: "battscope import run.log\n" +
			"go test -bench . | battscope import -\n" +
			"battscope import run.log --as origin --json",
		Args: oneFile("import"),
	}, func(_ *cobra.Command, args []string) error {
		return a.importLog(args[0], as, name, asJSON)
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print the record instead of the summary")
	c.Flags().StringVar(&as, "as", "", "what prints like this: "+intake.Protocol+", "+mapperList()+", or one of battscope.toml (default: the first that knows a line)")
	c.Flags().StringVar(&name, "name", "", "what the run is called (default: what the log says, else the file's name)")
	return c
}

func mapperList() string {
	var list []string
	for _, m := range intake.Mappers() {
		list = append(list, fmt.Sprintf("%s (%s)", m.Name, m.Doc))
	}
	return strings.Join(list, ", ")
}

// oneFile refuses all but one argument.
func oneFile(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("%s wants one FILE, or - for standard input", command)
		}
		return nil
	}
}

// importLog reads a finished log and prints what it came to.
func (a *app) importLog(file, as, name string, asJSON bool) error {
	from, source := a.in, standardInput
	if file != standardInput {
		f, err := os.Open(file)
		if err != nil {
			return unreadable(file, err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return fmt.Errorf("read %s: it is a folder; want a log", file)
		}
		from, source = f, absolute([]string{file})[0]
		if name == "" {
			name = filepath.Base(file)
		}
	}
	in, err := a.beginImport(intake.Options{Name: name, Source: source, Mapper: as})
	if err != nil {
		return err
	}
	if err := in.reader.Read(from); err != nil {
		return errors.Join(fmt.Errorf("read %s: %w", file, bare(err)), in.discard())
	}
	r, err := in.finish(in.reader.Close(), name)
	if err != nil {
		return err
	}
	return a.showImport(r, asJSON)
}

// beginImport makes the folder of a run that a log becomes, and what reads it.
func (a *app) beginImport(o intake.Options) (*importing, error) {
	space, err := a.openSpace()
	if err != nil {
		return nil, err
	}
	conf := config.Without()
	if space != nil {
		if conf, err = config.Read(space.ConfigPath()); err != nil {
			return nil, err
		}
		for _, m := range conf.Mappers {
			user, err := intake.User(m)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", space.ConfigPath(), err)
			}
			o.More = append(o.More, user)
		}
	}
	o.Began = time.Now()
	in := &importing{space: space}
	if space != nil {
		note := o.Note
		o.Note = func(e record.Event, kept bool) error {
			if note != nil {
				_ = note(e, kept) // the screens'; it has no errors
			}
			if !kept {
				return nil
			}
			return in.append(e)
		}
	}
	if in.reader, err = intake.NewReader(o); err != nil {
		return nil, usage("--as: %v", err)
	}
	if space == nil {
		return in, nil
	}
	if in.id, in.dir, err = recorder.NewFolder(space.RunsDir(), o.Began, o.Name); err != nil {
		return nil, err
	}
	if in.lock, err = workspace.LockFolder(in.dir); err != nil {
		return nil, err
	}
	in.events, err = record.AppendEvents(in.dir)
	return in, err
}

// finish writes the record of the log that has ended.
func (in *importing) finish(r *record.Record, name string) (*record.Record, error) {
	r.ID, r.Ended = in.id, time.Now()
	if r.Name == "" {
		r.Name = "log"
	}
	if name != "" {
		r.Name = name
	}
	if in.space == nil {
		return r, nil
	}
	return r, errors.Join(r.Write(in.dir), in.events.Close(), in.lock.Close())
}

// discard removes the folder of a log that could not be read.
func (in *importing) discard() error {
	if in.space == nil {
		return nil
	}
	return errors.Join(in.events.Close(), in.lock.Close(), os.RemoveAll(in.dir))
}

// showImport prints what a log came to.
func (a *app) showImport(r *record.Record, asJSON bool) error {
	if asJSON {
		return wrote("the record", writeJSON(a.out, r))
	}
	return wrote("the summary", a.writeSummary(r))
}
