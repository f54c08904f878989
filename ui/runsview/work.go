package runsview

import (
	"fmt"

	"battscope/profile/record"
	"battscope/ui/screen"
)

// removal asks whether runs shall go for good.
func (v *View) removal(id string) *screen.Question {
	ids := []string{id}
	if len(v.marked) > 0 {
		ids = ids[:0]
		for _, r := range v.runs {
			if v.marked[r.ID] {
				ids = append(ids, r.ID)
			}
		}
	}
	lines := []string{fmt.Sprintf("%d runs go for good, with their records and profiles:", len(ids))}
	if len(ids) == 1 {
		lines[0] = "The run goes for good, with its record and profiles:"
	}
	for i, id := range ids {
		if i == 6 {
			lines = append(lines, fmt.Sprintf("and %d more", len(ids)-i))
			break
		}
		lines = append(lines, id)
	}
	lines = append(lines, "Programs that they put into the solver store stay.")
	return &screen.Question{
		Title: "delete", Lines: lines, Yes: "delete", No: "keep",
		Do: func() screen.Effect {
			clear(v.marked)
			return v.work(fmt.Sprintf("%d deleted", len(ids)), func() error { return v.src.Delete(ids) })
		},
	}
}

// note asks for a text and writes it into a run's journal.
func (v *View) note(run Run, label, text string, set func(j *record.Journal, text string)) *screen.Prompt {
	return &screen.Prompt{Label: label, Text: text, Hint: "of run " + run.ID, Done: func(text string) screen.Effect {
		j := run.Journal
		set(&j, text)
		if v.page != nil {
			v.page.run.Journal = j
		}
		return v.write(label, run.ID, j)
	}}
}

// write writes a run's journal. One that still waits to be written holds nothing
// that the newer does not: it gives way, so that a held key leaves one behind.
func (v *View) write(label, id string, j record.Journal) screen.Effect {
	w := job{note: id, done: label + " noted", do: func() error { return v.src.Note(id, j) }}
	if n := len(v.jobs) - 1; n > 0 && v.jobs[n].note == id {
		v.jobs[n] = w
		return screen.Effect{}
	}
	return v.queue(w)
}

// A job is something to do to the runs, and what is said when it is done.
type job struct {
	note string // the run whose journal it writes; empty where it does something else
	done string
	do   func() error
}

// work does something to the runs beside the screen, says that it is done or
// why not, and reads the list again. Jobs are done one after another, in the
// order in which they were asked for.
func (v *View) work(done string, do func() error) screen.Effect {
	return v.queue(job{done: done, do: do})
}

func (v *View) queue(j job) screen.Effect {
	v.jobs = append(v.jobs, j)
	if len(v.jobs) > 1 {
		return screen.Effect{}
	}
	return v.next()
}

// next does the first of the jobs.
func (v *View) next() screen.Effect {
	j := v.jobs[0]
	return screen.Effect{Work: func() func() screen.Effect {
		err := j.do()
		return func() screen.Effect {
			e := screen.Effect{}
			if v.jobs = v.jobs[1:]; len(v.jobs) > 0 {
				e = v.next()
			} else {
				e = v.renew()
			}
			e.Say = j.done
			if err != nil {
				e.Say = err.Error()
			}
			return e
		}
	}}
}
