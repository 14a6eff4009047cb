# Many threads use the same objects of the library's modules in Go: bytearrays,
# arrays, views, generators of random numbers, patterns, hashes, text in memory.
# What is one step in CPython is one step here.
import array, binascii, hashlib, io, json, random, re, string, struct, sys, zlib
from common.together import T, together

N = int(sys.argv[1]) if len(sys.argv) > 1 else 400
bad = []

# bytearrays: single bytes, and what uses them as a whole
ba = bytearray(T)
def grow(k):
    for i in range(N):
        ba[k] = i % 250
        ba.append(100 + k)
        ba.extend(b'<%d>' % k)
        if ba[k] != i % 250: bad.append(('byte', k))
        n = len(ba); s = bytes(ba)
        if s[k] != i % 250 or len(s) < n: bad.append(('bytes', k))
        if i % 10 == 0: ba.insert(T, 99); ba.count(b'<'); ba.find(b'<%d>' % k); b'<0>' in ba; ba[T:T + 3]; ba.hex(); ba == s
    ba.rindex(100 + k)
together(grow)
print('grow', len(ba), [ba.count(b'<%d>' % k) for k in range(T)], ba.count(99), ba[:T] == bytes([(N - 1) % 250] * T), sum(ba) % 1000003)
stock = bytearray(i % 251 for i in range(T * N))
taken = []
def take(k):
    mine = []
    while True:
        try: mine.append(stock.pop() if k % 2 else stock.pop(0))
        except IndexError: break
    taken.extend(mine)
together(take)
print('take', len(taken), sum(taken), stock)

# pairs of bytes that are always stored together
pairs = bytearray(b'ab' * 50)
def whole(k):
    for i in range(N):
        pairs[:] = (b'ab', b'cd', b'ef')[i % 3] * (50 + i % 7)
        s = bytes(pairs)
        if s != s[:2] * (len(s) // 2): bad.append(s)
        s = pairs + pairs
        if s != s[:2] * (len(s) // 2) : bad.append(s)
        if pairs != pairs or pairs not in pairs or pairs.find(pairs) != 0 or pairs.replace(pairs, b''): bad.append('same')
        struct.unpack_from('2s', pairs); zlib.crc32(pairs); binascii.hexlify(pairs)
together(whole)
print('whole', len(pairs) % 2, bad)

# arrays
a, d = array.array('q', [0] * T), array.array('d')
def arrays(k):
    for i in range(N):
        a[k] = -i * 2 ** 40
        d.append(k + 0.5)
        if a[k] != -i * 2 ** 40: bad.append(('array', k))
        if i % 20 == 0:
            s = d.tobytes()
            if len(s) % 8 or any(x % 1 != 0.5 for x in array.array('d', s)): bad.append('tobytes')
            if any(x % 1 != 0.5 for x in d) or d.count(k + 0.5) < i: bad.append('count')
            d.extend(array.array('d', [k + 0.5])); d[10 ** 6:] = array.array('d', [k + 0.5]); d.insert(3, -0.5); d.remove(-0.5); d.index(d[0]); d[:3] == d[:3]; d.tolist()
together(arrays)
print('arrays', len(a), len(d), set(a) == {-(N - 1) * 2 ** 40})
d = array.array('d', [x for x in range(T) for _ in range(N)])
left = []
def drain(k):
    mine = []
    while True:
        try: mine.append(d.pop())
        except IndexError: break
    left.extend(mine)
together(drain)
print('drain', len(left), sum(left), len(d))
view = memoryview(bytearray(8 * T)).cast('q')
def views(k):
    for i in range(N):
        view[k] = k * 2 ** 50 + i
        if view[k] != k * 2 ** 50 + i or len(view) != T: bad.append(('view', k))
        if i % 10 == 0: view.tolist(); view.tobytes(); bytes(view[1:3]); struct.pack_into('<q', view.obj, 8 * k, i); view.hex()
together(views)
print('views', [x % 2 ** 50 == N - 1 for x in view.tolist()].count(True))

# one generator of random numbers: no number is given twice, none is lost
def numbers(seed, n):
    r = random.Random(seed)
    return [r.getrandbits(64) for _ in range(n)]
shared, given = random.Random(7), []
def draw(k):
    given.extend([shared.getrandbits(64) for _ in range(N)])
together(draw)
print('draw', sorted(given) == sorted(numbers(7, T * N)))
def dice(k):
    own = random.Random(k)
    first = [own.randint(1, 6) for _ in range(20)]
    for i in range(N):
        if not 1 <= shared.randint(1, 6) <= 6 or not 0 <= random.random() < 1: bad.append('randint')
        if shared.choice('abc') not in 'abc': bad.append('choice')
        if i % 20 == 0:
            deck = list(range(20)); shared.shuffle(deck)
            if sorted(deck) != list(range(20)): bad.append('shuffle')
            shared.setstate(shared.getstate()); shared.gauss(0, 1); random.sample(range(100), 5)
            own.seed(k)
            if [own.randint(1, 6) for _ in range(20)] != first: bad.append('seed')
together(dice)
print('dice', bad)

# patterns, matches, scanners
pair = re.compile(r'(?P<key>\w+)\s*=\s*(?P<value>\d+|"[^"]*")')
text = ', '.join('key%d = %d' % (i, i * i) for i in range(30)) + ', name="été"'
def expected_matches():
    m = pair.search(text, 20)
    return (pair.findall(text), [(m['key'], m.span('value')) for m in pair.finditer(text)], pair.sub(r'\2:\1', text), pair.subn('', text),
            pair.split(text)[:9], m.groupdict(), m.groups(), m.start(1), m.end(), m.lastgroup, m.expand(r'<\g<key>>'),
            pair.sub(lambda m: m['value'], text), re.match(r'k(.)y', text).regs, bool(pair.fullmatch('a=1')), re.sub('(?i)KEY', '', text))
want = expected_matches()
found = []
scanner = pair.finditer(', '.join('n%d=%d' % (i, i) for i in range(T * N)))
def matching(k):
    found.extend([int(m['value']) for m in scanner])
    for i in range(N // 20):
        if expected_matches() != want: bad.append('match')
together(matching)
print('matching', len(found), sum(found) == sum(range(T * N)), bad)

# texts in memory, files of bytes, hashes
out, raw = io.StringIO(), io.BytesIO()
h, crc = hashlib.sha256(), []
def writing(k):
    own = hashlib.md5()
    for i in range(N):
        out.write('%d:%d\n' % (k, i))
        raw.write(b'[%d]' % k)
        h.update(b'x' * 64)
        own.update(b'%d' % i)
        if i % 20 == 0: out.getvalue(); raw.getvalue(); raw.tell(); h.copy().digest()
    crc.append((own.hexdigest(), zlib.crc32(b'abc' * N), hashlib.sha1(b'%d' % N).hexdigest(), hashlib.blake2b(b'q').hexdigest()[:8]))
together(writing)
lines = out.getvalue().splitlines()
print('writing', len(lines), len(set(lines)), sorted(raw.getvalue().split(b']'))[-1], len(raw.getvalue()))
print(h.hexdigest() == hashlib.sha256(b'x' * 64 * T * N).hexdigest(), len(set(crc)), sorted(lines) == sorted('%d:%d' % (k, i) for k in range(T) for i in range(N)))
out.seek(0)
read = []
def reading(k):
    mine = []
    while True:
        line = out.readline()
        if not line: break
        mine.append(line.strip())
    read.extend(mine)
together(reading)
print('reading', sorted(read) == sorted(lines))

# what never changes: results of all threads are the same
table, drop = str.maketrans('abc', 'xyz', '.'), bytes.maketrans(b'abc', b'xyz')
document = {'name': 'thing', 'list': [1, 2.5, None, True, 'é"\n', 10 ** 20], 'more': {'%d' % i: [i] for i in range(9)}}
packed = struct.Struct('<Ihd3s?')
def values(i):
    t, b = 'Word %d.\tabc Ünï\n' % i, b'Bytes %d, abc\n' % i
    return (t.translate(table), t.encode(), t.encode('utf-16'), b.decode(), t.splitlines(), t.expandtabs(4), '{0!r:>30}|{x[k]}'.format(t, x={'k': i}),
            '{a}{b.real}'.format_map({'a': i, 'b': i}), b.translate(drop, b'd'), b.split(), b.upper().center(30, b'-'), b.partition(b','), b'%5d|%s|%r' % (i, b, b),
            i.to_bytes(9, 'big'), int.from_bytes(b, 'little'), bytes(range(i % 9)), bytes.fromhex('00ff'), packed.pack(i, i - 50, i / 3, b, i % 2),
            packed.unpack(packed.pack(i, -i, i / 3, b, 1)), struct.pack('>%dH' % (i % 5), *range(i % 5)), binascii.b2a_base64(b), zlib.decompress(zlib.compress(b)), json.dumps(document),
            json.dumps([i, b.decode()], indent=1), json.loads(json.dumps(document)) == document, repr([i, {i: b}, (t,)]), string.Template('$x!').substitute(x=i),
            array.array('h', [i, -i]).tobytes(), memoryview(b)[2:5].tobytes(), hashlib.sha512(b).hexdigest()[:9], list(b[:4]), i.bit_length(), ascii(t))
same = [values(i) for i in range(40)]
def compute(k):
    for i in range(N // 4):
        if values(i % 40) != same[i % 40]: bad.append(i)
together(compute)
print('compute', bad)
circle = []
circle.append({'a': circle})
def circles(k):
    for i in range(N // 20):
        try: json.dumps(circle); bad.append('circle')
        except ValueError as e:
            if str(e) != 'Circular reference detected': bad.append(str(e))
        try: json.loads('[1, 2')
        except ValueError as e:
            if e.pos != 5: bad.append(e.pos)
        try: b'\xff'.decode()
        except UnicodeDecodeError as e:
            if e.start: bad.append(e)
        if 'é\udc80'.encode('ascii', 'backslashreplace') != b'\\xe9\\udc80': bad.append('backslashreplace')
together(circles)
print('circles', bad)
