package capture

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"runtime/pprof"
	"slices"
	"time"

	"battscope/engine/probe"

	"github.com/google/pprof/profile"
)

// goRate is how often Go's CPU profiler looks, a second of processor time.
const goRate = 100

// tolerance is by how much the profile's total may differ from the processor
// time of the process before its times are scaled.
const tolerance = 0.03

// cpuCapture is a CPU profile being taken.
type cpuCapture struct {
	data  bytes.Buffer
	rate  int
	used  time.Duration // by the process, at the beginning
	known bool
}

func startCPU(rate int) (*cpuCapture, error) {
	if rate == 0 {
		rate = goRate
	}
	c := &cpuCapture{rate: rate}
	if err := startProfiler(&c.data, rate); err != nil {
		return nil, err
	}
	c.used, c.known = probe.ProcessCPU()
	return c, nil
}

// stop ends the profile and returns the processor time that the process used
// while it was taken.
func (c *cpuCapture) stop() (used time.Duration, known bool) {
	now, ok := probe.ProcessCPU()
	pprof.StopCPUProfile()
	return now - c.used, ok && c.known
}

// finish returns the profile, its times scaled where the rate was not kept.
func (c *cpuCapture) finish(withInterface bool, r *Report) (*profile.Profile, error) {
	used, known := c.stop()
	p, err := profile.ParseData(c.data.Bytes())
	if err != nil {
		return nil, err
	}
	if known {
		if warning := rescale(p, used, c.rate); warning != "" {
			r.Warnings = append(r.Warnings, warning)
		}
	}
	if !withInterface {
		if warning := dropInterface(p); warning != "" {
			r.Warnings = append(r.Warnings, warning)
		}
	}
	return p, nil
}

// rescale makes the times of a CPU profile add up to the processor time that the
// process used, where they differ by more than the tolerance, and says so in the
// profile. It returns what it says, or nothing.
func rescale(p *profile.Profile, used time.Duration, asked int) string {
	index := slices.IndexFunc(p.SampleType, func(t *profile.ValueType) bool { return t.Unit == "nanoseconds" })
	if index < 0 {
		return ""
	}
	var total time.Duration
	for _, s := range p.Sample {
		total += time.Duration(s.Value[index])
	}
	if total <= 0 || used <= 0 {
		return ""
	}
	factor := float64(used) / float64(total)
	if math.Abs(factor-1) <= tolerance {
		return ""
	}
	// Rounding each sample would lose what the whole was scaled for: a value is
	// the difference of two rounded sums.
	var before, after int64
	for _, s := range p.Sample {
		before += s.Value[index]
		next := int64(math.Round(float64(before) * factor))
		s.Value[index] = next - after
		after = next
	}
	p.Period = int64(math.Round(float64(p.Period) * factor))
	text := fmt.Sprintf("CPU times are scaled by %.3f: the profiler was asked for %d Hz and saw %v of the %v that the process used, which is %.0f Hz",
		factor, asked, total.Round(time.Millisecond), used.Round(time.Millisecond), float64(asked)/factor)
	p.Comments = append(p.Comments, text)
	return text
}

// dropInterface takes the screens' own samples out, and says so in the profile.
func dropInterface(p *profile.Profile) string {
	var dropped int64
	last := len(p.SampleType) - 1
	p.Sample = slices.DeleteFunc(p.Sample, func(s *profile.Sample) bool {
		if !s.HasLabel(roleKey, roleInterface) {
			return false
		}
		dropped += s.Value[last]
		return true
	})
	if dropped == 0 {
		return ""
	}
	text := fmt.Sprintf("%v of battscope's own screens are left out", time.Duration(dropped).Round(time.Millisecond))
	p.Comments = append(p.Comments, text)
	return text
}

// errInUse says that the process's one CPU profiler is taken.
var errInUse = errors.New("the process is being profiled already")
