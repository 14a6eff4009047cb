# faulthandler: the stacks of threads on demand, and when signals come.
import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile


def clean(text):
    return re.sub('0x[0-9a-f]+', '0xN', text.replace(__file__, 'FILE'))


def dumped(action):
    with tempfile.TemporaryFile() as f:
        action(f)
        f.seek(0)
        return clean(f.read().decode())


def nested(f):
    faulthandler.dump_traceback(f)


print(dumped(nested))
print(dumped(lambda f: faulthandler.dump_traceback(f, all_threads=False)))


def signalled(f):
    faulthandler.register(signal.SIGUSR1, f)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))


print(dumped(signalled))
came = []


def chained(f):
    signal.signal(signal.SIGUSR1, lambda n, frame: came.append(n))
    faulthandler.register(signal.SIGUSR1, f, chain=True)
    os.kill(os.getpid(), signal.SIGUSR1)
    faulthandler.unregister(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)


print(dumped(chained), len(came))
print(faulthandler.is_enabled(), faulthandler.disable())
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())
for call in (lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.register(99), lambda: faulthandler.enable(file=-1),
             lambda: faulthandler.dump_traceback_later(0)):
    try:
        call()
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)

program = '''
import faulthandler, os, signal
%s
def dies():
    %s
dies()
'''
for enable in 'faulthandler.enable()', '':
    for action in 'os.kill(os.getpid(), signal.SIGSEGV)', 'signal.raise_signal(signal.SIGFPE)', 'os.abort()', 'os.kill(os.getpid(), signal.SIGABRT)':
        done = subprocess.run([sys.executable, '-S', '-c', program % (enable, action)], stderr=subprocess.PIPE, text=True)
        print(action, done.returncode, clean(done.stderr) if enable else '')
