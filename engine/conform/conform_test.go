package conform

import (
	"os"
	"strings"
	"testing"

	"battscope/engine/op"
)

// TestVectors holds the language to all that was recorded of the original.
func TestVectors(t *testing.T) {
	for _, v := range []struct {
		file string
		rows int
	}{{"primitives.jsonl", 8313}, {"programs.jsonl", 3305}} {
		t.Run(v.file, func(t *testing.T) {
			f, err := os.Open("../../testdata/vectors/" + v.file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			rows, failed := 0, 0
			err = NewChecker(op.NewTable()).Check(f, func(r Row) {
				rows++
				if !r.Pass {
					if failed++; failed <= 20 {
						t.Errorf("line %d: %.200s = %.200s, want %.200s", r.Line, r.Name, r.Got, r.Want)
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if rows != v.rows {
				t.Errorf("%d rows, want %d", rows, v.rows)
			}
		})
	}
}

// TestCheckBad sees that a wrong row fails and what is no row is an error.
func TestCheckBad(t *testing.T) {
	check := func(text string) ([]Row, error) {
		var rows []Row
		err := NewChecker(op.NewTable()).Check(strings.NewReader(text), func(r Row) { rows = append(rows, r) })
		return rows, err
	}
	for _, text := range []string{
		`{"f":"increment","args":[1],"out":3}`,
		`{"f":"increment","args":[1],"error":"TypeError"}`,
		`{"f":"increment","args":[[]],"out":1}`,
		`{"program":"O = hmirror(I)","I":[[1],[2]],"out":[[1],[2]]}`,
	} {
		rows, err := check(text)
		if err != nil || len(rows) != 1 || rows[0].Pass {
			t.Errorf("%s: %v %v, want one row that fails", text, rows, err)
		}
	}
	for _, text := range []string{
		`{"f":"increment"`, `{}`, `{"f":"increment","args":[1],"out":2} {}`, `{"f":"nosuch","args":[],"out":1}`, `{"f":"increment","args":[],"out":1}`,
		`{"f":"increment","args":[1]}`, `{"f":"increment","args":[1.5],"out":1}`, `{"program":"O = nosuch(I)","I":[[1]],"out":1}`,
	} {
		if _, err := check(text); err == nil || !strings.Contains(err.Error(), "line 1: ") {
			t.Errorf("%s: error %v, want one with the line", text, err)
		}
	}
}
