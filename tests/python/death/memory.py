# Requests for more memory than there is: MemoryError, and the program goes on.
for f in (lambda: bytearray(10**14), lambda: [0] * 10**13, lambda: "x" * 10**14, lambda: bytes(10**13), lambda: (1,) * 10**13,
          lambda: bytearray(3 * 10**9), lambda: b"ab" * 10**12):
    try:
        print(len(f()))
    except MemoryError:
        print("MemoryError")
print(len([0] * 10**6), len(bytearray(10**7)))
