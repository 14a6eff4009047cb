"""How many digits decimal literals may have is for the program to say."""
import ast
import sys


def attempt(text, digits):
    sys.set_int_max_str_digits(digits)
    try:
        return len(hex(eval(text)))
    except SyntaxError as e:
        return f"{e.msg} {e.lineno}"
    finally:
        sys.set_int_max_str_digits(0)


for n in 640, 641, 4300, 4301, 9000:
    for digits in 0, 640, 4300, 5000:
        print(n, digits, attempt("3" * n, digits))
print(attempt("0x" + "3" * 9000, 640), attempt("1_0" * 320, 640), attempt("1_0" * 321, 640), attempt("f'{" + "3" * 700 + "}'.count('3')", 640))
sys.set_int_max_str_digits(640)
for source in "a = 1\nb = 2\nc = " + "3" * 700 + "\nd = 4", "x = 1.5 + " + "7" * 641:
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as e:
        print(e.lineno, e.msg)
try:
    ast.literal_eval("3" * 641)
except SyntaxError as e:
    print("literal_eval", e.msg)
