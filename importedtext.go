package main

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"battscope/profile/record"
	"battscope/ui/draw"
)

// absent is what stands for what a log does not tell.
const absent = "—"

// writeImported writes the summary of a run of another engine: its phases with
// their steps, and the counts that its log tells.
func writeImported(b *strings.Builder, r *record.Record) {
	if r.State == record.Failed {
		fmt.Fprintf(b, "failed: %s\n\n", r.Error)
	}
	if r.State == record.Stopped {
		b.WriteString("partial: the log does not say that the run came to its end\n\n")
	}
	rows := [][]string{{"phase", "calls", "wall", "share", "busy", "cpu", "timeouts"}}
	known := func(lacks bool, text string) string {
		if lacks {
			return absent
		}
		return text
	}
	cpu := func(d *time.Duration) string {
		if d == nil {
			return absent
		}
		return draw.Duration(*d)
	}
	share := func(d time.Duration, lacks bool) string {
		if lacks || r.Lacks("wall") || r.Wall <= 0 {
			return absent
		}
		return draw.Share(float64(d) / float64(r.Wall))
	}
	for i := range r.Phases {
		p := &r.Phases[i]
		rows = append(rows, []string{
			p.Name, known(p.Lacks("calls"), count(p.Calls)), known(p.Lacks("wall"), draw.Duration(p.Wall)), share(p.Wall, p.Lacks("wall")),
			known(p.Lacks("busy"), draw.Duration(p.Busy)), cpu(p.CPU), known(p.Lacks("timeouts"), count(p.Timeouts)),
		})
		for k := range p.Steps {
			s := &p.Steps[k]
			wall := time.Duration(0)
			if s.Wall != nil {
				wall = *s.Wall
			}
			rows = append(rows, []string{
				"  " + s.Name, known(s.Lacks("calls"), count(s.Calls)), known(s.Wall == nil, draw.Duration(wall)), share(wall, s.Wall == nil),
				known(s.Lacks("busy"), draw.Duration(s.Busy)), cpu(s.CPU), "",
			})
		}
	}
	rest := r.Lacks("unattributed")
	rows = append(rows, []string{"unattrib.", "", known(rest, draw.Duration(r.Unattributed)), share(r.Unattributed, rest)},
		[]string{"in all", "", known(r.Lacks("wall"), draw.Duration(r.Wall))})
	b.WriteString(columns(rows) + "\n")
	if counts := knownCounts(r); len(counts) > 0 {
		fmt.Fprintf(b, "%s\n", strings.Join(counts, "   "))
	}
	i := r.Imported
	source := i.Source
	if i.Command != "" {
		source = i.Command
	}
	fmt.Fprintf(b, "read by %s from %s: %s lines, of which %s tell of the run\n", orAbsent(i.Mapper), source, count(i.Lines), count(i.Used))
	switch {
	case i.Signal != "":
		fmt.Fprintf(b, "the command was ended by a signal: %s\n", i.Signal)
	case i.Exit != nil:
		fmt.Fprintf(b, "the command ended with status %d\n", *i.Exit)
	}
}

func orAbsent(text string) string {
	if text == "" {
		return absent
	}
	return text
}

// knownCounts lists the counts that a log tells.
func knownCounts(r *record.Record) []string {
	text, err := json.Marshal(r.Counts)
	if err != nil {
		panic("main: counts are no JSON: " + err.Error())
	}
	var members map[string]int64
	if err := json.Unmarshal(text, &members); err != nil {
		panic("main: counts are no numbers: " + err.Error())
	}
	var list []string
	for name, n := range members {
		if !r.Lacks(name) {
			list = append(list, strings.ReplaceAll(name, "_", " ")+" "+count(n))
		}
	}
	sort.Strings(list)
	return list
}
