package list

import (
	"regexp"
	"strings"
)

// An arrangement is which rows a list shows, and in what order.
type arrangement struct {
	sort   int // column; below 0 the data's own order
	desc   bool
	filter string
}

// A matcher says which texts a filter lets through.
type matcher func(text string) bool

// parseFilter reads a filter: text is looked for as it is, in either case; what
// begins with "/" is a regular expression, and a "!" before either turns it
// round. It returns nil for the empty filter.
func parseFilter(filter string) (matcher, error) {
	text, inverse := strings.CutPrefix(filter, "!")
	var match matcher
	if pattern, ok := strings.CutPrefix(text, "/"); ok {
		if pattern == "" {
			return nil, nil
		}
		re, err := regexp.Compile("(?i)" + pattern)
		if err != nil {
			return nil, err
		}
		match = re.MatchString
	} else {
		if text == "" {
			return nil, nil
		}
		text = strings.ToLower(text)
		match = func(s string) bool { return strings.Contains(strings.ToLower(s), text) }
	}
	if inverse {
		plain := match
		match = func(s string) bool { return !plain(s) }
	}
	return match, nil
}

// arrange returns the numbers of the rows that a shows, in its order. Rows that
// are equal there keep the order of the data. It touches nothing but the data.
func arrange(d Data, a arrangement) []int32 {
	match, err := parseFilter(a.filter)
	if err != nil {
		match = nil // the list says so where the filter is typed
	}
	rows := filtered(d, match, strings.HasPrefix(a.filter, "!"))
	if a.sort < 0 {
		if a.desc {
			for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
				rows[i], rows[j] = rows[j], rows[i]
			}
		}
		return rows
	}
	keys := make([]uint64, len(rows))
	for i, row := range rows {
		k := uint64(d.Key(a.sort, int(row))) ^ 1<<63
		if a.desc {
			k = ^k
		}
		keys[i] = k
	}
	return radix(keys, rows)
}

// filtered returns the rows of which some text matches, or, where the filter is
// turned round, of which every text does. A text that many rows share is
// matched once.
func filtered(d Data, match matcher, every bool) []int32 {
	n := d.Len()
	rows := make([]int32, 0, n)
	if match == nil {
		for i := range n {
			rows = append(rows, int32(i))
		}
		return rows
	}
	fields := d.Fields()
	hits := make([][]bool, len(fields))
	for f, field := range fields {
		hits[f] = make([]bool, len(field.Names))
		for i, name := range field.Names {
			hits[f][i] = match(name)
		}
	}
	for i := range n {
		ok := every
		for f, field := range fields {
			at := i
			if field.Of != nil {
				at = field.Of(i)
			}
			if hits[f][at] != every {
				ok = !every
				break
			}
		}
		if ok {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// radix sorts rows by their keys, byte by byte from the lowest, and leaves out
// the bytes that all keys have in common. It is stable. See Knuth, The Art of
// Computer Programming 3, 5.2.5.
func radix(keys []uint64, rows []int32) []int32 {
	if len(keys) < 2 {
		return rows
	}
	all, any := ^uint64(0), uint64(0)
	for _, k := range keys {
		all &= k
		any |= k
	}
	varies := all ^ any
	k2, r2 := make([]uint64, len(keys)), make([]int32, len(rows))
	for shift := 0; shift < 64; shift += 8 {
		if varies>>shift&0xff == 0 {
			continue
		}
		var count [257]int
		for _, k := range keys {
			count[k>>shift&0xff+1]++
		}
		for i := 1; i < 256; i++ {
			count[i] += count[i-1]
		}
		for i, k := range keys {
			b := k >> shift & 0xff
			at := count[b]
			count[b]++
			k2[at], r2[at] = k, rows[i]
		}
		keys, k2 = k2, keys
		rows, r2 = r2, rows
	}
	return rows
}
