package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"battscope/profile/intake"
	"battscope/profile/record"
)

// TestFollow follows a log that grows, in the middle of a line too, is cut off,
// renamed and begun anew, and wants every line once and a warning of each turn.
func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.log")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if _, err := f.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	match := `{"event":"count","name":"matches","add":1}` + "\n"
	write(match)
	r, err := intake.NewReader(intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	from, err := openLog(path, true)
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan error, 1)
	go func() { read <- from.read(t.Context(), r) }()
	until := func(want int64) {
		t.Helper()
		for began := time.Now(); r.Record().Counts.Matches != want; time.Sleep(10 * time.Millisecond) {
			if time.Since(began) > patience {
				t.Fatalf("waited %v for %d matches: %+v, %q", patience, want, r.Record().Imported, r.Record().Warnings)
			}
		}
	}
	until(1)
	write(match + match[:20])
	until(2)
	write(match[20:])
	until(3)

	write(match[:10]) // a line that is cut off with the file
	for began := time.Now(); r.Record().Imported.Lines != 3; time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("%+v", r.Record().Imported)
		}
	}
	if err := f.Truncate(0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	write(match)
	until(4)

	write(match)
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	write(match) // after the renaming
	until(6)
	f.Close()
	if f, err = os.Create(path); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	write(match + `{"event":"end"}` + "\n")
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	rec := r.Close()
	if rec.Counts.Matches != 7 || rec.State != record.Done {
		t.Errorf("%d matches, %s", rec.Counts.Matches, rec.State)
	}
	all := strings.Join(rec.Warnings, "\n")
	for _, want := range []string{"cut off; it is read again", "another file came under the name"} {
		if strings.Count(all, want) != 1 {
			t.Errorf("want one warning with %q in\n%s", want, all)
		}
	}
}

// TestFollowEnds ends the following of a log that stays as it is.
func TestFollowEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.log")
	if err := os.WriteFile(path, []byte("words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	from, err := openLog(path, true)
	if err != nil {
		t.Fatal(err)
	}
	r, err := intake.NewReader(intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if err := from.read(ctx, r); err != nil {
		t.Fatal(err)
	}
	if rec := r.Close(); rec.State != record.Stopped || rec.Imported.Lines != 1 {
		t.Errorf("%s, %d lines", rec.State, rec.Imported.Lines)
	}
}
