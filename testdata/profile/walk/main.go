// Walk recurses through a tree of numbers and writes CPU and heap profiles of
// itself: go run . CPU HEAP
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
)

type node struct {
	left, right *node
	value       uint64
}

func build(depth int, seed uint64) *node {
	if depth == 0 {
		return nil
	}
	seed = mix(seed)
	return &node{build(depth-1, seed+1), build(depth-1, seed+2), seed}
}

// mix is small enough to be inlined.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

func sum(n *node) uint64 {
	if n == nil {
		return 0
	}
	return mix(n.value) + sum(n.left) + even(n.right)
}

// even and sum call one another: a recursion through two functions.
func even(n *node) uint64 {
	if n == nil {
		return 1
	}
	return n.value&^1 + sum(n.right) + even(n.left)
}

func main() {
	runtime.MemProfileRate = 64 << 10
	cpu, err := os.Create(os.Args[1])
	check(err)
	check(pprof.StartCPUProfile(cpu))
	tree := build(18, 7)
	total := uint64(0)
	for range 1500 {
		total += sum(tree)
	}
	pprof.StopCPUProfile()
	check(cpu.Close())
	heap, err := os.Create(os.Args[2])
	check(err)
	runtime.GC()
	check(pprof.WriteHeapProfile(heap))
	check(heap.Close())
	println(total, tree.value)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
