package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/google/pprof/profile"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"battscope/engine/dsl"
	"battscope/profile/export"
	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui"
	"battscope/ui/draw"
)

// profileFlags are the flags that all of battscope profile share.
type profileFlags struct {
	find      func(name string) (path string, err error) // of a file or a run
	base      string
	normalize bool
	kind      string
	focus     string
	ignore    string
	labels    []string
	json      bool
}

func (f *profileFlags) register(s *pflag.FlagSet) {
	s.StringVar(&f.base, "base", "", "show what changed since this profile")
	s.BoolVar(&f.normalize, "normalize", true, "with --base: scale the base to the duration of FILE where they differ")
	s.StringVar(&f.kind, "type", "", "sample type, such as cpu, inuse_space or calls (default: the profile's own)")
	s.StringVar(&f.focus, "focus", "", "only samples with a function, file or binary that matches this pattern")
	s.StringVar(&f.ignore, "ignore", "", "without samples that match this pattern")
	s.StringArrayVar(&f.labels, "label", nil, "only samples with this label: key=value, key!=value, key~pattern or key!~pattern; may come several times")
	s.BoolVar(&f.json, "json", false, "print one JSON object")
}

func (a *app) profileCommand() *cobra.Command {
	f := profileFlags{find: a.profileFile}
	var top topFlags
	var look lookFlags
	c := a.command(&cobra.Command{
		Use:   "profile FILE",
		Short: "Show where a profile's time went",
		Long: "Profile reads a profile of pprof's format, compressed or not, from any program, and opens the workbench on it: flame graph, functions, callers, source.\n" +
			"--focus, --ignore, --label and --type say what of it is shown; the keys there change it.\n" +
			"Without a terminal, or with a flag of the printed table (--json, --cum, --min), it prints the functions that cost most, as profile top does.\n" +
			"Numbers are those of go tool pprof. With --base it shows the difference of two profiles.\n" +
			"FILE, and the base, may be a run: its program profile is shown, or else its CPU profile.",
		Example: "battscope profile cpu.pb.gz\n" +
			"battscope profile programs.pb.gz --label outcome=wrong --type cost\n" +
			"battscope profile peek cpu.pb.gz interp --label phase=demo\n" +
			"battscope profile top cpu.pb.gz --base before.pb.gz",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && isFile(args[0]) {
				return nil
			}
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			if len(args) > 0 && !isFile(args[0]) && (len(args) > 1 || dsl.DidYouMean(args[0], names) != "") {
				return usage("there is no command profile %s%s", args[0], dsl.DidYouMean(args[0], names))
			}
			return wantFile(c, args)
		},
	}, func(c *cobra.Command, args []string) error {
		if !a.opensScreen(&f, c.Flags().Changed) {
			return a.profileTop(args[0], &f, &top)
		}
		err := a.profileScreen(args[0], &f, &look)
		if errors.Is(err, ui.ErrNoTerminal) {
			return a.profileTop(args[0], &f, &top)
		}
		return err
	})
	top.register(c.Flags())
	look.register(c.Flags())
	f.register(c.PersistentFlags())
	c.AddCommand(a.profileTopCommand(&f), a.profilePeekCommand(&f), a.profileListCommand(&f), a.profileTreeCommand(&f), a.profileLabelsCommand(&f), a.profileWebCommand(&f))
	return c
}

// profileFile returns the profile that name stands for: a file, or the profile
// that a run left. What is neither is for the reader to complain of.
func (a *app) profileFile(name string) (string, error) {
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() {
		return name, nil
	}
	r, dir, runErr := a.findRun(name)
	if runErr != nil {
		return name, nil
	}
	return (&export.Run{Record: r, Dir: dir}).ProfilePath()
}

// wantFile wants a FILE and nothing else.
func wantFile(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usage("%s wants a FILE: a profile such as cpu.pb.gz", c.CommandPath()[len("battscope "):])
	case len(args) > 1:
		return usage("%s wants one FILE, found %s as well", c.CommandPath()[len("battscope "):], args[1])
	}
	return nil
}

// wantFileAndFunction wants a FILE and a pattern.
func wantFileAndFunction(c *cobra.Command, args []string) error {
	if len(args) != 2 {
		return usage("%s wants a FILE and a FUNCTION: a pattern of its name such as '^main\\.run$'", c.CommandPath()[len("battscope "):])
	}
	return nil
}

// An opened profile is what all the views start from.
type opened struct {
	*stacks.Selection
	file, base string
	flags      *profileFlags
}

// open reads FILE, and the base, and selects what the flags say.
func (f *profileFlags) open(file string) (*opened, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	if file, err = f.find(file); err != nil {
		return nil, err
	}
	set, err := f.read(file)
	if err != nil {
		return nil, err
	}
	if q.Type, err = set.TypeNamed(f.kind); err != nil {
		return nil, usage("--type: %w", err)
	}
	return &opened{set.Select(q), file, f.base, f}, nil
}

func (f *profileFlags) read(file string) (*stacks.Set, error) {
	if f.base == "" {
		return stacks.Read(file)
	}
	after, before, err := f.both(file)
	if err != nil {
		return nil, err
	}
	set, err := stacks.Difference(after, before, f.normalize)
	if err != nil {
		return nil, fmt.Errorf("%s less %s: %w", file, f.base, err)
	}
	return set, nil
}

// both loads FILE and the base.
func (f *profileFlags) both(file string) (after, before *profile.Profile, err error) {
	base, err := f.find(f.base)
	if err != nil {
		return nil, nil, fmt.Errorf("--base: %w", err)
	}
	return stacks.LoadBoth(file, base)
}

// query reads the flags that need no profile.
func (f *profileFlags) query() (stacks.Query, error) {
	var q stacks.Query
	var err error
	if q.Focus, err = pattern("--focus", f.focus); err != nil {
		return q, err
	}
	if q.Ignore, err = pattern("--ignore", f.ignore); err != nil {
		return q, err
	}
	for _, text := range f.labels {
		c, err := stacks.ParseCondition(text)
		if err != nil {
			return q, usage("--label: %w", err)
		}
		q.Labels = append(q.Labels, c)
	}
	return q, nil
}

// pattern compiles a regular expression of the command line; empty is none.
func pattern(what, text string) (*regexp.Regexp, error) {
	if text == "" {
		return nil, nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, usage("%s is %q, which is no pattern: %s", what, text, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re, nil
}

// openFunction opens a profile and reads the pattern of the functions that a view
// is of.
func (f *profileFlags) openFunction(file, function string) (*opened, *regexp.Regexp, error) {
	re, err := pattern("FUNCTION", function)
	if err != nil {
		return nil, nil, err
	}
	if re == nil {
		return nil, nil, usage("FUNCTION is empty: want a pattern")
	}
	o, err := f.open(file)
	if err != nil {
		return nil, nil, err
	}
	return o, re, o.nothing()
}

// nothing returns the error of a view that the flags leave empty, or nil.
func (o *opened) nothing() error {
	if o.Kept > 0 {
		return nil
	}
	var why []string
	if o.flags.focus != "" {
		why = append(why, "--focus "+o.flags.focus)
	}
	if o.flags.ignore != "" {
		why = append(why, "--ignore "+o.flags.ignore)
	}
	for _, l := range o.flags.labels {
		why = append(why, "--label "+l)
	}
	if len(why) == 0 {
		return nil // a difference of nothing
	}
	return fmt.Errorf("%s: none of its %s samples is left by %s", o.file, count(int64(o.Set.Samples)), strings.Join(why, " "))
}

// title returns the line that says what is shown, and of a difference one more.
func (o *opened) title() string {
	s := o.Set
	parts := []string{filepath.Base(o.file), o.Type.Name}
	if s.Duration > 0 {
		parts = append(parts, unit.Label(int64(s.Duration), "nanoseconds", unit.Auto)+" long")
	}
	text := strings.Join(append(parts, fmt.Sprintf("%s samples", count(int64(s.Samples)))), " · ") + "\n"
	if s.Difference {
		text += "less " + filepath.Base(o.base)
		if o.base == "" {
			text = strings.TrimSuffix(text, "less ") + "a difference"
		}
		if s.BaseScale != 1 && stacks.Flow(o.Type.Name) {
			text += fmt.Sprintf(", scaled by %.4g to the same duration", s.BaseScale)
		}
		text += "; shares are of the base\n"
	}
	for _, c := range s.Comments {
		if !strings.HasPrefix(c, "#") {
			text += draw.Clean(c) + "\n"
		}
	}
	return text
}
