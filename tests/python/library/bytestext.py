# binascii and contextvars.
import binascii, _contextvars as c, base64
d = bytes((i*i*7+i) & 255 for i in range(300))
print(binascii.crc32(d), binascii.crc_hqx(d, 7), binascii.hexlify(d[:9], '-', 2), binascii.hexlify(d[:9], ':', -4), binascii.unhexlify('00fF'))
print(binascii.b2a_base64(d)[:40], binascii.a2b_base64(binascii.b2a_base64(d)) == d, binascii.b2a_uu(d[:45]), binascii.a2b_uu(binascii.b2a_uu(d[:45])) == d[:45])
print(binascii.b2a_qp(d), binascii.a2b_qp(binascii.b2a_qp(d, istext=False)) == d)
for s in ('a', 'abc', 'ab==c', 'abcde'):
    for st in (0, 1):
        try: print(binascii.a2b_base64(s, strict_mode=st))
        except binascii.Error as e: print(e)
v = c.ContextVar('v', default=3)
t = v.set(9); print(v.get(), t.old_value, v.name); v.reset(t); print(v.get())
ctx = c.copy_context(); print(ctx.run(lambda: (v.set(5), v.get())[1]), v.get(), ctx[v], len(ctx), list(ctx.items())[0][1])
try: c.ContextVar('z').get()
except LookupError as e: print(type(e))
