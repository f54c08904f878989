package taskview

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"battscope/engine/grid"
	"battscope/engine/probe"
	"battscope/engine/trace"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/list"
	"battscope/ui/screen"
	"battscope/ui/theme"
	"battscope/ui/uitest"
)

func finish(e screen.Effect) {
	for e.Work != nil {
		e = e.Work()()
	}
}

// counting counts evaluations, and refuses those of one program.
type counting struct {
	uitest.Tasks
	traces []pick
}

func (c *counting) Trace(task string, program, sample int) (*trace.Trace, error) {
	c.traces = append(c.traces, pick{program, sample})
	if program == 3 {
		return nil, errors.New("the tasks are not read yet")
	}
	return c.Tasks.Trace(task, program, sample)
}

func opened(t *testing.T) (*View, *counting) {
	src := &counting{Tasks: uitest.Tasks{Len: 8, Programs: 9}}
	v := New(src)
	finish(v.Refresh(screen.Look{}))
	finish(v.Do(keymap.Enter))
	if v.page == nil || v.page.sheet == nil {
		t.Fatal("no page")
	}
	return v, src
}

// What was passed over while something was evaluated is not evaluated.
func TestOnlyWhatIsShown(t *testing.T) {
	v, src := opened(t)
	if len(src.traces) != 1 {
		t.Fatalf("opening evaluates %v", src.traces)
	}
	working := v.Do(keymap.Down) // at work now
	for range 5 {
		if e := v.Do(keymap.Down); e.Work != nil {
			t.Fatal("two evaluations at a time")
		}
	}
	finish(working)
	if want := []pick{{0, 0}, {1, 0}, {6, 0}}; len(src.traces) != 3 || src.traces[2] != want[2] {
		t.Errorf("evaluated %v, want %v", src.traces, want)
	}
	// What was evaluated is remembered.
	finish(v.Do(keymap.Up))
	finish(v.Do(keymap.Down))
	if len(src.traces) != 4 {
		t.Errorf("evaluated %v", src.traces)
	}
}

// An evaluation that cannot be made says why, and is not tried again and again.
func TestRefused(t *testing.T) {
	v, src := opened(t)
	for range 3 {
		finish(v.Do(keymap.Down))
	}
	n := len(src.traces)
	finish(v.page.want())
	if len(src.traces) != n {
		t.Error("a refused evaluation is tried again")
	}
	th := theme.New(theme.Dark, false, true)
	if f := uitest.Text(v.Render(120, 30, th), 120); !strings.Contains(f, "not read yet") {
		t.Errorf("nothing says why:\n%s", f)
	}
}

func TestKeysSayWhy(t *testing.T) {
	v, _ := opened(t)
	if b, _ := v.Keys().Of(keymap.Left); b.Why != "this is the first sample" {
		t.Errorf("left of the first sample: %q", b.Why)
	}
	for range 3 {
		finish(v.Do(keymap.Right))
	}
	if b, _ := v.Keys().Of(keymap.Right); b.Why != "this is the last sample" {
		t.Errorf("right of the last sample: %q", b.Why)
	}
	w := New(uitest.Tasks{})
	if b, _ := w.Keys().Of(keymap.Enter); b.Why != "nothing to open: no tasks yet" {
		t.Errorf("opening nothing: %q", b.Why)
	}
}

// Patches lie in the frame of the input, made larger where they reach beyond.
func TestCanvas(t *testing.T) {
	in := grid.New(2, 2, make([]int8, 4))
	v := trace.Value{Parts: [][]trace.Cell{{{Row: -1, Column: 0, Color: 3}}, {{Row: 1, Column: 2, Bare: true}}}}
	g := canvas(v, in)
	if g.H != 3 || g.W != 3 || g.At(0, 0) != 3 || g.At(2, 2) != draw.Mark || g.At(1, 1) != draw.Blank {
		t.Errorf("the canvas is %+v", g)
	}
	if canvas(trace.Value{Text: "5"}, in) != nil {
		t.Error("a number is a picture")
	}
	v.Parts[0][0].Row = -canvasSide
	if canvas(v, in) != nil {
		t.Error("a huge frame is drawn")
	}
}

// Rows of programs on tasks find their task and program, also where tasks have
// none.
func TestScoreRows(t *testing.T) {
	res, _ := uitest.Tasks{Len: 12, Programs: 5}.Results(trace.Version{})
	res.Scores[3] = nil
	rows := newScoreRows(res)
	n := 0
	for task, scores := range res.Scores {
		for p := range scores {
			gotTask, gotProgram := rows.place(n)
			fields := rows.Fields()
			if gotTask != task || gotProgram != p || fields[1].Names[fields[1].Of(n)] != scores[p].Program || fields[0].Names[fields[0].Of(n)] != res.Rows[task].Task {
				t.Fatalf("row %d is program %d of task %d, want %d of %d", n, gotProgram, gotTask, p, task)
			}
			n++
		}
	}
	if rows.Len() != n {
		t.Errorf("%d rows, want %d", rows.Len(), n)
	}
}

// What nobody told of a task is no 0.
func TestUntold(t *testing.T) {
	untold := trace.Row{Task: "a", State: probe.Done, Programs: -1, Candidates: -1, Matches: -1, Timeouts: -1, Faults: -1, BestMatches: -1}
	solved, nobody := untold, untold
	solved.Solved, nobody.Known = true, -1
	rows := newTaskRows(&trace.Results{Rows: []trace.Row{untold, solved, nobody, {State: probe.Done, Known: 3}}})
	p := list.Painter{Theme: theme.New(theme.Dark, false, false), Width: 20}
	for row, want := range []string{"no", "yes", p.Sign.Unknown, "0 of 3"} {
		if got := ansi.Strip(rows.Cell(2, row, p)); got != want {
			t.Errorf("row %d is solved: %q, want %q", row, got, want)
		}
	}
	for col := 3; col < 10; col++ {
		if got := ansi.Strip(rows.Cell(col, 0, p)); got != p.Sign.Unknown {
			t.Errorf("column %s has %q", taskColumns()[col].Head, got)
		}
	}
	if got := ansi.Strip(rows.Cell(4, 3, p)); got != "no program matches" {
		t.Errorf("without a match the best program is %q", got)
	}
	if rows.Key(2, 1) <= rows.Key(2, 0) {
		t.Error("what is solved sorts with what is not")
	}
}

// go test -bench Pairs ./ui/taskview
func BenchmarkPairs(b *testing.B) {
	res, _ := uitest.Tasks{Len: 534, Programs: 2500}.Results(trace.Version{}) // of 400 that are through
	b.Run("do=number/rows=1000000", func(b *testing.B) {
		for b.Loop() {
			newScoreRows(res)
		}
	})
	v := New(uitest.Tasks{Len: 534, Programs: 2500})
	finish(v.Refresh(screen.Look{}))
	finish(v.Do(byProgram))
	th := theme.New(theme.Dark, false, true)
	b.Run("do=scroll/rows=1000000", func(b *testing.B) {
		for b.Loop() {
			v.Do(keymap.PageDown)
			v.Render(200, 55, th)
		}
	})
	b.Run("do=sort/rows=1000000", func(b *testing.B) {
		for b.Loop() {
			finish(v.scores.SortBy(4))
		}
	})
	b.Run("do=filter/rows=1000000", func(b *testing.B) {
		for b.Loop() {
			finish(v.scores.SetFilter("mut_01"))
		}
	})
	b.Run("do=regexp/rows=1000000", func(b *testing.B) {
		for b.Loop() {
			finish(v.scores.SetFilter("/^mut_0[1-3].*7$"))
		}
	})
}
