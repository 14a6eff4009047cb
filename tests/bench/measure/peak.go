package measure

// This file measures how much memory a command takes.

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

const (
	between = 10 * time.Millisecond // how often a running command is asked
	slack   = 2 << 10               // KB by which what the system says of one process at one time may differ: it counts by processor
)

// RunPeak runs cmd and returns its largest resident size in KB. What the system says about a process that has ended is no less
// than what the one had that started it, whose memory the new one shares until it becomes another program. So where that is all
// it says, what counts is what the process itself said last while it ran.
func RunPeak(cmd *exec.Cmd) (int64, error) {
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ours := highWater(os.Getpid()) // no less than when the process began
	ended, last := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(between)
		defer tick.Stop()
		for peak := int64(0); ; {
			peak = max(peak, highWater(cmd.Process.Pid))
			select {
			case <-ended:
				last <- peak
				return
			case <-tick.C:
			}
		}
	}()
	err := cmd.Wait()
	close(ended)
	peak := <-last
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && (usage.Maxrss > ours+slack || peak == 0) {
		peak = usage.Maxrss
	}
	return peak, err
}

// highWater returns the largest resident size that a running process has had, in KB, or 0.
func highWater(pid int) int64 {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(data, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, err := strconv.ParseInt(string(fields[0]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
