package store

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Limit is how many solvers a store keeps for each task.
const Limit = 32

// A Solver is a program as the store keeps it for a task. It is a value; nobody
// may change what its Parents point at.
//
// Identity stands for the program: two solvers of one identity are the same
// program, whatever their names. Name, Text, Time, Parents and Run take no part
// in the equality of stores.
type Solver struct {
	Identity  string // hash of the inlined graph, hexadecimal
	Text      string // the program, as the parser reads it
	Name      string
	Task      string
	Demo      int           // matches on demo samples
	Test      int           // matches on test samples with a known output
	Units     int64         // cost units, summed over the samples
	CostClass int           // CostClassOf(Units); Save sets it
	Time      time.Duration // measured; no part of the order
	Faults    int           // (program, sample) pairs that ended in a fault
	Parents   []string      // identities of the programs that it came from
	Run       string        // the run that put it here first
}

// Compare returns a negative number when a stands before b in the store's order,
// a positive one when after, and 0 when neither: more demo matches first, then
// more test matches, then fewer cost units, then the lesser identity. Candidates
// that have no identity yet may be compared too.
func Compare(a, b Solver) int {
	return cmp.Or(
		cmp.Compare(b.Demo, a.Demo),
		cmp.Compare(b.Test, a.Test),
		cmp.Compare(a.Units, b.Units),
		cmp.Compare(a.Identity, b.Identity),
	)
}

// topClass is the cost class of a program that costs nothing.
const topClass = 40

// CostClassOf returns the cost class of a program of so many cost units, summed
// over its samples: 40 less the number of binary digits of units, and at least
// 0. Higher is faster, and each class costs twice the one above it: 0 units are
// class 40, 1 unit 39, 2 and 3 units 38, a million 20, and from 2^39 units on it
// is 0.
//
// Note: the origin's t_log, 11 - int(ln seconds), is a logarithm too, but of a
// time that depends on the machine and on what else it did; units do not.
func CostClassOf(units int64) int {
	return max(0, topClass-bits.Len64(uint64(max(0, units))))
}

// same orders records of one identity, the one to keep first. They have the same
// scores, unless they were measured by different rules or cut by deadlines;
// then the better is kept. The rest is there to have an order at all.
func same(a, b Solver) int {
	return cmp.Or(
		Compare(a, b),
		cmp.Compare(a.Faults, b.Faults),
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Text, b.Text),
	)
}

// lineage orders records of one identity and one batch by where they came from.
func lineage(a, b Solver) int {
	return cmp.Or(slices.Compare(a.Parents, b.Parents), cmp.Compare(a.Run, b.Run))
}

// together merges a batch by identity, the same for every order of the batch:
// the better record, the least time, the least lineage.
func together(batch []Solver) map[string]Solver {
	merged := make(map[string]Solver, len(batch))
	for _, a := range batch {
		b, ok := merged[a.Identity]
		if !ok {
			merged[a.Identity] = a
			continue
		}
		keep := a
		if same(b, a) < 0 {
			keep = b
		}
		keep.Time = min(a.Time, b.Time)
		if lineage(a, b) < 0 {
			keep.Parents, keep.Run = a.Parents, a.Run
		} else {
			keep.Parents, keep.Run = b.Parents, b.Run
		}
		merged[a.Identity] = keep
	}
	return merged
}

// again merges a stored record with a new one of the same program: the better
// record, the newer time, the first lineage.
func again(stored, seen Solver) Solver {
	keep := stored
	if same(seen, stored) < 0 {
		keep = seen
	}
	keep.Time = seen.Time
	keep.Parents, keep.Run = stored.Parents, stored.Run
	return keep
}

// unchanged reports whether two records are the same in every field.
func unchanged(a, b Solver) bool {
	return same(a, b) == 0 && lineage(a, b) == 0 && a.Time == b.Time && a.CostClass == b.CostClass
}

// checkSolver panics on a solver that no caller should have made.
func checkSolver(task string, s Solver) {
	switch {
	case s.Identity == "":
		panic("store: Save of a solver without an identity")
	case s.Task != "" && s.Task != task:
		panic("store: Save of a solver of task " + s.Task + " for task " + task)
	case s.Demo < 0 || s.Test < 0 || s.Units < 0 || s.Faults < 0:
		panic("store: Save of a solver with a negative count")
	}
	for _, p := range s.Parents {
		if p == "" || strings.Contains(p, " ") {
			panic("store: Save of a solver with a parent that is no identity")
		}
	}
}
