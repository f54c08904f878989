package profileview

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"battscope/profile/stacks"
	"battscope/profile/unit"
	"battscope/ui/screen"
)

// patternPrompt asks for a regular expression; the empty one is none.
func (p *page) patternPrompt(label, hint string, to **regexp.Regexp) *screen.Prompt {
	text := ""
	if *to != nil {
		text = (*to).String()
	}
	return &screen.Prompt{
		Label: label, Text: text, Hint: hint,
		Check: func(text string) string {
			if _, err := regexp.Compile(text); err != nil {
				return "no regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
			}
			return ""
		},
		Done: func(text string) screen.Effect {
			*to = nil
			if text != "" {
				*to = regexp.MustCompile(text)
			}
			return p.change()
		},
	}
}

// leastPrompt asks from which change on a difference is shown.
func (p *page) leastPrompt() *screen.Prompt {
	read := func(text string) (float64, bool) {
		x, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "%")), 64)
		return x / 100, err == nil && x >= 0 && x <= 100
	}
	return &screen.Prompt{
		Label: "least change", Text: strconv.FormatFloat(100*p.want.least, 'g', 3, 64), Hint: "percent of the base; 0 shows every change",
		Check: func(text string) string {
			if _, ok := read(text); !ok {
				return "want a number of percent from 0 to 100"
			}
			return ""
		},
		Done: func(text string) screen.Effect {
			p.want.least, _ = read(text)
			return p.change()
		},
	}
}

// labelMenu asks for a label by which samples are kept, beside the screen.
func (p *page) labelMenu() screen.Effect {
	set, q := p.set, p.want.query
	q.Labels = nil
	return screen.Effect{Work: func() func() screen.Effect {
		sums, none, total := set.ByLabel(q)
		return func() screen.Effect {
			if p.set != set {
				return screen.Effect{}
			}
			if len(sums) == 0 {
				return screen.Effect{Say: "the samples have no labels"}
			}
			return screen.Effect{Pick: p.labels(sums, none, total)}
		}
	}}
}

func (p *page) labels(sums []stacks.LabelSum, none stacks.Pair, total int64) *screen.Menu {
	m := &screen.Menu{
		Title: "label", Do: "keep only it, or drop the condition",
		Lines: []string{"Values of one key are alternatives, keys add up."},
	}
	t := p.set.Types[p.want.query.Type]
	has := func(l stacks.Label) int {
		return slices.IndexFunc(p.want.query.Labels, func(c stacks.Condition) bool {
			return c.Key == l.Key && c.Value == l.Value && c.Pattern == nil && !c.Not
		})
	}
	for _, s := range sums {
		it := screen.Item{Name: s.Key + "=" + s.Value, Doc: amount(s.Sum.Net(), t, unit.Auto) + "  " + percent(s.Sum.Net(), total)}
		if has(s.Label) >= 0 {
			it.Doc += "  in force"
		}
		m.Items = append(m.Items, it)
	}
	if !none.IsZero() {
		m.Lines = append(m.Lines, amount(none.Net(), t, unit.Auto)+" ("+percent(none.Net(), total)+") is without labels.")
	}
	m.Done = func(_ []screen.Item, at int) screen.Effect {
		l := sums[at].Label
		labels := slices.Clone(p.want.query.Labels)
		if i := has(l); i >= 0 {
			labels = slices.Delete(labels, i, i+1)
		} else {
			labels = append(labels, stacks.Condition{Key: l.Key, Value: l.Value})
		}
		p.want.query.Labels = labels
		return p.change()
	}
	return m
}
