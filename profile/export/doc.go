// Package export writes what a run left in the formats of other tools. Formats
// is the one table of them; help, completion and the export command are derived
// from it.
package export
