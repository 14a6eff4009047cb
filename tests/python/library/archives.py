"""zlib, gzip, zipfile, zipimport and what they say of bad data."""
import gzip, io, os, random, shutil, sys, tarfile, tempfile, zipfile, zipimport, zlib

text = b''.join(b'line %d of the text, %d\n' % (i, i * i) for i in range(3000))
rand = random.Random(1).randbytes(5000)
for data in [b'', b'a', text, rand, text + rand, b'z' * 100000]:
    for level in [-1, 0, 1, 6, 9]:
        z = zlib.compress(data, level)
        assert zlib.decompress(z) == data
    for wbits in [9, 15, -9, -15, 31, 25]:
        c = zlib.compressobj(wbits=wbits)
        z = c.compress(data[:1000]) + c.compress(data[1000:]) + c.flush()
        assert zlib.decompress(z, wbits) == data, wbits
        if wbits > 0:
            assert zlib.decompress(z, 47) == data
    print(len(data), hex(zlib.crc32(data)), hex(zlib.adler32(data)), hex(zlib.crc32(data, 12345)), hex(zlib.adler32(data, 12345)))
print(len(zlib.compress(text)) < len(text) // 3, zlib.compress(b'')[:2])
# a stream in pieces
z = zlib.compress(text)
d = zlib.decompressobj()
out = b''
for i in range(0, len(z), 7):
    out += d.decompress(z[i:i + 7])
print(out + d.flush() == text, d.eof, d.unused_data, d.unconsumed_tail)
d = zlib.decompressobj()
out, sizes, rest = b'', set(), z + b'more'
while not d.eof:
    piece = d.decompress(rest, 1000)
    sizes.add(len(piece))
    out += piece
    rest = d.unconsumed_tail
print(out == text, max(sizes), d.unused_data, d.decompress(b' still'), d.unused_data)
d = zlib.decompressobj()
first = d.decompress(z, 5000)
e = d.copy()
print(first + d.flush() == text, first + e.flush() == text)
# flushing
c = zlib.compressobj()
one = c.compress(b'first ') + c.flush(zlib.Z_SYNC_FLUSH)
d = zlib.decompressobj()
print(d.decompress(one))
two = c.compress(b'second') + c.flush(zlib.Z_FULL_FLUSH)
print(d.decompress(two), d.decompress(c.compress(b' third') + c.flush()), d.eof)
# dictionaries
c = zlib.compressobj(zdict=b'hello world')
z2 = c.compress(b'hello world, hello') + c.flush()
print(zlib.decompressobj(zdict=b'hello world').decompress(z2))
known = bytes.fromhex('78bb1a0b045dcb48cdc9c95728cf2fca490100')
print(known[:6].hex())
for make in [lambda: zlib.decompress(z2), lambda: zlib.decompressobj(zdict=b'other').decompress(z2), lambda: zlib.decompress(b'garbage'),
             lambda: zlib.decompress(z[:-1]), lambda: zlib.decompress(z[:50]), lambda: zlib.decompress(z[:-1] + b'?'), lambda: zlib.decompress(b''),
             lambda: zlib.decompress(b'\x78\x9c\x07'), lambda: zlib.compress(b'', 99), lambda: zlib.compressobj(5, 8, 99),
             lambda: zlib.decompressobj(99), lambda: zlib.decompress(z, 99), lambda: zlib.compress('text'), lambda: zlib.decompressobj().decompress(z, -1),
             lambda: zlib.decompressobj().flush(0)]:
    try:
        print('no error', make())
    except (zlib.error, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# gzip
print(gzip.decompress(gzip.compress(text)) == text)
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'x.gz')
with gzip.open(path, 'wt', encoding='utf-8') as f:
    f.write('first é\n' * 3)
with gzip.open(path, 'at', encoding='utf-8') as f:
    f.write('second\n')
with gzip.open(path, 'rt', encoding='utf-8') as f:
    print(list(f))
with gzip.GzipFile(path) as f:
    print(f.read(5), f.seek(9), f.readline(), f.tell(), f.peek(3)[:3])
try:
    gzip.decompress(b'not gzip')
except gzip.BadGzipFile as e:
    print(e)
# zip files
path = os.path.join(folder, 'x.zip')
with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as f:
    f.writestr('a/b.txt', text)
    f.writestr(zipfile.ZipInfo('stored.bin'), rand)
    f.writestr('pack/__init__.py', 'import pack.inner\nname = __name__\n')
    f.writestr('pack/inner.py', 'def f():\n    return __file__\n')
    with f.open('streamed', 'w') as g:
        for i in range(100):
            g.write(b'piece %d ' % i)
with zipfile.ZipFile(path) as f:
    print(f.namelist(), f.testzip())
    print(f.read('a/b.txt') == text, f.read('stored.bin') == rand, f.read('streamed')[-9:])
    i = f.getinfo('a/b.txt')
    print(i.file_size, i.compress_size < i.file_size // 3, hex(i.CRC), i.compress_type)
    with f.open('a/b.txt') as g:
        print(g.readline(), g.seek(100), g.read(10))
    print((zipfile.Path(f) / 'a' / 'b.txt').read_text()[:6], sorted(p.name for p in zipfile.Path(f).iterdir()))
sys.path.insert(0, path)
import pack
print(pack.name, pack.inner.f().replace(folder, ''), type(pack.__loader__).__name__, pack.__loader__.get_source('pack'))
print(zipimport.zipimporter(path).is_package('pack'))
try:
    zipfile.ZipFile(io.BytesIO(b'nothing'))
except zipfile.BadZipFile as e:
    print(e)
# tar files
path = os.path.join(folder, 'x.tgz')
with tarfile.open(path, 'w:gz') as f:
    i = tarfile.TarInfo('t.txt')
    i.size = len(text)
    f.addfile(i, io.BytesIO(text))
with tarfile.open(path) as f:
    print(f.getnames(), f.extractfile('t.txt').read() == text)
shutil.rmtree(folder)
