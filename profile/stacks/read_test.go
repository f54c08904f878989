package stacks

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

// pack returns a profile as a file holds it.
func pack(t testing.TB, p *profile.Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func squeeze(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// deep returns a profile with one stack of n frames.
func deep(n int) *profile.Profile {
	p := small()
	stack := make([]*profile.Location, n)
	for i := range stack {
		stack[i] = p.Location[i%3]
	}
	p.Sample[0].Location = stack
	return p
}

func TestDamaged(t *testing.T) {
	whole := pack(t, small())
	var plain bytes.Buffer
	if err := small().WriteUncompressed(&plain); err != nil {
		t.Fatal(err)
	}
	none := small()
	none.Sample = nil
	untyped := small()
	untyped.SampleType, untyped.Sample = nil, nil
	// Field 4 is a location; the tail holds fields that name ids that are not
	// there: a sample of a location, and a location of a function.
	noLocation := append(bytes.Clone(plain.Bytes()), 0x12, 0x06, 0x0a, 0x01, 0x63, 0x12, 0x01, 0x01)
	noFunction := append(bytes.Clone(plain.Bytes()), 0x22, 0x06, 0x08, 0x63, 0x22, 0x02, 0x08, 0x62)
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "the file is empty"},
		{"empty inside", squeeze(t, nil), "the compressed file is empty"},
		{"cut off", whole[:len(whole)/2], "cut off"},
		{"only a header", whole[:4], "compression has no valid header"},
		{"broken inside", append(append(bytes.Clone(whole[:20]), 0xff, 0xff, 0xff, 0xff, 0xff), whole[25:]...), "do"},
		{"text", []byte("goroutines are many\n"), "not a profile of pprof's format"},
		{"an image", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "not a profile of pprof's format"},
		{"another proto", squeeze(t, []byte{0x08, 0x01, 0x10, 0x02, 0x1a, 0x03, 'a', 'b', 'c'}), "not a profile"},
		{"text inside", squeeze(t, []byte("goroutines are many\n")), "not a profile of pprof's format"},
		{"cut inside", squeeze(t, plain.Bytes()[:plain.Len()/2]), "profile"},
		{"no samples", pack(t, none), "has no samples"},
		{"no types", pack(t, untyped), "no sample types"},
		{"location missing", noLocation, "damaged profile"},
		{"function missing", noFunction, "damaged profile"},
		{"a million frames", pack(t, deep(1_000_000)), "more than 65536 frames"},
	} {
		name := filepath.Join(t.TempDir(), "x.pb.gz")
		if err := os.WriteFile(name, test.data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Read(name)
		if err == nil {
			t.Errorf("%s: read as %d samples", test.name, s.Samples)
			continue
		}
		if msg := err.Error(); !strings.Contains(msg, test.want) || !strings.HasPrefix(msg, name+": ") || strings.Contains(msg, "\n") || strings.Count(msg, name) != 1 {
			t.Errorf("%s: the message is %q, want one line with the file's name and %q", test.name, msg, test.want)
		}
		var d *DamageError
		if !errors.As(err, &d) && test.name != "a million frames" {
			t.Errorf("%s: the error is no DamageError", test.name)
		}
	}
	if _, err := Read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read("nowhere.pb.gz"); err == nil || strings.Count(err.Error(), "nowhere") != 1 {
		t.Errorf("a file that is not there: %v", err)
	}
	if s, err := New(deep(MaxDepth)); err != nil || len(s.Nodes) < MaxDepth {
		t.Errorf("a stack of %d frames: %v", MaxDepth, err)
	}
}

// TestBomb unpacks what grows a thousand times, up to the limit.
func TestBomb(t *testing.T) {
	bomb := squeeze(t, make([]byte, 3<<20))
	if _, err := unpack(bomb, 2<<20); err == nil || !strings.Contains(err.Error(), "larger than 2 MiB") {
		t.Errorf("beyond the limit: %v", err)
	}
	if out, err := unpack(bomb, 3<<20); err != nil || len(out) != 3<<20 {
		t.Errorf("at the limit: %d bytes, %v", len(out), err)
	}
}

// TestPlain sees that nothing of a file reaches a terminal as a command.
func TestPlain(t *testing.T) {
	p := small()
	p.SampleType[1].Type, p.SampleType[1].Unit = "ti\x1b[2Jme", "nano\nseconds"
	if got := set(t, p).Types[1]; got != (Type{"ti?[2Jme", "nano?seconds"}) {
		t.Errorf("the type is %q", got)
	}
	if got := damage("%s", "a\x1b\n\u009bb").Error(); got != "a???b" {
		t.Errorf("the message is %q", got)
	}
}

// TestUncompressed reads a profile that nobody compressed.
func TestUncompressed(t *testing.T) {
	var plain bytes.Buffer
	if err := small().WriteUncompressed(&plain); err != nil {
		t.Fatal(err)
	}
	p, err := Parse(plain.Bytes())
	if err != nil || len(p.Sample) != 3 {
		t.Errorf("%v", err)
	}
}
