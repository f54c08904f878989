package profileview

import (
	"os"
	"path/filepath"
	"testing"

	"battscope/ui/screen"
)

// Damaged files say what is wrong, and no key breaks.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	cut := write(t, dir, "cut", profileOf(example()))
	data, err := os.ReadFile(cut)
	if err != nil {
		t.Fatal(err)
	}
	zero := example()
	for i := range zero {
		zero[i].ns = 0
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty": {nil, "the file is empty"}, "text": {[]byte("goroutines are many\n"), "not a profile of pprof's format"},
		"cut": {data[:len(data)/2], "cut off"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, test.data, 0o600); err != nil {
			t.Fatal(err)
		}
		b := at(t, &source{}, screen.Place{File: path})
		b.shows(test.want)
		for _, k := range b.v.Keys() {
			if k.Why == "" && k.Action != otherOne {
				b.do(k.Action)
			}
		}
		b.shows(test.want)
	}
	b := on(t, zero)
	b.shows("every value of time is 0; t shows another sample type")
	b.do(showTop)
	b.shows("every value of time is 0")
}
