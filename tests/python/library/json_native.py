"""json by _json: reading and writing, hooks, errors with their places."""
import collections, enum, json, json.decoder, json.encoder, json.scanner
print(json.decoder.c_scanstring is not None, json.encoder.c_make_encoder is not None, json.scanner.c_make_scanner is not None)
texts = ['null', ' true ', 'false', 'NaN', '-Infinity', 'Infinity', '0', '-0', '12', '-1234567890123456789012', '1.5', '-0.0', '1e3', '1E-2', '2e+400', '1.e5', '01',
         '"a\\u00e9\\n\\/\\ud83d\\ude00"', '"é😀\\ud83d"', '[]', '[ ]', '{}', '{ }', '[1, [2, {"a": [3]}]]', '{"a": 1, "b": {"a": 2}, "a": 3}', '"\\ud83d\\u0041"',
         '', ' ', '[', '[1', '[1,', '[1,]', '[1 2]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{a:1}', '{"a" 1}', 'nul', 'tru', '-', '+1', '"abc', '"a\\', '"\\x"',
         '"\\u12"', '"\\u12G4"', '"\t"', '"é\n"', '1 2', '[é]', '{"é": é}', '{"a":1 "b"', '\ufeff1', '"\\ud83d\\u"', '-Inf', '[1,,2]', '{1:2}', "{'a':1}"]
for text in texts:
    try:
        print(ascii(text), ascii(json.loads(text)))
    except json.JSONDecodeError as e:
        print(ascii(text), 'JSONDecodeError', e, e.pos, e.lineno, e.colno)
print(json.loads('[1.5, 2, NaN]', parse_float=lambda s: 'f' + s, parse_int=lambda s: 'i' + s, parse_constant=lambda s: 'c' + s))
print(json.loads('{"b": 1, "a": {"c": 2}}', object_hook=lambda d: sorted(d.items())), json.loads('{"b": 1, "a": {}}', object_pairs_hook=collections.OrderedDict))
print(json.JSONDecoder().raw_decode('  [1] rest', 2), json.JSONDecoder(strict=False).decode('"a\tb\x00"'))
print(json.loads(b'{"a": "\xc3\xa9"}'), json.loads('"\\u00e9"'.encode('utf-16')))
keys = json.loads('[{"key": 1}, {"key": 2}]')
print(next(iter(keys[0])) is next(iter(keys[1])))
class Color(enum.IntEnum):
    RED = 1
class F(float):
    def __repr__(self): return 'F'
class L(list): pass
class D(dict):
    def items(self): return [('x', 1)]
values = [None, True, 1, 10**30, 1.5, 1e100, float('nan'), float('-inf'), 'a"\\\b\f\n\r\t\x00\x7f/é\u2028😀\ud800', [], (), {}, [1, (2, [3])], {'a': {'b': []}, 1: 2, None: 3, True: 4, 1.5: 5},
          Color.RED, {Color.RED: F(2.5)}, L([1, 2]), D(a=1), collections.OrderedDict(b=1, a=2)]
for v in values:
    print(ascii(json.dumps(v)), ascii(json.dumps(v, ensure_ascii=False)), ascii(json.dumps(v, separators=(',', ':'))))
print(json.dumps({'b': 1, 'a': [1, 2, {}]}, sort_keys=True, indent=2), json.dumps({'b': 1, 'a': 2}, sort_keys=True))
print(json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True), json.dumps([1j, {2j}], default=lambda o: sorted(o) if isinstance(o, set) else str(o)) if False else json.dumps([1j], default=str))
circle = []
circle.append(circle)
class Round: pass
deep = []
for _ in range(100000):
    deep = [deep]
for f in [lambda: json.dumps(circle), lambda: json.dumps({'a': circle}), lambda: json.dumps(Round()), lambda: json.dumps(Round(), default=lambda o: o),
          lambda: json.dumps(float('inf'), allow_nan=False), lambda: json.dumps({(1,): 2}), lambda: json.dumps({1: 2, 'a': 3}, sort_keys=True),
          lambda: json.dumps(deep), lambda: json.loads('[' * 100000), lambda: json.loads('{"a":' * 100000), lambda: json.loads(5),
          lambda: json.encoder.c_make_encoder(None, None, None, None, 1, '', 0, 0, 0), lambda: json.decoder.scanstring('abc', 9)]:
    try:
        print('no error', f())
    except (ValueError, TypeError, RecursionError) as e:
        print(type(e).__name__, e)
print(json.decoder.scanstring('x"abc"é', 2), json.decoder.scanstring('é"é\\n" ', 2), json.encoder.encode_basestring('é"'), json.encoder.encode_basestring_ascii('é"'))
s = json.scanner.make_scanner(json.JSONDecoder())
print(s('[1, 2] ', 0), s.strict, s.object_hook)
big = {'k%d' % i: [i, i / 3, str(i) * 3, {'n': None, 't': True}] for i in range(500)}
print(json.loads(json.dumps(big)) == big, len(json.dumps(big)))
