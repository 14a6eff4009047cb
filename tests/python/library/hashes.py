import hashlib, hmac
for name in sorted(hashlib.algorithms_guaranteed):
    for data in [b'', b'abc', bytes(range(256)) * 5]:
        h = hashlib.new(name, data)
        args = (20,) if name.startswith('shake') else ()
        print(name, h.digest_size, h.block_size, h.hexdigest(*args))
        g = h.copy()
        g.update(b'more')
        print(g.hexdigest(*args) != h.hexdigest(*args))
a = hashlib.blake2b(b'data', digest_size=20, key=b'secret', salt=b'salt', person=b'me')
print(a.hexdigest(), a.digest_size, a.name)
print(hashlib.blake2s(b'data', fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=1, inner_size=7, last_node=True).hexdigest())
print(hashlib.blake2b(fanout=4, depth=2, leaf_size=2**32-1, node_offset=2**60, inner_size=64).hexdigest())
print(hashlib.blake2b.SALT_SIZE, hashlib.blake2b.PERSON_SIZE, hashlib.blake2b.MAX_KEY_SIZE, hashlib.blake2b.MAX_DIGEST_SIZE,
      hashlib.blake2s.SALT_SIZE, hashlib.blake2s.PERSON_SIZE, hashlib.blake2s.MAX_KEY_SIZE, hashlib.blake2s.MAX_DIGEST_SIZE)
for f in [lambda: hashlib.blake2b(digest_size=65), lambda: hashlib.blake2b(digest_size=0), lambda: hashlib.blake2s(key=b'k' * 33),
          lambda: hashlib.blake2b(salt=b's' * 17), lambda: hashlib.blake2s(person=b'p' * 9), lambda: hashlib.blake2b('text'), lambda: hashlib.blake2b(fanout=256),
          lambda: hashlib.blake2b(depth=0), lambda: hashlib.blake2b(node_offset=-1), lambda: hashlib.blake2s(node_offset=2**48), lambda: hashlib.blake2b(leaf_size=2**32),
          lambda: hashlib.blake2b(inner_size=65), lambda: hashlib.blake2b(node_depth=256), lambda: hashlib.sha3_256('text')]:
    try:
        print(f().hexdigest())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
s = hashlib.shake_128(b'x')
print(s.digest(3), s.hexdigest(500)[-10:], s.name, s.digest_size)
import _sha3
print(_sha3.sha3_512()._capacity_bits, _sha3.sha3_512()._rate_bits, _sha3.sha3_224()._suffix, _sha3.shake_256()._suffix)
print(hmac.new(b'key', b'message', 'sha3_256').hexdigest(), hmac.digest(b'key', b'message', 'blake2b').hex())
big = hashlib.sha3_384()
for i in range(500):
    big.update(bytes([i % 256]) * i)
print(big.hexdigest())

# The hash of sources has a key of its own, whatever that of text is.
import _imp
print(_imp.source_hash(5, b"hello world, hello"), _imp.source_hash(0, b""))
