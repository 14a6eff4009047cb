//go:build rgo_gil || rgo_free

package scheduler

// mayWait reports whether call number can take long.
func mayWait(number int) bool {
	switch number {
	case sysRead, sysWrite, sysOpen, sysPoll, sysPread, sysPwrite, sysReadv, sysWritev, sysSelect, sysPause, sysNanosleep, sysSendfile,
		sysConnect, sysAccept, sysSendto, sysRecvfrom, sysSendmsg, sysRecvmsg, sysWait4, sysFcntl, sysFlock, sysFsync, sysFdatasync,
		sysSigtimedwait, sysSigsuspend, sysSync, sysFutex, sysClockNanosleep, sysEpollWait, sysWaitid, sysOpenat, sysPselect, sysPpoll,
		sysEpollPwait, sysFallocate, sysAccept4, sysPreadv, sysPwritev, sysRecvmmsg, sysSendmmsg, sysCopyFileRange:
		return true
	}
	return false
}
