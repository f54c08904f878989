package dsl

import (
	"fmt"
	"strconv"
	"strings"
)

// advice returns what to write instead of the next token, which stands where
// only a name or a call may.
func (p *parser) advice() string {
	w := p.src[p.tok.off:p.tok.end]
	switch p.tok.kind {
	case newline:
		return "the line ends where a name or a call is missing"
	case number:
		return "a number: " + p.numberAdvice(w)
	case text:
		return "a string: programs have none, write a comment"
	case keyword:
		return p.wordAdvice(w)
	case '-', '+', '~':
		p.take()
		if p.tok.kind == number {
			return "a number: " + p.numberAdvice(w+p.src[p.tok.off:p.tok.end])
		}
		return "the operator " + w + ": call a primitive instead"
	case '*':
		return "a star argument: give each argument by its name"
	case '(':
		return "parentheses or a tuple: build the value on a line of its own"
	case '[':
		return "a list: programs have none, call a primitive that builds a tuple"
	case '{':
		return "a set or dictionary: call a primitive that builds a set"
	}
	return "unexpected " + w
}

// numberAdvice names the constant for a number.
func (p *parser) numberAdvice(w string) string {
	names := [...]string{"NEG_TWO", "NEG_ONE", "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"}
	n, err := strconv.Atoi(w)
	if err == nil && -2 <= n && n <= 10 && p.vocab.Constant(names[n+2]) {
		return "write " + names[n+2]
	}
	return "make it from constants"
}

// wordAdvice is keywordAdvice where a value should stand.
func (p *parser) wordAdvice(w string) string {
	switch {
	case w == "True" && p.vocab.Constant("T"):
		return "True: write T"
	case w == "False" && p.vocab.Constant("F"):
		return "False: write F"
	}
	return keywordAdvice(w, true)
}

// keywordAdvice says what is wrong with a keyword, inside a function or
// outside.
func keywordAdvice(w string, inside bool) string {
	switch w {
	case "pass":
		return "pass: a function ends with the return of a value"
	case "if", "elif", "else":
		return w + ": a program is a straight line, without conditions"
	case "for", "while", "break", "continue":
		return w + ": a program is a straight line, without loops"
	case "try", "except", "finally", "raise", "assert", "with", "del":
		return w + ": a program is a straight line of calls"
	case "async", "await", "yield":
		return w + ": functions are plain"
	case "global", "nonlocal":
		return w + ": a function assigns only its own variables"
	case "class":
		return "a class: a file holds only imports and functions"
	case "lambda":
		return "a lambda: write a function of its own with def"
	case "and", "or", "not", "in", "is":
		return "the operator " + w + ": call a primitive instead"
	case "None", "True", "False":
		return w + ": name a constant"
	case "return":
		if !inside {
			return "return outside a function"
		}
	case "def":
		if inside {
			return "a function inside a function: write it outside"
		}
	case "import", "from":
		if inside {
			return "an import inside a function: write it outside"
		}
	}
	return "unexpected " + w
}

// unexpected reports the next token, which cannot follow what stands before
// it.
func (p *parser) unexpected() {
	w := p.src[p.tok.off:p.tok.end]
	msg := "unexpected " + w
	switch p.tok.kind {
	case newline:
		msg = "the line ends too early"
	case text:
		msg = "unexpected string"
	case '.':
		msg = "an attribute: values have none, call a primitive"
	case '[':
		msg = "a subscript: call a primitive instead"
	case comparing:
		msg = "the operator " + w + ": call a primitive instead"
	case keyword:
		switch w {
		case "if":
			msg = "a conditional expression: call a primitive instead"
		case "for", "async":
			msg = "a comprehension: call a primitive instead"
		default:
			msg = keywordAdvice(w, true)
		}
	default:
		if p.tok.kind > 0 && strings.ContainsRune("+-*/%&|^~@<>", rune(p.tok.kind)) {
			msg = "the operator " + w + ": call a primitive instead"
		}
	}
	p.failf(p.tok.off, "%s", msg)
}

// takes says what a function takes, for a wrong number of arguments.
func takes(name string, params []string, got int) string {
	plural := "s"
	if len(params) == 1 {
		plural = ""
	}
	list := ""
	if 0 < len(params) && len(params) <= 8 {
		list = " (" + strings.Join(params, ", ") + ")"
	}
	return fmt.Sprintf("%s takes %d argument%s%s, not %d", name, len(params), plural, list, got)
}
