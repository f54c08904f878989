package tuneview

import (
	"slices"
	"strconv"

	"battscope/engine/strategy"
)

// stepped returns the value of a knob that is by steps behind text: of words
// around the end, of numbers one more or less, of large ones a tenth.
func stepped(k strategy.Knob, text string, by int) string {
	switch k.Kind {
	case strategy.Choice:
		n := len(k.Values)
		at := slices.Index(k.Values, text)
		return k.Values[((at+by)%n+n)%n]
	case strategy.Switch:
		return strconv.FormatBool(text != "true")
	case strategy.Whole:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return text
		}
		size := int64(1)
		for size*100 <= n {
			size *= 10
		}
		return strconv.FormatInt(max(n+int64(by)*size, 0), 10)
	}
	return text
}
