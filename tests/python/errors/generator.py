import sys
print("out")
class MyErr(Exception): pass
def g():
    yield 1
    raise MyErr("from gen")
for v in g():
    print(v)
