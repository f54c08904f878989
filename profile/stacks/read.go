package stacks

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"github.com/google/pprof/profile"
)

// maxBytes is how large a profile may be when it is unpacked. Parsed, it takes
// some twenty times as much.
const maxBytes = 256 << 20

// A DamageError says of a file that it is not a profile that can be shown, and
// why. Reading it again gives the same.
type DamageError struct {
	What string // what is wrong, without the file's name
}

// Error returns What.
func (e *DamageError) Error() string { return e.What }

// Read reads a profile of pprof's format. Its error names the file.
func Read(name string) (*Set, error) {
	p, err := Load(name)
	if err != nil {
		return nil, err
	}
	s, err := New(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// Load reads the file that Read makes a set of.
func Load(name string) (*profile.Profile, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: name a profile in it", name)
	}
	data, err := os.ReadFile(name)
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return nil, fmt.Errorf("%s: not read: %w", name, pe.Err)
	} else if err != nil {
		return nil, err
	}
	p, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// LoadBoth loads two files at the same time. Its error is of the first that
// fails.
func LoadBoth(after, base string) (a, b *profile.Profile, err error) {
	var failed error
	done := make(chan struct{})
	go func() {
		defer close(done)
		b, failed = Load(base)
	}()
	a, err = Load(after)
	<-done
	if err != nil {
		return nil, nil, err
	}
	return a, b, failed
}

// Parse returns the profile that data holds. Its error is a *DamageError.
func Parse(data []byte) (p *profile.Profile, err error) {
	// The parser is not ours, and files come from anywhere.
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, damage("not a profile: the parser gave up on it (%v)", r)
		}
	}()
	if len(data) == 0 {
		return nil, damage("the file is empty")
	}
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		if data, err = unpack(data, maxBytes); err != nil {
			return nil, err
		}
		if len(data) == 0 {
			return nil, damage("the compressed file is empty")
		}
	}
	p, err = profile.ParseData(data)
	switch {
	case err != nil && err.Error() == "parsing profile: unrecognized profile format":
		return nil, damage("not a profile of pprof's format: want one such as cpu.pb.gz, compressed or not")
	case err != nil:
		return nil, damage("damaged profile: %v", err)
	case len(p.SampleType) == 0:
		return nil, damage("not a profile: it has no sample types")
	case len(p.Sample) == 0:
		return nil, damage("the profile has no samples: nothing was seen while it was taken")
	}
	return p, nil
}

func unpack(data []byte, most int64) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, damage("damaged file: its compression has no valid header")
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, damage("the file is cut off: it ends in the middle of its compressed data")
	case err != nil:
		return nil, damage("damaged file: its compressed data do not unpack (%v)", err)
	case int64(len(out)) > most:
		return nil, damage("the profile is larger than %d MiB when unpacked", most>>20)
	}
	return out, nil
}

func damage(format string, args ...any) error {
	return &DamageError{plain(fmt.Sprintf(format, args...))}
}

// plain returns text from a file without what would move a terminal's cursor.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '?'
		}
		return r
	}, text)
}
