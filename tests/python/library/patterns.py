# re: matching, groups, substitution, long subjects, errors.
import re
def check(p, s, f=0):
    out = []
    for name in ('match','fullmatch','search'):
        m = getattr(re, name)(p, s, f)
        out.append(m and (m.span(), m.groups(), m.lastindex, m.lastgroup))
    out.append(re.findall(p, s, f)); out.append(re.split(p, s, 0, f)); out.append(re.sub(p, '<\\g<0>>', s, 0, f) if isinstance(s,str) else re.sub(p, b'<\\g<0>>', s, 0, f))
    print(repr(p), out)
check('a*', 'baac'); check('(a|b)*c', 'abac'); check('(?:(a)|(b))*', 'ab'); check('(a)?b(?(1)c|d)', 'abc bd')
check('(?<=a)b', 'ab'); check('(?<!a)b', 'abb'); check('(?=(a+))a*b\\1', 'aaaba'); check('(?>a+)b', 'aaab'); check('a++a','aaa'); check('(?:ab)++c','ababc')
check('(?:a|ab){2}+c','aabc'); check('x*?y', 'xxy'); check('(?:x|y){2,3}?z', 'xyxz'); check('[a-z]+', 'Hello wOrld', re.I); check('[ä-ü]+', 'ÄÖüß', re.I)
check('\\bfoo\\b', 'foo bar foo'); check('^\\w+$', 'ab\ncd', re.M); check('.+', 'ab\ncd', re.S); check(b'\\w+', b'ab \xe9cd'); check('\\w+', 'ab écd'); check('(?a)\\w+', 'ab écd')
check('[\u4e00-\u9fff\u0400-\u04ff]+', 'abc 漢字 Привет'); check('(?i)ſ', 'sS'); check('(.)\\1', 'aabb'); check('(?i)(.)\\1', 'aAbB')
check('((a)|b)+', 'ab'); check('(a(b)?)+', 'aba'); check('(?:a(?=b)|c)*', 'abcab'); check('()', 'ab'); check('\\B', 'ab'); check('\\b','ab'); check('a{0}','aa'); check('(?!)','a')
check('(?P<x>a)(?P<y>b)?', 'ac'); check('[^a]', 'abc'); check('(?s:.)b','\nb'); check('\\Aa|b\\Z','ab')
print(re.compile('a', re.I|re.M), re.compile(b'a'), re.match('(?P<n>a)','a').groupdict())
print(re.sub('a', lambda m: m.group().upper(), 'banana', 2), re.subn('x','y','axa'), re.sub('(a)(b)', r'\2\1', 'abab'))
print(re.match('(a+)+$', 'a'*20+'b'))
s='ab'*30000
m=re.match('(?:ab)*', s); print(m.end()); m=re.match('(?:(a)(b))*?$', s); print(m.end(), m.groups()); print(re.match('(?:a|b)*', s).end()); print(len(re.findall('b', s)))
print(re.escape('a.b*c')); print(re.Scanner([('a+', lambda s,t:t),('b',2)]).scan('aab'))
for bad in ['(', '[a', 'a**', '(?P<1>a)', '\\', '(?<=a*)b', 'a{2,1}', '(?P=x)']:
    try: re.compile(bad)
    except re.error as e: print(bad, e, e.pos)
import copy
p = re.compile('a(b)'); print(copy.copy(p) is p, copy.deepcopy(p) is p, p == re.compile('a(b)'), hash(p)==hash(re.compile('a(b)')), {p:1}[re.compile('a(b)')])
m = p.search('xab', 1); print(m.pos, m.endpos, m.re is p, m.string, m.regs, m[0], m['1'] if 0 else m[1], m.expand(r'\1-\g<1>'))
print([m.span() for m in re.finditer('a|', 'aba')], [x for x in p.scanner('abab').__class__.__name__])
for a in (1, None): 
    try: re.match('a', a)
    except TypeError as e: print(e)
try: re.match('a', b'a')
except TypeError as e: print(e)
