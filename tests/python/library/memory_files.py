# Files in memory are pickled with what they hold, where they are and their attributes.
import io, pickle, copy
s = io.StringIO("foo\nbar"); s.readline(); s.tag = 5
for p in range(2, 6):
    t = pickle.loads(pickle.dumps(s, p)); print(p, t.getvalue(), t.tell(), t.tag, t.readline())
b = io.BytesIO(b"abc"); b.read(1)
for p in range(2, 6):
    t = pickle.loads(pickle.dumps(b, p)); print(p, t.getvalue(), t.tell())
print(copy.copy(s).read())
