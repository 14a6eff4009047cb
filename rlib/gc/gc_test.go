package gc

import "testing"

func TestUnderGo(t *testing.T) {
	x := new(int)
	Pin(x)
	Run()
	Unpin(x)
	if !Fits(1000) || Fits(1<<50) || Fits(-1) {
		t.Error("Fits")
	}
	before := Read()
	kept := make([][]byte, 0, 100)
	for range cap(kept) {
		kept = append(kept, make([]byte, 1<<10))
	}
	if after := Read(); after.TotalBytes < before.TotalBytes+100<<10 || after.SystemBytes == 0 {
		t.Errorf("counters before %+v, after %+v", before, after)
	}
}
