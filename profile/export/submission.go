package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"battscope/engine/grid"
	"battscope/profile/record"
)

// A submission in the format of the ARC Prize competition on Kaggle: an object
// with a list for each task, in which each test input has an object of two
// attempts, grids of colours 0 to 9 in lists of rows.
//
//	{"00576224": [{"attempt_1": [[0, 0], [0, 0]], "attempt_2": [[0, 0], [0, 0]]}]}

// attemptNames are the keys of a test input's attempts.
func attemptNames() []string { return []string{"attempt_1", "attempt_2"} }

// noGrid stands for an output that there is none of: the competition wants every
// attempt of every task.
func noGrid() [][]int { return [][]int{{0}} }

// writeSubmission writes for each test input of a run the two best different
// outputs, best first.
func writeSubmission(w io.Writer, r *Run) error {
	if n := len(r.Record.Tasks); n == 0 || n < r.Record.Data.Count { // a run that failed early does not know how many
		return fmt.Errorf("run %s is partial: %d of %d tasks; a submission wants all of them", r.Record.ID, n, r.Record.Data.Count)
	}
	all := map[string][]map[string][][]int{}
	want := map[string]int{}
	for _, t := range r.Record.Tasks {
		list := []map[string][][]int{}
		for i, outs := range t.Attempts {
			one := map[string][][]int{}
			for n, name := range attemptNames() {
				one[name] = noGrid()
				if n < len(outs) {
					g, err := gridOf(outs[n])
					if err != nil {
						return fmt.Errorf("task %s test input %d: %w", t.Task, i, err)
					}
					one[name] = g
				}
			}
			list = append(list, one)
		}
		all[t.Task] = list
		want[t.Task] = len(list)
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if err := CheckSubmission(text, want); err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// gridOf reads an output as records hold it.
func gridOf(text string) ([][]int, error) {
	var rows [][]int
	for line := range strings.SplitSeq(text, record.RowEnd) {
		var row []int
		for _, c := range line {
			row = append(row, int(c-'0'))
		}
		rows = append(rows, row)
	}
	if err := checkGrid(rows); err != nil {
		return nil, err
	}
	return rows, nil
}

// CheckSubmission finds fault with the text of a submission for tasks that have
// so many test inputs each.
func CheckSubmission(text []byte, want map[string]int) error {
	var all map[string][]map[string][][]int
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&all); err != nil {
		return fmt.Errorf("submission: %w", err)
	}
	if d.More() {
		return errors.New("submission: something stands after the object")
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if len(all[id]) != want[id] {
			return fmt.Errorf("submission: task %s has %d answers, want %d, one for each test input", id, len(all[id]), want[id])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if _, ok := want[id]; !ok {
			return fmt.Errorf("submission: there is no task %s", id)
		}
		for i, one := range all[id] {
			if len(one) != len(attemptNames()) {
				return fmt.Errorf("submission: task %s test input %d has %d attempts, want %s", id, i, len(one), strings.Join(attemptNames(), " and "))
			}
			for _, name := range attemptNames() {
				if err := checkGrid(one[name]); err != nil {
					return fmt.Errorf("submission: task %s test input %d %s: %w", id, i, name, err)
				}
			}
		}
	}
	return nil
}

// checkGrid finds fault with an answer's grid.
func checkGrid(rows [][]int) error {
	if len(rows) < 1 || len(rows) > grid.MaxSide || len(rows[0]) < 1 || len(rows[0]) > grid.MaxSide {
		return fmt.Errorf("no grid of 1 to %d rows and columns", grid.MaxSide)
	}
	for r, row := range rows {
		if len(row) != len(rows[0]) {
			return fmt.Errorf("row %d has %d cells, the first has %d", r, len(row), len(rows[0]))
		}
		for c, v := range row {
			if v < 0 || v > grid.MaxColor {
				return fmt.Errorf("row %d column %d is %d, want 0 to %d", r, c, v, grid.MaxColor)
			}
		}
	}
	return nil
}
