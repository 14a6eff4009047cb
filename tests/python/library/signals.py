import os, signal, time
pid = os.getpid()
def child(sig, delay):
    import subprocess
    return subprocess.Popen(['sh', '-c', f'sleep {delay}; kill -{sig} {pid}'])
handled = []
def handler(n, frame):
    handled.append(n)
    print('handler', n, frame is not None)
signal.signal(signal.SIGUSR1, handler)
p = child('USR1', 0.2)
seen = []
signal.signal(signal.SIGUSR2, lambda n, f: seen.append(n))
os.kill(pid, signal.SIGUSR2)
for i in range(10): pass
print(seen)
t = time.monotonic()
while not handled:  # the child may come late on a busy machine
    time.sleep(0.5)
print(time.monotonic() - t > 0.4)
p.wait()
for loop in ['while True: pass', 'i = 0\nwhile i >= 0: i = 1', 'i = 0\nwhile not i < 0: i = 1', 'x = None\nwhile x is None: x = None', 'time.sleep(60)', 'for i in iter(int, 1): pass']:
    p = child('INT', 0.2)
    try:
        exec(loop)
    except KeyboardInterrupt:
        print('interrupted', loop.split('\n')[-1])
    p.wait()
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.kill(pid, signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
    for i in range(10): pass
except KeyboardInterrupt:
    print('again')
signal.setitimer(signal.ITIMER_REAL, 0.1)
signal.signal(signal.SIGALRM, handler)
signal.pause()
signal.signal(signal.SIGTERM, signal.SIG_DFL)
print(signal.getsignal(signal.SIGUSR1) is handler)
