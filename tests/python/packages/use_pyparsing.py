"""Grammars on python3-pyparsing: configuration text, S-expressions, an infix calculator, errors."""
import operator

from pyparsing import (Combine, Forward, Group, Keyword, Literal, OneOrMore, Optional, ParseException, QuotedString, Regex, StringEnd,
                       Suppress, Word, ZeroOrMore, alphanums, alphas, delimitedList, infixNotation, nums, oneOf, opAssoc, ParserElement,
                       pyparsing_common as common, restOfLine, lineno, col, nestedExpr, SkipTo, originalTextFor, dictOf)

ParserElement.enablePackrat()

# configuration
name = Word(alphas + '_', alphanums + '_')
value = (common.number() | QuotedString('"', escChar='\\') | Keyword('true').setParseAction(lambda: True) | name)
items = Suppress('[') + delimitedList(value) + Suppress(']')
entry = Group(name('key') + Suppress('=') + (items('many') | value('one')) + Suppress(';'))
section = Group(name('section') + Suppress('{') + ZeroOrMore(entry)('entries') + Suppress('}'))
config = OneOrMore(section) + StringEnd()
config.ignore('#' + restOfLine)
text = r'''
server { # where it listens
    port = 8080; host = "local\"host"; weights = [1, 2.5, -3e2, true];
}
client { retry = true; mode = fast; }
'''
for s in config.parseString(text):
    print(s.section)
    for e in s.entries:
        print('  ', e.key, e.asDict().get('many', e.one), e.dump(indent='    ').replace('\n', ' | '))

# S-expressions
sexp = Forward()
atom = common.signed_integer() | Regex(r"[a-z+*/?!-]+")
sexp <<= atom | Group(Suppress('(') + ZeroOrMore(sexp) + Suppress(')'))


def run(x):
    if not isinstance(x, list):
        return {'+': operator.add, '*': operator.mul, '-': operator.sub}.get(x, x)
    f, *rest = map(run, x)
    total = rest[0]
    for r in rest[1:]:
        total = f(total, r)
    return total


for source in ['(+ 1 2 3)', '(* (+ 1 2) (- 10 4 1) 2)', '7']:
    tree = sexp.parseString(source, parseAll=True).asList()[0]
    print(source, '=', tree, '=', run(tree))

# infix
operand = common.integer() | Word(alphas)
steps = []


def binary(tokens):
    t = tokens[0]
    r = t[0]
    for op, x in zip(t[1::2], t[2::2]):
        steps.append(op)
        r = '(%s %s %s)' % (r, op, x)
    return r


expression = infixNotation(operand, [
    ('-', 1, opAssoc.RIGHT, lambda t: '(neg %s)' % t[0][1]),
    (oneOf('* /'), 2, opAssoc.LEFT, binary),
    (oneOf('+ -'), 2, opAssoc.LEFT, binary),
    (oneOf('and or'), 2, opAssoc.LEFT, binary),
])
for source in ['1+2*3-x', '-(a+b)*-c/2', 'a and b + 1 or c']:
    print(source, '=>', expression.parseString(source, parseAll=True)[0])
print(steps)

# searching and transforming
phone = Combine(Word(nums, exact=3) + '-' + Word(nums, exact=4))('phone')
data = 'call 555-1234 or 555-9876, not 55-1'
print([t[0] for t in phone.searchString(data)], [(s, e) for _, s, e in phone.scanString(data)])
print(phone.copy().setParseAction(lambda t: '<%s>' % t[0][::-1]).transformString(data))
print(originalTextFor(nestedExpr('{', '}')).parseString('{a {b c} d} rest')[0])
print(SkipTo('END').parseString('a b c END')[0], '|', (Optional(Word('x')) + Literal('y')).parseString('y').asList())
print(dictOf(Word(alphas) + Suppress(':'), Word(nums)).parseString('a: 1 b: 2').asDict())
print(common.ipv4_address.parseString('10.0.0.254')[0], common.iso8601_date.parseString('2024-02-29').year,
      common.comma_separated_list.parseString('a,b c, "d,e"').asList(), common.uuid.matches('not a uuid'))

# errors
for grammar, source in [(config, 'a { b = ; }'), (sexp, '(+ 1'), (expression, '1 +\n+ 2'), (phone, 'none')]:
    try:
        grammar.parseString(source, parseAll=True)
    except ParseException as e:
        print(e, '/', e.lineno, e.col, repr(e.line), lineno(e.loc, source), col(e.loc, source))
print(config.parseString.__name__, str(entry)[:40])
print(sexp.runTests(['(a b)', '(a'], printResults=False, fullDump=False)[0])
