package procfork

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// inCopy forks and runs f in the copy, whose status it returns: what f returns, or 99 if it took too long.
func inCopy(t *testing.T, f func() int) int {
	t.Helper()
	pid := Fork()
	if pid == 0 {
		status := make(chan int)
		go func() { status <- f() }()
		select {
		case n := <-status:
			syscall.Exit(n)
		case <-time.After(20 * time.Second):
			syscall.Exit(99)
		}
	}
	if pid < 0 {
		t.Fatalf("Fork: %v", syscall.Errno(-pid))
	}
	var status syscall.WaitStatus
	for {
		if _, err := syscall.Wait4(pid, &status, 0, nil); err != syscall.EINTR {
			break
		}
	}
	if status.Signaled() {
		return 1000 + int(status.Signal())
	}
	return status.ExitStatus()
}

// busy does what needs every part of the runtime: collections, timers, system calls that wait, many threads.
func busy() int {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			runtime.LockOSThread()
			var kept [][]byte
			for i := range 200 {
				kept = append(kept, make([]byte, 10000))
				if i%50 == 0 {
					time.Sleep(time.Millisecond)
					runtime.GC()
				}
			}
			runtime.KeepAlive(kept)
		})
	}
	wait.Wait()
	r, w, err := os.Pipe()
	if err != nil {
		return 2
	}
	go func() {
		time.Sleep(5 * time.Millisecond)
		w.Write([]byte("done"))
	}()
	b := make([]byte, 4)
	if n, _ := r.Read(b); n != 4 {
		return 3
	}
	return 7
}

func TestCopyWorks(t *testing.T) {
	stop := make(chan bool)
	var others sync.WaitGroup
	for range 4 { // the original is busy, too
		others.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					busy()
				}
			}
		})
	}
	for i := range 20 {
		if n := inCopy(t, busy); n != 7 {
			t.Fatalf("copy %d ended with %d", i, n)
		}
	}
	close(stop)
	others.Wait()
}

func TestCopyOfCopy(t *testing.T) {
	if n := inCopy(t, func() int {
		if n := inCopy(t, busy); n != 7 {
			return n
		}
		return busy()
	}); n != 7 {
		t.Fatalf("ended with %d", n)
	}
}

// TestReadsAreNotRepeated has another thread wait in a read: what comes then is the original's.
func TestReadsAreNotRepeated(t *testing.T) {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 1)
	go func() {
		b := make([]byte, 10)
		n, err := syscall.Read(ends[0], b)
		got <- fmt.Sprint(n, err)
	}()
	time.Sleep(20 * time.Millisecond)
	if n := inCopy(t, func() int {
		if s := <-got; s != "-1 "+syscall.EINTR.Error() {
			return 1
		}
		return 7
	}); n != 7 {
		t.Errorf("the copy ended with %d", n)
	}
	syscall.Write(ends[1], []byte("abc"))
	if s := <-got; s != "3 <nil>" {
		t.Errorf("the original's read returned %s", s)
	}
}

// TestInterrupt has the first thread wait in a read that nothing ends but the interruption.
func TestInterrupt(t *testing.T) {
	pid := Fork() // the thread of the copy that goes on here is its first
	if pid == 0 {
		var ends [2]int
		if syscall.Pipe(ends[:]) != nil {
			syscall.Exit(2)
		}
		var seen atomic.Bool
		go func() {
			time.Sleep(20 * time.Second)
			syscall.Exit(4)
		}()
		InterruptWhile(func() bool { return !seen.Load() })
		_, err := syscall.Read(ends[0], make([]byte, 1))
		seen.Store(true)
		if err != syscall.EINTR {
			syscall.Exit(3)
		}
		syscall.Exit(7)
	}
	var status syscall.WaitStatus
	for _, err := syscall.Wait4(pid, &status, 0, nil); err == syscall.EINTR; {
		_, err = syscall.Wait4(pid, &status, 0, nil)
	}
	if status.ExitStatus() != 7 {
		t.Errorf("the copy ended with %v", status)
	}
}
