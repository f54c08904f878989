package strategy

import (
	"flag"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"battscope/engine/probe"
)

func mustKnob(t testing.TB, name string) Knob {
	t.Helper()
	k, err := FindKnob(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func trimFloat(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// others returns texts for a knob, all of them different.
func others(k Knob) []string {
	switch k.Kind {
	case Choice:
		return k.Values
	case Switch:
		return []string{"false", "true"}
	case Whole:
		return []string{"1", "2", "77", "1024"}
	case Fraction:
		if k.Name == "verify" {
			return []string{"0", "0.001", "0.5", "1"}
		}
		return []string{"0", "0.001", "0.5", "2.25", "1000"}
	case Text:
		return []string{"interp", "all", "auto", "host:1", "host:64", "cuda:0,cuda:63,interp"}
	case Span:
		return []string{"0s", "1ns", "20ms", "1m30s", "24h0m0s"}
	}
	panic("strategy: a kind without texts")
}

// TestTable walks the struct: every field has one knob, of its kind, and every
// knob sets one field and no other.
func TestTable(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	names := map[string]bool{}
	owner := map[string]string{} // field to knob
	typ := reflect.TypeFor[Strategy]()
	for _, k := range Knobs() {
		if !kebab.MatchString(k.Name) || names[k.Name] {
			t.Errorf("%q is no name, or stands twice", k.Name)
		}
		names[k.Name] = true
		if k.Doc == "" || strings.HasSuffix(k.Doc, ".") || strings.ContainsAny(k.Doc, "\n`") || k.Doc[0] < 'a' || k.Doc[0] > 'z' {
			t.Errorf("%s: doc %q", k.Name, k.Doc)
		}
		if (k.Kind == Choice) != (len(k.Values) > 1) {
			t.Errorf("%s: a %v with the values %v", k.Name, k.Kind, k.Values)
		}
		if def := Default(); k.Default != k.Get(&def) {
			t.Errorf("%s: Default %q, want %q", k.Name, k.Default, k.Get(&def))
		}
		for _, text := range others(k) {
			s := Default()
			if err := k.Set(&s, text); err != nil {
				t.Errorf("%s = %s: %v", k.Name, text, err)
			}
			if got := k.Get(&s); got != text {
				t.Errorf("%s = %s reads back as %s", k.Name, text, got)
			}
			a, b := reflect.ValueOf(Default()), reflect.ValueOf(s)
			for n := range typ.NumField() {
				if a.Field(n).Equal(b.Field(n)) {
					continue
				}
				field := typ.Field(n).Name
				if was := owner[field]; was != "" && was != k.Name {
					t.Errorf("%s is set by %s and by %s", field, was, k.Name)
				}
				owner[field] = k.Name
				if want := strings.ReplaceAll(k.Name, "-", ""); strings.ToLower(field) != want {
					t.Errorf("%s is set by %s", field, k.Name)
				}
				checkKind(t, k, typ.Field(n).Type)
			}
		}
	}
	for n := range typ.NumField() {
		if owner[typ.Field(n).Name] == "" {
			t.Errorf("no knob sets %s", typ.Field(n).Name)
		}
	}
	if len(names) != typ.NumField() {
		t.Errorf("%d knobs for %d fields", len(names), typ.NumField())
	}
}

func checkKind(t *testing.T, k Knob, field reflect.Type) {
	t.Helper()
	want := Choice
	switch {
	case field == reflect.TypeFor[time.Duration]():
		want = Span
	case field.Kind() == reflect.Bool:
		want = Switch
	case field.Kind() == reflect.Int || field.Kind() == reflect.Int64:
		want = Whole
	case field.Kind() == reflect.Float64:
		want = Fraction
	case field.Kind() == reflect.String:
		want = Text
	}
	if k.Kind != want {
		t.Errorf("%s: kind %v, want %v", k.Name, k.Kind, want)
	}
}

// TestEnums sees that the words of each set are its constants, in order.
func TestEnums(t *testing.T) {
	test := func(last uint8, words []string, e func(uint8) string) {
		t.Helper()
		if len(words) != int(last)+1 {
			t.Errorf("words %v for %d constants", words, last+1)
		}
		for n, w := range words {
			if e(uint8(n)) != w {
				t.Errorf("%d is %s, want %s", n, e(uint8(n)), w)
			}
		}
		if got := e(last + 1); !strings.Contains(got, "(") {
			t.Errorf("%d reads %s", last+1, got)
		}
	}
	test(uint8(EvaluationBatt), EvaluationBatt.words(), func(n uint8) string { return Evaluation(n).String() })
	test(uint8(ParallelChunks), ParallelChunks.words(), func(n uint8) string { return Parallel(n).String() })
	test(uint8(FilterBody), FilterBody.words(), func(n uint8) string { return Filter(n).String() })
	test(uint8(OrderBestFirst), OrderBestFirst.words(), func(n uint8) string { return Order(n).String() })
	test(uint8(DiffsDistinct), DiffsDistinct.words(), func(n uint8) string { return Diffs(n).String() })
	test(uint8(ScopeAlone), ScopeAlone.words(), func(n uint8) string { return Scope(n).String() })
	test(uint8(PerBatt), PerBatt.words(), func(n uint8) string { return Per(n).String() })
	test(uint8(PoolShared), PoolShared.words(), func(n uint8) string { return Pool(n).String() })
	test(uint8(DeviceAuto), DeviceAuto.words(), func(n uint8) string { return DeviceKind(n).String() })
	test(uint8(probe.LevelAll), mustKnob(t, "observe").Values, func(n uint8) string { return probe.Level(n).String() })
	test(uint8(Text), Text.words(), func(n uint8) string { return Kind(n).String() })
	if got, err := ParseEnum[Order]("best-first"); got != OrderBestFirst || err != nil {
		t.Errorf("ParseEnum(best-first) = %v, %v", got, err)
	}
}

// TestBadValues sees that a wrong value is refused in one line that says what is
// wanted, and changes nothing.
func TestBadValues(t *testing.T) {
	bad := []struct{ knob, text, want string }{
		{"diff", "match", "diff is match, want none, all, matches or distinct; did you mean matches?"},
		{"diff", "", `diff is "", want none, all, matches or distinct`},
		{"diff", "Distict", "diff is Distict, want none, all, matches or distinct; did you mean distinct?"},
		{"validate-order", "best", "validate-order is best, want every or best-first; did you mean best-first?"},
		{"filter", "body ", `filter is "body ", want none or body; did you mean body?`},
		{"filter", "something else", `filter is "something else", want none or body`},
		{"workers", "-1", "workers is -1, want a whole number from 0 to 1024"},
		{"workers", "1025", "workers is 1025, want a whole number from 0 to 1024"},
		{"workers", "2.5", "workers is 2.5, want a whole number from 0 to 1024"},
		{"workers", "99999999999999999999", "workers is 99999999999999999999, want a whole number from 0 to 1024"},
		{"inline-workers", "a\nb", `inline-workers is "a\nb", want a whole number from 0 to 1024`},
		{"pool-slots", "0", "pool-slots is 0, want a whole number from 1 to 1024"},
		{"fuel", "0", "fuel is 0, want a whole number from 1 to 1000000000000000"},
		{"deadline", "-1s", "deadline is -1s, want a time with its unit (1.5s, 20ms) from 0 to 24h0m0s"},
		{"deadline", "5", "deadline is 5, want a time with its unit (1.5s, 20ms) from 0 to 24h0m0s"},
		{"deadline", "25h", "deadline is 25h, want a time with its unit (1.5s, 20ms) from 0 to 24h0m0s"},
		{"deadline-calibrated", "NaN", "deadline-calibrated is NaN, want 0 or a number from 0.001 to 1000"},
		{"deadline-calibrated", "+Inf", "deadline-calibrated is +Inf, want 0 or a number from 0.001 to 1000"},
		{"deadline-calibrated", "-0.5", "deadline-calibrated is -0.5, want 0 or a number from 0.001 to 1000"},
		{"deadline-calibrated", "1e-9", "deadline-calibrated is 1e-9, want 0 or a number from 0.001 to 1000"},
		{"verify", "101%", "verify is \"101%\", want 0% to 100%, or a number from 0 to 1"},
		{"verify", "2", "verify is 2, want 0 or a number from 1e-06 to 1"},
		{"devices", "host", "devices is host, " + wantDevices},
		{"devices", "host:0", "devices is \"host:0\", " + wantDevices},
		{"devices", "host:65", "devices is \"host:65\", " + wantDevices},
		{"devices", "host:04", "devices is \"host:04\", " + wantDevices},
		{"devices", "", `devices is "", ` + wantDevices},
		{"devices", "cuda", "devices is cuda, " + wantDevices},
		{"devices", "cuda:-1", "devices is \"cuda:-1\", " + wantDevices},
		{"devices", "interp:1", "devices is \"interp:1\", " + wantDevices},
		{"devices", "hosts:2", "devices is \"hosts:2\", " + wantDevices + "; did you mean host?"},
		{"devices", "cuda:0,cuda:0", "devices is \"cuda:0,cuda:0\", which names cuda twice"},
		{"devices", "host:2,host:3", "devices is \"host:2,host:3\", which names host twice"},
		{"devices", "all,host:2", "devices is \"all,host:2\", but all stands only by itself"},
		{"observe", "every", "observe is every, want off, counts, sampled or all"},
		{"observe", "count", "observe is count, want off, counts, sampled or all; did you mean counts?"},
		{"diff-test", "yes", "diff-test is yes, want true or false"},
		{"inline-cache", "1", "inline-cache is 1, want true or false"},
	}
	for _, b := range bad {
		s := Default()
		err := mustKnob(t, b.knob).Set(&s, b.text)
		if err == nil || err.Error() != b.want {
			t.Errorf("%s = %q: %v, want %s", b.knob, b.text, err, b.want)
		}
		if s != Default() {
			t.Errorf("%s = %q changed the strategy", b.knob, b.text)
		}
	}
	long := strings.Repeat("x", 100_000) + "\n"
	for _, k := range Knobs() {
		s := Default()
		err := k.Set(&s, long)
		if err == nil || len(err.Error()) > 300 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s = 100000 letters: an error of %d bytes", k.Name, len(err.Error()))
		}
	}
	s := Default()
	if err := mustKnob(t, "deadline-calibrated").Set(&s, "-0"); err != nil || mustKnob(t, "deadline-calibrated").Get(&s) != "0" {
		t.Errorf("-0 is not 0: %v", err)
	}
}

// TestShare sees that percent and parts are the same.
func TestShare(t *testing.T) {
	for text, want := range map[string]float64{"1%": 0.01, "0.01": 0.01, "100%": 1, "0%": 0, "0.5": 0.5} {
		s := Default()
		if err := mustKnob(t, "verify").Set(&s, text); err != nil || s.Verify != want {
			t.Errorf("verify = %s is %v, %v, want %v", text, s.Verify, err, want)
		}
	}
}

// TestFlags parses a command line with a flag for every knob.
func TestFlags(t *testing.T) {
	s := Default()
	set := flag.NewFlagSet("run", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	for _, k := range Knobs() {
		f := k.Flag(&s)
		if f.Type() == "" || f.String() != k.Default {
			t.Errorf("%s: type %q, value %q, default %q", k.Name, f.Type(), f.String(), k.Default)
		}
		set.Var(f, k.Name, k.Doc)
	}
	// pflag.Value has one method more than flag.Value.
	var _ interface {
		String() string
		Set(string) error
		Type() string
	} = (*Flag)(nil)
	if err := set.Parse([]string{"-diff-test", "-diff", "matches", "-deadline=90s", "-workers", "3"}); err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.DiffTest, want.Diff, want.Deadline, want.Workers = true, DiffsMatches, 90*time.Second, 3
	if s != want {
		t.Errorf("flags gave %s, want %s", Name(s), Name(want))
	}
	set.PrintDefaults() // asks zero Flags for their text
	if got := new(Flag).String(); got != "" {
		t.Errorf("a zero Flag reads %q", got)
	}
}
