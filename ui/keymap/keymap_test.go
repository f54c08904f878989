package keymap

import "testing"

func TestTable(t *testing.T) {
	keys := map[string]Action{}
	actions := map[Action]bool{}
	for _, b := range Bindings() {
		if b.Label == "" || b.Doc == "" || len(b.Keys) == 0 {
			t.Errorf("%+v is not complete", b)
		}
		if actions[b.Action] {
			t.Errorf("action %d stands twice", b.Action)
		}
		actions[b.Action] = true
		for _, k := range b.Keys {
			if _, twice := keys[k]; twice {
				t.Errorf("key %q stands twice", k)
			}
			keys[k] = b.Action
			if got, ok := Find(k); !ok || got.Action != b.Action {
				t.Errorf("Find(%q) = %v, %v", k, got, ok)
			}
		}
	}
	for a := None + 1; int(a) < NumAction; a++ {
		if !actions[a] {
			t.Errorf("action %d has no key", a)
		}
	}
	if _, ok := Find("f12"); ok {
		t.Error("Find gives a binding for a free key")
	}
}

func TestWhy(t *testing.T) {
	running := Facts{}
	tests := []struct {
		name    string
		facts   Facts
		refused map[Action]bool
	}{
		{"running", running, map[Action]bool{Close: true}},
		{"paused", Facts{Paused: true, Overlay: true}, nil},
		{"idle", Facts{Idle: true}, map[Action]bool{Pause: true, Stop: true, Close: true}},
		{"ended", Facts{Ended: true, Overlay: true}, map[Action]bool{Pause: true, Stop: true}},
	}
	for _, test := range tests {
		for _, b := range Bindings() {
			if why := b.Why(test.facts); (why != "") != test.refused[b.Action] {
				t.Errorf("%s: %s: why = %q", test.name, b.Label, why)
			}
		}
	}
}

func TestWord(t *testing.T) {
	word := func(key string, f Facts) string {
		b, _ := Find(key)
		return b.Word(f)
	}
	for _, test := range []struct{ got, want string }{
		{word("space", Facts{}), "pause"},
		{word("space", Facts{Paused: true}), "resume"},
		{word("r", Facts{Idle: true}), "run"},
		{word("r", Facts{}), "run again"},
		{word("z", Facts{Frozen: true}), "unfreeze"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
