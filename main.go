// Battscope is a terminal workbench for people who tune an engine that scores
// candidate programs written in ARC-DSL. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"battscope/engine/op"
)

func main() {
	os.Exit(Main(streams{os.Stdin, os.Stdout, os.Stderr}, os.Environ(), os.Args[1:]))
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Exit codes, for people and scripts.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRegression  = 10 // or a broken expectation
	exitUndecided   = 11
	exitInterrupted = 130
)

// An exit is an error that says with which code to end. Its err may be nil:
// then everything has been said.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// usage is an error of how a command was called.
func usage(format string, args ...any) error {
	return &exit{exitUsage, fmt.Errorf(format, args...)}
}

// Main runs the command that args name and returns the exit code.
func Main(std streams, env []string, args []string) int {
	a := &app{streams: std, env: env, table: op.NewTable()}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(std.in)
	help, helpErr := noted(std.out)
	root.SetOut(help)
	root.SetErr(std.err)
	if f, ok := std.out.(*os.File); ok {
		fitHelp(root, args, f)
	}
	// fang draws the help; errors are ours, plain, one clear message each.
	err := fang.Execute(context.Background(), root, fang.WithVersion(version()), fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	// Help and version do not tell cobra that they could not be written.
	if *helpErr != nil {
		err = &exit{exitFailed, wrote("the help", *helpErr)}
	}
	if err == nil {
		return exitDone
	}
	code := exitFailed
	var e *exit
	if errors.As(err, &e) {
		code = e.code
	} else if !a.ran {
		// Cobra's own complaints come before any command runs.
		code = exitUsage
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintf(std.err, "battscope: %s\n", cleanLines(msg))
		if code == exitUsage {
			called := root
			if c, _, err := root.Find(args); err == nil {
				called = c
			}
			fmt.Fprintf(std.err, "Try %s --help.\n", called.CommandPath())
		}
	}
	return code
}

// app is what all commands share.
type app struct {
	streams
	env       []string
	table     *op.Table
	workspace string
	ran       bool  // a command has begun
	unkept    error // why there is no workspace, where nobody named one
}

// command returns a cobra command whose run begins with c's arguments checked.
func (a *app) command(c *cobra.Command, run func(cmd *cobra.Command, args []string) error) *cobra.Command {
	c.RunE = func(cmd *cobra.Command, args []string) error {
		a.ran = true
		return run(cmd, args)
	}
	return c
}

// root returns the whole tree of commands.
func (a *app) root() *cobra.Command {
	var in inputFlags
	var look lookFlags
	root := a.command(&cobra.Command{
		Use:   "battscope",
		Short: "Tune an engine that scores ARC-DSL programs",
		Long:  "Battscope runs pools of ARC-DSL programs over ARC tasks and shows where the time goes.\nWithout a command it opens the workbench and starts to work: on the built-in example, or on --data and --programs.",
		Args:  a.isCommand,
		Example: "battscope                                        # the built-in example\n" +
			"battscope --data tasks/ --programs solvers.py    # your own\n" +
			"battscope run --data tasks/ --programs solvers.py --json",
	}, func(*cobra.Command, []string) error { return a.workbench(&in, &look) })
	in.register(root.Flags())
	look.register(root.Flags())
	root.PersistentFlags().StringVar(&a.workspace, "workspace", "", "folder of the solver store, the runs and your presets (default: battscope in the user's state folder)")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(
		a.deviceChildCommand(),
		a.doctorCommand(),
		a.runCommand(), a.solveCommand(), a.conformCommand(), a.opsCommand(),
		a.compareCommand(), a.evolveCommand(), a.checkCommand(),
		a.storeCommand(), a.runsCommand(), a.replayCommand(), a.watchCommand(), a.insightsCommand(), a.importCommand(),
		a.profileCommand(), a.exportCommand(),
	)
	return root
}
