package profileview

import (
	"battscope/profile/export"
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

// exportMenu asks for a format to write the profile in.
func (p *page) exportMenu() *screen.Menu {
	m := &screen.Menu{Title: "export", Do: "write"}
	for _, f := range export.Formats() {
		if f.OfProfile {
			m.Items = append(m.Items, screen.Item{Name: f.Name, Doc: f.Doc})
		}
	}
	src, shown := p.src, p.shown()
	m.Done = func(items []screen.Item, at int) screen.Effect {
		format := items[at].Name
		return screen.Effect{Work: func() func() screen.Effect {
			path, err := src.Export(format, shown)
			return func() screen.Effect {
				if err != nil {
					return screen.Effect{Say: err.Error()}
				}
				return screen.Effect{Say: "written to " + path}
			}
		}}
	}
	return m
}
