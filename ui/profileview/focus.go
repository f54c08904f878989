package profileview

import (
	"regexp"

	"battscope/profile/stacks"
	"battscope/ui/screen"
)

// focus narrows the profile to what a place names, as far as it tells of it.
func (p *page) focus(to screen.Place) screen.Effect {
	if p.set == nil {
		p.goal = to
		return screen.Effect{}
	}
	p.goal = screen.Place{}
	q := stacks.Query{Type: p.want.query.Type, Side: p.want.query.Side}
	say, filtered := p.filter(&q, to.Filter)
	missing := func(what, name string) {
		if name != "" {
			say = "this profile does not tell of " + what + " " + name
		}
	}
	if !p.narrow(&q, "phase", to.Phase) {
		missing("phase", to.Phase)
	}
	if !p.narrow(&q, "task", to.Task) {
		missing("task", to.Task)
	}
	if !p.narrow(&q, "program", to.Program) {
		missing("program", to.Program)
		if to.Program != "" {
			say += ": the profile programs does"
		}
	}
	if filtered || to.Phase+to.Task+to.Program != "" {
		p.want.query = q
		p.flame.forget()
		if to.Program != "" {
			p.flame.goal = to.Program
		}
	}
	e := p.change()
	e.Say = say
	return e
}

// filter adds what a filter says to a query. It reports what of it cannot be done,
// and whether the query has become another.
func (p *page) filter(q *stacks.Query, f screen.Filter) (say string, changed bool) {
	was := q.Type
	index, err := p.set.TypeNamed(f.Type)
	if err != nil {
		say = err.Error()
	} else if f.Type != "" {
		q.Type = index
	}
	for _, at := range []struct {
		text string
		to   **regexp.Regexp
	}{{f.Focus, &q.Focus}, {f.Ignore, &q.Ignore}} {
		if at.text == "" {
			continue
		}
		if *at.to, err = regexp.Compile(at.text); err != nil {
			say = err.Error()
		}
	}
	for _, text := range f.Labels {
		c, err := stacks.ParseCondition(text)
		if err != nil {
			say = err.Error()
			continue
		}
		q.Labels = append(q.Labels, c)
	}
	return say, q.Type != was || q.Focus != nil || q.Ignore != nil || len(q.Labels) > 0
}

// narrow adds to a query that only samples of a thing are kept: those that have
// its label, or else a frame of its name. It reports whether there are such.
func (p *page) narrow(q *stacks.Query, key, name string) bool {
	if name == "" {
		return true
	}
	for _, l := range p.set.Labels() {
		if l.Key == key && l.Value == name {
			q.Labels = append(q.Labels, stacks.Condition{Key: key, Value: name})
			return true
		}
	}
	for _, s := range p.set.Symbols {
		if s == name || s == key+" "+name {
			if q.Focus != nil {
				return true // one frame is enough to be narrowed by
			}
			q.Focus = regexp.MustCompile("^(" + key + " )?" + regexp.QuoteMeta(name) + "$")
			return true
		}
	}
	return false
}
