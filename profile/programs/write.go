package programs

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"time"

	"battscope/engine/account"
	"battscope/profile/workspace"
)

// FileName is the name of a program profile in a run's folder.
const FileName = workspace.ProgramsName

// sourcesDir is the folder, beside a program profile, of the texts that are
// nowhere else on disk: those of built-in programs.
const sourcesDir = "sources"

// Write writes the profile of p, which was taken until now, to a path in a folder that
// exists, or with a number where that is there already, and returns where it is. With
// over it replaces the one that is there. Text returns the text of a
// source file that is nowhere on disk; ok is false for others. With an error the
// profile may be there and lack such a text.
func Write(path string, p *account.Profile, over bool, text func(file string) (text []byte, ok bool)) (written string, err error) {
	var errs []error
	file := func(name string) string {
		text, ok := text(name)
		if !ok {
			return Absolute(name)
		}
		sources := filepath.Join(filepath.Dir(path), sourcesDir)
		to := Absolute(filepath.Join(sources, filepath.Base(name)))
		err := os.MkdirAll(sources, 0o700)
		if err == nil {
			err = workspace.WriteFile(to, text)
		}
		if err != nil {
			errs = append(errs, err)
		}
		return to
	}
	var b bytes.Buffer
	if err := Build(p, time.Now(), file).Write(&b); err != nil {
		return path, err
	}
	if over {
		err = workspace.WriteFile(path, b.Bytes())
	} else {
		path, err = workspace.WriteNew(path, b.Bytes())
	}
	return path, errors.Join(append(errs, err)...)
}
