// Sorts orders and counts words on two goroutines with labels and writes a CPU
// profile of itself: go run . CPU SHARE
package main

import (
	"cmp"
	"context"
	"os"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// words returns n words that differ.
func words(n int) []string {
	list := make([]string, n)
	x := uint32(1)
	for i := range list {
		x = x*1664525 + 1013904223
		list[i] = strconv.FormatUint(uint64(x), 36)
	}
	return list
}

// insertion is quadratic on purpose.
func insertion[T cmp.Ordered](list []T) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j] < list[j-1]; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

func library(list []string) { slices.SortFunc(list, strings.Compare) }

func counts(list []string) map[string]int {
	m := map[string]int{}
	for _, w := range list {
		m[strings.ToUpper(w[:2])]++
	}
	return m
}

func main() {
	cpu, err := os.Create(os.Args[1])
	check(err)
	rounds, err := strconv.Atoi(os.Args[2])
	check(err)
	check(pprof.StartCPUProfile(cpu))
	var wg sync.WaitGroup
	for worker := range 2 {
		wg.Add(1)
		go pprof.Do(context.Background(), pprof.Labels("phase", []string{"demo", "test"}[worker], "worker", strconv.Itoa(worker)), func(context.Context) {
			defer wg.Done()
			for range rounds * (worker + 1) {
				insertion(words(600))
				library(words(20000))
				counts(words(20000))
			}
		})
	}
	wg.Wait()
	pprof.StopCPUProfile()
	check(cpu.Close())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
