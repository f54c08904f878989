package capture

import (
	"sync"
	"time"

	"github.com/google/pprof/profile"
)

// cumulative returns which of a kind's sample types the runtime adds up since
// the process began. Memory in use is as it is now.
func cumulative(k Kind) func(sampleType string) bool {
	return func(sampleType string) bool {
		return k != Heap || sampleType == "alloc_objects" || sampleType == "alloc_space"
	}
}

// since returns now less what was there before, of the sample types that add up.
func since(now, before *profile.Profile, adds func(sampleType string) bool) (*profile.Profile, error) {
	factors := make([]float64, len(before.SampleType))
	for i, t := range before.SampleType {
		if adds(t.Type) {
			factors[i] = -1
		}
	}
	if err := before.ScaleN(factors); err != nil {
		return nil, err
	}
	// Merge counts durations together and takes the earlier time.
	p, err := profile.Merge([]*profile.Profile{now, before})
	if err != nil {
		return nil, err
	}
	p.TimeNanos, p.DefaultSampleType = now.TimeNanos, now.DefaultSampleType
	return p, nil
}

// snapshots looks at all goroutines once a second and adds what it sees.
type snapshots struct {
	end  chan struct{}
	wg   sync.WaitGroup
	seen []*profile.Profile
	err  error
}

// firstLook is how soon the first look comes: a run is then at work.
const firstLook = 50 * time.Millisecond

func startSnapshots() *snapshots {
	s := &snapshots{end: make(chan struct{})}
	s.wg.Go(func() {
		for wait := firstLook; ; wait = time.Second {
			select {
			case <-s.end:
				return
			case <-time.After(wait):
				s.look()
			}
		}
	})
	return s
}

// maxSeen is how many looks are kept apart before they are merged.
const maxSeen = 16

func (s *snapshots) look() {
	p, err := lookup("goroutine")
	if err == nil {
		s.seen = append(s.seen, p)
		if len(s.seen) == maxSeen {
			p, err = profile.Merge(s.seen)
			s.seen = []*profile.Profile{p}
		}
	}
	if err != nil && s.err == nil {
		s.err = err
	}
}

// stop returns the sum of all looks, at least one.
func (s *snapshots) stop() (*profile.Profile, error) {
	close(s.end)
	s.wg.Wait()
	if len(s.seen) == 0 {
		s.look()
	}
	if s.err != nil {
		return nil, s.err
	}
	return profile.Merge(s.seen)
}
