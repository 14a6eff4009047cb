m = memoryview(b'abcdef'); print(m[1], m[1:3].tobytes(), len(m), m == b'abcdef', b'abcdef' == m, hash(m)==hash(b'abcdef'), list(m), 98 in m)
a = bytearray(b'x'*8); v = memoryview(a); v[0]=65; v[2:4]=b'zz'; print(a, v.cast('H').tolist(), v.cast('I',[2]).shape, v[::-2].tobytes(), v.hex(':'), v.hex('-',3))
print(v.cast('B',[2,4]).tolist(), v.cast('B',[2,4])[1,2])
for f in ['v[9]','v["a"]','v[0]=300','m[0]=1','del v[0]','memoryview(1)', 'hash(v)']:
    try: exec(f)
    except Exception as e: print(f, type(e).__name__, e)
print(bytes(v[1:3]), bytearray(m), b''.join([m, v]), int(memoryview(b'12')), m.obj, m.readonly, m.strides, m.format)
with v as w: pass
try: v[0]
except ValueError as e: print(e)
print(b'%s'%m, isinstance(m, memoryview), bool(memoryview(b'')), m!=1)
