// Package engine runs a pool of programs over tasks: the work that everything
// above shows, compares and profiles.
//
// A run goes through its phases in order:
//
//  1. load: package task reads tasks, package dsl reads programs (source.go).
//  2. compile: package batt merges the pool into one graph.
//  3. For each task, demo and then test: workers evaluate every program on
//     every sample with package interp and compare (stretch.go); or, where the
//     strategy names devices, package sched shares the same work out among them
//     (devices.go). Package device is what a device must do.
//  4. diff: package differ gives near misses their credit; filter drops what
//     cannot stay (candidate.go).
//  5. With mutants, package mutate makes more programs of the task's, and each
//     chunk of them goes through 2 to 4 as the given ones did (mutants.go).
//  6. inline, validate, save and differs: what is left gets its identity, is run
//     alone, and goes into the store (pipeline.go).
//
// Package op is the table of primitives and package value what they work on;
// package probe holds what a run shows of itself, and package account the books of
// what programs use, which a run keeps where somebody asks for them (book.go,
// metering.go). A Run publishes its state by Snapshot, which costs the workers
// nothing: they count in memory of their own and add it up every few programs.
package engine
