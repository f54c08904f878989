package draw

import (
	"math"
	"strconv"
	"time"

	"github.com/dustin/go-humanize"
)

// Widths in which every number of its kind fits.
const (
	DurationWidth = 8 // "-1.94 ms", "~38.8 ms"
	ShareWidth    = 5 // "100 %"
	TimesWidth    = 5 // "×1.94"
	RateWidth     = 8 // "1.94 M/s"
)

// digits3 returns x >= 0 with three digits: "1.94", "38.8", "412".
func digits3(x float64) string {
	switch {
	case x < 9.995:
		return strconv.FormatFloat(x, 'f', 2, 64)
	case x < 99.95:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

// scaled returns x >= 0 with three digits and a prefix of the thousands.
func scaled(x float64) (number, prefix string) {
	for _, p := range [...]string{"", "k", "M", "G", "T", "P"} {
		if x < 999.5 {
			return digits3(x), p
		}
		x /= 1000
	}
	if x < 999.5 {
		return digits3(x), "E"
	}
	return ">999", "E"
}

// Duration returns d with its unit in at most DurationWidth cells: "184 ns",
// "1.94 ms", "38.8 s", "2m04s", "3h07m", "12d03h".
func Duration(d time.Duration) string {
	if d < 0 {
		if d == math.MinInt64 {
			d++
		}
		return "-" + Duration(-d)
	}
	x := float64(d)
	switch {
	case d == 0:
		return "0 s"
	case d < time.Microsecond:
		return strconv.FormatInt(int64(d), 10) + " ns"
	case x < 999.5e3:
		return digits3(x/1e3) + " µs"
	case x < 999.5e6:
		return digits3(x/1e6) + " ms"
	case x < 99.95e9:
		return digits3(x/1e9) + " s"
	}
	switch s := int64(d / time.Second); {
	case s < 3600:
		return pair(s/60, "m", s%60, "s")
	case s < 100*3600:
		return pair(s/3600, "h", s/60%60, "m")
	case s < 1000*86400:
		return pair(s/86400, "d", s/3600%24, "h")
	default:
		return strconv.FormatInt(s/86400, 10) + "d"
	}
}

func pair(a int64, ua string, b int64, ub string) string {
	return strconv.FormatInt(a, 10) + ua + two(b) + ub
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// Clock returns d as a clock shows it: "0:14", "12:03", "1:02:03".
func Clock(d time.Duration) string {
	if d < 0 {
		d = 0
	}
	s := int64(d / time.Second)
	if s < 3600 {
		return strconv.FormatInt(s/60, 10) + ":" + two(s%60)
	}
	return strconv.FormatInt(s/3600, 10) + ":" + two(s/60%60) + ":" + two(s%60)
}

// Count returns n in at most w cells: in full with commas between the
// thousands, else to three digits ("1.94 M"), else as "#" w times.
func Count(n int64, w int) string {
	full := humanize.Comma(n)
	if len(full) <= w {
		return full
	}
	sign, x := "", float64(n)
	if n < 0 {
		sign, x = "-", -x
	}
	number, prefix := scaled(x)
	short := sign + number + " " + prefix
	if len(short) <= w {
		return short
	}
	return times("#", w)
}

// Rate returns perSecond with its unit in at most RateWidth cells: "412 k/s".
// What is no number is "—".
func Rate(perSecond float64) string {
	if !(perSecond >= 0) || math.IsInf(perSecond, 0) {
		return "—"
	}
	number, prefix := scaled(perSecond)
	return number + " " + prefix + "/s"
}

// Share returns x, a part of 1, in at most ShareWidth cells: "20 %", "<1 %".
func Share(x float64) string {
	switch {
	case math.IsNaN(x):
		return "—"
	case x > 9.99:
		return ">999%"
	case x < -0.99:
		return "<-99%"
	case x > 0 && x < 0.005:
		return "<1 %"
	}
	n := int(math.Round(100 * x))
	if n < -9 {
		return strconv.Itoa(n) + "%"
	}
	return strconv.Itoa(n) + " %"
}

// Times returns x as a factor in at most TimesWidth cells: "×1.94".
func Times(x float64) string {
	switch {
	case !(x >= 0):
		return "—"
	case x >= 999.5:
		return "×>999"
	}
	return "×" + digits3(x)
}

// Ceiling returns the least of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten
// that is not below x: the top of an axis. It is 1 where x is not above 0.
func Ceiling(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(x)))
	if power == 0 {
		return x
	}
	for _, step := range [...]float64{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
		if step*power >= x {
			return step * power
		}
	}
	return 10 * power
}

// Plural returns a noun as it stands behind n: with an s unless n is 1.
func Plural(n int64, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
