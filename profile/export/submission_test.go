package export

import (
	"bytes"
	"strings"
	"testing"

	"battscope/profile/record"
)

func TestSubmission(t *testing.T) {
	r := &Run{Record: &record.Record{ID: "x", Data: record.Hashed{Count: 2}, Tasks: []record.Task{
		{Task: "a", Attempts: [][]string{{"01/23", "5"}, {"9"}}},
		{Task: "b", Attempts: [][]string{{}}},
	}}}
	var b bytes.Buffer
	if err := writeSubmission(&b, r); err != nil {
		t.Fatal(err)
	}
	want := `{"a":[{"attempt_1":[[0,1],[2,3]],"attempt_2":[[5]]},{"attempt_1":[[9]],"attempt_2":[[0]]}],"b":[{"attempt_1":[[0]],"attempt_2":[[0]]}]}` + "\n"
	if b.String() != want {
		t.Errorf("got %s, want %s", b.String(), want)
	}
	r.Record.Data.Count = 3
	if err := writeSubmission(&b, r); err == nil || !strings.Contains(err.Error(), "2 of 3 tasks") {
		t.Errorf("a partial run: %v", err)
	}
	b.Reset()
	if err := writeSubmission(&b, &Run{Record: &record.Record{ID: "x", State: record.Failed}}); err == nil || b.Len() > 0 {
		t.Errorf("a run that failed before it had read its tasks: %q, %v", &b, err)
	}
}

// TestCheckSubmission wants each kind of mistake to be named with its place.
func TestCheckSubmission(t *testing.T) {
	want := map[string]int{"a": 1, "b": 2}
	good := `{"a":[{"attempt_1":[[0]],"attempt_2":[[1,2]]}],"b":[{"attempt_1":[[0]],"attempt_2":[[0]]},{"attempt_1":[[0]],"attempt_2":[[0]]}]}`
	if err := CheckSubmission([]byte(good), want); err != nil {
		t.Error(err)
	}
	for from, v := range map[string]struct{ to, want string }{
		`[[1,2]]`:              {`[[1,2],[1]]`, "task a test input 0 attempt_2: row 1 has 1 cells"},
		`[[1,2]]}],`:           {`[[1,10]]}],`, "row 0 column 1 is 10"},
		`,"attempt_2":[[1,2]]`: {``, "task a test input 0 has 1 attempts"},
		`{"a":`:                {`{"c":`, "task a has 0 answers"},
		`]}`:                   {`],"c":[]}`, "there is no task c"},
		`[[1,2]]}`:             {`[]}`, "no grid"},
		`"attempt_2":[[1,2]]`:  {`"attempt_3":[[1,2]]`, "task a test input 0 attempt_2: no grid"},
		`]]}]}`:                {`]]}`, "submission: "},
		`[[1,2]`:               {`[["1",2]`, "submission: "},
	} {
		at := strings.LastIndex(good, from)
		if at < 0 {
			t.Fatalf("%q is not there", from)
		}
		bad := good[:at] + v.to + good[at+len(from):]
		if err := CheckSubmission([]byte(bad), want); err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s for %s: %v, want %q", v.to, from, err, v.want)
		}
	}
}
