package dsl

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A chunk is a part of a file in testdata: a source, and the errors that it
// says it has.
type chunk struct {
	name string
	line int // of the source's first line in the file
	src  string
}

// chunks returns all chunks of testdata: sources between lines of "---".
func chunks(tb testing.TB) []chunk {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatalf("testdata: %d files, error %v", len(files), err)
	}
	var list []chunk
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		line := 1
		for _, src := range strings.Split(string(data), "\n---\n") {
			list = append(list, chunk{file, line, src})
			line += strings.Count(src, "\n") + 2
		}
	}
	return list
}

var wantRE = regexp.MustCompile(`### "(.*?)"`)

// TestChunks checks that each line has the errors that stand behind it, each
// as ### "regexp", and no other.
func TestChunks(t *testing.T) {
	for _, c := range chunks(t) {
		f, errs := Parse(c.name, []byte(c.src), few())
		for i, line := range strings.Split(c.src, "\n") {
			for _, m := range wantRE.FindAllStringSubmatch(line, -1) {
				at := slices.IndexFunc(errs, func(e *SyntaxError) bool {
					return e.Line == i+1 && regexp.MustCompile(m[1]).MatchString(e.Msg)
				})
				if at < 0 {
					t.Errorf("%s:%d: no error matches %q", c.name, c.line+i, m[1])
					continue
				}
				errs = slices.Delete(errs, at, at+1)
			}
		}
		for _, e := range errs {
			e.Line += c.line - 1
			t.Errorf("unexpected error: %s", e.Snippet())
		}
		checkFile(t, f, few())
	}
}

// checkFile checks that the functions of a file print and read back to the
// same text, and that their bodies stay the same over printing and reading.
func checkFile(t *testing.T, f *File, vocab Vocabulary) {
	t.Helper()
	text := f.String()
	again, errs := Parse(f.Name, []byte(text), vocab)
	if len(errs) > 0 {
		t.Fatalf("Parse of the printed file: %s\nin\n%s", errs[0].Snippet(), text)
	}
	if got := again.String(); got != text {
		t.Fatalf("printed, read and printed:\n%s\nwant\n%s", got, text)
	}
	for i, fn := range f.Funcs {
		body := Body(fn)
		if got := Body(again.Funcs[i]); got != body {
			t.Errorf("Body after print and Parse of %s:\n%s\nwant\n%s", fn.Name, got, body)
		}
		alone, errs := Parse("body", []byte(body), vocab)
		if len(errs) > 0 {
			t.Fatalf("Parse of a body: %s\nin\n%s", errs[0].Snippet(), body)
		}
		if got := Body(alone.Funcs[len(alone.Funcs)-1]); got != body {
			t.Errorf("Body of the body:\n%s\nwant\n%s", got, body)
		}
	}
}
