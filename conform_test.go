package main

import "testing"

// TestConform checks the language against all recorded vectors.
func TestConform(t *testing.T) {
	if testing.Short() {
		t.Skip("11,618 vectors: left out under -short")
	}
	out, errs, code := call("conform", "testdata/vectors/primitives.jsonl", "testdata/vectors/programs.jsonl")
	if want := "11618 passed, 0 failed\n"; out != want || errs != "" || code != exitDone {
		t.Errorf("conform prints %q and %q with code %d, want %q", out, errs, code, want)
	}
}
