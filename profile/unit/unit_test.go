package unit

import (
	"math"
	"testing"
)

func TestLabel(t *testing.T) {
	test := func(value int64, from, to, want string) {
		t.Helper()
		if got := Label(value, from, to); got != want {
			t.Errorf("Label(%d, %q, %q) = %q, want %q", value, from, to, got, want)
		}
	}
	test(0, "nanoseconds", Auto, "0")
	test(1, "nanoseconds", Auto, "1ns")
	test(17_390_000, "nanoseconds", Auto, "17.39ms")
	test(-1_500_000_000, "nanoseconds", Auto, "-1.50s")
	test(2_000_000_000, "nanoseconds", "ms", "2000ms")
	test(4096, "bytes", Auto, "4kB")
	test(4096, "bytes", "MB", "0")
	test(6000, "bytes", "MB", "0.01MB")
	test(160, "count", Auto, "160")
	test(160, "units", Minimum, "160")
	test(160, "units", "units", "160units")
	test(math.MinInt64, "count", Auto, "-9223372036854775808")
}

func TestPercent(t *testing.T) {
	test := func(value, total int64, want string) {
		t.Helper()
		if got := Percent(value, total); got != want {
			t.Errorf("Percent(%d, %d) = %q, want %q", value, total, got, want)
		}
	}
	test(0, 0, "    0%")
	test(1, 3, "33.33%")
	test(-1, 3, "33.33%")
	test(3, 3, "  100%")
	test(1, 1000, "  0.1%")
	test(1, 7000, "0.014%")
}

func TestCommon(t *testing.T) {
	test := func(smallest, largest int64, from, want string) {
		t.Helper()
		if got := Common(smallest, largest, from); got != want {
			t.Errorf("Common(%d, %d, %q) = %q, want %q", smallest, largest, from, got, want)
		}
	}
	test(10_000_000, 90_000_000, "nanoseconds", "ms")
	test(10_000_000, 9_000_000_000, "nanoseconds", "s")
	test(20_000, 9_000_000_000, "nanoseconds", "ms")
	test(0, 512, "bytes", "B")
	test(1, 5, "count", "count")
}
