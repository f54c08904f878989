package kernel

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"battscope/engine/batt"
	"battscope/engine/dsl"
	"battscope/engine/op"
	"battscope/engine/value"
)

// TestTable sees that the kernels are of primitives that there are, with as many
// arguments, and that their order is that of the opcodes in the source; and that
// loops are numbered as there.
func TestTable(t *testing.T) {
	table := op.NewTable()
	ops := sourceNames(t, "src/ops.h", `(?m)^OPERATION\((\w+),`)
	kernels := Table()
	if len(ops) != len(kernels) {
		t.Fatalf("%d opcodes for %d kernels", len(ops), len(kernels))
	}
	own := sourceNames(t, "src/opcodes.h", `OP_([A-Z]+),`)
	if len(own) != opFrom || own[opEach] != "EACH" || own[opMatch] != "MATCH" || own[opDone] != "DONE" || own[opJump] != "JUMP" {
		t.Errorf("opcodes of no primitive are %v", own)
	}
	seen := map[string]bool{}
	for n, k := range kernels {
		o := table.Lookup(k.Name)
		for _, in := range strings.Split(k.In, "|") {
			if o == nil || len(o.Params()) != len(in) {
				t.Errorf("kernel %s(%s) is of no primitive of so many arguments", k.Name, in)
			}
		}
		if ops[n] != strings.ToUpper(k.Name) || int(k.Op) != opFrom+n || opFrom+n > 255 {
			t.Errorf("opcode %d is %s in the source, %s in the table", opFrom+n, ops[n], k.Name)
		}
		if seen[k.Name] {
			t.Errorf("%s is there twice", k.Name)
		}
		seen[k.Name] = true
	}
	enum := sourceNames(t, "src/loop.h", `(?m)^enum loop \{ (.*), TIMES`)
	loops := loops()
	if names := strings.Split(enum[0], ", "); len(names) != len(loops) || len(names) != loopTimes {
		t.Errorf("loops are %v in the source, and %d in the table", names, len(loops))
	} else {
		for n, l := range loops {
			if names[n] != strings.ToUpper(l.name) || int(l.how) != n || table.Lookup(l.name) == nil || len(table.Lookup(l.name).Params()) != len(l.in) || seen[l.name] {
				t.Errorf("loop %d is %s in the source, %s in the table", n, names[n], l.name)
			}
		}
	}
	for name, in := range builders() {
		if o := table.Lookup(name); o == nil || len(o.Params()) != len(in) || seen[name] {
			t.Errorf("%s(%s) builds no function", name, in)
		}
	}
	kinds := sourceNames(t, "src/value.h", `(?m)^enum kind \{ (.*) \};`)
	for n, name := range strings.Split(kinds[0], ", ") {
		if value.Kind(n).String() != strings.ToLower(name) {
			t.Errorf("kind %d is %s in the source, %v in package value", n, name, value.Kind(n))
		}
	}
}

// TestSizes sees that what package kernel and the source both say is the same.
func TestSizes(t *testing.T) {
	for _, v := range []struct {
		file, name string
		want       int
	}{
		{"src/value.h", "REGISTERS", registers}, {"src/value.h", "FRAMES", frames}, {"src/kernels.cu", "STRIDE", Stride}, {"src/kernels.cu", "MOST", maxCells},
	} {
		if got := sourceNames(t, v.file, v.name+` = (\d+)`); len(got) != 1 || got[0] != strconv.Itoa(v.want) {
			t.Errorf("%s is %v in %s, want %d", v.name, got, v.file, v.want)
		}
	}
}

// sourceNames returns what a pattern finds in a file.
func sourceNames(t *testing.T, file, pattern string) (list []string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(src), -1) {
		list = append(list, m[1])
	}
	if len(list) == 0 {
		t.Fatalf("nothing in %s is %s", file, pattern)
	}
	return list
}

// TestCompile sees which programs have code, and why the others have none.
func TestCompile(t *testing.T) {
	for _, v := range []struct{ body, why string }{
		{"O = rot90(I)", ""},
		{"x1 = ofcolor(I, ONE)\n    O = fill(I, TWO, x1)", ""},
		{"x1 = height(I)\n    x2 = astuple(x1, x1)\n    O = canvas(ZERO, x2)", ""},
		{"x1 = compose(rot90, rot90)\n    O = x1(I)", ""},
		{"x1 = objects(I, T, T, T)\n    x2 = merge(x1)\n    O = paint(I, x2)", ""},
		{"f = rbind(shift, UNITY)\n    g = matcher(size, ONE)\n    x1 = objects(I, T, T, T)\n    x2 = sfilter(x1, g)\n    x3 = mapply(f, x2)\n    O = paint(I, x3)", ""},
		{"f = power(rot90, THREE)\n    O = f(I)", ""},
		{"x1 = height(I)\n    f = power(rot90, x1)\n    O = f(I)", "power is given a count that is known only while it runs"},
		{"x1 = branch(T, rot90, rot180)\n    O = x1(I)", ""},
		{"x1 = branch(T, rot90, add)\n    O = x1(I)", "branch chooses between functions of several sorts"},
		{"x1 = branch(T, rot90, I)\n    O = x1(I)", "branch takes a function"},
		{"O = twice(rot90, I)", ""},
		{"f = lbind(lbind, add)\n    x1 = astuple(ONE, TWO)\n    O = apply(f, x1)", "its functions make functions for each element"},
		{"O = rapply(I, I)", "there is no kernel for rapply"},
		{"O = identity(rot90)", "identity takes a function"},
		{"O = compose(rot90, rot90)", "its result is a function"},
	} {
		table := op.NewTable()
		f, problems := dsl.Parse("t.py", []byte("def twice(f, a):\n    b = f(a)\n    c = f(b)\n    return c\ndef solve(I):\n    "+v.body+"\n    return O\n"), table)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		m := Compile(batt.Compile(table, f.Programs()))
		if m.Why[0] != v.why || (v.why == "") != (m.Programs() == 1) || (v.why == "") != (len(m.Code) > 0) {
			t.Errorf("%s: %q and %d bytes of code, want %q", v.body, m.Why[0], len(m.Code), v.why)
		}
	}
}

// TestRegisters sees that a program that holds too much at once has no code, nor
// one whose functions grow without end, and that one that is only long has.
func TestRegisters(t *testing.T) {
	table := op.NewTable()
	var wide, long, deep strings.Builder
	wide.WriteString("def solve(I):\n    x0 = rot90(I)\n")
	long.WriteString("def solve(I):\n    x0 = rot90(I)\n")
	deep.WriteString("def solve(I):\n    x0 = compose(rot90, rot90)\n")
	for n := 1; n < 100; n++ {
		fmt.Fprintf(&wide, "    x%d = vconcat(x%d, I)\n", n, n-1)
		fmt.Fprintf(&long, "    x%d = vmirror(x%d)\n", n, n-1)
		fmt.Fprintf(&deep, "    x%d = compose(x%d, x%d)\n", n, n-1, n-1)
	}
	wide.WriteString("    y0 = x0\n")
	for n := 1; n < 100; n++ {
		fmt.Fprintf(&wide, "    y%d = hconcat(y%d, x%d)\n", n, n-1, n)
	}
	wide.WriteString("    return y99\n")
	long.WriteString("    return x99\n")
	deep.WriteString("    O = x99(I)\n    return O\n")
	for src, want := range map[string]string{wide.String(): "it holds more values at once than there are registers", long.String(): "", deep.String(): "its functions make too many instructions"} {
		f, problems := dsl.Parse("t.py", []byte(src), table)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		if m := Compile(batt.Compile(table, f.Funcs)); m.Why[0] != want {
			t.Errorf("%q, want %q, of\n%s", m.Why[0], want, src)
		}
	}
}

// TestPTX makes the kernels again, where there is the clang that they are made
// by, and compares.
func TestPTX(t *testing.T) {
	ptx, err := os.ReadFile("kernels.ptx")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(ptx, []byte(".version 6.0")) || !bytes.Contains(ptx, []byte(".target sm_60")) {
		t.Error("the kernels are not for sm_60 in PTX 6.0")
	}
	clang, err := exec.LookPath("clang-19")
	if err != nil {
		t.Skip("no clang-19: ", err)
	}
	out := filepath.Join(t.TempDir(), "kernels.ptx")
	cmd := exec.Command("sh", "src/ptx.sh", out)
	cmd.Env = append(os.Environ(), "CLANG="+clang)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ptx.sh: %v\n%s", err, text)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, ptx) {
		t.Error("kernels.ptx is not what clang makes of src; run go generate ./gpu/kernel")
	}
}
