# Requests for more memory than there is raise MemoryError.


def attempt(name, f):
    try:
        print(name, len(f()))
    except MemoryError:
        print(name, "MemoryError")


def in_place():
    items = [1, 2, 3]
    items *= 1 << 44
    return items


attempt("str", lambda: "x" * (1 << 44))
attempt("list", lambda: [0] * (1 << 50))
attempt("tuple", lambda: (0,) * (1 << 45))
attempt("bytes", lambda: bytes(1 << 50))
attempt("bytearray", lambda: bytearray(1 << 50))
attempt("bytes repeated", lambda: b"ab" * (1 << 45))
attempt("ljust", lambda: "x".ljust(1 << 45))
attempt("center", lambda: "x".center(1 << 45))
attempt("zfill", lambda: "x".zfill(1 << 45))
attempt("in place", in_place)
attempt("not too much", lambda: "x" * (1 << 10))
