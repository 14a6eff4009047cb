"""unicodedata: properties and normal forms of all characters that have any, identifiers in NFKC, names in text."""
import hashlib, unicodedata as u
ranges = [(0, 0x3400), (0xA000, 0xAC00), (0xD7A0, 0xE000), (0xF900, 0x12000), (0x16A00, 0x17000), (0x1B000, 0x1B400), (0x1D000, 0x20000), (0x2F800, 0x2FA20), (0xE0000, 0xE0200)]
chars = [chr(c) for a, b in ranges for c in range(a, b)]
def digest(fn):
    h = hashlib.md5()
    for c in chars:
        h.update(str(fn(c)).encode('utf-8', 'surrogatepass') + b'\0')
    return h.hexdigest()
for name in ['category', 'bidirectional', 'combining', 'mirrored', 'east_asian_width']:
    print(name, digest(getattr(u, name)))
print('canonical decomposition', digest(lambda c: u.decomposition(c).split('<')[0]))
for name in ['decimal', 'digit', 'name']:
    print(name, digest(lambda c: getattr(u, name)(c, None)))
for form in ['NFC', 'NFD', 'NFKC', 'NFKD']:
    print(form, digest(lambda c: u.normalize(form, c)), digest(lambda c: u.normalize(form, 'a' + c + '\u0301\u0323')), digest(lambda c: u.is_normalized(form, c)))
print(u.normalize('NFC', 'e\u0301'), u.normalize('NFD', '가각') == '\u1100\u1161\u1100\u1161\u11a8', u.normalize('NFKC', 'ﬁ①Ａ㎏'), ascii(u.normalize('NFC', 'a\ud800e\u0301')))
𝔘𝔫𝔦 = ﬁn = 3
print(Uni, fin, 'Uni' in globals(), ª if (ª := 4) else 0, a)
class C:
    é = 1
print(C.é, getattr(C, 'é'), hasattr(C, 'e\u0301'))
print('\N{GREEK SMALL LETTER ALPHA}\N{LATIN SMALL LETTER E WITH ACUTE}\N{EM DASH}\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}', f'\N{BULLET}{1}', rb'\N{x}')
for text in [r'"\N{NO SUCH}"', r'"\N{"', r'"\N"', r'"\N{}"', r"f'\N{x'"]:
    try:
        print(eval(text))
    except SyntaxError as e:
        print(e)
print('a\N{COMBINING ACUTE ACCENT}'.encode('unicode_escape'), 'é€'.encode('ascii', 'namereplace'))
print(u.lookup('LATIN SMALL LETTER SHARP S'), u.name('ß'), u.unidata_version, u.ucd_3_2_0.unidata_version)
for f in [lambda: u.lookup('x'), lambda: u.name('\0'), lambda: u.normalize('X', 'a'), lambda: u.normalize('NFC', 1), lambda: u.digit('a'), lambda: u.category('ab')]:
    try:
        print(f())
    except (KeyError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
