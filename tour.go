package main

import (
	"embed"
	"io/fs"
	"runtime/debug"
)

// tourFiles is the built-in example: tasks and programs of our own. Only the
// root package can embed testdata.
//
//go:embed testdata/tour
var tourFiles embed.FS

// tour returns the built-in example.
func tour() fs.FS {
	sub, err := fs.Sub(tourFiles, "testdata/tour")
	if err != nil {
		panic("main: the built-in example is not embedded: " + err.Error())
	}
	return sub
}

// version returns what --version prints: the module's version, or the commit
// that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}
