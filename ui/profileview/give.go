package profileview

import (
	"fmt"
	"strings"

	"battscope/profile/stacks"
	"battscope/ui/draw"
	"battscope/ui/screen"
)

// serve opens pprof's own pages of what is shown.
func (p *page) serve() screen.Effect {
	src, shown := p.src, p.shown()
	return screen.Effect{Say: "opening pprof's pages …", Work: func() func() screen.Effect {
		url, err := src.Serve(shown)
		return func() screen.Effect {
			if err != nil {
				return screen.Effect{Say: err.Error()}
			}
			return screen.Effect{Say: "pprof's pages are at " + url + " until the workbench ends"}
		}
	}}
}

// What of a narrowed profile can be exported, what people see first.
const (
	shownOnly = "what is shown"
	everyOne  = "all of it"
)

// exportMenu asks for a format to write the profile in, and where filters are in
// force, whether as they leave it or whole.
func (p *page) exportMenu() *screen.Menu {
	m := &screen.Menu{Title: "export", Do: "write", Items: p.src.Formats()}
	src, shown := p.src, p.shown()
	if shown.Narrowed() {
		words := p.selecting()
		if shown.Side != stacks.Both {
			words = append(words, p.side())
		}
		m.Lines = []string{"Shown is " + strings.Join(words, ", ") + "."}
		for i := range m.Items {
			m.Items[i].Values = []string{shownOnly, everyOne}
		}
	}
	m.Done = func(items []screen.Item, at int) screen.Effect {
		format, what := items[at].Name, shown
		if items[at].Value() == everyOne {
			what = what.Whole()
		}
		return screen.Effect{Work: func() func() screen.Effect {
			w, err := src.Export(format, what)
			return func() screen.Effect {
				if err != nil {
					return screen.Effect{Say: err.Error()}
				}
				return screen.Effect{Say: w.said(what.Narrowed())}
			}
		}}
	}
	return m
}

// said says what was written, and where.
func (w *Written) said(narrowed bool) string {
	n := func(k int) string { return draw.Count(int64(k), 20) }
	if narrowed {
		return fmt.Sprintf("wrote what is shown, %s of %s samples, to %s", n(w.Samples), n(w.Of), w.Path)
	}
	return fmt.Sprintf("wrote the whole profile, %s samples, to %s", n(w.Samples), w.Path)
}
