package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"battscope/engine/conform"
)

func (a *app) conformCommand() *cobra.Command {
	var asJSON bool
	c := a.command(&cobra.Command{
		Use:   "conform FILE...",
		Short: "Check the language against recorded vectors",
		Long:  "Conform reads files of recorded calls and programs, one JSON object a line, and prints each row that comes out differently.\nIt ends with code 1 if any does.",
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return usage("conform wants one FILE of vectors or more")
			}
			return nil
		},
	}, func(_ *cobra.Command, files []string) error { return a.conform(files, asJSON) })
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

// A conformReport is what battscope conform --json prints.
type conformReport struct {
	Passed   int              `json:"passed"`
	Failed   int              `json:"failed"`
	Failures []conformFailure `json:"failures"`
}

type conformFailure struct {
	File string `json:"file"`
	conform.Row
}

func (a *app) conform(files []string, asJSON bool) error {
	report := conformReport{Failures: []conformFailure{}}
	checker := conform.NewChecker(a.table)
	for _, name := range files {
		f, err := openVectors(name)
		if err != nil {
			return err
		}
		rows := 0
		err = checker.Check(f, func(row conform.Row) {
			rows++
			if row.Pass {
				report.Passed++
				return
			}
			report.Failed++
			if asJSON {
				report.Failures = append(report.Failures, conformFailure{name, row})
				return
			}
			fmt.Fprintf(a.out, "%s:%d: %s: expected %s, got %s\n", name, row.Line, row.Name, row.Want, row.Got)
		})
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if rows == 0 {
			return fmt.Errorf("%s: no vectors in the file: want one JSON object a line", name)
		}
	}
	if asJSON {
		if err := writeJSON(a.out, report); err != nil {
			return wrote("the result", err)
		}
	} else if _, err := fmt.Fprintf(a.out, "%d passed, %d failed\n", report.Passed, report.Failed); err != nil {
		return wrote("the result", err)
	}
	if report.Failed > 0 {
		return &exit{code: exitFailed}
	}
	return nil
}

// openVectors opens a file; its errors name it once.
func openVectors(name string) (*os.File, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: name the files of vectors in it", name)
	}
	f, err := os.Open(name)
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return nil, fmt.Errorf("%s: not read: %w", name, pe.Err)
	}
	return f, err
}
