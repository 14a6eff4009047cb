"""A calculator with variables on python3-ply: lexer, LALR tables, precedence, errors and recovery."""
import ply.lex as lex
import ply.yacc as yacc

reserved = {'let': 'LET', 'in': 'IN', 'if': 'IF', 'then': 'THEN', 'else': 'ELSE'}
tokens = ['NAME', 'NUMBER', 'PLUS', 'MINUS', 'TIMES', 'DIVIDE', 'POWER', 'EQUALS', 'LPAREN', 'RPAREN', 'LESS', 'SEMI'] + list(reserved.values())

t_PLUS, t_MINUS, t_TIMES, t_DIVIDE, t_POWER = r'\+', r'-', r'\*', r'/', r'\*\*'
t_EQUALS, t_LPAREN, t_RPAREN, t_LESS, t_SEMI = r'=', r'\(', r'\)', r'<', r';'
t_ignore = ' \t'
t_ignore_COMMENT = r'\#[^\n]*'


def t_NAME(t):
    r'[a-zA-Z_][a-zA-Z0-9_]*'
    t.type = reserved.get(t.value, 'NAME')
    return t


def t_NUMBER(t):
    r'\d+(\.\d+)?([eE][+-]?\d+)?'
    t.value = float(t.value) if not t.value.isdigit() else int(t.value)
    return t


def t_newline(t):
    r'\n+'
    t.lexer.lineno += len(t.value)


def t_error(t):
    print('illegal character', repr(t.value[0]), 'at line', t.lexer.lineno, 'position', t.lexpos)
    t.lexer.skip(1)


precedence = (
    ('nonassoc', 'IN', 'ELSE'),
    ('nonassoc', 'LESS'),
    ('left', 'PLUS', 'MINUS'),
    ('left', 'TIMES', 'DIVIDE'),
    ('right', 'UMINUS'),
    ('right', 'POWER'),
)


def p_program(p):
    '''program : program statement SEMI
               | statement SEMI'''
    p[0] = p[1] + [p[2]] if len(p) == 4 else [p[1]]


def p_program_error(p):
    'program : program error SEMI'
    p[0] = p[1] + [('error', p.lineno(3))]


def p_statement(p):
    '''statement : NAME EQUALS expression
                 | expression'''
    p[0] = ('set', p[1], p[3]) if len(p) == 4 else ('print', p[1])


def p_binary(p):
    '''expression : expression PLUS expression
                  | expression MINUS expression
                  | expression TIMES expression
                  | expression DIVIDE expression
                  | expression POWER expression
                  | expression LESS expression'''
    p[0] = (p[2], p[1], p[3])


def p_let(p):
    'expression : LET NAME EQUALS expression IN expression'
    p[0] = ('let', p[2], p[4], p[6])


def p_if(p):
    'expression : IF expression THEN expression ELSE expression'
    p[0] = ('if', p[2], p[4], p[6])


def p_minus(p):
    'expression : MINUS expression %prec UMINUS'
    p[0] = ('neg', p[2])


def p_group(p):
    'expression : LPAREN expression RPAREN'
    p[0] = p[2]


def p_number(p):
    'expression : NUMBER'
    p[0] = ('num', p[1])


def p_name(p):
    'expression : NAME'
    p[0] = ('name', p[1])


def p_error(p):
    print('syntax error at', (p.type, p.value, p.lineno) if p else 'end of input')


def evaluate(e, env):
    op, *args = e
    if op == 'num':
        return args[0]
    if op == 'name':
        return env[args[0]]
    if op == 'neg':
        return -evaluate(args[0], env)
    if op == 'let':
        return evaluate(args[2], {**env, args[0]: evaluate(args[1], env)})
    if op == 'if':
        return evaluate(args[1] if evaluate(args[0], env) else args[2], env)
    a, b = (evaluate(x, env) for x in args)
    return {'+': lambda: a + b, '-': lambda: a - b, '*': lambda: a * b, '/': lambda: a / b, '**': lambda: a ** b,
            '<': lambda: a < b}[op]()


lexer = lex.lex()
parser = yacc.yacc(write_tables=False, debug=False)

program = '''# numbers
x = 3 + 4 * 2; x - 1 - 2;
-2 ** 2; 2 ** 3 ** 2;
y = let z = x * x in z / 2.5e1;
y ? ;
if x < y then 1 else if y < x then (2) else 3;
x + + 1;
x * ( 2 + );
(1 + 2) * 3;
nothing;
'''
lexer.input(program)
print(' '.join('%s:%s' % (t.type, t.value) for t in lexer))
lexer.lineno = 1
env = {}
for statement in parser.parse(program, lexer=lexer, tracking=True):
    try:
        if statement[0] == 'set':
            env[statement[1]] = evaluate(statement[2], env)
            print(statement[1], '=', env[statement[1]])
        elif statement[0] == 'print':
            print(statement[1], '->', evaluate(statement[1], env))
        else:
            print(statement)
    except KeyError as e:
        print('no value for', e)
print(parser.parse('1 +', lexer=lex.lex()))
print(len(parser.productions), 'productions,', len(parser.action), 'states')
