"""Highlighting with python3-pygments: lexers by name and by guess, formatters, filters, styles."""
import os
import tempfile

import pygments
from pygments import highlight, lex
from pygments.filters import KeywordCaseFilter, VisibleWhitespaceFilter
from pygments.formatters import HtmlFormatter, LatexFormatter, NullFormatter, RawTokenFormatter, SvgFormatter, Terminal256Formatter, TerminalFormatter
from pygments.lexer import RegexLexer, bygroups, include, words
from pygments.lexers import get_all_lexers, get_lexer_by_name, get_lexer_for_filename, guess_lexer_for_filename
from pygments.styles import get_all_styles, get_style_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text
from pygments.util import ClassNotFound

python = '''#!/usr/bin/env python3
"""Doc."""
import os.path as p

@decorator
class A(Base):
    x: int = 0x1F + 1_000.5e-3j

    async def f(self, *args, **kw) -> "str":
        # comment
        return f"{self.x!r:>{10}} {args}" + rb'\\x00' if not p.exists(None) else lambda y: y ** 2
'''
go = 'package main\n\nfunc main() {\n\tfor i := range 10 { go f(i, `raw`, \'c\') } // all\n}\n'
c = '#include <stdio.h>\nint main(void) { return printf("%d\\n", 1 << 3); /* x */ }\n'
html = '<html><head><script>var a = "b";</script><style>p { color: #fff }</style></head><body class="x">&amp;</body></html>\n'
js = 'const re = /ab+c/gi; let s = `t ${a + b}`; async function* f() { yield 1n; }\n'
json = '{"a": [1, 2.5e3, true, null], "b": "\\u00e9"}\n'

for name, source in [('python', python), ('go', go), ('c', c), ('html', html), ('js', js), ('json', json)]:
    lexer = get_lexer_by_name(name)
    print(lexer.name, [(str(kind).replace('Token.', ''), value) for kind, value in lex(source, lexer) if value.strip()])
print(highlight(python, get_lexer_by_name('python'), HtmlFormatter(linenos='table', hl_lines=[3], anchorlinenos=True, lineanchors='l')))
print(highlight(go, get_lexer_for_filename('x.go'), TerminalFormatter(bg='dark')))
print(highlight(c, get_lexer_for_filename('x.c'), Terminal256Formatter(style='monokai')))
print(highlight(json, get_lexer_by_name('json'), LatexFormatter(full=True))[-400:])
print(highlight(js, get_lexer_by_name('javascript'), SvgFormatter())[:600])
print(highlight('a = 1', get_lexer_by_name('python'), RawTokenFormatter()).decode())
print(HtmlFormatter(style='default').get_style_defs('.k')[:300])

lexer = get_lexer_by_name('sql')
lexer.add_filter(KeywordCaseFilter(case='upper'))
lexer.add_filter(VisibleWhitespaceFilter(spaces='.'))
print(highlight("select a from b where c = 'd' -- e", lexer, NullFormatter()))


class Toy(RegexLexer):
    name = 'Toy'
    tokens = {
        'space': [(r'\s+', Text), (r';.*', Comment.Single)],
        'root': [
            include('space'),
            (r'(let)(\s+)(\w+)', bygroups(Keyword, Text, Name.Variable)),
            (words(('if', 'else', 'end'), suffix=r'\b'), Keyword.Reserved),
            (r'"', String, 'string'),
            (r'\d+', Number), (r'[-+*/=]', Operator), (r'[()]', Punctuation), (r'\w+', Name),
        ],
        'string': [(r'\\.', String.Escape), (r'[^"\\]+', String), (r'"', String, '#pop')],
    }


for kind, value in lex('let x = 10 ; ten\nif x "a\\nb" ? end', Toy()):
    print(kind, repr(value))
print(guess_lexer_for_filename('x.html', html).name, get_lexer_for_filename('Makefile').name)
for name in ['no-such-language']:
    try:
        get_lexer_by_name(name)
    except ClassNotFound as e:
        print('ClassNotFound:', e)
print(len(list(get_all_lexers(plugins=False))), sorted(get_all_styles())[:5], get_style_by_name('vim').style_for_token(Keyword))
with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, 'x.py')
    with open(path, 'w') as f:
        f.write('print("x")\n')
    from pygments.cmdline import main
    print(main(['pygmentize', '-f', 'raw', '-o', os.path.join(d, 'out'), path]), open(os.path.join(d, 'out')).read(), pygments.__version__)
