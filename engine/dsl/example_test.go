package dsl_test

import (
	"fmt"

	"battscope/engine/dsl"
)

// vocabulary is a Vocabulary of a few primitives of one parameter.
type vocabulary []string

func (v vocabulary) Params(name string) ([]string, bool) {
	for _, p := range v {
		if p == name {
			return []string{"piece"}, true
		}
	}
	return nil, false
}

func (v vocabulary) Constant(string) bool { return false }
func (v vocabulary) Names() []string      { return v }

func ExampleParse() {
	src := `from dsl import *

def solve_67a3c6ac(I):
    x = vmirror(I)
    y = vmirror(I)
    return hmirror(x)

def solve_68b16354(I):
	return hmiror(I)
`
	file, errs := dsl.Parse("solvers.py", []byte(src), vocabulary{"vmirror", "hmirror"})
	for _, fn := range file.Programs() {
		fmt.Printf("task %s\n%s", fn.Task(), dsl.Body(fn))
	}
	for _, err := range errs {
		fmt.Println(err)
	}
	// Output:
	// task 67a3c6ac
	// def solve(I):
	//     x1 = vmirror(I)
	//     O = hmirror(x1)
	//     return O
	// solvers.py:9:9: unknown name hmiror; did you mean hmirror?
}
