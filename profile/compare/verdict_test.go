package compare

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// steady returns n pairs of a clock around two values, a thousandth apart.
func steady(name string, a, b float64, n int) Clock {
	c := Clock{Name: name}
	for i := range n {
		wobble := 1 + 0.001*float64(i%3)
		c.A, c.B = append(c.A, a*wobble), append(c.B, b*(1+0.001*float64((i+1)%3)))
	}
	return c
}

// TestVerdicts holds each gate to its bound.
func TestVerdicts(t *testing.T) {
	test := func(name string, a, b float64, pairs int, change func(*Options), want Verdict, note string) {
		t.Helper()
		o := DefaultOptions()
		if change != nil {
			change(&o)
		}
		clock := steady("demo", a, b, pairs)
		rest := steady("test", 0.5, 0.5, pairs)
		f := Paired(whole([]Clock{clock, rest}), []Clock{clock, rest}, o).Phases[0]
		if f.Verdict != want || !strings.Contains(f.Note, note) {
			t.Errorf("%s: %v (%s), want %v (%s); ratio %v, p %v", name, f.Verdict, f.Note, want, note, f.Ratio, f.Adjusted)
		}
	}
	test("twice as fast", 0.2, 0.1, 10, nil, Faster, "")
	test("half again as slow", 0.2, 0.3, 10, nil, Slower, "")
	test("equal", 0.2, 0.2, 10, nil, NoChange, "")
	test("below the noise floor", 0.5, 0.508, 10, nil, NoChange, "")
	test("above the noise floor", 0.5, 0.515, 10, nil, Slower, "")
	test("below the measured noise floor", 0.5, 0.515, 10, func(o *Options) { o.Floors = map[string]float64{"demo": 0.05} }, NoChange, "")
	test("below the absolute floor", 0.008, 0.0087, 10, nil, NoChange, "")
	test("too short", 0.004, 0.002, 10, nil, TooShort, "")
	test("too short on one side only", 0.2, 0.002, 10, nil, Faster, "")
	test("too few pairs", 0.2, 0.1, 5, nil, Undecided, "5 runs of a side, 7 or more can decide")
	test("stopped", 0.2, 0.1, 10, func(o *Options) { o.Asked = 20 }, Undecided, "stopped after 10 of 20")
}

// TestUndecided sees that a change that looks large and cannot be told from
// noise says how many pairs would tell.
func TestUndecided(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	phases := []Clock{sides(r, "demo", 0.3, 0.06, 0.2, 0, 10), sides(r, "test", 0.3, 0, 0.01, 0, 10)}
	timing := Paired(whole(phases), phases, DefaultOptions())
	f := timing.Phases[0]
	if f.Verdict != Undecided || !strings.Contains(f.Note, "runs of a side") {
		t.Errorf("%v (%s) of ratio %v, p %v", f.Verdict, f.Note, f.Ratio, f.Adjusted)
	}
	if !timing.Undecided() || timing.Regression() != nil {
		t.Error("the timing is not undecided, or a regression")
	}
	timing.Withhold()
	for _, f := range timing.Findings() {
		if f.Verdict != Withheld {
			t.Errorf("%s is %v after the verdicts were taken back", f.Name, f.Verdict)
		}
	}
}

// TestRegression sees that a slower phase is a regression unless the whole is
// faster.
func TestRegression(t *testing.T) {
	phase := steady("demo", 0.2, 0.25, 10)
	for rest, want := range map[float64]string{0.5: WholeName, 0.45: "demo", 0.3: ""} {
		phases := []Clock{phase, steady("test", 0.5, rest, 10)}
		got := ""
		if f := Paired(whole(phases), phases, DefaultOptions()).Regression(); f != nil {
			got = f.Name
		}
		if got != want {
			t.Errorf("with the rest at %v s the regression is %q, want %q", rest, got, want)
		}
	}
}

func TestNoiseFloors(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	phases := []Clock{sides(r, "demo", 0.3, 0, 0.3, 0, 10), steady("test", 0.5, 0.5, 10)}
	floors := Paired(whole(phases), phases, DefaultOptions()).NoiseFloors()
	if floors["demo"] < 0.03 || floors["test"] != leastFloor {
		t.Errorf("floors %v, want a large one of the noisy phase and the least of the steady one", floors)
	}
}

func TestLimit(t *testing.T) {
	clocks := []string{"demo", "unattrib."}
	for text, want := range map[string]Limit{
		"demo>+5%": {"demo", 0.05}, " all > 2.5 % ": {WholeName, 0.025}, "unattrib.>+0%": {"unattrib.", 0},
	} {
		got, err := ParseLimit(text, clocks)
		if err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", text, got, err, want)
		}
		if again, err := ParseLimit(got.String(), clocks); err != nil || again != got {
			t.Errorf("%q reads as %+v (%v), want %+v", got.String(), again, err, got)
		}
	}
	for _, text := range []string{"", "demo", "demo<5%", "dmo>+5%", "demo>-5%", "demo>5", "all>+" + strings.Repeat("9", 400) + "%"} {
		if l, err := ParseLimit(text, clocks); err == nil {
			t.Errorf("%q is %+v, want an error", text, l)
		}
	}
	phases := []Clock{steady("demo", 0.2, 0.22, 10)}
	timing := Paired(whole(phases), phases, DefaultOptions())
	for more, broken := range map[float64]bool{0.05: true, 0.2: false} {
		if f := (Limit{"demo", more}).Broken(timing); (f != nil) != broken {
			t.Errorf("10 %% more time breaks a limit of %v: %v, want %v", more, f != nil, broken)
		}
	}
	if math.Abs(timing.Phases[0].Change()-0.1) > 0.01 {
		t.Errorf("change %v, want 0.1", timing.Phases[0].Change())
	}
}

func TestRefuse(t *testing.T) {
	a := Conditions{Data: "d", Pool: "p", Level: "sampled", Host: []Fact{{"cpu", "x"}, {"cores", "2"}}}
	if why := Refuse(a, a, false); len(why) > 0 {
		t.Errorf("a side cannot be compared with itself: %v", why)
	}
	b := Conditions{Data: "e", Pool: "q", Level: "off", Own: true, Host: []Fact{{"cpu", "y"}, {"cores", "2"}}}
	if why := Refuse(a, b, false); len(why) != 5 || !strings.Contains(why[4], "cpu is x in A, y in B") {
		t.Errorf("reasons %q, want data, pool, level, own tasks and the cpu", why)
	}
	if why := Refuse(a, b, true); len(why) != 4 {
		t.Errorf("reasons %q with another host allowed, want 4", why)
	}
}
