// Package stacks holds a pprof profile in the form in which all our views read
// it: integers, names once, stacks as one tree.
//
//  1. Read takes a file of pprof's format, from any program, compressed or not,
//     and says of a damaged one what is wrong (read.go).
//  2. New turns a profile.Profile into a Set and keeps nothing of it (build.go).
//  3. Subtract makes the difference of two profiles (difference.go).
//  4. Set.Select picks a sample type and the samples that a Query wants, by
//     regular expression and by label, and adds their values up (select.go).
//
// Packages flame, callgraph and listing draw from the Selection what they show.
package stacks
