package eval

import (
	"encoding/binary"
	"syscall"
)

// statBytes returns a struct stat as the kernel lays it out on linux/amd64.
func statBytes(st *syscall.Stat_t) []byte {
	le := binary.LittleEndian
	b := make([]byte, 0, statSize)
	b = le.AppendUint64(b, st.Dev)
	b = le.AppendUint64(b, st.Ino)
	b = le.AppendUint64(b, st.Nlink)
	b = le.AppendUint32(b, st.Mode)
	b = le.AppendUint32(b, st.Uid)
	b = le.AppendUint32(b, st.Gid)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint64(b, st.Rdev)
	b = le.AppendUint64(b, uint64(st.Size))
	b = le.AppendUint64(b, uint64(st.Blksize))
	b = le.AppendUint64(b, uint64(st.Blocks))
	for _, t := range []syscall.Timespec{st.Atim, st.Mtim, st.Ctim} {
		b = le.AppendUint64(b, uint64(t.Sec))
		b = le.AppendUint64(b, uint64(t.Nsec))
	}
	return append(b, make([]byte, statSize-len(b))...)
}
