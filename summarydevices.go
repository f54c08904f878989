package main

import (
	"fmt"
	"strings"

	"battscope/profile/record"
	"battscope/ui/draw"
)

// writeDevices prints what each device did in demo and test, and why those that
// were lost are.
func writeDevices(b *strings.Builder, devices []record.Device) {
	if len(devices) == 0 {
		return
	}
	row := func(name, items, batches, batch, busy, transfer, idle, refused, failures, label string) {
		fmt.Fprintf(b, "%-11s %12s %9s %9s %9s %9s %9s %8s %9s  %s\n", name, items, batches, batch, busy, transfer, idle, refused, failures, label)
	}
	row("device", "items", "batches", "a batch", "busy", "transfer", "idle", "refused", "failures", "what")
	for i := range devices {
		d := &devices[i]
		size := "—"
		if d.Batches > 0 {
			size = count(d.Items / d.Batches)
		}
		row(d.Name, count(d.Items), count(d.Batches), size, draw.Duration(d.Busy), draw.Duration(d.Transfer), draw.Duration(d.Idle), count(d.Refused), count(d.Failures), d.Label)
	}
	for i := range devices {
		if d := &devices[i]; d.Why != "" {
			again := ""
			if d.Restarts > 0 {
				again = fmt.Sprintf("; it was started again, %s times in all", count(d.Restarts))
				if d.Restarts == 1 {
					again = "; it was started again once"
				}
			}
			fmt.Fprintf(b, "%s was lost: %s; others did its %s items%s\n", d.Name, d.Why, count(d.Returned), again)
		}
	}
	b.WriteString("\n")
}
