# What the environment says of text: handlers of errors of the standard files, UTF-8 mode; and how much of a traceback is shown.
import os
import subprocess
import sys

show = 'import sys; print(*(f.errors for f in (sys.stdin, sys.stdout, sys.stderr)), sys.flags.utf8_mode)'
for setting in ({'LC_ALL': 'C'}, {'LC_ALL': 'C.UTF-8'}, {'LC_ALL': 'C', 'PYTHONIOENCODING': 'latin-1'}, {'PYTHONIOENCODING': ':ignore'},
                {'PYTHONUTF8': '1'}, {'LC_ALL': 'C.UTF-8', 'PYTHONUTF8': '0'}):
    environment = {k: v for k, v in os.environ.items() if k[:3] != 'LC_' and k not in ('LANG', 'PYTHONIOENCODING', 'PYTHONUTF8')}
    done = subprocess.run([sys.executable, '-S', '-c', show], env=environment | setting, capture_output=True, text=True)
    print(setting, done.returncode, done.stdout.strip())
done = subprocess.run([sys.executable, '-S', '-c', show], env={'PYTHONUTF8': 'maybe'}, capture_output=True, text=True)
print(done.returncode, 'invalid PYTHONUTF8 environment variable value' in done.stderr)

program = '''
import sys
def inner():
    1 / 0
def outer():
    inner()
sys.tracebacklimit = %s
outer()
'''
for limit in '9', '2', '1', '0', '-1', '1 << 100', 'None':
    done = subprocess.run([sys.executable, '-S', '-c', program % limit], capture_output=True, text=True)
    print(limit, done.stderr)
