class A:
    attribute_one = 1
a = A()
value = [i for i in range(3)]
print(a.attribute_on)
