// Package compare says whether one side differs from another, and how sure that
// is. It is pure: what was measured goes in, words come out; it runs nothing and
// reads no clock.
//
// Results come before clocks:
//
//  1. Refuse says why two runs cannot be compared at all: other data, pool,
//     store, level of observation or host (conditions.go).
//  2. Diff compares what the runs gave, program by program and sample by sample.
//     When that differs, it is the headline, and there is no verdict on times
//     (answers.go). Counts of work are shown beside it and decide nothing
//     (count.go).
//  3. Order is the order in which runs are made, A B B A (order.go), and Paired
//     judges their clocks: the median ratio with a bootstrap interval, an exact
//     sign-flip test on the paired log ratios, Holm's correction over the phases
//     (signflip.go, bootstrap.go, holm.go). Stored judges runs that were not
//     interleaved, by the U test (stored.go).
//  4. A verdict passes three gates: significance, the noise floor and the
//     absolute floor (verdict.go).
//  5. A Limit is a condition that a script may set (limit.go).
package compare
