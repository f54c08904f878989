// Package insight says what is wrong with a run before people go looking: with
// the figure, what it costs at most, the knob that mends it, and why.
//
// Rules is the one table. A rule needs facts, and is silent where one of them is
// not known or the data are too few; of an imported run little may be known. What
// a rule says a change would save is an upper bound and an estimate, and stands
// with ~. Whether it was right is measured: a [Prediction] holds what was said
// beside what a comparison in pairs found.
//
// Rules and wording are after kineto's TensorBoard plugin (value, share, "you
// could", caveat) and toplev (a rule below its threshold is hidden, and the
// thresholds are printed). The thresholds are our own start values; each rule's
// Why says where its case was met.
package insight
