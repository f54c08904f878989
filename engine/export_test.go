package engine

import (
	"battscope/engine/account"
	"battscope/engine/task"
)

// PlantWrong makes the output of a program on a sample of a task another one,
// which matches nothing: a difference for tests to find.
func (s *Spec) PlantWrong(id task.ID, sample int, program string) {
	s.plant = func(j *job) {
		for p := range j.batt.Programs {
			if j.task.ID == id && j.batt.Programs[p].Func.Name == program {
				o := &j.outcomes[sample][p]
				o.out[0]++
				o.match = false
			}
		}
	}
}

// Book returns the book of the capture that Observe began last.
func (r *Run) Book() *account.Book {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.books.capture
}
