package list

// FirstLetters returns a number that sorts words by their first seven letters, as
// a key of rows.
func FirstLetters(word string) int64 {
	var n int64
	for i := range 7 {
		n <<= 8
		if i < len(word) {
			n |= int64(word[i])
		}
	}
	return n
}
