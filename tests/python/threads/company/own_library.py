# Threads use modules of the library, each with objects of its own, and with patterns, formats and tables that all use.
import array, binascii, hashlib, io, json, re, struct, sys, threading, time, zlib
import _random

N = 6000
results = {}


def run(work, count=2):
    results.clear()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(work.__name__, sorted(results.items()))


def own_bytes(number):
    total = 0
    b, a = bytearray(b"start"), array.array("i", range(20))
    v = memoryview(bytearray(20))
    for n in range(N):
        b.append(n & 255)
        b += b"ab"
        b[0:2] = b"xyz"
        total += b.find(b"ab") + b.pop() + len(bytes(b)) + b[-1] + b.count(b"z") + len(b[2:9])
        del b[20:]
        a[n % 20] = n
        a.append(n)
        total += a.pop() + a[n % 7] + len(a.tobytes()) + sum(a)
        v[n % 20] = n & 127
        total += v[3] + len(v.tobytes()) + len(b"%d,%s" % (n, b"abc")) + int.from_bytes(b[:3], "big") + len(n.to_bytes(4, "little"))
        total += len(b"a,b c".split(b",")[1].upper().replace(b"B", b"").center(9)) + len(b.hex()) + len(repr(b)) + sum(bytes([1, n & 7]))
    results[number] = total


run(own_bytes)

pattern = re.compile(r"(?P<key>\w+)=(?P<value>\d+)")
text = "alpha=1, beta=22; gamma=333"


def matching(number):
    total = 0
    for n in range(N):
        total += len(pattern.findall(text)) + len(pattern.sub("#", text)) + len(pattern.split(text))
        for m in pattern.finditer(text):
            total += int(m["value"]) + m.start("key") + len(m.groups()) + len(m.groupdict()) + m.end() + len(m.group(1, 2))
        total += len(pattern.sub(lambda m: m.group("key"), text)) + bool(pattern.fullmatch("a=1")) + (pattern.match(" ") is None)
    results[number] = total


run(matching)

packed = struct.Struct("<IHd")
table, unmap = str.maketrans("abc", "xyz", "d"), bytes.maketrans(b"abc", b"xyz")


def converting(number):
    total = 0
    document = {"name": "thing", "list": [1, 2.5, None, True, "\u00e9\n"], "more": {"a": 10 ** 20}}
    r, h = _random.Random(number), hashlib.sha1()
    for n in range(N):
        total += sum(packed.unpack(packed.pack(n, n & 255, 0.5))[:2]) + struct.unpack(">H", struct.pack(">H", n))[0]
        total += len("abcd".translate(table)) + len(b"abcd".translate(unmap)) + len("t\u00e9".encode().decode()) + len("x{0:>5}{y!r}".format(n, y=n))
        total += len("a\tb".expandtabs()) + len("a\nb".splitlines()) + len("{y}".format_map({"y": n})) + len(f"{n:05d}{text!r:>30}")
        total += len(json.dumps(document)) + len(json.loads('{"a": [1, 2.5, "x", {"b": null}]}')) + len(repr([n, {n: text}]))
        total += zlib.crc32(b"abc") + zlib.adler32(b"abc") + len(binascii.hexlify(b"abc")) + len(binascii.b2a_base64(b"abc"))
        h.update(b"abc")
        total += len(hashlib.sha256(b"abc").hexdigest()) + len(hashlib.md5(b"abc").digest()) + h.digest()[0]
        total += (r.random() < 1) + (r.getrandbits(9) < 512) + (time.perf_counter() > 0) + n.bit_length()
    results[number] = total


run(converting)


def writing(number):
    total = 0
    for n in range(N):
        f, b = io.StringIO(), io.BytesIO()
        f.write("line %d\n" % n)
        print(n, 2.5, file=f)
        b.write(b"bytes")
        total += len(f.getvalue()) + len(b.getvalue()) + b.seek(0) + len(b.read(3))
        f.seek(0)
        for line in f:
            total += len(line)
    results[number] = total


run(writing)
