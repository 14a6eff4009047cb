import sys
print("bye"); sys.exit("message to stderr")
