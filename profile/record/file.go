package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"battscope/engine/strategy"
	"battscope/profile/workspace"
)

// Encode returns the record as record.json and --json have it.
func (r *Record) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(r)
	return b.Bytes(), err
}

// Write puts the record into the run's folder: through a temporary file and a
// rename, so that at every moment the folder holds a whole record or, before the
// first, none.
func (r *Record) Write(dir string) error {
	text, err := r.Encode()
	if err != nil {
		return fmt.Errorf("write the record of run %s: %w", r.ID, err)
	}
	return workspace.WriteFile(filepath.Join(dir, FileName), text)
}

// Read reads the record in a run's folder. It refuses what is damaged, and what
// a newer battscope wrote.
func Read(dir string) (*Record, error) {
	path := filepath.Join(dir, FileName)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, workspace.Cause(err))
	}
	r, err := Decode(text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return r, nil
}

// Decode reads the text of a record.
func Decode(text []byte) (*Record, error) {
	var head struct{ Schema int }
	err := json.Unmarshal(text, &head)
	switch {
	case err != nil:
		return nil, damage(text, err)
	case head.Schema > Schema:
		return nil, fmt.Errorf("its schema is %d, and this battscope reads up to %d: use a newer one", head.Schema, Schema)
	case head.Schema < 1:
		return nil, errors.New("this is no record of a run: it has no schema")
	}
	// A knob that the record is older than had the default's value.
	r := Record{Strategy: strategy.Default()}
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, damage(text, err)
	}
	return &r, nil
}

// damage says where the text of a record breaks off or goes wrong.
func damage(text []byte, err error) error {
	at := int64(len(text))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	line := 1 + bytes.Count(text[:min(at, int64(len(text)))], []byte{'\n'})
	return fmt.Errorf("the record is damaged at line %d: %w", line, err)
}
