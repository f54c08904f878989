package runview

import (
	"time"

	"battscope/ui/draw"
	"battscope/ui/theme"
)

const (
	bucket  = 250 * time.Millisecond // of the run's own time
	buckets = 512                    // kept
)

// A history is how many evaluations fell into each bucket of a run's time,
// made from the differences of snapshots.
type history struct {
	full []float64     // whole buckets, the newest last
	open float64       // the bucket that is being filled
	at   time.Duration // elapsed at the last snapshot
	seen int64         // evaluations at the last snapshot
	last bool          // whether there was one
}

func (h *history) reset() { *h = history{full: h.full[:0]} }

// add takes a snapshot's elapsed time and evaluations. What happened since the
// last one is spread evenly over the time between. A count that fell began
// again from nothing.
func (h *history) add(elapsed time.Duration, total int64) {
	if !h.last {
		h.at, h.seen, h.last = 0, 0, true
	}
	dt, dn := elapsed-h.at, total-h.seen
	if dn < 0 {
		dn = total
	}
	if dt <= 0 {
		return // the count waits for the clock
	}
	h.seen = total
	if gone := dt / bucket; gone > buckets {
		h.full = h.full[:0]
		h.open = 0
		skip := (gone - buckets) * bucket
		dn = int64(float64(dn) * float64(dt-skip) / float64(dt))
		h.at += skip
		dt -= skip
	}
	each := float64(dn) / float64(dt)
	for dt > 0 {
		step := min(bucket-h.at%bucket, dt)
		h.open += each * float64(step)
		h.at += step
		dt -= step
		if h.at%bucket == 0 {
			h.push(h.open)
			h.open = 0
		}
	}
}

func (h *history) push(n float64) {
	if len(h.full) == buckets {
		copy(h.full, h.full[1:])
		h.full = h.full[:buckets-1]
	}
	h.full = append(h.full, n/bucket.Seconds())
}

// now returns the rate of the last second, as far as there is one.
func (h *history) now() (float64, bool) {
	n := min(len(h.full), int(time.Second/bucket))
	if n == 0 {
		return 0, false
	}
	var sum float64
	for _, x := range h.full[len(h.full)-n:] {
		sum += x
	}
	return sum / float64(n), true
}

// tail returns the last n buckets and the highest of them.
func (h *history) tail(n int) ([]float64, float64) {
	values := h.full[max(0, len(h.full)-max(n, 0)):]
	var top float64
	for _, x := range values {
		top = max(top, x)
	}
	return values, top
}

// throughput renders evaluations per second over time: one line, or a heading
// above a chart.
func (v *View) throughput(w, h int, th *theme.Theme) []string {
	now := th.Faint.Paint(th.Sign.Unknown)
	if rate, ok := v.hist.now(); ok {
		now = draw.Rate(rate)
	}
	what := "evaluations"
	if v.snap.Foreign != nil {
		what = "lines"
	}
	head := " " + th.Faint.Paint(what) + draw.Right(now, draw.RateWidth+2) + "  "
	if h <= 1 {
		room := w - draw.Width(head) - 1
		values, top := v.hist.tail(room)
		return []string{head + draw.Spark(values, draw.Ceiling(top), room, 1, th.Chart, th)[0]}
	}
	room := w - 2
	values, top := v.hist.tail(room)
	if len(values) > 0 {
		head += th.Faint.Paint("highest") + draw.Right(draw.Rate(top), draw.RateWidth+1)
	}
	note := ""
	if len(values) > 0 && w >= 72 {
		note = th.Faint.Paint("full height " + draw.Rate(draw.Ceiling(top)) + ", a column " + draw.Duration(bucket))
	}
	lines := []string{draw.Between(head, note, w-1)}
	marked := 0
	if len(v.knobs) > 0 && h >= 3 {
		marked = 1
	}
	for _, line := range draw.Spark(values, draw.Ceiling(top), room, h-1-marked, th.Chart, th) {
		lines = append(lines, " "+line)
	}
	if marked > 0 {
		lines = append(lines, v.marks(len(values), w, th))
	}
	return lines
}

// marks renders under a chart of n columns where knobs were changed, the newest
// in words.
func (v *View) marks(n, w int, th *theme.Theme) string {
	at := func(c change) int { return n - (len(v.hist.full) - int(c.at/bucket)) }
	line, end := "", 0
	for i, c := range v.knobs {
		col := at(c)
		if col < end || col >= n {
			continue
		}
		text := th.Sign.Corner
		if next := n; true {
			if i+1 < len(v.knobs) {
				next = at(v.knobs[i+1])
			}
			if room := next - col - 2; room >= 6 || i == len(v.knobs)-1 {
				text += " " + draw.Clean(c.text)
				if i < len(v.knobs)-1 {
					text = draw.Clip(text, room)
				}
			}
		}
		line += draw.Left("", col-end) + th.Accent.Paint(text)
		end = col + draw.Width(text)
	}
	return draw.Clip(" "+line, w)
}
