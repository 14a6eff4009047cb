Current thread X (most recent call first):
  File "/tmp/python/fh.py", line 3 in f
  File "/tmp/python/fh.py", line 4 in <module>
Current thread X (most recent call first):
  File "/tmp/python/fh.py", line 6 in <module>
True False
True
Timeout (0:00:00.200000)!
Thread X (most recent call first):
  File "/tmp/python/fh.py", line 11 in <module>

Fatal Python error: Floating point exception

Current thread X (most recent call first):
  File "/tmp/python/fh.py", line 15 in g
  File "/tmp/python/fh.py", line 16 in <module>
