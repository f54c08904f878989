// Package expect holds recorded runs to what was written down beforehand: exact
// counts, bands for times and ratios of times, and the host.
//
// A list of expectations is a TOML file. [Of] makes one of a run, to be edited:
//
//	[run]               # texts, exact
//	preset = "phase4b"
//	[counts]            # whole numbers, exact; of one pass
//	candidates = 149
//	"batt evaluations" = 11
//	[times]             # medians of one pass, from..to; either end may be left out
//	"in all" = "4ms..16ms"
//	diff = "..20ms"
//	[ratios]            # of two such times
//	"diff/in all" = "0.3..0.7"
//	[host]              # texts, exact; of numbers also ">= 2"
//	processors = ">= 2"
package expect

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"battscope/profile/compare"
	"battscope/profile/record"
)

// A List is what a run is expected to come to.
type List struct {
	Run    map[string]string `toml:"run,omitempty"`
	Counts map[string]int64  `toml:"counts,omitempty"`
	Times  map[string]string `toml:"times,omitempty"`
	Ratios map[string]string `toml:"ratios,omitempty"`
	Host   map[string]string `toml:"host,omitempty"`
}

// An Item is one expectation and what became of it.
type Item struct {
	Section string // as in the file: "counts"
	Name    string
	Want    string
	Got     string
	Holds   bool
}

// Parse reads a list. An error names the line, or the entry that cannot be
// understood; a list without entries is an error too, since it would hold for
// every run.
func Parse(text []byte) (*List, error) {
	var l List
	d := toml.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		var at *toml.DecodeError
		var unknown *toml.StrictMissingError
		switch {
		case errors.As(err, &unknown) && len(unknown.Errors) > 0:
			row, _ := unknown.Errors[0].Position()
			return nil, fmt.Errorf("line %d: there is no section %s; want run, counts, times, ratios or host", row, strings.Join(unknown.Errors[0].Key(), "."))
		case errors.As(err, &at):
			row, _ := at.Position()
			return nil, fmt.Errorf("line %d: %s", row, strings.TrimPrefix(at.Error(), "toml: "))
		}
		return nil, err
	}
	if len(l.Run)+len(l.Counts)+len(l.Times)+len(l.Ratios)+len(l.Host) == 0 {
		return nil, errors.New("it expects nothing; --write makes a list from a run")
	}
	for name, text := range l.Times {
		if _, err := parseBand(text, parseSpan); err != nil {
			return nil, fmt.Errorf("times: %s is %w", name, err)
		}
	}
	for name, text := range l.Ratios {
		if _, _, ok := strings.Cut(name, "/"); !ok {
			return nil, fmt.Errorf("ratios: %s is no ratio; want two times with a stroke, as in \"diff/in all\"", name)
		}
		if _, err := parseBand(text, parseNumber); err != nil {
			return nil, fmt.Errorf("ratios: %s is %w", name, err)
		}
	}
	return &l, nil
}

// Check holds a run to the list: an item for each expectation, section by
// section, by name. What the run does not have breaks what is expected of it.
func (l *List) Check(r *record.Record) []Item {
	var items []Item
	texts := func(section string, want, got map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(want)) {
			items = append(items, Item{section, name, want[name], cmp.Or(got[name], absent), matches(want[name], got[name])})
		}
	}
	texts("run", l.Run, runOf(r))
	counts := countsOf(r)
	for _, name := range slices.Sorted(maps.Keys(l.Counts)) {
		n, ok := counts[name]
		got := absent
		if ok {
			got = strconv.FormatInt(n, 10)
		}
		items = append(items, Item{"counts", name, strconv.FormatInt(l.Counts[name], 10), got, ok && n == l.Counts[name]})
	}
	times := compare.Times(r)
	for _, name := range slices.Sorted(maps.Keys(l.Times)) {
		band, err := parseBand(l.Times[name], parseSpan)
		v, ok := times[name]
		items = append(items, Item{"times", name, l.Times[name], shown(v, ok, span), err == nil && ok && band.holds(v)})
	}
	for _, name := range slices.Sorted(maps.Keys(l.Ratios)) {
		band, err := parseBand(l.Ratios[name], parseNumber)
		top, bottom, _ := strings.Cut(name, "/")
		a, okA := times[strings.TrimSpace(top)]
		b, okB := times[strings.TrimSpace(bottom)]
		ok := okA && okB && b > 0
		items = append(items, Item{"ratios", name, l.Ratios[name], shown(a/b, ok, number), err == nil && ok && band.holds(a/b)})
	}
	texts("host", l.Host, hostOf(r))
	return items
}

// absent stands for what a run does not have.
const absent = "not in the record"

func shown(v float64, ok bool, format func(float64) string) string {
	if !ok || math.IsNaN(v) {
		return absent
	}
	return format(v)
}

// matches reports whether a text is the one wanted, or a number as large.
func matches(want, got string) bool {
	if least, ok := strings.CutPrefix(want, ">="); ok {
		a, errA := strconv.ParseFloat(strings.TrimSpace(least), 64)
		b, errB := strconv.ParseFloat(got, 64)
		return errA == nil && errB == nil && b >= a
	}
	return want == got
}

func runOf(r *record.Record) map[string]string {
	return map[string]string{"name": r.Name, "state": string(r.State), "preset": r.Preset, "data": r.Data.Hash, "pool": r.Pool.Hash}
}

func hostOf(r *record.Record) map[string]string {
	got := map[string]string{}
	for _, f := range compare.ConditionsOf(r).Host {
		got[f.Name] = f.Value
	}
	return got
}

// countsOf returns the counts of one pass: those of the record by their names
// there, and the counts of work.
func countsOf(r *record.Record) map[string]int64 {
	counts := map[string]int64{}
	text, err := json.Marshal(r.Counts)
	if err == nil {
		err = json.Unmarshal(text, &counts)
	}
	if err != nil {
		panic("expect: the counts of a record are not counts: " + err.Error())
	}
	for _, member := range r.Absent {
		delete(counts, member)
	}
	for _, n := range compare.OfRecord(r).Work {
		if n.Lacks {
			continue
		}
		if n.Name == compare.BattEvaluations || n.Name == compare.CacheHits || n.Name == compare.CacheMisses {
			counts[n.Name] = n.N // the others are among the counts
		}
	}
	return counts
}

// A band is a range of values, both ends in it.
type band struct{ from, to float64 }

func (b band) holds(v float64) bool { return v >= b.from && v <= b.to }

// parseBand reads "from..to", of which one end may be missing.
func parseBand(text string, parse func(string) (float64, error)) (band, error) {
	from, to, ok := strings.Cut(text, "..")
	b := band{math.Inf(-1), math.Inf(1)}
	var errFrom, errTo error
	if from = strings.TrimSpace(from); from != "" {
		b.from, errFrom = parse(from)
	}
	if to = strings.TrimSpace(to); to != "" {
		b.to, errTo = parse(to)
	}
	if !ok || from == "" && to == "" || errFrom != nil || errTo != nil || b.from > b.to {
		return band{}, fmt.Errorf("%q, want from..to, as in 4ms..16ms for a time or 0.3..0.7 for a ratio; one end may be left out", text)
	}
	return b, nil
}

func parseSpan(text string) (float64, error) {
	d, err := time.ParseDuration(text)
	return d.Seconds(), err
}

func parseNumber(text string) (float64, error) { return strconv.ParseFloat(text, 64) }

// span returns seconds as parseSpan reads them, to three digits.
func span(s float64) string {
	d := time.Duration(s * float64(time.Second))
	unit := time.Duration(1)
	for d >= 1000*unit {
		unit *= 10
	}
	return d.Round(unit).String()
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
