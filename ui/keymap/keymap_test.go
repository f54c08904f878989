package keymap

import "testing"

// Of two bindings that share a key the first has it, and the other stays for
// the palette.
func TestJoin(t *testing.T) {
	got := Join(
		Table{{Action: "mark", Keys: []string{"space"}, Label: "space"}, {}},
		Table{{Action: "pause", Keys: []string{"space"}, Label: "space"}, {Action: "quit", Keys: []string{"q", "ctrl+c"}, Label: "q ctrl+c"}},
		Table{{Action: "query", Keys: []string{"q", "Q"}, Label: "q Q"}, {Action: "mark", Keys: []string{"x"}, Label: "x"}},
	)
	if len(got) != 4 {
		t.Fatalf("%d bindings: %+v", len(got), got)
	}
	for key, want := range map[string]Action{"space": "mark", "q": "quit", "ctrl+c": "quit", "Q": "query"} {
		if b, ok := got.Find(key); !ok || b.Action != want {
			t.Errorf("%s does %q, want %q", key, b.Action, want)
		}
	}
	if _, ok := got.Find("x"); ok {
		t.Error("an action has two bindings")
	}
	if b, ok := got.Of("pause"); !ok || b.Label != "" || len(b.Keys) != 0 {
		t.Errorf("pause, without its key, is %+v", b)
	}
	if b, _ := got.Of("query"); b.Label != "Q" {
		t.Errorf("query's label is %q, want Q", b.Label)
	}
}

// No shared table binds a key twice.
func TestShared(t *testing.T) {
	all := Join(Moves(), Panes())
	seen := map[string]bool{}
	for _, b := range all {
		if len(b.Keys) == 0 || b.Label == "" || b.Doc == "" || b.Action == None {
			t.Errorf("%+v is not whole", b)
		}
		for _, k := range b.Keys {
			if seen[k] {
				t.Errorf("%s is bound twice", k)
			}
			seen[k] = true
		}
	}
}
