package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// goBench reads what go test -bench prints: each benchmark is a phase, whose wall
// is its iterations times what one took.
func goBench() Mapper {
	return Mapper{
		Name: "go-bench", Doc: "go test -bench",
		Lines: []Line{
			{regexp.MustCompile(`^(Benchmark\S*?)(?:-(\d+))?\s+(\d+)\s+([\d.]+(?:e[+-]?\d+)?) ns/op`), true, func(b *builder, _ *state, m []string) {
				n, err := strconv.ParseInt(m[3], 10, 64)
				each, err2 := strconv.ParseFloat(m[4], 64)
				if err != nil || err2 != nil || each*float64(n) > float64(maxSpan) {
					b.warn("bench", "%q is no result of a benchmark", clip(m[0]))
					return
				}
				// A slash is a sub-benchmark, and no step: its parent has no time of its own.
				s := b.span(strings.ReplaceAll(strings.TrimPrefix(m[1], "Benchmark"), "/", "·"))
				add(&s.wall, time.Duration(each*float64(n)))
				add(&s.calls, n)
				if procs, err := strconv.Atoi(m[2]); err == nil {
					b.host.GOMAXPROCS = procs
				}
			}},
			{regexp.MustCompile(`^goos: (\S+)`), true, func(b *builder, _ *state, m []string) { b.host.OS = clip(m[1]) }},
			{regexp.MustCompile(`^goarch: (\S+)`), false, func(b *builder, _ *state, m []string) { b.host.Arch = clip(m[1]) }},
			{regexp.MustCompile(`^cpu: (.+)`), false, func(b *builder, _ *state, m []string) { b.host.CPU = clip(m[1]) }},
			{regexp.MustCompile(`^pkg: (\S+)`), false, func(b *builder, _ *state, m []string) {
				if b.name == "" {
					b.name = clip(m[1])
				}
			}},
			{regexp.MustCompile(`^ok\s+\S+\s+([\d.]+)s`), false, func(b *builder, _ *state, m []string) {
				if d, ok := b.duration(m[1]); ok {
					add(&b.wall, d)
				}
				b.ended = true
			}},
			{regexp.MustCompile(`^PASS$`), false, func(b *builder, _ *state, _ []string) { b.ended = true }},
			{regexp.MustCompile(`^FAIL\b`), false, func(b *builder, _ *state, _ []string) { b.ended, b.failed = true, "go test failed" }},
		},
	}
}
