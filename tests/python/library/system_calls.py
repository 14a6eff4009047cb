"""Calls of the system and codecs: splice, copy_file_range, flags of descriptors, terminals, times, errors of codecs."""
import array
import codecs
import os
import re
import tempfile
import time


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, *([repr(e.__cause__)] if e.__cause__ else []))


with tempfile.TemporaryDirectory() as d:
    with open(d + "/a", "wb") as f:
        f.write(b"0123456789")
    r, w = os.pipe()
    fd = os.open(d + "/a", os.O_RDONLY)
    print(os.splice(fd, w, 4, offset_src=3), os.read(r, 10))
    attempt(os.splice, fd, w, -1)
    attempt(os.copy_file_range, 0, 1, -10)
    for get, put in (os.get_inheritable, os.set_inheritable), (os.get_blocking, os.set_blocking):
        was = get(r)
        put(r, not was)
        print(was, get(r))
    for f in os.ttyname, os.tcgetpgrp:
        attempt(f, 999)
    attempt(os.tcsetpgrp, 999, 1)
    attempt(os.ttyname, fd)
    print(list(os.scandir(d)))

attempt(time.asctime, (-2**31 + 1, 1, 1) + (0,) * 6)
print(re.sub(b"b", b"-", array.array("b", b"abc")), re.match("x", "x"))
attempt(re.match, b"x", 3)


def broken(text, errors="strict"):
    raise RuntimeError("inside")


codecs.register(lambda name: codecs.CodecInfo(broken, broken, name="broken") if name == "broken_here" else None)
attempt(codecs.encode, "x", "broken_here")
attempt("x".encode, "broken_here")
attempt(codecs.decode, b"x", "hex_codec")
attempt(codecs.decode, b"x", "zlib_codec")
attempt(codecs.decode, b"\xff", "idna")
for cut in 1, 2:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    data = "\ud901".encode("utf-8", "surrogatepass")
    print(ascii(decoder.decode(data[:cut])), ascii(decoder.decode(data[cut:], True)))
