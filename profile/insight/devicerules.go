package insight

// deviceRules are about devices that wait, are fed badly, or were lost.
func deviceRules() []Rule {
	return []Rule{
		{
			ID: "lost-device", Title: "device lost", Severity: Warning,
			Needs: []Fact{FactDevices},
			At:    []float64{0},
			When:  "a device was lost, and others did more than %g of its evaluations again",
			Test: func(f *Facts, at []float64) *Finding {
				for _, d := range f.Run.Devices {
					if d.Why == "" || float64(d.Returned) <= at[0] {
						continue
					}
					return &Finding{
						Text:    say("%s (%s) was lost: %s. Others did %d evaluations again that it had; it gave %d.", d.Name, d.Label, d.Why, d.Returned, d.Items),
						Knob:    "devices=interp",
						Command: "battscope doctor",
					}
				}
				return nil
			},
			Why: "A device that fails, hangs or gives another result than the interpreter loses its batch to the others, and nothing else: the results are the same. The time is not: what it had done was for nothing, and the run goes on with fewer devices than it was planned for.",
		},
		{
			ID: "device-starvation", Title: "device waits", Severity: Warning,
			Needs: []Fact{FactDevices},
			At:    []float64{0.5, 20, 0.2},
			When:  "a device waits for more than %g of the time that it could work, over at least %g batches and %g s",
			Test: func(f *Facts, at []float64) *Finding {
				for _, d := range f.Run.Devices {
					all := d.Busy + d.Idle
					if float64(d.Batches) < at[1] || all.Seconds() < at[2] || float64(d.Idle) <= at[0]*float64(all) {
						continue
					}
					return &Finding{
						Text: say("%s (%s) waits %s of the time: %s busy, %s idle, %d evaluations in %d batches, %d on average and up to %d.",
							d.Name, d.Label, part(float64(d.Idle)/float64(all)), span(d.Busy), span(d.Idle), d.Items, d.Batches, d.Items/d.Batches, d.MaxBatch),
						Advice: "larger batches (batch-size), more evaluations at a time (chunk), or fewer devices",
					}
				}
				return nil
			},
			Why: "A device that waits for work is one that somebody pays for. kineto warns below 50 % of a card's time, and Nsight lists gaps. Small pools cannot feed a device: then the workers alone are as fast, which devices=auto finds out.",
		},
		{
			ID: "device-transfer", Title: "copying outweighs computing", Severity: Warning,
			Needs: []Fact{FactDevices},
			At:    []float64{0.5, 20, 0.2},
			When:  "more than %g of a device's busy time is transfer, over at least %g batches and %g s",
			Test: func(f *Facts, at []float64) *Finding {
				for _, d := range f.Run.Devices {
					if float64(d.Batches) < at[1] || d.Busy.Seconds() < at[2] || float64(d.Transfer) <= at[0]*float64(d.Busy) {
						continue
					}
					return &Finding{
						Text: say("%s (%s) copies for %s of its %s at work: the device computes for %s.", d.Name, d.Label, span(d.Transfer), span(d.Busy), span(d.Busy-d.Transfer)),
						Knob: "devices=interp", Advice: "or larger batches, which share what a copy costs",
					}
				}
				return nil
			},
			Why: "What a card computes has to be carried there and back. Where the way takes longer than the work, the processor beside it is faster without. Larger batches share the fixed part of what a copy costs, and a device that keeps grids between batches copies less.",
		},
	}
}
