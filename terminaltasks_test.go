package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestTerminalTasks opens a task, steps through a program, filters, searches
// and uses the mouse, as a person does.
func TestTerminalTasks(t *testing.T) {
	needTmux(t)
	bin := build(t)
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("size=%dx%d", size[0], size[1]), func(t *testing.T) {
			p := open(t, size[0], size[1])
			p.start(bin + " --mutate 0")
			p.until(`pass +[2-9]`)
			p.keys("2")
			p.until(`best program`)
			p.until(`(\d+) through +[1-9]`)
			// A filter as it is typed, and a pattern.
			p.keys("f")
			p.keys("-l", "7000c")
			p.until(`1 shown of \d+ tasks with 7000c`)
			p.keys("C-u")
			p.keys("-l", "/7000[12]$")
			p.until(`2 shown of \d+ tasks with /7000`)
			p.keys("Enter")
			// Sorting by the mouse, where a head is.
			p.keys("-l", "\x1b[<0;5;5M\x1b[<0;5;5m")
			p.until(`task[▲▼]`)
			p.keys("Escape")
			p.until(`(?m)^ \d+ tasks`)
			// A task: its grids, its programs, one program line by line.
			p.keys("Home")
			p.keys("Enter")
			p.until(`input \d+x\d+ +expected \d+x\d+ +[=×] output`)
			p.until(`sample 0 of`)
			p.keys("Right")
			p.until(`sample 1 of`)
			p.keys("Enter")
			p.until(`▌ +\d+ .*x1 = `)
			p.until(`\d+ units`)
			p.keys("Down")
			p.until(`▌ +\d+ .*x2 = `)
			// Copy says that it copied; the palette finds a command.
			p.keys("y")
			p.until(`copied by OSC 52.*x2 = `)
			p.keys(":")
			p.until(`─ commands`)
			p.keys("-l", "show run")
			p.until(`▌show Run`)
			p.keys("Enter")
			p.until(`phase +`)
			// Back the way we came, step by step.
			for _, want := range []string{`▌ +\d+ .*x2 = `, `enter step`, `best program`, `phase +`} {
				p.keys("Escape")
				p.until(want)
			}
			// The log follows what happens.
			p.keys("8")
			p.until(`following .*dropped`)
			p.until(`solved +task b0a700`)
			// The mouse can be given back.
			p.keys("m")
			p.until(`the mouse is the terminal's`)
			p.poll("the mouse to be given back", func() bool {
				return strings.TrimSpace(p.tmux("display", "-p", "#{mouse_any_flag}#{mouse_button_flag}")) == "00"
			})
			p.keys("q")
			p.until(`Quitting stops it in order`)
			p.keys("n")
			p.until(`following`)
			p.leave()
			p.sane("0")
		})
	}
}
