// Package intake reads what other engines print, and makes records of it.
//
// # The line protocol
//
// An engine tells of itself by JSON objects, one a line, between whatever else it
// prints. Each has the member "event"; times are in seconds; all other members may
// be left out, and what is left out stays unknown.
//
//	{"event":"run","name":"mine","programs":32,"workers":4,"data":"tasks v1","pool":"solvers v7"}
//	{"event":"phase","name":"demo","state":"begin"}
//	{"event":"phase","name":"demo/parse","state":"begin"}
//	{"event":"progress","name":"demo","done":80,"total":160}
//	{"event":"sample","name":"demo","seconds":0.15}
//	{"event":"count","name":"matches","add":1}
//	{"event":"timeout","name":"demo","n":1,"limit":1.0}
//	{"event":"phase","name":"demo","state":"end","busy":7.173,"cpu":3.178,"calls":160}
//	{"event":"result","task":"007bbfb7","solved":true,"matches":6,"candidates":149}
//	{"event":"end"}
//
// Each may have "t", the time on the engine's own clock; without it the time
// counts at which the line comes, which for a finished log says nothing: then
// phases tell their "wall" as they end. A phase that begins while it is at work
// (in another thread) adds to busy, and its wall is the time in which at least one
// is at work. "demo/parse" is a step of demo. "count" adds, or sets with "set"; it
// takes the members of record.Counts, and "cache_hits", "cache_misses". "data" and
// "pool" name the tasks and programs: runs that name the same are held against
// each other. A log that has no "end" is partial, and an "end" with an "error" is
// of a run that failed.
//
// # Mappers
//
// Engines that know no protocol have a mapper, a literal in [Mappers], or in
// battscope.toml (config.Mapper): patterns of lines, and what they say. The first
// that knows a line reads the rest.
//
// # What is kept apart
//
// A time that is known to be added over threads is busy and never wall; so is one
// that is longer than what it lies in. What a log does not tell is absent and not
// zero (record.Record.Absent). A log is never trusted: lines, phases, tasks and
// warnings are bounded, and what is wrong with lines is one warning for each kind.
package intake
