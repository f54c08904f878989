//go:build ignore

// Make makes the profiles of this folder anew from its two programs, and gives
// their files paths that hold from the repository's root:
// go run testdata/profile/make.go
package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/google/pprof/profile"
)

func main() {
	folder := filepath.Join("testdata", "profile")
	at := func(name string) string { return filepath.Join(folder, name) }
	program("walk", at("walk.pb.gz"), at("heap.pb.gz"))
	program("sorts", at("sorts.pb.gz"), "150")
	program("sorts", at("less.pb.gz"), "60")
	root, err := os.Getwd()
	check(err)
	for _, name := range []string{"walk", "heap", "sorts", "less"} {
		f, err := os.Open(at(name + ".pb.gz"))
		check(err)
		p, err := profile.Parse(f)
		check(err)
		check(f.Close())
		for _, fn := range p.Function {
			fn.Filename = strings.TrimPrefix(fn.Filename, root+"/")
		}
		for _, m := range p.Mapping {
			m.File = filepath.Base(m.File)
		}
		f, err = os.Create(at(name + ".pb.gz"))
		check(err)
		check(p.Write(f))
		check(f.Close())
	}
}

func program(name string, args ...string) {
	c := exec.Command("go", append([]string{"run", "./" + filepath.Join("testdata", "profile", name)}, args...)...)
	c.Stderr = os.Stderr
	check(c.Run())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
