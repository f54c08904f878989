package runsview

import (
	"slices"
	"strconv"
	"strings"

	"battscope/engine/strategy"
	"battscope/profile/record"
	"battscope/ui/draw"
	"battscope/ui/keymap"
	"battscope/ui/screen"
	"battscope/ui/theme"
)

// A field is a part of the journal that people write.
type field struct {
	name string
	get  func(*record.Journal) string
	set  func(*record.Journal, string)
}

// fields lists the parts of a journal in the order of its page.
func fields() []field {
	text := func(name string, of func(*record.Journal) *string) field {
		return field{name, func(j *record.Journal) string { return *of(j) }, func(j *record.Journal, s string) { *of(j) = s }}
	}
	return []field{
		text("title", func(j *record.Journal) *string { return &j.Title }),
		text("parent", func(j *record.Journal) *string { return &j.Parent }),
		text("hypothesis", func(j *record.Journal) *string { return &j.Hypothesis }),
		text("expected", func(j *record.Journal) *string { return &j.Expected }),
		text("result", func(j *record.Journal) *string { return &j.Result }),
		{verdictField, func(j *record.Journal) string { return string(j.Verdict) }, func(j *record.Journal, s string) { j.Verdict = record.Verdict(s) }},
		text("lesson", func(j *record.Journal) *string { return &j.Lesson }),
	}
}

const verdictField = "verdict"

// A page is one run with its journal.
type page struct {
	view *View
	run  Run
	at   int // field under the cursor
	top  int // line of the first field, when last drawn
}

func (p *page) keys() keymap.Table {
	edit := keymap.Binding{Action: keymap.Enter, Keys: []string{"enter"}, Label: "enter", Doc: "write the field under the cursor", Foot: "write"}
	if p.run.Published > 0 {
		edit.Why = "the published history stays as it is"
	}
	t := keymap.Table{edit}
	if fields()[p.at].name == verdictField {
		t = append(t,
			keymap.Binding{Action: keymap.Right, Keys: []string{"right", "l"}, Label: "→ l", Doc: "the next verdict", Foot: "verdict", Why: edit.Why},
			keymap.Binding{Action: keymap.Left, Keys: []string{"left", "h"}, Label: "← h", Doc: "the verdict before", Why: edit.Why})
	}
	return keymap.Join(append(t,
		keymap.Binding{Action: keymap.Copy, Keys: []string{"y"}, Label: "y", Doc: "copy the field", Foot: "copy"},
		keymap.Binding{Action: keymap.Back, Keys: []string{"esc"}, Label: "esc", Doc: "back to the list", Foot: "back"},
	), keymap.Moves())
}

func (p *page) move(n int) { p.at = max(0, min(p.at+n, len(fields())-1)) }

func (p *page) click(y int) {
	if at := y - p.top; at >= 0 && at < len(fields()) {
		p.at = at
	}
}

func (p *page) do(a keymap.Action) screen.Effect {
	f := fields()[p.at]
	switch a {
	case keymap.Up:
		p.move(-1)
	case keymap.Down:
		p.move(1)
	case keymap.Home, keymap.PageUp:
		p.at = 0
	case keymap.End, keymap.PageDown:
		p.move(len(fields()))
	case keymap.Copy:
		return screen.Effect{Copy: f.get(&p.run.Journal)}
	case keymap.Left, keymap.Right:
		words := []string{""}
		for _, v := range record.Verdicts() {
			words = append(words, string(v))
		}
		by := 1
		if a == keymap.Left {
			by = len(words) - 1
		}
		next := words[(slices.Index(words, string(p.run.Journal.Verdict))+by)%len(words)]
		p.run.Journal.Verdict = record.Verdict(next)
		return p.view.write(verdictField, p.run.ID, p.run.Journal)
	case keymap.Enter:
		prompt := p.view.note(p.run, f.name, f.get(&p.run.Journal), f.set)
		switch f.name {
		case verdictField:
			prompt.Hint = "kept, reverted or open"
			prompt.Check = func(text string) string {
				if text == "" {
					return ""
				}
				if _, err := record.ParseVerdict(text); err != nil {
					return err.Error()
				}
				return ""
			}
		case "parent":
			prompt.Hint = "the id of a run"
			prompt.Check = p.checkParent
		}
		return screen.Effect{Type: prompt}
	}
	return screen.Effect{}
}

// checkParent says why a run cannot be the parent of the page's.
func (p *page) checkParent(id string) string {
	switch {
	case id == "":
		return ""
	case id == p.run.ID:
		return "a run cannot be its own parent"
	}
	for _, r := range p.view.runs {
		if r.ID == id {
			return ""
		}
	}
	return "there is no run " + id
}

func (p *page) render(w, h int, th *theme.Theme) []string {
	r := &p.run
	lines := []string{draw.Between(" "+th.Faint.Paint("run ")+th.Strong.Paint(draw.Clean(r.ID))+"   "+draw.Clean(r.Name)+th.Faint.Paint("   "+r.Standing), mark(r, th)+" ", w)}
	add := func(name, text string) { lines = append(lines, " "+th.Faint.Paint(draw.Left(name, 12))+text) }
	add("strategy", draw.Clip(draw.Clean(r.Preset), max(w-14, 0)))
	if parent := p.parent(); parent != nil {
		add("changes", draw.Clip(since(parent, r), max(w-14, 0)))
		if parent.wall() > 0 && r.wall() > 0 {
			note := " as fast, on " + strconv.Itoa(r.Passes) + " and " + strconv.Itoa(parent.Passes) + " passes; compare says whether that is more than chance"
			if r.Published > 0 {
				note = " as fast"
			}
			add("against it", draw.Duration(parent.wall())+" → "+draw.Duration(r.wall())+"   "+draw.Times(float64(parent.wall())/float64(r.wall()))+th.Faint.Paint(note))
		}
	}
	if r.wall() > 0 {
		what := "a pass"
		if r.Published > 0 {
			what = "published"
		}
		add(what, draw.Duration(r.wall()))
	}
	if r.Mark.Why != "" {
		add("results", draw.Clip(draw.Clean(r.Mark.Text+" "+r.Mark.Why), max(w-14, 0)))
	}
	if !r.Began.IsZero() {
		add("began", r.Began.UTC().Format("2006-01-02 15:04:05")+th.Faint.Paint(" UTC"))
	}
	lines = append(lines, "")
	p.top = len(lines)
	for i, f := range fields() {
		text := draw.Clean(f.get(&r.Journal))
		if text == "" {
			text = th.Faint.Paint(th.Sign.Unknown)
		}
		line := th.Faint.Paint(draw.Left(f.name, 12)) + draw.Clip(text, max(w-14, 0))
		if i == p.at {
			lines = append(lines, th.Accent.Paint(th.Sign.Cursor)+draw.Select(line, w-1, th))
			continue
		}
		lines = append(lines, " "+line)
	}
	if full := draw.Clean(fields()[p.at].get(&r.Journal)); draw.Width(full) > w-14 && w > 4 {
		lines = append(lines, "")
		for _, line := range draw.Wrap(full, w-2) {
			lines = append(lines, " "+line)
		}
	}
	if r.Published > 0 {
		lines = append(lines, "")
		for _, line := range draw.Wrap(strategy.HistoryCaption, max(w-2, 1)) {
			lines = append(lines, " "+th.Faint.Paint(line))
		}
	}
	return draw.Block(lines, w, h)
}

// parent returns the run that this one was to better, or nil.
func (p *page) parent() *Run {
	for i := range p.view.rows.runs {
		if r := &p.view.rows.runs[i]; r.ID == p.run.Journal.Parent && r.ID != "" {
			return r
		}
	}
	return nil
}

// chain returns a run and those that it goes back to, the oldest first.
func chain(runs []Run, run Run) []Run {
	out := []Run{run}
	for len(out) <= len(runs) {
		at := slices.IndexFunc(runs, func(r Run) bool { return r.ID == out[0].Journal.Parent && r.ID != "" })
		if at < 0 || slices.ContainsFunc(out, func(r Run) bool { return r.ID == runs[at].ID }) {
			break
		}
		out = append([]Run{runs[at]}, out...)
	}
	return out
}

// Markdown writes a chain of runs, the oldest first, as people read it: a table,
// and what is noted of each.
func Markdown(runs []Run) string {
	var b strings.Builder
	cell := func(text string) string {
		text = strings.NewReplacer("|", `\|`, "\n", " ").Replace(text)
		if text == "" {
			return "—"
		}
		return text
	}
	b.WriteString("# " + runs[len(runs)-1].title() + "\n\n| run | changes | a pass | results | verdict |\n|---|---|---|---|---|\n")
	published := false
	for i := range runs {
		r := &runs[i]
		changes := r.Preset
		if i > 0 {
			changes = since(&runs[i-1], r)
		}
		wall := ""
		if r.wall() > 0 {
			wall = draw.Duration(r.wall())
		}
		result := r.Mark.Text
		if r.IsBase {
			result = "baseline"
		}
		published = published || r.Published > 0
		b.WriteString("| " + cell(r.ID) + " | " + cell(changes) + " | " + cell(wall) + " | " + cell(result) + " | " + cell(string(r.Journal.Verdict)) + " |\n")
	}
	for i := range runs {
		r := &runs[i]
		b.WriteString("\n## " + r.title() + "\n\nRun " + r.ID + ", " + r.Preset + ".\n")
		for _, f := range fields() {
			if text := f.get(&r.Journal); text != "" && f.name != "title" {
				b.WriteString("\n**" + f.name + ":** " + text + "\n")
			}
		}
	}
	if published {
		b.WriteString("\n" + strategy.HistoryCaption + "\n")
	}
	return b.String()
}
