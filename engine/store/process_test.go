package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// roleVar names what a child process of the tests does: "kill" or "write", the
// store's path, and a number.
const roleVar = "BATTSCOPE_STORE_TEST"

// TestMain runs the tests, or is one of the processes that they start.
func TestMain(m *testing.M) {
	role := strings.Split(os.Getenv(roleVar), "|")
	if len(role) < 3 {
		os.Exit(m.Run())
	}
	var n int
	fmt.Sscan(role[2], &n)
	if role[0] == "kill" {
		fmt.Println("start")
	}
	s, err := Open(role[1])
	if err == nil && role[0] == "kill" {
		err = saveForEver(s, n)
	} else if err == nil {
		err = writeBatches(s, n)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// child starts the test binary in a role.
func child(t *testing.T, role, path string, n int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", roleVar, role, path, n))
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	return c, bufio.NewScanner(out)
}

const killTasks = 5

// generation is a batch that pushes out all of the batches before it, so that a
// whole task has the programs of one generation, each with two differ scores.
func generation(n int) ([]Solver, []Differ) {
	var batch []Solver
	for i := range Limit {
		batch = append(batch, Solver{
			Identity: fmt.Sprintf("%04d-%02d", n, i), Demo: n, Text: strings.Repeat("O = rot90(I)\n", 1+(n+i)%100),
		})
	}
	differs := newWorld(1).differs(batch, 2)
	return batch, differs
}

// saveForEver saves generation after generation, and says so after each save.
func saveForEver(s *Store, from int) error {
	fmt.Println("open")
	for n := from; ; n++ {
		batch, differs := generation(n)
		for task := range killTasks {
			if _, err := s.Save(context.Background(), fmt.Sprint(task), batch, differs); err != nil {
				return err
			}
			fmt.Println(task, n)
		}
	}
}

// TestKill kills a process that saves at 20 random moments, the first four of
// them while it opens a new store, the others over and over on the store that
// the killed ones left. It sees that the store is sound, that every task is
// whole, and that no save is lost that had returned.
func TestKill(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 3))
	path, from := "", 1
	saves := 0
	step := 1
	if testing.Short() {
		step = 3
	}
	for round := 0; round < 20; round += step {
		if round < 5 {
			path, from = filepath.Join(t.TempDir(), "solvers.db"), 1
		}
		c, out := child(t, "kill", path, from)
		// The moment is so many lines and then a part of a save, whatever the speed.
		lines, wait := 1, random.Int64N(int64(25*time.Millisecond))
		if round >= 4 {
			lines, wait = 2+random.IntN(3*killTasks), random.Int64N(int64(8*time.Millisecond))
		}
		said := map[string]int{}
		for n := 1; out.Scan(); n++ {
			if n == lines {
				time.AfterFunc(time.Duration(wait), func() { c.Process.Kill() })
			}
			var task string
			var generation int
			if got, _ := fmt.Sscan(out.Text(), &task, &generation); got == 2 {
				said[task] = generation
				saves++
			} else if out.Text() != "start" && out.Text() != "open" {
				t.Errorf("round %d: the child says %s", round, out.Text())
			}
		}
		if c.Wait() == nil {
			t.Fatalf("round %d: the child ended by itself", round)
		}
		from = max(from, wholeTasks(t, path, said)+1)
	}
	t.Logf("%d saves returned before their process was killed", saves)
}

// wholeTasks checks the store that a killed process left, and returns the last
// generation in it.
func wholeTasks(t *testing.T, path string, said map[string]int) (last int) {
	t.Helper()
	ctx := context.Background()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	for n := range killTasks {
		task := fmt.Sprint(n)
		list, err := s.Best(ctx, task)
		if err != nil {
			t.Fatal(err)
		}
		differs, err := s.Differs(ctx, task)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 && said[task] == 0 {
			continue // not yet saved
		}
		if len(list) != Limit || len(differs) != 2*Limit || list[0].Demo != list[Limit-1].Demo {
			t.Fatalf("task %s has %d programs and %d scores, not those of one generation", task, len(list), len(differs))
		}
		if list[0].Demo < said[task] {
			t.Fatalf("task %s has generation %d, but the save of %d had returned", task, list[0].Demo, said[task])
		}
		last = max(last, list[0].Demo)
	}
	return last
}

const writers, rounds = 3, 15

// writeBatches saves what writer n saves.
func writeBatches(s *Store, n int) error {
	w := newWorld(uint64(n))
	for range rounds {
		batch := w.batch("a", 30, 400)
		if _, err := s.Save(context.Background(), "a", batch, w.differs(batch, 2)); err != nil {
			return err
		}
	}
	return s.Close()
}

// TestProcesses lets processes create one store at once and save to it.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "solvers.db")
	var wg sync.WaitGroup
	m := model{}
	for n := range writers {
		c, out := child(t, "write", path, n)
		wg.Go(func() {
			for out.Scan() {
				t.Error(out.Text())
			}
			if err := c.Wait(); err != nil {
				t.Error(err)
			}
		})
		w := newWorld(uint64(n))
		for range rounds {
			batch := w.batch("a", 30, 400)
			w.differs(batch, 2)
			m.add("a", batch)
		}
	}
	wg.Wait()
	s := openFile(t, path)
	digests(t, s)
	m.holds(t, s)
}
