package vm

import (
	"os"
	"strconv"
	"strings"

	"rgo/rlib/linux"
)

// This file is the module _socket: sockets of the families unix, inet and
// inet6. Names are resolved from numbers and /etc/hosts only.

// socketObject is a socket.
type socketObject struct {
	fd                  int // -1 when closed
	family, kind, proto int
	timeout             float64 // seconds, negative for none
}

// Class returns _socket.socket.
func (*socketObject) Class() *Type { return socketType }

var (
	socketType  = newBuiltinType("socket", ObjectType, 0)
	hostError   = newExceptionType("herror", OSError)
	lookupError = newExceptionType("gaierror", OSError)
)

const (
	familyUnix, familyInet, familyInet6 = 1, 2, 10

	sysSocket, sysConnect, sysAccept4, sysSendto, sysRecvfrom, sysShutdown, sysBind, sysListen = 41, 42, 288, 44, 45, 48, 49, 50
	sysGetsockname, sysGetpeername, sysSocketpair, sysSetsockopt, sysGetsockopt                = 51, 52, 53, 54, 55
)

var socketConstants = []posixConstant{
	{"AF_UNSPEC", 0}, {"AF_UNIX", 1}, {"AF_INET", 2}, {"AF_INET6", 10}, {"SOCK_STREAM", 1}, {"SOCK_DGRAM", 2}, {"SOCK_RAW", 3},
	{"SOCK_RDM", 4}, {"SOCK_SEQPACKET", 5}, {"SOCK_CLOEXEC", closeOnExec}, {"SOCK_NONBLOCK", 0x800}, {"SOL_SOCKET", 1},
	{"SO_DEBUG", 1}, {"SO_REUSEADDR", 2}, {"SO_TYPE", 3}, {"SO_ERROR", 4}, {"SO_DONTROUTE", 5}, {"SO_BROADCAST", 6}, {"SO_SNDBUF", 7},
	{"SO_RCVBUF", 8}, {"SO_KEEPALIVE", 9}, {"SO_OOBINLINE", 10}, {"SO_LINGER", 13}, {"SO_REUSEPORT", 15}, {"SO_PASSCRED", 16},
	{"SO_PEERCRED", 17}, {"SO_RCVLOWAT", 18}, {"SO_SNDLOWAT", 19}, {"SO_RCVTIMEO", 20}, {"SO_SNDTIMEO", 21}, {"SO_BINDTODEVICE", 25},
	{"SO_ACCEPTCONN", 30}, {"SO_PROTOCOL", 38}, {"SO_DOMAIN", 39}, {"SOMAXCONN", 4096}, {"IPPROTO_IP", 0}, {"IPPROTO_ICMP", 1},
	{"IPPROTO_TCP", 6}, {"IPPROTO_UDP", 17}, {"IPPROTO_IPV6", 41}, {"IPPROTO_RAW", 255}, {"IPPROTO_ICMPV6", 58}, {"IPV6_V6ONLY", 26},
	{"TCP_NODELAY", 1}, {"TCP_MAXSEG", 2}, {"TCP_CORK", 3}, {"TCP_KEEPIDLE", 4}, {"TCP_KEEPINTVL", 5}, {"TCP_KEEPCNT", 6},
	{"MSG_OOB", 1}, {"MSG_PEEK", 2}, {"MSG_DONTROUTE", 4}, {"MSG_TRUNC", 0x20}, {"MSG_DONTWAIT", 0x40}, {"MSG_WAITALL", 0x100},
	{"MSG_NOSIGNAL", 0x4000}, {"MSG_CTRUNC", 8}, {"MSG_EOR", 0x80}, {"MSG_CMSG_CLOEXEC", 0x40000000}, {"SHUT_RD", 0}, {"SHUT_WR", 1},
	{"SHUT_RDWR", 2}, {"INADDR_ANY", 0}, {"INADDR_BROADCAST", 0xffffffff}, {"INADDR_LOOPBACK", 0x7f000001}, {"INADDR_NONE", 0xffffffff},
	{"AI_PASSIVE", 1}, {"AI_CANONNAME", 2}, {"AI_NUMERICHOST", 4}, {"AI_V4MAPPED", 8}, {"AI_ALL", 16}, {"AI_ADDRCONFIG", 32},
	{"AI_NUMERICSERV", 1024}, {"NI_NUMERICHOST", 1}, {"NI_NUMERICSERV", 2}, {"NI_NOFQDN", 4}, {"NI_NAMEREQD", 8}, {"NI_DGRAM", 16},
	{"NI_MAXHOST", 1025}, {"NI_MAXSERV", 32}, {"EAI_ADDRFAMILY", -9}, {"EAI_AGAIN", -3}, {"EAI_BADFLAGS", -1}, {"EAI_FAIL", -4},
	{"EAI_FAMILY", -6}, {"EAI_MEMORY", -10}, {"EAI_NODATA", -5}, {"EAI_NONAME", -2}, {"EAI_SERVICE", -8}, {"EAI_SOCKTYPE", -7},
	{"EAI_SYSTEM", -11}, {"IP_TTL", 2}, {"IP_TOS", 1}, {"IP_MULTICAST_TTL", 33}, {"IP_MULTICAST_LOOP", 34}, {"IP_ADD_MEMBERSHIP", 35},
	{"SCM_RIGHTS", 1}, {"IPPORT_RESERVED", 1024}, {"IPPORT_USERRESERVED", 5000},
}

func socketOf(o Object) *socketObject { return payloadOf(o).(*socketObject) }

// parseIPv4 reads a dotted address.
func parseIPv4(s string) ([]byte, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return nil, false
	}
	var b []byte
	for _, p := range parts {
		n, err := strconv.ParseUint(p, 10, 8)
		if err != nil {
			return nil, false
		}
		b = append(b, byte(n))
	}
	return b, true
}

// parseIPv6 reads an address of groups of hexadecimal digits.
func parseIPv6(s string) ([]byte, bool) {
	head, tail, elided := strings.Cut(s, "::")
	groups := func(s string) ([]byte, bool) {
		var b []byte
		if s == "" {
			return b, true
		}
		parts := strings.Split(s, ":")
		for i, p := range parts {
			if i == len(parts)-1 && strings.Contains(p, ".") {
				v4, ok := parseIPv4(p)
				return append(b, v4...), ok
			}
			n, err := strconv.ParseUint(p, 16, 16)
			if err != nil || len(p) > 4 {
				return nil, false
			}
			b = append(b, byte(n>>8), byte(n))
		}
		return b, true
	}
	front, ok := groups(head)
	if !ok {
		return nil, false
	}
	if !elided {
		return front, len(front) == 16
	}
	back, ok := groups(tail)
	if !ok || len(front)+len(back) > 14 {
		return nil, false
	}
	b := append(front, make([]byte, 16-len(front)-len(back))...)
	return append(b, back...), true
}

func formatIPv4(b []byte) string {
	s := strconv.Itoa(int(b[0]))
	for _, c := range b[1:4] {
		s += "." + strconv.Itoa(int(c))
	}
	return s
}

func formatIPv6(b []byte) string {
	var groups [8]uint16
	for i := range groups {
		groups[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	best, size := -1, 1
	for i := 0; i < 8; i++ {
		n := 0
		for i+n < 8 && groups[i+n] == 0 {
			n++
		}
		if n > size {
			best, size = i, n
		}
	}
	s := ""
	for i := 0; i < 8; i++ {
		if i == best {
			s += "::"
			i += size - 1
			continue
		}
		if s != "" && !strings.HasSuffix(s, ":") {
			s += ":"
		}
		s += strconv.FormatUint(uint64(groups[i]), 16)
	}
	return s
}

// hostAddress resolves a host for a family.
func (t *Thread) hostAddress(host string, family int) ([]byte, bool) {
	parse, none := parseIPv4, make([]byte, 4)
	if family == familyInet6 {
		parse, none = parseIPv6, make([]byte, 16)
	}
	if host == "" {
		return none, true
	}
	if host == "<broadcast>" && family == familyInet {
		return []byte{255, 255, 255, 255}, true
	}
	if b, ok := parse(host); ok {
		return b, true
	}
	data, _ := os.ReadFile("/etc/hosts")
	for _, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			if strings.EqualFold(words[i], host) {
				if b, ok := parse(words[0]); ok {
					return b, true
				}
			}
		}
	}
	if strings.EqualFold(host, "localhost") && family == familyInet {
		return []byte{127, 0, 0, 1}, true
	}
	t.raiseInstance(t.call(lookupError, []Object{newInt(-2), newASCII("Name or service not known")}, nil).(*Instance))
	return nil, false
}

// socketAddress converts an address to a struct sockaddr.
func (t *Thread) socketAddress(s *socketObject, o Object, fn string) ([]byte, bool) {
	b := make([]byte, 2)
	linux.PutWord(b, 0, 2, uint64(s.family))
	if s.family == familyUnix {
		path := ""
		if x := strOf(o); x != nil {
			var ok bool
			if path, ok = t.fsEncode(x); !ok {
				return nil, false
			}
		} else {
			var ok bool
			if path, ok = t.bytesLike(o); !ok {
				return nil, false
			}
		}
		if len(path) > 107 {
			t.raise(OSError, "AF_UNIX path too long")
			return nil, false
		}
		b = append(b, path...)
		if path != "" && path[0] != 0 {
			b = append(b, 0)
		}
		return b, true
	}
	p := tuplePayload(o)
	if p == nil {
		t.typeError(fn + "(): AF_INET address must be tuple, not " + o.Class().name)
		return nil, false
	}
	if len(p.items) < 2 {
		t.typeError(fn + "(): wrong format for AF_INET address")
		return nil, false
	}
	host := ""
	if x := strOf(p.items[0]); x != nil {
		host = x.s
	} else {
		var ok bool
		if host, ok = t.bytesLike(p.items[0]); !ok {
			return nil, false
		}
	}
	port, ok := t.cInt(p.items[1])
	if !ok {
		return nil, false
	}
	if port < 0 || port > 0xffff {
		t.raise(OverflowError, fn+"(): port must be 0-65535.")
		return nil, false
	}
	address, ok := t.hostAddress(host, s.family)
	if !ok {
		return nil, false
	}
	b = append(b, byte(port>>8), byte(port))
	if s.family == familyInet {
		b = append(b, address...)
		return append(b, make([]byte, 8)...), true
	}
	rest := make([]byte, 8)
	for i := 2; i < len(p.items) && i < 4; i++ {
		n, ok := t.cLong(p.items[i])
		if !ok {
			return nil, false
		}
		if i == 2 {
			rest[0], rest[1], rest[2], rest[3] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
		} else {
			linux.PutWord(rest, 4, 4, uint64(n))
		}
	}
	b = append(b, rest[:4]...)
	b = append(b, address...)
	return append(b, rest[4:]...), true
}

// addressObject converts a struct sockaddr of n bytes.
func addressObject(b []byte, n int) Object {
	if n < 2 {
		return None
	}
	switch int(linux.Word(b, 0, 2)) {
	case familyUnix:
		path := string(b[2:n])
		if path == "" {
			return emptyStr
		}
		if path[0] == 0 {
			return &Bytes{path}
		}
		if i := strings.IndexByte(path, 0); i >= 0 {
			path = path[:i]
		}
		return fsDecode(path)
	case familyInet:
		return tupleOf(newASCII(formatIPv4(b[4:])), intOf(int(b[2])<<8|int(b[3])))
	case familyInet6:
		return tupleOf(newASCII(formatIPv6(b[8:24])), intOf(int(b[2])<<8|int(b[3])), newInt(int64(big32(b[4:]))), newUint(linux.Word(b, 24, 4)))
	}
	return tupleOf(newUint(linux.Word(b, 0, 2)), &Bytes{string(b[2:n])})
}

// waitSocket waits until the socket is ready; false with TimeoutError.
func (t *Thread) waitSocket(s *socketObject, events int) bool {
	b := make([]byte, 8)
	linux.PutWord(b, 0, 4, uint64(s.fd))
	linux.PutWord(b, 4, 2, uint64(events))
	timeout := int64(-1)
	if s.timeout >= 0 {
		timeout = int64(s.timeout * 1e9)
	}
	n, ok := t.pollCall(b, timeout)
	if ok && n == 0 {
		t.raise(TimeoutError, "timed out")
		return false
	}
	return ok
}

// trySocket makes a call again while it would block and there is a timeout.
func (t *Thread) trySocket(s *socketObject, events int, call func() int) (int, bool) {
	for {
		if s.timeout > 0 && !t.waitSocket(s, events) {
			return 0, false
		}
		r := call()
		switch {
		case r >= 0:
			return r, true
		case r == -4:
			if !t.runSignals() {
				return 0, false
			}
		case r == -11 && s.timeout > 0:
		default:
			t.errno(r)
			return 0, false
		}
	}
}

// newSocket makes the object for a descriptor.
func newSocket(cls *Type, fd, family, kind, proto int) Object {
	return wrapNew(cls, socketType, &socketObject{fd: fd, family: family, kind: kind, proto: proto, timeout: -1})
}

// nonBlocking sets the mode of a descriptor.
func nonBlocking(fd int, on bool) int {
	flags := linux.Int(sysFcntl, fd, 3, 0)
	if flags < 0 {
		return flags
	}
	if on {
		flags |= 0x800
	} else {
		flags &^= 0x800
	}
	return linux.Int(sysFcntl, fd, 4, flags)
}

// socketInit is socket(family=-1, type=-1, proto=-1, fileno=None).
func socketInit(t *Thread, args []Object) Object {
	s := socketOf(args[0])
	numbers := [3]int{-1, -1, -1}
	for i := range numbers {
		if o := args[1+i]; o != nil {
			n, ok := t.cInt(o)
			if !ok {
				return nil
			}
			numbers[i] = n
		}
	}
	fd := -1
	if args[4] != nil && args[4] != None {
		if _, isFloat := payloadOf(args[4]).(Float); isFloat {
			return t.typeError("integer argument expected, got float")
		}
		var ok bool
		if fd, ok = t.cInt(args[4]); !ok {
			return nil
		}
		if fd < 0 {
			return t.valueError("negative file descriptor")
		}
		b := make([]byte, 128)
		size := make([]byte, 4)
		linux.PutWord(size, 0, 4, 128)
		if r := linux.Call(sysGetsockname, linux.Buffers{1: b, 2: size}, fd); r < 0 {
			return t.errno(r)
		}
		if numbers[0] == -1 {
			numbers[0] = int(linux.Word(b, 0, 2))
		}
		for i, option := range []int{3, 38} {
			if numbers[1+i] == -1 {
				v, r := socketOption(fd, 1, option, 4)
				if r < 0 {
					return t.errno(r)
				}
				numbers[1+i] = int(linux.Word(v, 0, 4))
			}
		}
	} else {
		for i, missing := range []int{familyInet, 1, 0} {
			if numbers[i] == -1 {
				numbers[i] = missing
			}
		}
		if fd = linux.Int(sysSocket, numbers[0], numbers[1]|closeOnExec, numbers[2]); fd < 0 {
			return t.errno(fd)
		}
	}
	*s = socketObject{fd: fd, family: numbers[0], kind: numbers[1] &^ (closeOnExec | 0x800), proto: numbers[2], timeout: -1}
	if numbers[1]&0x800 != 0 {
		s.timeout = 0
	} else if d := t.interp.socketTimeout; d != nil {
		s.timeout = *d
		nonBlocking(fd, true)
	}
	return None
}

// socketOption reads an option of at most n bytes.
func socketOption(fd, level, name, n int) ([]byte, int) {
	b := make([]byte, max(n, 1))
	size := make([]byte, 4)
	linux.PutWord(size, 0, 4, uint64(n))
	if r := linux.Call(sysGetsockopt, linux.Buffers{3: b, 4: size}, fd, level, name); r < 0 {
		return nil, r
	}
	return b[:linux.Word(size, 0, 4)], 0
}

// socketName makes getsockname and getpeername.
func socketName(name string, number int) method {
	return method{name, 0, 0, func(t *Thread, args []Object) Object {
		b, size := make([]byte, 128), make([]byte, 4)
		linux.PutWord(size, 0, 4, 128)
		if r := linux.Call(number, linux.Buffers{1: b, 2: size}, socketOf(args[0]).fd); r < 0 {
			return t.errno(r)
		}
		return addressObject(b, int(linux.Word(size, 0, 4)))
	}, ""}
}

// receive reads at most len(b) bytes; from is the sender.
func (t *Thread) receive(s *socketObject, b []byte, flags int) (n int, from Object, ok bool) {
	address, size := make([]byte, 128), make([]byte, 4)
	into := b
	if len(b) == 0 {
		into = make([]byte, 1)
	}
	n, ok = t.trySocket(s, 1, func() int {
		linux.PutWord(size, 0, 4, 128)
		return linux.Call(sysRecvfrom, linux.Buffers{1: into, 4: address, 5: size}, s.fd, 0, len(b), flags)
	})
	return n, addressObject(address, int(linux.Word(size, 0, 4))), ok
}

// sendBytes writes data, to an address if there is one.
func (t *Thread) sendBytes(s *socketObject, data string, flags int, to []byte) (int, bool) {
	b := []byte(data + "\x00")
	return t.trySocket(s, 4, func() int {
		return linux.Call(sysSendto, linux.Buffers{1: b, 4: to}, s.fd, 0, len(data), flags, 0, len(to))
	})
}

// flagArg is an optional number.
func (t *Thread) flagArg(args []Object, i int) (int, bool) {
	if len(args) <= i {
		return 0, true
	}
	return t.cInt(args[i])
}

// timeoutArg converts a timeout in seconds: None is -1.
func (t *Thread) timeoutArg(o Object) (float64, bool) {
	if o == None {
		return -1, true
	}
	v, ok := t.floatValue(o)
	if ok && v < 0 {
		t.valueError("Timeout value out of range")
		return 0, false
	}
	return v, ok
}

var socketMethods = []method{
	{"__init__", 0, 4, socketInit, "family,type,proto,fileno"},
	{"fileno", 0, 0, func(t *Thread, args []Object) Object { return intOf(socketOf(args[0]).fd) }, ""},
	{"detach", 0, 0, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		fd := s.fd
		s.fd = -1
		return intOf(fd)
	}, ""},
	{"close", 0, 0, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		fd := s.fd
		s.fd = -1
		if fd >= 0 {
			if r := linux.Int(sysClose, fd); r < 0 && r != -104 {
				return t.errno(r)
			}
		}
		return None
	}, ""},
	{"bind", 1, 1, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		b, ok := t.socketAddress(s, args[1], "bind")
		if !ok {
			return nil
		}
		return t.done(linux.Call(sysBind, linux.Buffers{1: b}, s.fd, 0, len(b)))
	}, ""},
	{"listen", 0, 1, func(t *Thread, args []Object) Object {
		n := 128
		if len(args) > 1 {
			var ok bool
			if n, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		return t.done(linux.Int(sysListen, socketOf(args[0]).fd, max(n, 0)))
	}, ""},
	{"connect", 1, 1, func(t *Thread, args []Object) Object {
		r, ok := t.connect(args)
		if !ok {
			return nil
		}
		return t.done(r)
	}, ""},
	{"connect_ex", 1, 1, func(t *Thread, args []Object) Object {
		r, ok := t.connect(args)
		if !ok {
			return nil
		}
		return intOf(-r)
	}, ""},
	{"_accept", 0, 0, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		b, size := make([]byte, 128), make([]byte, 4)
		fd, ok := t.trySocket(s, 1, func() int {
			linux.PutWord(size, 0, 4, 128)
			return linux.Call(sysAccept4, linux.Buffers{1: b, 2: size}, s.fd, 0, 0, closeOnExec)
		})
		if !ok {
			return nil
		}
		return tupleOf(intOf(fd), addressObject(b, int(linux.Word(size, 0, 4))))
	}, ""},
	{"recv", 1, 2, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		flags, ok := t.flagArg(args, 2)
		if !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("negative buffersize in recv")
		}
		b := make([]byte, n)
		got, _, ok := t.receive(socketOf(args[0]), b, flags)
		if !ok {
			return nil
		}
		return &Bytes{string(b[:got])}
	}, ""},
	{"recvfrom", 1, 2, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		flags, ok := t.flagArg(args, 2)
		if !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("negative buffersize in recvfrom")
		}
		b := make([]byte, n)
		got, from, ok := t.receive(socketOf(args[0]), b, flags)
		if !ok {
			return nil
		}
		return tupleOf(&Bytes{string(b[:got])}, from)
	}, ""},
	{"recv_into", 1, 3, func(t *Thread, args []Object) Object { return t.receiveInto(args, false) }, "buffer,nbytes,flags"},
	{"recvfrom_into", 1, 3, func(t *Thread, args []Object) Object { return t.receiveInto(args, true) }, "buffer,nbytes,flags"},
	{"send", 1, 2, func(t *Thread, args []Object) Object {
		data, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		flags, ok := t.flagArg(args, 2)
		if !ok {
			return nil
		}
		n, ok := t.sendBytes(socketOf(args[0]), data, flags, nil)
		if !ok {
			return nil
		}
		return intOf(n)
	}, ""},
	{"sendall", 1, 2, func(t *Thread, args []Object) Object {
		data, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		flags, ok := t.flagArg(args, 2)
		if !ok {
			return nil
		}
		for {
			n, ok := t.sendBytes(socketOf(args[0]), data, flags, nil)
			if !ok {
				return nil
			}
			if data = data[n:]; data == "" {
				return None
			}
		}
	}, ""},
	{"sendto", 2, 3, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		data, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		flags := 0
		if len(args) > 3 {
			if flags, ok = t.cInt(args[2]); !ok {
				return nil
			}
		}
		to, ok := t.socketAddress(s, args[len(args)-1], "sendto")
		if !ok {
			return nil
		}
		n, ok := t.sendBytes(s, data, flags, to)
		if !ok {
			return nil
		}
		return intOf(n)
	}, ""},
	{"shutdown", 1, 1, func(t *Thread, args []Object) Object {
		how, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysShutdown, socketOf(args[0]).fd, how))
	}, ""},
	{"setsockopt", 3, 4, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args[1:3])
		if !ok {
			return nil
		}
		s := socketOf(args[0])
		if t.hasIndex(args[3]) {
			n, ok := t.cInt(args[3])
			if !ok {
				return nil
			}
			b := make([]byte, 4)
			linux.PutWord(b, 0, 4, uint64(n))
			return t.done(linux.Call(sysSetsockopt, linux.Buffers{3: b}, s.fd, list[0], list[1], 0, 4))
		}
		if args[3] == None && len(args) > 4 {
			n, ok := t.cInt(args[4])
			if !ok {
				return nil
			}
			return t.done(linux.Int(sysSetsockopt, s.fd, list[0], list[1], 0, n))
		}
		data, ok := t.bytesLike(args[3])
		if !ok {
			return nil
		}
		return t.done(linux.Call(sysSetsockopt, linux.Buffers{3: []byte(data + "\x00")}, s.fd, list[0], list[1], 0, len(data)))
	}, ""},
	{"getsockopt", 2, 3, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args[1:])
		if !ok {
			return nil
		}
		s := socketOf(args[0])
		if len(list) < 3 {
			b, r := socketOption(s.fd, list[0], list[1], 4)
			if r < 0 {
				return t.errno(r)
			}
			b = append(b, make([]byte, 4)...)
			return intOf(int(int32(linux.Word(b, 0, 4))))
		}
		if list[2] <= 0 || list[2] > 1024 {
			return t.raise(OSError, "getsockopt buflen out of range")
		}
		b, r := socketOption(s.fd, list[0], list[1], list[2])
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{string(b)}
	}, ""},
	{"settimeout", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.timeoutArg(args[1])
		if !ok {
			return nil
		}
		s := socketOf(args[0])
		s.timeout = v
		return t.done(nonBlocking(s.fd, v >= 0))
	}, ""},
	{"gettimeout", 0, 0, func(t *Thread, args []Object) Object {
		if v := socketOf(args[0]).timeout; v >= 0 {
			return newFloat(v)
		}
		return None
	}, ""},
	{"setblocking", 1, 1, func(t *Thread, args []Object) Object {
		on, ok := t.truth(args[1])
		if !ok {
			return nil
		}
		s := socketOf(args[0])
		s.timeout = 0
		if on {
			s.timeout = -1
		}
		return t.done(nonBlocking(s.fd, !on))
	}, ""},
	{"getblocking", 0, 0, func(t *Thread, args []Object) Object { return boolOf(socketOf(args[0]).timeout != 0) }, ""},
	socketName("getsockname", sysGetsockname),
	socketName("getpeername", sysGetpeername),
	{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		s := socketOf(args[0])
		return NewStr("<socket object, fd=" + strconv.Itoa(s.fd) + ", family=" + strconv.Itoa(s.family) + ", type=" + strconv.Itoa(s.kind) +
			", proto=" + strconv.Itoa(s.proto) + ">")
	}, ""},
}

// connect connects; the result is that of the system.
func (t *Thread) connect(args []Object) (int, bool) {
	s := socketOf(args[0])
	b, ok := t.socketAddress(s, args[1], "connect")
	if !ok {
		return 0, false
	}
	r := linux.Call(sysConnect, linux.Buffers{1: b}, s.fd, 0, len(b))
	if (r == -115 || r == -4) && s.timeout != 0 {
		if !t.waitSocket(s, 4) {
			return 0, false
		}
		v, e := socketOption(s.fd, 1, 4, 4)
		if e < 0 {
			return e, true
		}
		return -int(linux.Word(v, 0, 4)), true
	}
	return r, true
}

// receiveInto is recv_into and recvfrom_into.
func (t *Thread) receiveInto(args []Object, sender bool) Object {
	b, release, ok := t.writable(args[1])
	if !ok {
		return nil
	}
	defer release()
	n, flags := 0, 0
	for i, p := range []*int{&n, &flags} {
		if args[2+i] != nil {
			if *p, ok = t.cInt(args[2+i]); !ok {
				return nil
			}
		}
	}
	if n < 0 {
		return t.valueError("negative buffersize in recv_into")
	}
	if n > len(b) {
		return t.valueError("buffer too small for requested bytes")
	}
	if n == 0 {
		n = len(b)
	}
	got, from, ok := t.receive(socketOf(args[0]), b[:n], flags)
	if !ok {
		return nil
	}
	if sender {
		return tupleOf(intOf(got), from)
	}
	return intOf(got)
}

// addressInfo is getaddrinfo(host, port, family=0, type=0, proto=0, flags=0).
func addressInfo(t *Thread, args []Object) Object {
	host, port := "", 0
	if args[0] != None {
		if s := strOf(args[0]); s != nil {
			host = s.s
		} else {
			var ok bool
			if host, ok = t.bytesLike(args[0]); !ok {
				return nil
			}
		}
	}
	if args[1] != None {
		s := ""
		if x := strOf(args[1]); x != nil {
			s = x.s
		} else if b, isBytes := payloadOf(args[1]).(*Bytes); isBytes {
			s = b.s
		} else {
			n, ok := t.cInt(args[1])
			if !ok {
				return nil
			}
			s = strconv.Itoa(n)
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return t.raiseInstance(t.call(lookupError, []Object{newInt(-8), newASCII("Servname not supported for ai_socktype")}, nil).(*Instance))
		}
		port = n & 0xffff
	}
	var numbers [4]int
	for i := range numbers {
		if args[2+i] != nil {
			n, ok := t.cInt(args[2+i])
			if !ok {
				return nil
			}
			numbers[i] = n
		}
	}
	if args[0] == None && numbers[3]&1 == 0 {
		host = "localhost"
	}
	var items []Object
	for _, family := range []int{familyInet6, familyInet} {
		if numbers[0] != 0 && numbers[0] != family {
			continue
		}
		b, ok := t.hostAddress(host, family)
		if !ok {
			t.exc = nil
			continue
		}
		for _, row := range []struct{ kind, proto int }{{1, 6}, {2, 17}, {3, 0}} {
			if numbers[1] != 0 && numbers[1] != row.kind || numbers[2] != 0 && numbers[2] != row.proto {
				continue
			}
			var address Object
			if family == familyInet {
				address = tupleOf(newASCII(formatIPv4(b)), intOf(port))
			} else {
				address = tupleOf(newASCII(formatIPv6(b)), intOf(port), newInt(0), newInt(0))
			}
			items = append(items, tupleOf(intOf(family), intOf(row.kind), intOf(row.proto), emptyStr, address))
		}
	}
	if len(items) == 0 {
		return t.raiseInstance(t.call(lookupError, []Object{newInt(-2), newASCII("Name or service not known")}, nil).(*Instance))
	}
	return newList(items)
}

// swapFunction makes htons and its like.
func swapFunction(name string, width int) method {
	return method{name, 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cLong(args[0])
		if !ok {
			return nil
		}
		if n < 0 {
			return t.raise(OverflowError, "can't convert negative Python int to C "+strconv.Itoa(8*width)+"-bit unsigned integer")
		}
		if uint64(n)>>(8*width) != 0 {
			return t.raise(OverflowError, "Python int too large to convert to C "+strconv.Itoa(8*width)+"-bit unsigned integer")
		}
		v := uint64(0)
		for i := range width {
			v |= uint64(n) >> (8 * i) & 0xff << (8 * (width - 1 - i))
		}
		return newUint(v)
	}, ""}
}

func init() {
	socketType.module = newASCII("_socket")
	hostError.module, lookupError.module = newASCII("socket"), newASCII("socket")
	socketType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return wrapNew(args[0].(*Type), socketType, &socketObject{fd: -1, timeout: -1})
	})
	socketType.construct = nil
	socketType.addMethods(socketMethods)
	socketType.addGetSets([]getset{
		{"family", func(t *Thread, o Object) Object { return intOf(socketOf(o).family) }, nil},
		{"type", func(t *Thread, o Object) Object { return intOf(socketOf(o).kind) }, nil},
		{"proto", func(t *Thread, o Object) Object { return intOf(socketOf(o).proto) }, nil},
		{"timeout", func(t *Thread, o Object) Object {
			if v := socketOf(o).timeout; v >= 0 {
				return newFloat(v)
			}
			return None
		}, nil},
	})
	builtinModules["_socket"] = func(t *Thread) *Module {
		m := newModule("_socket")
		for _, row := range socketConstants {
			m.set(row.name, intOf(row.value))
		}
		m.set("socket", socketType)
		m.set("SocketType", socketType)
		m.set("error", OSError)
		m.set("timeout", TimeoutError)
		m.set("herror", hostError)
		m.set("gaierror", lookupError)
		m.set("has_ipv6", True)
		m.addFunctions(socketFunctions)
		return m
	}
}

var socketFunctions = []method{
	swapFunction("htons", 2), swapFunction("ntohs", 2), swapFunction("htonl", 4), swapFunction("ntohl", 4),
	{"getaddrinfo", 2, 6, addressInfo, "host,port,family,type,proto,flags"},
	{"gethostname", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 65*6)
		if r := linux.Call(sysUname, linux.Buffers{b}); r < 0 {
			return t.errno(r)
		}
		name, _, _ := strings.Cut(string(b[65:130]), "\x00")
		return fsDecode(name)
	}, ""},
	{"gethostbyname", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("gethostbyname() argument 1 must be str, not " + args[0].Class().name)
		}
		b, ok := t.hostAddress(s.s, familyInet)
		if !ok {
			return nil
		}
		return newASCII(formatIPv4(b))
	}, ""},
	{"inet_aton", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("inet_aton() argument 1 must be str, not " + args[0].Class().name)
		}
		b, ok := parseIPv4(s.s)
		if !ok {
			return t.raise(OSError, "illegal IP address string passed to inet_aton")
		}
		return &Bytes{string(b)}
	}, ""},
	{"inet_ntoa", 1, 1, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[0])
		if !ok {
			return nil
		}
		if len(s) != 4 {
			return t.raise(OSError, "packed IP wrong length")
		}
		return newASCII(formatIPv4([]byte(s)))
	}, ""},
	{"inet_pton", 2, 2, func(t *Thread, args []Object) Object {
		family, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		s := strOf(args[1])
		if s == nil {
			return t.typeError("inet_pton() argument 2 must be str, not " + args[1].Class().name)
		}
		parse := parseIPv4
		switch family {
		case familyInet:
		case familyInet6:
			parse = parseIPv6
		default:
			return t.errno(-97)
		}
		b, ok := parse(s.s)
		if !ok {
			return t.raise(OSError, "illegal IP address string passed to inet_pton")
		}
		return &Bytes{string(b)}
	}, ""},
	{"inet_ntop", 2, 2, func(t *Thread, args []Object) Object {
		family, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		s, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		switch {
		case family == familyInet && len(s) == 4:
			return newASCII(formatIPv4([]byte(s)))
		case family == familyInet6 && len(s) == 16:
			return newASCII(formatIPv6([]byte(s)))
		case family == familyInet || family == familyInet6:
			return t.valueError("invalid length of packed IP address string")
		}
		return t.valueError("unknown address family " + strconv.Itoa(family))
	}, ""},
	{"socketpair", 0, 3, func(t *Thread, args []Object) Object {
		numbers := [3]int{familyUnix, 1, 0}
		for i, o := range args {
			n, ok := t.cInt(o)
			if !ok {
				return nil
			}
			numbers[i] = n
		}
		b := make([]byte, 8)
		if r := linux.Call(sysSocketpair, linux.Buffers{3: b}, numbers[0], numbers[1]|closeOnExec, numbers[2]); r < 0 {
			return t.errno(r)
		}
		one := newSocket(socketType, int(linux.Word(b, 0, 4)), numbers[0], numbers[1], numbers[2])
		return tupleOf(one, newSocket(socketType, int(linux.Word(b, 4, 4)), numbers[0], numbers[1], numbers[2]))
	}, ""},
	{"dup", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.number(linux.Int(sysFcntl, fd, 1030, 0))
	}, ""},
	{"close", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysClose, fd))
	}, ""},
	{"getdefaulttimeout", 0, 0, func(t *Thread, args []Object) Object {
		if d := t.interp.socketTimeout; d != nil {
			return newFloat(*d)
		}
		return None
	}, ""},
	{"setdefaulttimeout", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.timeoutArg(args[0])
		if !ok {
			return nil
		}
		t.interp.socketTimeout = nil
		if v >= 0 {
			t.interp.socketTimeout = &v
		}
		return None
	}, ""},
}
