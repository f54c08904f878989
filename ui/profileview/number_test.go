package profileview

import (
	"testing"

	"battscope/profile/stacks"
)

// TestFitting keeps pprof's unit of a table where the total fits into its column.
func TestFitting(t *testing.T) {
	nanoseconds := stacks.Type{Name: "time", Unit: "nanoseconds"}
	for _, test := range []struct {
		in    string
		total int64
		want  string
	}{
		{"us", 7_521_175_140, "7521.18 ms"},
		{"us", 75_211_751, "75211.75 µs"},
		{"ns", 3_600_000_000_000, "3600 s"},
		{"ms", 7_521_175_140, "7521.18 ms"},
		{"us", -7_521_175_140, "-7521.18 ms"},
	} {
		if got := amount(test.total, nanoseconds, fitting(test.in, []int64{12, test.total}, nanoseconds)); got != test.want {
			t.Errorf("%d ns in %s reads %q, want %q", test.total, test.in, got, test.want)
		}
	}
	if got := fitting("units", []int64{1 << 60}, stacks.Type{Name: "cost", Unit: "units"}); got != "units" {
		t.Errorf("a count's unit is %q", got)
	}
}

// TestPercent has room for all shares in their column.
func TestPercent(t *testing.T) {
	for _, test := range []struct {
		v    int64
		want string
	}{{0, "0 %"}, {1, "<0.01 %"}, {-1, ">-0.01 %"}, {10_000, "0.01 %"}, {12_360_000, "12.36 %"}, {-39_620_000, "-39.62 %"}, {100_000_000, "100 %"}} {
		if got := percent(test.v, 100_000_000); got != test.want || len(got) > percentWidth {
			t.Errorf("%d of 100,000,000 reads %q, want %q", test.v, got, test.want)
		}
	}
}
