package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"battscope/engine/dsl"
	"battscope/engine/strategy"
	"battscope/engine/task"
)

// A Fingerprint says which tasks and programs a run is about, so that runs of
// the same can be found. Hashes are in hexadecimal and do not depend on the
// order of files.
type Fingerprint struct {
	Data     string // of ids, grids and which outputs are known
	Pool     string // of names and bodies, and of what else decides what is tried on which task
	Start    string // of what the store had of the tasks, where that is part of the pool; else ""
	Tasks    int
	Programs int
}

// fingerprint hashes what a Source gave, and what is made of it.
func (r *Run) fingerprint(in *Input) (Fingerprint, error) {
	tasks := make([]string, len(in.Tasks))
	for i, t := range in.Tasks {
		tasks[i] = taskHash(t)
	}
	programs := make([]string, len(in.Programs))
	for i, f := range in.Programs {
		programs[i] = f.Name + "\x00" + dsl.Body(f)
	}
	if r.spec.Own {
		programs = append(programs, "\x00own")
	}
	if m := r.spec.Mutate; m.N > 0 {
		programs = append(programs, fmt.Sprintf("\x00mutants %d, seed %d, %+v, generations %d", m.N, m.Seed, r.strategy.Rates(), r.generations()))
	}
	start, err := r.start(in)
	if err != nil {
		return Fingerprint{}, err
	}
	if start != "" {
		programs = append(programs, "\x00start "+start)
	}
	return Fingerprint{Data: hashOf(tasks), Pool: hashOf(programs), Start: start, Tasks: len(in.Tasks), Programs: len(in.Programs)}, nil
}

// generations returns how many generations the run is to have: 0 where its passes
// are none, -1 where they have no end.
func (r *Run) generations() int {
	switch {
	case !r.spec.Evolve:
		return 0
	case r.spec.Repeat:
		return -1
	}
	return r.spec.Passes
}

// start hashes what the store has of the tasks, where mutants are made of it. Of
// a run that goes on it is what the store had when the run began.
func (r *Run) start(in *Input) (string, error) {
	switch {
	case r.spec.Mutate.N == 0 || !r.spec.Evolve && r.strategy.MutateParents == strategy.ParentsGiven:
		return "", nil
	case r.spec.Resume:
		return r.spec.Expect.Start, nil
	}
	var stored []string
	for _, t := range in.Tasks {
		list, err := r.store.Best(context.Background(), string(t.ID))
		if err != nil {
			return "", err
		}
		for _, s := range list {
			stored = append(stored, string(t.ID)+" "+s.Identity)
		}
	}
	return hashOf(stored), nil
}

func taskHash(t *task.Task) string {
	sum := sha256.Sum256(t.AppendJSON([]byte(t.ID)))
	return string(t.ID) + " " + hex.EncodeToString(sum[:])
}

// hashOf hashes a list without regard to its order.
func hashOf(list []string) string {
	slices.Sort(list)
	sum := sha256.Sum256([]byte(strings.Join(list, "\x01")))
	return hex.EncodeToString(sum[:16])
}

// A Sum is a hash of a set of facts that were added to it in any order. Equal
// sets have equal sums; different ones have different sums but for one chance in
// 2^64.
type Sum uint64

// add adds what one program did to the sum.
func (s *Sum) add(name string, facts ...uint64) {
	x := nameHash(name)
	for _, f := range facts {
		hi, lo := bits.Mul64(x^f^0xa0761d6478bd642f, 0xe7037ed1a0b428db^bits.RotateLeft64(f, 31))
		x = hi ^ lo
	}
	*s += Sum(x)
}

// nameHash is FNV-1a, which is the same on every machine; names are short.
func nameHash(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return h
}
