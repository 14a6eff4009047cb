value = 10
print(valu + 1)
