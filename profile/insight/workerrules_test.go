package insight

import (
	"testing"

	"battscope/profile/record"
)

// workerFixtures are those of the rules about workers and devices.
func workerFixtures(t *testing.T) []fixture {
	used := func(wall, cpu, load float64) func(r *record.Record) {
		return func(r *record.Record) {
			r.Wall = seconds(wall)
			p, c := phase("demo", seconds(wall), 160), seconds(cpu)
			p.CPU = &c
			r.Phases = []record.Phase{p}
			r.Host.Load = &load
		}
	}
	workers := func(busy ...float64) func(r *record.Record) {
		return func(r *record.Record) {
			for _, b := range busy {
				r.Work.WorkersBusy = append(r.Work.WorkersBusy, seconds(b))
			}
		}
	}
	device := func(d record.Device) func(r *record.Record) {
		d.Name, d.Label, d.Items, d.MaxBatch = "host:0", "CPU", 300, 8
		return func(r *record.Record) { r.Devices = []record.Device{d} }
	}
	return []fixture{
		{"wrong-level", "6 samples for 16 workers", run(t, "phase4a+workers=16", samples(6)), "6.0 samples of a task for 16 workers", "parallel=chunks", seconds(4 * 15.0 / 16)},
		{"wrong-level", "chunks", run(t, "best+workers=16", samples(6)), "", "", 0},
		{"wrong-level", "6 samples for 2 workers", run(t, "phase4a+workers=2", samples(6)), "", "", 0},

		{"oversubscription", "32 workers on 2 processors", run(t, "best+workers=32", samples(6)), "32 workers share 2 processors in demo", "workers=0", 0},
		{"oversubscription", "one each", run(t, "best", samples(6)), "", "", 0},

		{"low-efficiency", "22.259 s of wall, 3.178 s of processor time", run(t, "phase4a", used(22.259, 3.178, 0.1)), "22.3 s of wall and 3.18 s of processor time in a pass: workers used 7 %", "", 0},
		{"low-efficiency", "workers work", run(t, "phase4a", used(2, 3.5, 0.1)), "", "", 0},
		{"low-efficiency", "others had the processors", run(t, "phase4a", used(22.259, 3.178, 12)), "", "", 0},
		{"low-efficiency", "short", run(t, "phase4a", used(0.2, 0.01, 0.1)), "", "", 0},

		{"imbalance", "9.1 s and 5.0 s", run(t, "phase4a", workers(9.1, 5.0)), "One of 2 workers was busy for 9.10 s, and they were for 7.05 s", "parallel=chunks", 0},
		{"imbalance", "chunks already", run(t, "best", workers(9.1, 5.0)), "One of 2 workers", "", 0},
		{"imbalance", "equal", run(t, "best", workers(5.1, 5.0)), "", "", 0},
		{"imbalance", "others only inline", run(t, "phase4a", workers(5.1, 5.0, 0.1, 0)), "", "", 0},
		{"imbalance", "short", run(t, "best", workers(0.1, 0.01)), "", "", 0},

		{"lost-device", "it differed", run(t, "best+devices=host:1", device(record.Device{Why: "it gives another result", Returned: 64})), "host:0 (CPU) was lost: it gives another result. Others did 64 evaluations again", "devices=interp", 0},
		{"lost-device", "at work", run(t, "best+devices=host:1", device(record.Device{})), "", "", 0},

		{"device-starvation", "71 % idle", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(290), Idle: ms(710)})), "host:0 (CPU) waits 71 % of the time: 290 ms busy, 710 ms idle, 300 evaluations in 100 batches, 3 on average and up to 8", "", 0},
		{"device-starvation", "busy", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(710), Idle: ms(290)})), "", "", 0},
		{"device-starvation", "few batches", run(t, "best+devices=host:1", device(record.Device{Batches: 3, Busy: ms(290), Idle: ms(710)})), "", "", 0},

		{"device-transfer", "0.4 of 0.6 s", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(600), Transfer: ms(400)})), "copies for 400 ms of its 600 ms", "devices=interp", 0},
		{"device-transfer", "it computes", run(t, "best+devices=host:1", device(record.Device{Batches: 100, Busy: ms(600), Transfer: ms(40)})), "", "", 0},
		{"device-transfer", "no device", run(t, "best", func(*record.Record) {}), "", "", 0},
	}
}
