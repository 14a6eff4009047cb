package procfork

// This file is the poller of Go's runtime: an epoll instance, and an eventfd that is in it and ends its waits. A copy that shared them
// with the original would take its events.

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// An entry of the instance.
type watch struct {
	fd     int32
	events uint32
	data   uint64
}

// epollEvent is the system's struct epoll_event, which is packed.
type epollEvent struct {
	events uint32
	data   [2]uint32
}

var poller struct {
	fd, wake int // the instance, and the eventfd
	count    int
	watches  [64]watch
	event    epollEvent
}

var errNoPoller = errors.New("the runtime's poller was not found")

// findPoller fills poller. The runtime makes it when it is needed first.
func findPoller() error {
	if lookForPoller() {
		return nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	r.Close()
	w.Close()
	if !lookForPoller() {
		return errNoPoller
	}
	return nil
}

func lookForPoller() bool {
	if poller.fd > 0 && readPoller(poller.fd) {
		return true
	}
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return false
	}
	for _, f := range files {
		to, _ := os.Readlink("/proc/self/fd/" + f.Name())
		if to != "anon_inode:[eventpoll]" {
			continue
		}
		if fd, err := strconv.Atoi(f.Name()); err == nil && readPoller(fd) {
			return true
		}
	}
	return false
}

// readPoller reads what is in the instance fd. It is the runtime's if one of its entries has as its data the address of the variable
// with the number of that entry's file.
func readPoller(fd int) bool {
	text, err := os.ReadFile("/proc/self/fdinfo/" + strconv.Itoa(fd))
	if err != nil {
		return false
	}
	found := false
	poller.count = 0
	for line := range bytes.Lines(text) {
		words := strings.Fields(string(line)) // tfd: N events: HEX data: HEX ...
		if len(words) < 6 || words[0] != "tfd:" {
			continue
		}
		n, _ := strconv.Atoi(words[1])
		events, _ := strconv.ParseUint(words[3], 16, 32)
		data, _ := strconv.ParseUint(words[5], 16, 64)
		if poller.count == len(poller.watches) {
			return false
		}
		poller.watches[poller.count] = watch{int32(n), uint32(events), data}
		poller.count++
		if isVariable(uintptr(data)) && *(*int32)(unsafe.Pointer(word(uintptr(data)))) == int32(n) {
			poller.fd, poller.wake, found = fd, n, true
		}
	}
	return found
}

// isVariable reports whether p lies in the program's variables. They are in one piece of memory, or in pieces side by side.
func isVariable(p uintptr) bool {
	text, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return false
	}
	var low, high uintptr // of the piece so far
	here := uintptr(unsafe.Pointer(&poller))
	for line := range bytes.Lines(text) {
		span, rest, _ := strings.Cut(string(line), " ")
		from, to, _ := strings.Cut(span, "-")
		a, _ := strconv.ParseUint(from, 16, 64)
		b, _ := strconv.ParseUint(to, 16, 64)
		if !strings.HasPrefix(rest, "rw") {
			continue
		}
		if uintptr(a) != high {
			low = uintptr(a)
		}
		high = uintptr(b)
		if low <= here && here < high && low <= p && p < high {
			return true
		}
	}
	return false
}

// separatePoller gives the copy a poller of its own, under the numbers of the old one. It runs where nothing may need the
// runtime; what fails here leaves the old one.
//
//go:nosplit
func separatePoller() {
	const (
		eventfd2, add          = 290, 1
		closeOnExec, nonblock  = 0x80000, 0x800
		epollCreate1, epollCtl = 291, 233
	)
	if fd := system(eventfd2, 0, closeOnExec|nonblock, 0, 0); fd >= 0 {
		system(syscall.SYS_DUP3, uintptr(fd), uintptr(poller.wake), closeOnExec, 0)
		system(syscall.SYS_CLOSE, uintptr(fd), 0, 0, 0)
	}
	fd := system(epollCreate1, closeOnExec, 0, 0, 0)
	if fd < 0 {
		return
	}
	for i := 0; i < poller.count; i++ {
		w := &poller.watches[i]
		poller.event = epollEvent{w.events, [2]uint32{uint32(w.data), uint32(w.data >> 32)}}
		system(epollCtl, uintptr(fd), add, uintptr(w.fd), uintptr(unsafe.Pointer(&poller.event)))
	}
	system(syscall.SYS_DUP3, uintptr(fd), uintptr(poller.fd), closeOnExec, 0)
	system(syscall.SYS_CLOSE, uintptr(fd), 0, 0, 0)
}
