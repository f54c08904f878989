package recorder

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"battscope/engine"
	"battscope/engine/account"
	"battscope/engine/probe"
	"battscope/profile/programs"
	"battscope/profile/record"
)

// An observed writes the program profiles of the knob observe: each level has a file
// of its own, which is replaced whole. One that was there before is of a capture, or
// of an earlier process of the run, and stays.
//
// It writes on a goroutine of its own, since large profiles take seconds, and for
// observedShare of the time at most; a run that is killed loses what was noted since.
// All but the writing is for the recorder's goroutine.
type observed struct {
	run  *engine.Run
	dir  string
	meta Meta

	every   time.Duration // at least
	written chan struct{} // sends when the writing at work has ended; nil without one
	began   time.Time     // the last writing, or the run
	cost    time.Duration // of the last writing

	// The writing at work changes these; without one they are the recorder's.
	files [probe.NumLevels]observedFile
	err   error

	list []record.ProgramProfile // what there is, that of the present level last
}

// An observedFile is the profile of one level.
type observedFile struct {
	path string // empty before there is one
	of   record.ProgramProfile
	turn int // of the writing that it was looked at in last, the present level last
}

const (
	observedEvery = 10 * time.Second
	observedShare = 50
)

// begin begins to write the profiles, where it is time.
func (o *observed) begin() {
	if o.written != nil || o.err != nil || time.Since(o.began) < max(o.every, observedShare*o.cost) {
		return
	}
	o.began = time.Now()
	done := make(chan struct{}, 1)
	o.written = done
	go func() {
		o.err = o.write(false)
		done <- struct{}{}
	}()
}

// end takes in that a writing has ended. After one that failed the next is that of the
// run's end, whose error counts.
func (o *observed) end() {
	o.written = nil
	o.cost = time.Since(o.began)
	o.list = nil
	for _, f := range o.byTurn() {
		o.list = append(o.list, f.of)
	}
}

// finish writes the profiles of a run that has ended.
func (o *observed) finish() error {
	if o.written != nil {
		<-o.written
	}
	o.err = o.write(true)
	o.end()
	return o.err
}

// write writes the profiles that have changed.
func (o *observed) write(whole bool) error {
	s := o.run.Snapshot() // before: they are of this moment at least
	passes := o.run.Result().PassesMade()
	var errs []error
	for turn, p := range slices.Backward(o.run.Kept()) {
		f := &o.files[p.Level]
		f.turn = -turn
		if f.path != "" && f.of.Wall == p.Wall && f.of.Whole == whole {
			continue
		}
		now := record.ProgramProfile{Level: p.Level.String(), Since: o.meta.Began, Wall: p.Wall, Until: s.Elapsed, Passes: passes, Whole: whole}
		o.remark(p, now)
		path, over := f.path, true
		if path == "" {
			path, over = filepath.Join(o.dir, programs.FileName), false
		}
		path, err := programs.Write(path, p, over, o.run.Text)
		if err != nil {
			errs = append(errs, fmt.Errorf("write the program profile: %w", err))
			continue
		}
		now.File = filepath.Base(path)
		f.path, f.of = path, now
	}
	return errors.Join(errs...)
}

// remark says in a profile of which part of the run it is, where that is not all.
func (o *observed) remark(p *account.Profile, of record.ProgramProfile) {
	if !of.Whole {
		text := fmt.Sprintf("written while the run was at work, %v after it began", of.Until.Round(time.Millisecond))
		if of.Passes > 0 {
			text += fmt.Sprintf(" and after %d whole passes", of.Passes)
		}
		p.Notes = append(p.Notes, text+": what comes after is not in it")
	}
	if o.meta.Earlier != nil {
		p.Notes = append(p.Notes, fmt.Sprintf("the run went on at %s after it was cut off: this is of the part since", of.Since.UTC().Format(time.RFC3339)))
	}
}

// byTurn returns the files that there are, that of the present level last.
func (o *observed) byTurn() []observedFile {
	var list []observedFile
	for _, f := range o.files {
		if f.path != "" {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b observedFile) int { return a.turn - b.turn })
	return list
}

// paths returns the paths of the profiles, that of the present level last.
func (o *observed) paths() []string {
	var list []string
	for _, f := range o.byTurn() {
		list = append(list, f.path)
	}
	return list
}
