//go:build cuda && cgo && linux && amd64

package gpu_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"battscope/engine"
	"battscope/engine/batt"
	"battscope/engine/device"
	"battscope/engine/dsl"
	"battscope/engine/grid"
	"battscope/engine/interp"
	"battscope/engine/op"
	"battscope/engine/strategy"
	"battscope/engine/task"
	"battscope/gpu"
	"battscope/gpu/kernel"
)

// TestMain is also the process that works a card.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == gpu.ChildCommand {
		if err := gpu.Child(os.Stdin, os.Stdout, os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	var err error
	if standInDir, err = os.MkdirTemp("", "standin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(standInDir)
	os.Exit(code)
}

// standInDir is the folder that the stand-in driver is compiled into.
var standInDir string

// compiled compiles the stand-in driver, once.
var compiled = sync.OnceValues(func() (path string, err error) {
	path = filepath.Join(standInDir, "libcuda.so")
	out, err := exec.Command("gcc", "-std=gnu11", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", path, "cuda/standin/standin.c").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return path, err
})

// standIn returns an Opener of the stand-in driver.
func standIn(t testing.TB) gpu.Opener {
	t.Helper()
	path, err := compiled()
	if err != nil {
		t.Fatalf("compile the stand-in driver: %v", err)
	}
	return gpu.Opener{Library: path}
}

// card opens card 0 of the stand-in.
func card(t testing.TB) device.Device {
	t.Helper()
	names, err := strategy.ParseDevices("cuda:0")
	if err != nil {
		t.Fatal(err)
	}
	devices, _, err := standIn(t).Open(names, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := devices[0].Close(); err != nil {
			t.Error(err)
		}
	})
	return devices[0]
}

// keeper keeps every grid.
type keeper struct{ m map[string]*grid.Grid }

func key(sample int, d grid.Digest) string                { return fmt.Sprint(sample, d) }
func (k *keeper) Want(s int, d grid.Digest) bool          { return k.m[key(s, d)] == nil }
func (k *keeper) Keep(s int, d grid.Digest, g *grid.Grid) { k.m[key(s, d)] = g }
func everyItem(w *device.Work) (items []device.Item) {
	for k := range w.Samples {
		for p := range w.Batt.Programs {
			items = append(items, device.Item{Program: int32(p), Sample: int32(k)})
		}
	}
	return items
}

// compare holds what the card gives of w to the interpreter, and returns how many
// items it did and refused.
func compare(t *testing.T, d device.Device, w *device.Work) (done, refused int) {
	t.Helper()
	if err := d.Load(w); err != nil {
		t.Fatal(err)
	}
	items := everyItem(w)
	kept := &keeper{map[string]*grid.Grid{}}
	b := &device.Batch{Items: items, Results: make([]device.Result, len(items)), Outputs: kept}
	if err := d.Eval(b); err != nil {
		t.Fatal(err)
	}
	m := interp.NewMachine(w.Batt, w.Limits, nil)
	last := int32(-1)
	for i, item := range items {
		got := b.Results[i]
		if got.Refused {
			refused++
			continue
		}
		done++
		s := w.Samples[item.Sample]
		if item.Sample != last {
			m.Load(s.In)
			last = item.Sample
		}
		res := m.Run(int(item.Program))
		want := device.Result{Done: true, Cost: res.Cost, Fault: res.Fault, Line: int32(res.Line)}
		if res.Fault == 0 {
			want.Out, want.Match = interp.DigestOf(res.Out), s.Out != nil && interp.Equal(res.Out, s.Out)
		}
		if got != want {
			t.Fatalf("on %v the card gives %+v, the interpreter %+v, of\n%s", s.In, got, want, source(w.Batt.Programs[item.Program].Func))
		}
		if g := kept.m[key(int(item.Sample), got.Out)]; g == nil || !grid.Equal(g, interp.ToGrid(res.Out)) {
			t.Fatalf("the card kept\n%v\nfor\n%v", g, interp.ToGrid(res.Out))
		}
	}
	return done, refused
}

func source(f *dsl.Func) string { return (&dsl.File{Funcs: []*dsl.Func{f}}).String() }

// TestCardPools holds the card to the interpreter on the built-in pools and on
// the public solvers, where these are.
func TestCardPools(t *testing.T) {
	d := card(t)
	table := op.NewTable()
	check := func(name string, in *engine.Input, fuel int64) {
		b := batt.Compile(table, in.Programs)
		done, refused := 0, 0
		for _, k := range in.Tasks {
			w := &device.Work{Batt: b, Limits: interp.Limits{Fuel: fuel}, Stop: new(atomic.Bool)}
			for _, s := range append(k.Demo[:len(k.Demo):len(k.Demo)], k.Test...) {
				w.Samples = append(w.Samples, device.Sample{In: s.In, Out: s.Out})
			}
			x, y := compare(t, d, w)
			done, refused = done+x, refused+y
		}
		if done == 0 {
			t.Errorf("%s: the card did nothing", name)
		}
		t.Logf("%s, fuel %d: %d programs, %d with kernels; %d items done, %d refused", name, fuel, len(in.Programs), kernel.Compile(b).Programs(), done, refused)
	}
	for _, name := range []string{"seed", "tour", "storm"} {
		in, err := (&engine.Source{BuiltIn: os.DirFS("../testdata/" + name)}).Load(table)
		if err != nil {
			t.Fatal(err)
		}
		in.Tasks = in.Tasks[:min(len(in.Tasks), 4)]
		for _, fuel := range []int64{300_000, 60} {
			check(name, in, fuel)
		}
	}
	if in := public(t, table); in != nil {
		var some []*task.Task
		for n := 0; n < len(in.Tasks); n += 20 {
			some = append(some, in.Tasks[n])
		}
		in.Tasks = some
		check("public", in, 4_000_000)
	}
}

// public returns the public solvers and tasks, where these are.
func public(t *testing.T, table *op.Table) *engine.Input {
	t.Helper()
	const arc = "../../shared/arc/training"
	if _, err := os.Stat(arc); err != nil || os.Getenv("ARC_DSL") == "" {
		return nil
	}
	in, err := (&engine.Source{Data: []string{arc}, Programs: []string{filepath.Join(os.Getenv("ARC_DSL"), "solvers.py")}}).Load(table)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestCardSolvers runs each public solver on its own task, and counts those that
// the card does all samples of.
func TestCardSolvers(t *testing.T) {
	table := op.NewTable()
	in := public(t, table)
	if in == nil {
		t.Skip("no public solvers: ARC_DSL is not set to their folder")
	}
	d := card(t)
	whole, some := 0, 0
	for _, f := range in.Programs {
		for _, k := range in.Tasks {
			if !strings.HasSuffix(f.Name, string(k.ID)) {
				continue
			}
			w := &device.Work{Batt: batt.Compile(table, []*dsl.Func{f}), Limits: interp.DefaultLimits(), Stop: new(atomic.Bool)}
			for _, s := range append(k.Demo[:len(k.Demo):len(k.Demo)], k.Test...) {
				w.Samples = append(w.Samples, device.Sample{In: s.In, Out: s.Out})
			}
			m := kernel.Compile(w.Batt)
			if m.Programs() == 0 {
				continue
			}
			done, refused := compare(t, d, w)
			if refused == 0 {
				whole++
			} else {
				some++
				t.Logf("%s: %d of %d samples refused", f.Name, refused, done+refused)
			}
		}
	}
	t.Logf("of %d solvers the card does %d on all samples of their task, and has code for %d more", len(in.Programs), whole, some)
	if whole < 300 {
		t.Errorf("the card does %d solvers, want at least 300", whole)
	}
}

// TestCardVectors holds the card to the recorded programs of the original, through
// the interpreter.
func TestCardVectors(t *testing.T) {
	d := card(t)
	table := op.NewTable()
	f, err := os.Open("../testdata/vectors/programs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	done, total := 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v struct {
			Program string
			I       [][]int8
		}
		if json.Unmarshal(lines.Bytes(), &v) != nil || len(v.I) == 0 {
			continue // an input that is no grid
		}
		body := "def solve(I):\n    " + strings.ReplaceAll(strings.TrimSpace(v.Program), "\n", "\n    ") + "\n    return O\n"
		file, problems := dsl.Parse("vector", []byte(body), table)
		if len(problems) > 0 || len(file.Funcs) != 1 {
			continue
		}
		w := &device.Work{Batt: batt.Compile(table, file.Funcs), Limits: interp.Limits{Fuel: 4_000_000}, Stop: new(atomic.Bool)}
		total++
		if kernel.Compile(w.Batt).Programs() == 0 {
			continue
		}
		var cells []int8
		for _, row := range v.I {
			cells = append(cells, row...)
		}
		w.Samples = []device.Sample{{In: grid.New(len(v.I), len(v.I[0]), cells)}}
		n, _ := compare(t, d, w)
		done += n
	}
	if done < 30 {
		t.Errorf("the card did %d of %d recorded programs, want at least 30", done, total)
	}
	t.Logf("%d of %d recorded programs", done, total)
}

// TestCardCompare holds the comparing kernel to package grid, with one thread a
// block and with several.
func TestCardCompare(t *testing.T) {
	for _, threads := range []string{"1", "7"} {
		t.Setenv("STANDIN_THREADS", threads)
		d := card(t).(*kernel.Device)
		w := &writer{r: rand.New(rand.NewPCG(3, 1))}
		var pairs []device.Sample
		for range 400 {
			p := w.sample(1+w.r.IntN(30), 1+w.r.IntN(30))
			if w.r.IntN(3) > 0 { // equal but for some cells
				p.Out = grid.New(p.In.H, p.In.W, append([]int8(nil), p.In.Cells...))
				for range w.r.IntN(4) {
					p.Out.Cells[w.r.IntN(len(p.Out.Cells))] = int8(w.r.IntN(10))
				}
			} else if w.r.IntN(2) == 0 {
				p.Out = w.sample(p.In.W, p.In.H).Out
			}
			pairs = append(pairs, p)
		}
		got, err := d.Compare(pairs)
		if err != nil {
			t.Fatal(err)
		}
		equal := 0
		for n, p := range pairs {
			want := kernel.Verdict{Equal: grid.Equal(p.In, p.Out), Digest: grid.DigestOf(p.In.H, p.In.W, p.In.Cells), Differing: -1}
			if p.In.H == p.Out.H && p.In.W == p.Out.W {
				want.Differing = 0
				for k, c := range p.In.Cells {
					if c != p.Out.Cells[k] {
						want.Differing++
					}
				}
			}
			if got[n] != want {
				t.Errorf("pair %d: %+v, want %+v", n, got[n], want)
			}
			if want.Equal {
				equal++
			}
		}
		if equal == 0 || equal == len(pairs) {
			t.Errorf("%d of %d pairs are equal", equal, len(pairs))
		}
		if _, err := d.Compare([]device.Sample{{In: grid.New(31, 31, make([]int8, 961)), Out: pairs[0].Out}}); err == nil {
			t.Error("a grid of 961 cells was compared")
		}
	}
}
