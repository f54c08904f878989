package expect

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"battscope/profile/compare"
	"battscope/profile/record"
)

// How wide the bands are that Of makes: for a person to narrow.
const (
	timesBand  = 2    // from a half of the time to twice as much
	ratioBand  = 0.15 // from so much less of the whole to so much more
	leastShare = 0.05 // of the whole: shorter phases have no band
)

// Of returns a list that the run holds to: all its counts, bands around the times
// of the whole and of the phases that are a twentieth of it or more, and where it
// ran.
func Of(r *record.Record) *List {
	l := &List{
		Run:    map[string]string{"preset": r.Preset, "data": r.Data.Hash, "pool": r.Pool.Hash, "state": string(r.State)},
		Counts: countsOf(r), Times: map[string]string{}, Ratios: map[string]string{}, Host: map[string]string{},
	}
	// Two workers that miss the same program at once both look it up.
	delete(l.Counts, compare.CacheHits)
	delete(l.Counts, compare.CacheMisses)
	times := compare.Times(r)
	whole := times[compare.WholeName]
	for name, v := range times {
		if !(v >= leastShare*whole) || whole <= 0 {
			continue
		}
		l.Times[name] = span(v/timesBand) + ".." + span(v*timesBand)
		if name != compare.WholeName {
			l.Ratios[name+"/"+compare.WholeName] = number(max(0, v/whole-ratioBand)) + ".." + number(min(1, v/whole+ratioBand))
		}
	}
	host := hostOf(r)
	for _, name := range []string{"cpu", "system"} {
		if host[name] != "" {
			l.Host[name] = host[name]
		}
	}
	l.Host["processors"] = ">= " + host["processors"]
	return l
}

// Encode returns the list as Parse reads it, under a comment.
func (l *List) Encode(comment string) []byte {
	var b strings.Builder
	for _, line := range strings.Split(comment, "\n") {
		fmt.Fprintf(&b, "# %s\n", line)
	}
	text, err := toml.Marshal(l)
	if err != nil {
		panic("expect: a list of texts and counts cannot be written: " + err.Error())
	}
	b.WriteString("\n")
	b.Write(text)
	return []byte(b.String())
}
