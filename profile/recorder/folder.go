package recorder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// NewFolder makes the folder of a run that begins now, in the folder of all
// runs, which it makes at need. The id is the folder's name: the time in UTC, so
// that ids sort by age, and the first letters of what runs.
func NewFolder(runs string, began time.Time, name string) (id, dir string, err error) {
	if err := os.MkdirAll(runs, 0o700); err != nil {
		return "", "", fmt.Errorf("make the folder of runs: %w", err)
	}
	first := began.UTC().Format("20060102-150405")
	if w := word(name); w != "" {
		first += "-" + w
	}
	for n := 1; ; n++ {
		id = first
		if n > 1 {
			id = fmt.Sprintf("%s-%d", first, n)
		}
		dir = filepath.Join(runs, id)
		err := os.Mkdir(dir, 0o700)
		if err == nil {
			return id, dir, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", "", fmt.Errorf("make the folder of the run: %w", err)
		}
	}
}

// word returns the small letters and digits of the last part of a path, so many
// as stay readable.
func word(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(filepath.Base(name)) {
		if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') && b.Len() < 12 {
			b.WriteRune(c)
		}
	}
	return b.String()
}
