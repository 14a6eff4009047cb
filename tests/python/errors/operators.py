lst = [1, 2, 3]
def calc(a, b, c):
    return (a + b) * c - lst[a][b]
print(calc(1, 2, 3), "never")
