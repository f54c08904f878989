package runsview

import "battscope/ui/screen"

// chainName is the item that writes a run with those that it goes back to.
const chainName = "chain"

// exportMenu asks in which format a run is to be written.
func (v *View) exportMenu(run Run) *screen.Menu {
	m := &screen.Menu{Title: "export", Do: "write", Items: []screen.Item{
		{Name: chainName, Doc: "the journal of the run and of those before it, as Markdown"},
	}}
	if run.Published == 0 { // the history is no record
		m.Items = append(m.Items, v.src.Formats()...)
	}
	m.Done = func(items []screen.Item, at int) screen.Effect {
		name, text := run.ID+".md", Markdown(chain(v.rows.runs, run))
		return screen.Effect{Work: func() func() screen.Effect {
			var path string
			var err error
			if format := items[at].Name; format == chainName {
				path, err = v.src.Export(name, text)
			} else {
				path, err = v.src.Write(run.ID, format)
			}
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
