package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/google/pprof/profile"
	"github.com/spf13/cobra"

	"battscope/profile/pages"
	"battscope/profile/stacks"
)

func (a *app) profileWebCommand(shared *profileFlags) *cobra.Command {
	var noBrowser bool
	c := a.command(&cobra.Command{
		Use:   "web FILE",
		Short: "Open pprof's own web pages",
		Long: "Web serves the pages of pprof: flame graph, top, callers, source, graph (which wants graphviz).\n" +
			"They are served to this machine alone, on a free port, until it is interrupted, and nothing is written to disk.",
		Args: wantFile,
	}, func(_ *cobra.Command, args []string) error { return a.profileWeb(args[0], shared, noBrowser) })
	c.Flags().BoolVar(&noBrowser, "no-browser", false, "print the address and open nothing")
	return c
}

func (a *app) profileWeb(file string, shared *profileFlags, noBrowser bool) error {
	if shared.json {
		return usage("web has no --json: it serves pages")
	}
	q, err := shared.query()
	if err != nil {
		return err
	}
	if file, err = shared.find(file); err != nil {
		return err
	}
	p, err := shared.load(file)
	if err != nil {
		return err
	}
	index, err := p.SampleIndexByName(shared.kind)
	if err != nil {
		return usage("--type: the profile has no sample type %s", shared.kind)
	}
	if !stacks.Keep(p, q.Labels) {
		return fmt.Errorf("%s: none of its samples is left by --label", file)
	}
	signals, release := a.signals()
	defer release()
	s, err := pages.Start(p, pages.Options{Name: filepath.Base(file), Type: p.SampleType[index].Type, Focus: shared.focus, Ignore: shared.ignore})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(a.out, s.URL); err != nil {
		_ = s.Close() // the first error is the one to tell
		return wrote("the address", err)
	}
	fmt.Fprintln(a.err, "serving until interrupted")
	if !noBrowser {
		if err := browse(s.URL); err != nil {
			fmt.Fprintf(a.err, "no browser opened: %v\n", err)
		}
	}
	select {
	case <-signals:
		// To be interrupted is how serving ends.
		return s.Close()
	case <-s.Done():
		return s.Err()
	}
}

// load loads FILE, or its difference from the base.
func (f *profileFlags) load(file string) (*profile.Profile, error) {
	if f.base == "" {
		return stacks.Load(file)
	}
	after, before, err := f.both(file)
	if err != nil {
		return nil, err
	}
	p, _, err := stacks.Subtract(after, before, f.normalize)
	if err != nil {
		return nil, fmt.Errorf("%s less %s: %w", file, f.base, err)
	}
	return p, nil
}

// browse opens an address in the user's browser.
func browse(address string) error {
	name := "xdg-open"
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name = "explorer"
	}
	c := exec.Command(name, address)
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // the browser's end is its own affair
	return nil
}
