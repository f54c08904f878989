package store

import (
	"context"
	"reflect"
	"strings"
	"testing"
)

// TestSummaries compares with what Best gives.
func TestSummaries(t *testing.T) {
	ctx := context.Background()
	s := openMemory(t)
	for range s.Summaries(ctx) {
		t.Error("an empty store has a task")
	}
	list, _ := parts(t, 25)
	mergeAll(t, s, list...)
	var sums []Summary
	for sum, err := range s.Summaries(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, sum)
	}
	for sum, err := range s.Summaries(ctx) {
		if err != nil || !reflect.DeepEqual(sum, sums[0]) {
			t.Errorf("the first is %+v, %v", sum, err)
		}
		break
	}
	tasks, err := s.Tasks(ctx)
	if err != nil || len(tasks) != len(sums) {
		t.Fatalf("%d summaries of %d tasks, %v", len(sums), len(tasks), err)
	}
	for i, sum := range sums {
		best, err := s.Best(ctx, tasks[i])
		if err != nil {
			t.Fatal(err)
		}
		best[0].Text = ""
		if sum.Task != tasks[i] || sum.Programs != len(best) || !reflect.DeepEqual(sum.Best, best[0]) {
			t.Errorf("the summary of %s is %+v", tasks[i], sum)
		}
	}
}

// TestFind finds programs by the beginning of their identity.
func TestFind(t *testing.T) {
	ctx := context.Background()
	s := openMemory(t)
	save(t, s, "x", []Solver{{Identity: "abc1", Text: "t", Parents: []string{"p"}}, {Identity: "abd1"}, {Identity: "%"}}, nil)
	save(t, s, "y", []Solver{{Identity: "abc1"}}, nil)
	for prefix, want := range map[string]string{"abc": "x/abc1 y/abc1", "ab": "x/abc1 y/abc1 x/abd1", "abc12": "", "%": "x/%", "_": "", "b": ""} {
		list, err := s.Find(ctx, prefix, 10)
		var got []string
		for _, p := range list {
			got = append(got, p.Task+"/"+p.Identity)
		}
		if text := strings.Join(got, " "); err != nil || text != want {
			t.Errorf("Find(%s) = %s, %v, want %s", prefix, text, err, want)
		}
	}
	if list, err := s.Find(ctx, "a", 2); err != nil || len(list) != 2 || list[0].Text != "t" || list[0].Parents[0] != "p" {
		t.Errorf("Find = %+v, %v", list, err)
	}
}
