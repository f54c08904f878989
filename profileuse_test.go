package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestProfileUsage sees that each mistake has one message and its exit code.
func TestProfileUsage(t *testing.T) {
	walk := filepath.Join("testdata", "profile", "walk.pb.gz")
	heap := filepath.Join("testdata", "profile", "heap.pb.gz")
	for _, test := range []struct {
		args string
		code int
		want string
	}{
		{"", 2, "profile wants a FILE"},
		{"tpo " + walk, 2, "did you mean top?"},
		{"tpo", 2, "did you mean top?"},
		{"nowhere.pb.gz", 1, "nowhere.pb.gz: not read: no such file"},
		{walk + " " + heap, 2, "wants one FILE"},
		{"top", 2, "profile top wants a FILE"},
		{"peek " + walk, 2, "wants a FILE and a FUNCTION"},
		{"peek " + walk + " (", 2, "is no pattern"},
		{"peek " + walk + " nothing", 1, "no function with a value matches nothing"},
		{"list " + walk + " nothing", 1, "no function with a value matches nothing"},
		{"top " + walk + " --type cost", 2, "it has samples, cpu"},
		{"top " + walk + " --focus (", 2, "--focus is"},
		{"top " + walk + " --ignore (", 2, "--ignore is"},
		{"top " + walk + " --label phase", 2, "want key=value"},
		{"top " + walk + " --label phase=demo", 1, "none of its 121 samples is left by --label phase=demo"},
		{"top " + walk + " --base " + walk + " --label phase=demo", 1, "is left by --label phase=demo"},
		{"top " + walk + " --min 200", 2, "want a number of percent"},
		{"tree " + walk + " --min -1", 2, "want a number of percent"},
		{"top " + walk + " --base " + heap, 1, "no sample type in common"},
		{"top " + walk + " --base nowhere.pb.gz", 1, "nowhere.pb.gz: not read"},
		{"top testdata", 1, "is a folder"},
		{"top main.go", 1, "main.go: not a profile of pprof's format"},
		{"web " + walk + " --json", 2, "web has no --json"},
		{"web " + walk + " --type cost", 2, "--type"},
	} {
		out, errs, code := call(append([]string{"profile"}, strings.Fields(test.args)...)...)
		first, rest, _ := strings.Cut(errs, "\n")
		if code != test.code || !strings.Contains(first, test.want) || out != "" {
			t.Errorf("profile %s: code %d, %q, printed %q; want code %d and %q", test.args, code, errs, out, test.code, test.want)
		}
		if code == exitFailed && rest != "" {
			t.Errorf("profile %s: more than one message: %q", test.args, errs)
		}
	}
}

func TestProfileJSON(t *testing.T) {
	files := profiles(t)
	for _, test := range []struct{ args, keys, list string }{
		{"top", "dropped functions", "functions"},
		{"peek .", "functions", "functions"},
		{"list main", "routines", "routines"},
		{"tree", "frames", "frames"},
		{"labels", "labels unlabelled", "labels"},
	} {
		view, rest, _ := strings.Cut(test.args, " ")
		args := append([]string{"profile", view, files["sorts"]}, strings.Fields(rest)...)
		v := object(t, append(args, "--json", "--label", "phase=demo")...)
		wantKeys(t, view, v, "file type types unit total samples kept_samples duration_ns "+test.keys)
		if v["kept_samples"].(float64) >= v["samples"].(float64) {
			t.Errorf("%s keeps %v of %v samples with a label", view, v["kept_samples"], v["samples"])
		}
		if len(v[test.list].([]any)) == 0 {
			t.Errorf("%s has no %s", view, test.list)
		}
		d := object(t, append(args, "--json", "--base", files["less"])...)
		wantKeys(t, view, d, "base base_scale")
	}
}

// TestProfileSame sees that a profile's difference with itself is empty in every
// view.
func TestProfileSame(t *testing.T) {
	for name, file := range profiles(t) {
		for _, view := range []string{"top", "tree", "top --min 0 --cum", "tree --min 0 --lines"} {
			args := append([]string{"profile"}, strings.Fields(view)...)
			out, errs, code := call(append(args, file, "--base", file)...)
			if code != exitDone || !strings.HasSuffix(out, "\nno difference\n") {
				t.Errorf("%s of %s less itself: code %d, %s%s", view, name, code, out, errs)
			}
		}
		for _, view := range []string{"peek", "list"} {
			if _, errs, code := call("profile", view, file, ".", "--base", file); code != exitFailed || !strings.Contains(errs, "no function with a value") {
				t.Errorf("%s of %s less itself: code %d, %s", view, name, code, errs)
			}
		}
		d := object(t, "profile", "tree", file, "--base", file, "--json")
		if frames := d["frames"].([]any); len(frames) != 0 {
			t.Errorf("%s less itself has %d frames", name, len(frames))
		}
	}
}

// TestProfileLabels adds values up by label, as go tool pprof -tags does.
func TestProfileLabels(t *testing.T) {
	files := profiles(t)
	out, errs, code := call("profile", "labels", files["programs"], "--type", "calls")
	// 195 and 579 calls of the passes of demo, 387 of that of test.
	want := "       774 66.67%  phase      demo\n       387 33.33%             test\n"
	if code != exitDone || !strings.Contains(out, want) {
		t.Errorf("labels: code %d\n%s%s\nwant\n%s", code, out, errs, want)
	}
	out, _, _ = call("profile", "labels", files["walk"])
	if !strings.HasSuffix(out, "     1.21s   100%  —          without labels\n") {
		t.Errorf("a profile without labels:\n%s", out)
	}
}

// TestProfileScaled sees that a base that took another time is scaled to the
// same.
func TestProfileScaled(t *testing.T) {
	files := profiles(t)
	out, _, _ := call("profile", "top", files["sorts"], "--base", files["less"])
	if !strings.Contains(out, "to the same duration") {
		t.Errorf("nothing says that the base is scaled:\n%s", out)
	}
	out, _, _ = call("profile", "top", files["sorts"], "--base", files["less"], "--normalize=false")
	if strings.Contains(out, "to the same duration") {
		t.Errorf("the base is scaled:\n%s", out)
	}
}

// TestProfileWeb serves pages until it is interrupted.
func TestProfileWeb(t *testing.T) {
	r, w := io.Pipe()
	done := make(chan int, 1)
	var errs bytes.Buffer
	walk := filepath.Join("testdata", "profile", "walk.pb.gz")
	go func() {
		done <- Main(streams{strings.NewReader(""), w, &errs}, nil, []string{"profile", "web", walk, "--base", walk, "--normalize=false", "--no-browser"})
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != 200 {
		t.Errorf("%s answers %s", line, answer.Status)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case code := <-done:
		if code != exitDone {
			t.Errorf("exit code %d: %s", code, &errs)
		}
	case <-time.After(time.Minute):
		t.Fatal("an interrupt does not end it")
	}
}
