package strategy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

// A strategy in JSON is one object with a member for each knob, in the order of
// the table, named as the knob: words as strings, numbers as numbers, switches
// as booleans. A time is a whole number of nanoseconds, and its member's name
// ends in _ns: "deadline_ns":2000000000.

// MarshalJSON writes every knob. A strategy that holds a value outside its
// knob's range is an error.
func (s Strategy) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for n, k := range Knobs() {
		text := k.Get(&s)
		if err := k.Set(&s, text); err != nil {
			return nil, err
		}
		b.WriteByte("{,"[min(n, 1)])
		b.WriteString(strconv.Quote(k.member()))
		b.WriteByte(':')
		switch k.Kind {
		case Choice, Text:
			b.WriteString(strconv.Quote(text))
		case Span:
			d, err := time.ParseDuration(text)
			if err != nil {
				return nil, err
			}
			b.WriteString(strconv.FormatInt(int64(d), 10))
		case Switch, Whole, Fraction:
			b.WriteString(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads what MarshalJSON writes. A knob that the object lacks keeps
// the value that s has, so a reader says by what it begins with what an older
// record means. An unknown knob, one that stands twice, a value of the wrong type
// or out of range, and null are errors, which leave s as it was. It does not look
// for contradictions; see Validate.
func (s *Strategy) UnmarshalJSON(data []byte) error {
	next := *s
	if err := next.read(json.NewDecoder(bytes.NewReader(data))); err != nil {
		return fmt.Errorf("strategy: %w", err)
	}
	*s = next
	return nil
}

func (s *Strategy) read(d *json.Decoder) error {
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return errors.New("want an object of knobs")
	}
	knobs := map[string]Knob{}
	var names []string
	for _, k := range Knobs() {
		knobs[k.member()] = k
		names = append(names, k.member())
	}
	set := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		k, ok := knobs[name]
		switch {
		case !ok:
			return fmt.Errorf("there is no knob %s%s", show(name), meant(name, names))
		case set[name]:
			return fmt.Errorf("%s is set twice", name)
		}
		set[name] = true
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if err := k.setJSON(s, raw); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("want nothing after the object")
	}
	return nil
}

// member returns the knob's name in JSON.
func (k Knob) member() string {
	if k.Kind == Span {
		return k.Name + "_ns"
	}
	return k.Name
}

// setJSON sets the knob to a value in JSON, which must be of the knob's type.
func (k Knob) setJSON(s *Strategy, raw json.RawMessage) error {
	wrong := func(want string) error {
		return fmt.Errorf("%s is %s, want %s", k.member(), show(string(raw)), want)
	}
	text := string(raw)
	number := text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9')
	switch k.Kind {
	case Choice:
		if raw[0] != '"' || json.Unmarshal(raw, &text) != nil {
			return wrong("a string: " + either(k.Values))
		}
	case Text:
		if raw[0] != '"' || json.Unmarshal(raw, &text) != nil {
			return wrong("a string")
		}
	case Switch:
		if text != "true" && text != "false" {
			return wrong("true or false")
		}
	case Whole, Fraction:
		if !number {
			return wrong("a number")
		}
	case Span:
		ns, err := strconv.ParseInt(text, 10, 64)
		if !number || err != nil {
			return wrong("a whole number of nanoseconds")
		}
		text = time.Duration(ns).String()
	}
	return k.Set(s, text)
}
