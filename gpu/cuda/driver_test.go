//go:build cuda && cgo && linux && amd64

package cuda

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestShim sees that the shim has every function of the driver that package cu
// calls, under the name that the header gives it. The linker does not: what NVML's
// package asks of it lets missing functions pass.
func TestShim(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "gorgonia.org/cu").Output()
	if err != nil {
		t.Fatal(err)
	}
	header, err := os.ReadFile("include/cuda.h")
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^#define (cu\w+) (cu\w+)$`).FindAllStringSubmatch(string(header), -1) {
		versions[m[1]] = m[2]
	}
	have := map[string]bool{"cuInit": true}
	for _, f := range functions() {
		have[f] = true
	}
	files, err := filepath.Glob(strings.TrimSpace(string(out)) + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	// What package cu has in C of its own.
	own := map[string]bool{"cuDeviceGetAttributes": true, "cuLaunchAndSync": true, "cuAllocAndCopy": true}
	calls := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		code := regexp.MustCompile(`(?m)//.*$`).ReplaceAll(text, nil)
		for _, m := range regexp.MustCompile(`C\.(cu[A-Z]\w+)\(`).FindAllStringSubmatch(string(code), -1) {
			name := m[1]
			if v := versions[name]; v != "" {
				name = v
			}
			calls++
			if !have[name] && !own[name] {
				t.Errorf("%s calls %s, which the shim does not have", filepath.Base(f), name)
			}
		}
	}
	if calls < 200 {
		t.Errorf("%d calls found in package cu, want hundreds", calls)
	}
}

// TestUnopened sees that before the driver is opened its functions answer, and do
// not crash.
func TestUnopened(t *testing.T) {
	if p, err := newPinned(1); err == nil {
		p.free()
		t.Error("pinned memory without a driver")
	}
}
