package op

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"battscope/engine/value"
)

type vector struct {
	F     string          `json:"f"`
	Args  []any           `json:"args"`
	Out   json.RawMessage `json:"out"`
	Error string          `json:"error"`
}

func TestVectors(t *testing.T) {
	f, err := os.Open("../../testdata/vectors/primitives.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table := NewTable()
	th := value.NewThread(nil)
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	n, bad := 0, 0
	for sc.Scan() {
		n++
		var v vector
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		th.Reset()
		th.Begin(1 << 40)
		args := make([]value.Value, len(v.Args))
		for i, a := range v.Args {
			if args[i], err = th.FromJSON(a, table.Function); err != nil {
				t.Fatal(err)
			}
		}
		got := th.CallN(table.Lookup(v.F).Fn, args)
		if v.Error != "" {
			if got.OK() {
				bad++
				t.Errorf("line %d: %s: got %s, want %s", n, v.F, got, v.Error)
			} else if th.Fault().String() != v.Error {
				t.Logf("line %d: %s: fault %v, recorded %s", n, v.F, th.Fault(), v.Error)
			}
			continue
		}
		var raw any
		d = json.NewDecoder(strings.NewReader(string(v.Out)))
		d.UseNumber()
		if err := d.Decode(&raw); err != nil {
			t.Fatal(err)
		}
		fault := th.Fault()
		want, err := th.FromJSON(raw, table.Function)
		if err != nil {
			t.Fatal(err)
		}
		if !got.OK() || !th.Eq(got, want) {
			bad++
			if bad < 40 {
				t.Errorf("line %d: %s: got %s (%v), want %s", n, v.F, got, fault, want)
			}
		}
	}
	t.Logf("%d rows, %d bad", n, bad)
}
