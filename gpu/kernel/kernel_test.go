package kernel

import (
	"bytes"
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
)

// TestTable sees that the kernels are of primitives that there are, with as many
// arguments, and that their order is that of the opcodes in the source.
func TestTable(t *testing.T) {
	table := op.NewTable()
	src, err := os.ReadFile("src/kernels.cu")
	if err != nil {
		t.Fatal(err)
	}
	enum := regexp.MustCompile(`(?s)enum op \{(.*?)\}`).FindSubmatch(src)
	if enum == nil {
		t.Fatal("no opcodes in src/kernels.cu")
	}
	codes := strings.FieldsFunc(string(enum[1]), func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
	kernels := Table()
	if len(codes) != opFrom+len(kernels) {
		t.Fatalf("%d opcodes for %d kernels", len(codes)-opFrom, len(kernels))
	}
	seen := map[string]bool{}
	for n, k := range kernels {
		o := table.Lookup(k.Name)
		if o == nil || len(o.Params()) != len(k.In) {
			t.Errorf("kernel %s(%s) is of no primitive of %d arguments", k.Name, k.In, len(k.In))
		}
		if code := codes[opFrom+n]; !strings.HasPrefix(code, "OP_"+strings.ToUpper(k.Name)) || int(k.Op) != opFrom+n {
			t.Errorf("opcode %d is %s in the source, %s(%s) in the table", opFrom+n, code, k.Name, k.In)
		}
		if key := k.Name + k.In; seen[key] {
			t.Errorf("%s(%s) is there twice", k.Name, k.In)
		} else {
			seen[key] = true
		}
	}
}

// TestCompile sees which programs have code, and why the others have none.
func TestCompile(t *testing.T) {
	for _, v := range []struct{ body, why string }{
		{"O = rot90(I)", ""},
		{"x1 = ofcolor(I, ONE)\n    O = fill(I, TWO, x1)", ""},
		{"x1 = height(I)\n    x2 = astuple(x1, x1)\n    O = canvas(ZERO, x2)", ""},
		{"O = identity(I)", ""},
		{"O = height(I)", "its result is no grid"},
		{"x1 = compose(rot90, rot90)\n    O = x1(I)", "there are no registers for a function"},
		{"x1 = objects(I, T, T, T)\n    O = paint(I, x1)", "there is no kernel objects(GIII)"},
		{"O = rot90(UNITY)", "there is no kernel rot90(P)"},
		{"x1 = hsplit(I, TWO)\n    O = first(x1)", "there is no kernel hsplit(GI)"},
	} {
		table := op.NewTable()
		f, problems := dsl.Parse("t.py", []byte("def solve(I):\n    "+v.body+"\n    return O\n"), table)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		m := Compile(batt.Compile(table, f.Funcs))
		if m.Why[0] != v.why || (v.why == "") != (m.Programs() == 1) || (v.why == "") != (len(m.Code) > 0) {
			t.Errorf("%s: %q and %d bytes of code, want %q", v.body, m.Why[0], len(m.Code), v.why)
		}
	}
}

// TestRegisters sees that a program that holds too much at once has no code, and
// that one that is only long has.
func TestRegisters(t *testing.T) {
	table := op.NewTable()
	var wide, long strings.Builder
	wide.WriteString("def solve(I):\n")
	long.WriteString("def solve(I):\n    x0 = rot90(I)\n")
	for n, name := range []string{"rot90", "rot180", "rot270", "hmirror", "vmirror", "dmirror", "cmirror", "tophalf", "lefthalf"} {
		wide.WriteString("    x" + string(rune('0'+n)) + " = " + name + "(I)\n")
	}
	wide.WriteString("    y = x0\n")
	last := "y"
	for n := range 9 {
		next := "z" + string(rune('0'+n))
		wide.WriteString("    " + next + " = hconcat(" + last + ", x" + string(rune('0'+n)) + ")\n")
		last = next
	}
	wide.WriteString("    return " + last + "\n")
	for n := range 60 {
		long.WriteString("    x" + strconv.Itoa(n+1) + " = vmirror(x" + strconv.Itoa(n) + ")\n")
	}
	long.WriteString("    return x60\n")
	for src, want := range map[string]string{wide.String(): "it holds more values of kind G at once than there are registers", long.String(): ""} {
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
	if !strings.Contains(PTX(), ".version 6.0") || !strings.Contains(PTX(), ".target sm_60") {
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
	if !bytes.Equal(got, []byte(PTX())) {
		t.Error("kernels.ptx is not what clang makes of src; run go generate ./gpu/kernel")
	}
}
