# Modules close to the system: os, io, subprocess, socket, select, time, signal, marshal, warnings, weakref.
import asyncio, gc, io, marshal, os, select, signal, socket, stat, subprocess, sys, tempfile, time, warnings, weakref

with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, "näme.txt")
    with open(path, "w", encoding="utf-8", newline="\r\n") as f:
        print("eins", "zwei", sep="\n", file=f)
        print(f.tell(), f.encoding, f.errors, f.line_buffering)
    with open(path, "rb") as f:
        print(f.read(), type(f).__name__, type(f.raw).__name__)
    with open(path, encoding="utf-8") as f:
        print(f.readlines(), f.newlines, f.closed)
    print(sorted(os.listdir(d)), os.path.getsize(path), stat.filemode(os.stat(path).st_mode & ~0o22))
    with os.scandir(d) as it:
        print([(e.name, e.is_file(), e.is_dir(), e.is_symlink()) for e in it])
    os.symlink("näme.txt", os.path.join(d, "link"))
    print(os.readlink(os.path.join(d, "link")), os.path.islink(os.path.join(d, "link")))
    with open(path, "r+b") as f:
        f.seek(4)
        f.write(b"XX")
        f.seek(0)
        print(f.readline(), f.tell(), f.peek(1)[:4])
    os.utime(path, (1000, 2000.5))
    print(os.stat(path).st_mtime, os.stat(path).st_atime_ns)
    for name in ("missing", "link/below"):
        try:
            open(os.path.join(d, name))
        except OSError as e:
            print(type(e).__name__, e.errno, e.strerror)

t = io.TextIOWrapper(io.BytesIO("añb\r\nc€d\n".encode()), encoding="utf-8")
print(t.read(3), t.tell(), repr(t.readline()))
place = t.tell()
print(t.readline(), t.seek(place), t.read())
s = io.StringIO("one\ntwo\n")
print(s.readline(), s.read(2), s.seek(0), list(s))
try:
    io.BytesIO().fileno()
except io.UnsupportedOperation as e:
    print(type(e).__mro__[1:3], e)

print(subprocess.run([sys.executable, "-S", "-c", "import sys; print(sys.stdin.read().upper()); sys.exit(3)"], input="text", capture_output=True, text=True).stdout)
p = subprocess.Popen("cat; echo err >&2", shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print(p.communicate(b"through"), p.returncode)
r, w = os.pipe()
print(select.select([r], [], [], 0), os.write(w, b"abc"), select.select([r], [], [], 0)[0] == [r], os.read(r, 10))
os.close(r), os.close(w)
try:
    os.close(r)
except OSError as e:
    print(e)

a, b = socket.socketpair()
a.sendall(b"hi")
print(b.recv(10), a.family.name)
a.close(), b.close()
print(socket.inet_aton("127.0.0.1"), socket.htons(1), socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "fe80::1:0:2")))

print(time.strftime("%Y-%m-%d %H:%M:%S %a %b %j %U %W %V", time.gmtime(1234567890)), time.asctime(time.gmtime(0)))
os.environ["TZ"] = "EST+05EDT,M4.1.0,M10.5.0"
time.tzset()
print(time.tzname, time.timezone, time.altzone, time.localtime(1234567890)[:6], time.localtime(1244567890).tm_isdst)
print(time.mktime((2009, 2, 13, 18, 31, 30, 0, 0, -1)))

print(marshal.loads(marshal.dumps((1, 2 ** 70, -1.5, "é", b"x", [None, True], {"k": frozenset({3})}, ...))))
try:
    marshal.loads(b"(\x05\x00\x00\x00i")
except EOFError as e:
    print(e)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful", DeprecationWarning)
    print(caught[0].category.__name__, caught[0].message, caught[0].lineno)


class Thing:
    pass


thing = Thing()
ref = weakref.ref(thing)
print(ref() is thing, weakref.getweakrefcount(thing), weakref.ref(thing) is ref, weakref.proxy(thing).__class__.__name__)
print("sch\u00f6n".encode("utf-16-le"), "x\udc80".encode("utf-8", "surrogateescape"), b"\xff".decode("ascii", "backslashreplace"))
for text, codec in (("\u20ac", "latin-1"), ("\ud800", "utf-8")):
    try:
        text.encode(codec)
    except UnicodeError as e:
        print(e)
print("\u20ac\u00e4".encode("cp1252"), b"\xa4".decode("iso8859-15"), "a+\u00e4".encode("utf-7"))


async def main():
    async def one(n):
        await asyncio.sleep(0.001 * n)
        return n
    return await asyncio.gather(one(2), one(1))

print(asyncio.run(main()), signal.Signals(15).name, signal.strsignal(2))
