// Package capture takes the Go process's own profiles while a run is at work.
//
//  1. Start begins the kinds that were asked for (kind.go is their table).
//  2. While they are taken, Labels marks the goroutines of the run with phase,
//     task, worker and device, and Interface those of the screens (label.go).
//  3. Stop writes a file for each kind into a folder. Of the CPU profile it
//     checks the rate (cpu.go): the system may signal less often than it was
//     asked to, and then every time in the profile is too small. Of block, mutex
//     and heap profiles, which the runtime adds up since the process began, it
//     takes off what was there before (since.go).
package capture
