package main

import (
	"bufio"
	"io"
)

// maxDepth is how deep calls can nest.
const maxDepth = 10000

// A VM executes one program.
type VM struct {
	program *Program
	globals []Value
	stack   []Value // locals and operands of all running functions
	out     *bufio.Writer
	depth   int
}

// NewVM returns a VM that prints to out.
func NewVM(p *Program, out io.Writer) *VM {
	return &VM{program: p, globals: make([]Value, p.globals), out: bufio.NewWriter(out)}
}

// Run executes the program.
func (vm *VM) Run() *Fault {
	_, fault := vm.call(vm.program.functions[0])
	vm.out.Flush()
	return fault
}

func (vm *VM) push(v Value) { vm.stack = append(vm.stack, v) }

func (vm *VM) pop() Value {
	v := vm.stack[len(vm.stack)-1]
	vm.stack = vm.stack[:len(vm.stack)-1]
	return v
}

// call runs f, whose arguments are on the stack, and takes them off. This is the dispatch loop.
func (vm *VM) call(f *Function) (Value, *Fault) {
	if vm.depth == maxDepth {
		return nil, &Fault{int(f.code[0].line), "calls are nested too deeply"}
	}
	vm.depth++
	base := len(vm.stack) - f.params
	for i := f.params; i < f.locals; i++ {
		vm.push(nil)
	}
	code := f.code
	pc := 0
	for {
		in := code[pc]
		pc++
		switch in.op {
		case OpConst:
			vm.push(vm.program.constants[in.a])
		case OpLocal:
			v := vm.stack[base+int(in.a)]
			if v == nil {
				return nil, &Fault{int(in.line), "a local variable is used before it has a value"}
			}
			vm.push(v)
		case OpSetLocal:
			vm.stack[base+int(in.a)] = vm.pop()
		case OpGlobal:
			v := vm.globals[in.a]
			if v == nil {
				return nil, &Fault{int(in.line), "a global variable is used before it has a value"}
			}
			vm.push(v)
		case OpSetGlobal:
			vm.globals[in.a] = vm.pop()
		case OpPop:
			vm.pop()
		case OpAdd, OpSub, OpMul, OpDiv, OpMod, OpLess, OpLessEqual, OpEqual:
			y, x := vm.pop(), vm.pop()
			v, text := binary(in.op, x, y)
			if v == nil {
				return nil, &Fault{int(in.line), text}
			}
			vm.push(v)
		case OpNot:
			b, ok := vm.pop().(*Bool)
			if !ok {
				return nil, &Fault{int(in.line), "not, and, or need booleans"}
			}
			vm.push(truth(!b.b))
		case OpNegate:
			n, ok := vm.pop().(*Int)
			if !ok {
				return nil, &Fault{int(in.line), "- needs an integer"}
			}
			vm.push(&Int{-n.n})
		case OpJump:
			pc = int(in.a)
		case OpJumpIfFalse:
			b, ok := vm.pop().(*Bool)
			if !ok {
				return nil, &Fault{int(in.line), "a condition needs a boolean"}
			}
			if !b.b {
				pc = int(in.a)
			}
		case OpCall:
			v, fault := vm.call(vm.program.functions[in.a])
			if fault != nil {
				return nil, fault
			}
			vm.push(v)
		case OpReturn:
			v := vm.pop()
			vm.stack = vm.stack[:base]
			vm.depth--
			return v, nil
		case OpPrint:
			vm.out.WriteString(vm.pop().String())
			vm.out.WriteByte('\n')
		}
	}
}

// binary applies an operator. A nil value comes with what is wrong.
func binary(op Op, x, y Value) (Value, string) {
	a, ok1 := x.(*Int)
	b, ok2 := y.(*Int)
	if ok1 && ok2 {
		switch op {
		case OpAdd:
			return &Int{a.n + b.n}, ""
		case OpSub:
			return &Int{a.n - b.n}, ""
		case OpMul:
			return &Int{a.n * b.n}, ""
		case OpDiv, OpMod:
			if b.n == 0 {
				return nil, "division by zero"
			}
			if op == OpDiv {
				return &Int{a.n / b.n}, ""
			}
			return &Int{a.n % b.n}, ""
		case OpLess:
			return truth(a.n < b.n), ""
		case OpLessEqual:
			return truth(a.n <= b.n), ""
		case OpEqual:
			return truth(a.n == b.n), ""
		}
	}
	switch op {
	case OpEqual:
		if kind(x) != kind(y) {
			return no, ""
		}
		return truth(x.String() == y.String()), ""
	case OpAdd:
		s, ok1 := x.(*Str)
		t, ok2 := y.(*Str)
		if ok1 || ok2 {
			if ok1 && ok2 {
				return &Str{s.s + t.s}, ""
			}
			return &Str{x.String() + y.String()}, ""
		}
	}
	return nil, "operator does not work on " + kind(x) + " and " + kind(y)
}
