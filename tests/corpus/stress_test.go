package corpus

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"rgo/tests/matrix"
)

// stressSpread is the distance between programs that run under stress if not all do.
const stressSpread = 10

// TestStress runs the programs of stress.txt, those of the lists that allocate most, with a collection and a check of the
// heap at every Nth allocation, on every build whose collector can do that.
func TestStress(t *testing.T) {
	full := os.Getenv("RGO_TEST_FULL") != "" || strings.Count(flagRun(), "/") > 1
	builds := matrix.Spread()
	if full {
		builds = matrix.Builds()
	}
	list, intervals := readStress(t)
	for number, b := range builds {
		if !b.Ours() {
			continue
		}
		t.Run(b.Name, func(t *testing.T) {
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			var pool sync.Pool
			pool.New = func() any { return newWorker(t) }
			for i, p := range list {
				if !full && (i+number)%stressSpread != 0 {
					continue
				}
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					w := pool.Get().(*worker)
					defer pool.Put(w)
					e := engine{binary(b.Options, "RGO_GC_STRESS="+strconv.Itoa(intervals[i]))}
					if err := check(e, w, p); err != nil {
						t.Errorf("RGO_GC_STRESS=%d: %v", intervals[i], err)
					}
				})
			}
		})
	}
}

// readStress reads stress.txt: names of programs of the lists, and distances between collections.
func readStress(t *testing.T) (list []program, intervals []int) {
	byName := map[string]program{}
	root := goroot(t)
	for _, tier := range tiers {
		for _, p := range readList(t, root, tier) {
			byName[p.name] = p
		}
	}
	data, err := os.ReadFile("stress.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, interval, _ := strings.Cut(line, "\t")
		n, err := strconv.Atoi(interval)
		p, ok := byName[name]
		if err != nil || !ok {
			t.Fatalf("stress.txt:%d: want a program of the lists and a number, separated by a tab", i+1)
		}
		list = append(list, p)
		intervals = append(intervals, n)
	}
	return list, intervals
}
