package main

import (
	"battscope/profile/export"
	"battscope/ui/screen"
)

// Formats are those that a run can be written in.
func (s *shelf) Formats() []screen.Item { return formatItems(false) }

// Write writes a run in a format into the workspace.
func (s *shelf) Write(id, format string) (string, error) {
	f, err := export.Find(format)
	if err != nil {
		return "", err
	}
	run, err := s.app.exportRun(s.dir(id), f)
	if err != nil {
		return "", err
	}
	return exportTo(s.space, f, id, run)
}
