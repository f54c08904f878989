package strategy

import (
	"encoding/json"
	"strings"
	"testing"

	"battscope/engine/probe"
)

func TestJSON(t *testing.T) {
	s := Default()
	s.Deadline, s.DeadlineCalibrated = 1_500_000, 0.25
	got, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"evaluation":"batt","parallel":"chunks","workers":0,"values":false,` +
		`"filter":"body","inline-workers":0,"inline-cache":true,"validate-workers":0,"validate-order":"best-first",` +
		`"diff":"distinct","diff-scope":"alone","diff-test":false,` +
		`"fuel":4000000,"deadline_ns":1500000,"deadline-calibrated":0.25,"limit-per":"program",` +
		`"pool":"own","pool-slots":4,"devices":"interp","batch-size":0,"verify":0,"observe":"off",` +
		`"chunk":4096,"mutate-parents":"given","mutate-replace":2,"mutate-variable":2,"mutate-constant":2,"mutate-insert":2,"mutate-delete":1,"mutate-cross":1,"mutate-more":0.5}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := json.Marshal(Strategy{}); err == nil {
		t.Error("a strategy without fuel was written")
	}
}

// TestJSONStrict reads what is not a strategy.
func TestJSONStrict(t *testing.T) {
	bad := []struct{ text, want string }{
		{`null`, "want an object of knobs"},
		{`[]`, "want an object of knobs"},
		{`"best"`, "want an object of knobs"},
		{`{"worker":2}`, "there is no knob worker; did you mean workers?"},
		{`{"deadline":2}`, "there is no knob deadline; did you mean deadline_ns?"},
		{`{"Workers":2}`, "there is no knob Workers; did you mean workers?"},
		{`{"workers":2,"workers":2}`, "workers is set twice"},
		{`{"workers":"2"}`, `workers is "\"2\"", want a number`},
		{`{"workers":null}`, "workers is null, want a number"},
		{`{"workers":2.5}`, "workers is 2.5, want a whole number from 0 to 1024"},
		{`{"workers":-1}`, "workers is -1, want a whole number from 0 to 1024"},
		{`{"observe":1}`, "observe is 1, want a string: off, counts, sampled or all"},
		{`{"diff":2}`, "diff is 2, want a string: none, all, matches or distinct"},
		{`{"diff":"match"}`, "diff is match, want none, all, matches or distinct; did you mean matches?"},
		{`{"diff-test":"true"}`, `diff-test is "\"true\"", want true or false`},
		{`{"diff-test":1}`, "diff-test is 1, want true or false"},
		{`{"deadline_ns":"2s"}`, `deadline_ns is "\"2s\"", want a whole number of nanoseconds`},
		{`{"deadline_ns":1.5}`, "deadline_ns is 1.5, want a whole number of nanoseconds"},
		{`{"deadline_ns":-1}`, "deadline is -1ns, want a time with its unit (1.5s, 20ms) from 0 to 24h0m0s"},
		{`{"deadline-calibrated":"0.5"}`, `deadline-calibrated is "\"0.5\"", want a number`},
		{`{"filter":{"body":[]}}`, `filter is "{\"body\":[]}", want a string: none or body`},
	}
	for _, b := range bad {
		s := Default()
		s.Workers = 7
		was := s
		err := json.Unmarshal([]byte(b.text), &s)
		if err == nil || err.Error() != "strategy: "+b.want {
			t.Errorf("%s: %v, want strategy: %s", b.text, err, b.want)
		}
		if s != was {
			t.Errorf("%s changed the strategy", b.text)
		}
	}
	for _, text := range []string{``, `{`, `{}x`, `{} {}`, `{"workers":2`, `{"workers"`, `{"workers":}`} {
		s := Default()
		if err := s.UnmarshalJSON([]byte(text)); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestJSONPart reads an older record, which lacks knobs.
func TestJSONPart(t *testing.T) {
	s := Default()
	if err := json.Unmarshal([]byte(` { "workers" : 3 } `), &s); err != nil || Name(s) != "best+workers=3" {
		t.Errorf("%s, %v", Name(s), err)
	}
	if s.Observe != probe.LevelOff {
		t.Errorf("a record without observe is of level %s", s.Observe)
	}
}
