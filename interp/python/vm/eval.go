package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/gc"
	"rgo/rlib/jit"
	"rgo/rlib/linux"
)

// This file is the interpreter loop. Common cases of instructions are here so
// that they run without a call; everything else is a call of a method in
// another file. Calls of Python functions from Python code, and generators
// driven by for loops, run in the same loop without Go recursion.

// run executes f until it returns, or yields if it is a generator's frame. A
// nil result means that an exception is pending, or that a generator ended.
// If throwing is set the pending exception is raised where f stopped.
func (t *Thread) run(f *Frame, throwing bool) Object {
	reraise := false
	var kwNames []*Str
	if throwing {
		if f = t.unwind(f, false); f == nil {
			return nil
		}
	}
	for {
		t.frame = f
		co := f.code
		instrs, consts, caches := co.fused, co.consts, co.caches
		instrumented := t.instrumented
		if instrumented {
			instrs = t.tracedInstrs(f)
		}
		stack, sp, pc := f.stack, f.sp, f.pc
	dispatch:
		for {
			jit.MergePoint(pc, co)
			instr := instrs[pc]
			pc++
			arg := int(instr >> 8)
			switch code.Opcode(instr & 0xff) {
			case code.Resume:
				if gc.Waiting() {
					t.runFinalizers()
				}
				if co.cold > 0 && !instrumented && co.warm(callHeat) {
					f.pc, f.sp = pc, sp
					break dispatch
				}

			case code.Nop:

			case code.LoadFast:
				v := stack[arg]
				if v == nil {
					t.unboundLocal(co, arg)
					break dispatch
				}
				stack[sp] = v
				sp++

			case code.StoreFast:
				sp--
				stack[arg] = stack[sp]

			case code.LoadConst:
				stack[sp] = consts[arg]
				sp++

			case code.PopTop:
				sp--

			case code.PushNull:
				stack[sp] = nil
				sp++

			case code.LoadGlobal:
				name := arg >> 1
				if arg&1 != 0 {
					stack[sp] = nil
					sp++
				}
				c := caches[pc-1]
				if c.version == f.globals.version && c.version != 0 {
					if c.kind == cacheGlobal {
						stack[sp] = f.globals.entries[c.index].value
						sp++
						continue
					}
					if c.second == f.builtins.version {
						stack[sp] = f.builtins.entries[c.index].value
						sp++
						continue
					}
				}
				v := t.loadGlobal(f, co.names[name], c)
				if v == nil {
					break dispatch
				}
				stack[sp] = v
				sp++

			case code.LoadAttr:
				c := caches[pc-1]
				if x, ok := stack[sp-1].(*Instance); ok && x.shape == c.shape && x.cls.version == c.version {
					if c.kind == cacheSlot {
						stack[sp-1] = x.slots[c.index]
						continue
					}
					if c.kind == cacheValue {
						stack[sp-1] = c.value
						continue
					}
					if c.kind == cacheProperty {
						fn := c.value.(*Function)
						nf := t.pushCall(fn)
						if nf == nil {
							break dispatch
						}
						nf.stack[0] = x
						clearSlots(nf.stack[1:fn.code.nslots])
						nf.back = f
						f.pc, f.sp = pc, sp-1
						f = nf
						break dispatch
					}
				}
				f.pc = pc
				v := t.loadAttr(stack[sp-1], co.names[arg], c)
				if v == nil {
					break dispatch
				}
				stack[sp-1] = v

			case code.StoreAttr:
				c := caches[pc-1]
				if x, ok := stack[sp-1].(*Instance); ok && x.shape == c.shape && x.cls.version == c.version {
					if c.kind == cacheSlot {
						x.slots[c.index] = stack[sp-2]
						sp -= 2
						continue
					}
					if c.kind == cacheAdd {
						x.addSlot(c.next, stack[sp-2])
						sp -= 2
						continue
					}
				}
				f.pc = pc
				if !t.storeAttr(stack[sp-1], co.names[arg], stack[sp-2], c) {
					break dispatch
				}
				sp -= 2

			case code.LoadMethod:
				c := caches[pc-1]
				o := stack[sp-1]
				if x, ok := o.(*Instance); ok {
					if x.shape == c.shape && x.cls.version == c.version && c.kind == cacheMethod {
						stack[sp-1] = c.value
						stack[sp] = x
						sp++
						continue
					}
				} else if c.kind == cacheMethod && c.shape == nil && o.Class() == c.cls && c.cls.version == c.version {
					stack[sp-1] = c.value
					stack[sp] = o
					sp++
					continue
				}
				f.pc = pc
				m, self := t.loadMethod(o, co.names[arg], c)
				if m == nil {
					break dispatch
				}
				if self == nil {
					stack[sp-1] = nil
					stack[sp] = m
				} else {
					stack[sp-1] = m
					stack[sp] = self
				}
				sp++

			case code.KwNames:
				kwNames = co.kwNames[arg]

			case code.Call:
				base := sp - arg - 2
				callee := stack[base]
				first := base + 1
				if callee == nil {
					callee = stack[base+1]
					if m, ok := callee.(*BoundMethod); ok {
						callee = m.fn
						stack[base] = m.fn
						stack[base+1] = m.self
					} else {
						first = base + 2
					}
				}
				args := stack[first:sp]
				f.pc, f.sp = pc, base
				if fn, ok := callee.(*Function); ok {
					var nf *Frame
					if fn.code.simple && len(args) == fn.code.argCount && kwNames == nil {
						nf = t.pushCall(fn)
						if nf == nil {
							break dispatch
						}
						copyArgs(nf.stack, args)
						clearSlots(nf.stack[len(args):fn.code.nslots])
					} else {
						nf = t.bindCall(fn, args, kwNames)
						kwNames = nil
						if nf == nil {
							break dispatch
						}
					}
					nf.back = f
					f = nf
					break dispatch
				}
				names := kwNames
				kwNames = nil
				var v Object
				switch x := callee.(type) {
				case *Builtin:
					v = x.call(t, args, names)
					if t.instrumented != instrumented && v != nil {
						// It was sys.settrace or the like.
						stack[base] = v
						f.sp = base + 1
						break dispatch
					}
				case *Type:
					if x.isUser() {
						if made, init := x.plainConstruct(); init != nil {
							// A user class with a Python __init__: run it here.
							self := newInstance(made, nil)
							var nf *Frame
							if first == base+2 {
								stack[base+1] = self
								nf = t.bindCall(init, stack[base+1:sp], names)
							} else {
								nf = t.bindWithSelf(init, self, args, names)
							}
							if nf == nil {
								break dispatch
							}
							nf.made = self
							nf.back = f
							f = nf
							break dispatch
						}
					}
					v = t.callType(x, args, names)
				default:
					v = t.call(callee, args, names)
				}
				if v == nil {
					break dispatch
				}
				stack[base] = v
				sp = base + 1

			case code.ReturnValue:
				v := stack[sp-1]
				back, entry := f.back, f.entry
				if f.gen != nil {
					g := f.gen
					jump, sending := f.jump, f.sending
					t.finishGenerator(g, v)
					if entry {
						return nil
					}
					f = back
					if sending {
						f.stack[f.sp-1] = v
					} else {
						f.sp--
					}
					f.pc = jump
					break dispatch
				}
				if f.made != nil {
					if mark, ok := f.made.(*operatorMark); ok {
						if v == NotImplemented {
							t.popFrame(f)
							f = back
							pc = f.pc
							t.frame = f
							v = t.afterOperator(mark, f.stack[f.sp], f.stack[f.sp+1])
							if v == nil {
								break dispatch
							}
							f.stack[f.sp] = v
							f.sp++
							break dispatch
						}
					} else if v != None {
						t.typeError("__init__() should return None, not '" + v.Class().name + "'")
						break dispatch
					} else {
						v = f.made
					}
				}
				if f.object != nil {
					f.pc = pc
					t.detachFrame(f)
				}
				t.depth--
				t.used--
				t.top -= len(stack)
				if entry {
					return v
				}
				f = back
				f.stack[f.sp] = v
				f.sp++
				break dispatch

			case code.JumpBackward:
				if linux.SignalsCame() && !t.interrupt(f, pc) {
					break dispatch
				}
				if gc.Waiting() {
					t.runFinalizers()
				}
				pc = arg
				jit.CanEnter(pc, co)
				if co.cold > 0 && !instrumented && co.warm(loopHeat) {
					f.pc, f.sp = pc, sp
					break dispatch
				}

			case fusedJumpBackward:
				if linux.SignalsCame() && !t.interrupt(f, pc) {
					break dispatch
				}
				if gc.Waiting() {
					t.runFinalizers()
				}
				pc = arg
				jit.CanEnter(pc, co)

			case code.JumpForward, code.JumpBackwardNoInterrupt:
				pc = arg

			case code.PopJumpForwardIfFalse, code.PopJumpBackwardIfFalse:
				sp--
				switch v := stack[sp].(type) {
				case *Bool:
					if v == falseValue {
						if linux.SignalsCame() && !t.interrupt(f, pc) {
							break dispatch
						}
						pc = arg
					}
				default:
					b, ok := t.truth(v)
					if !ok {
						break dispatch
					}
					if !b {
						if linux.SignalsCame() && !t.interrupt(f, pc) {
							break dispatch
						}
						pc = arg
					}
				}

			case code.PopJumpForwardIfTrue, code.PopJumpBackwardIfTrue:
				sp--
				switch v := stack[sp].(type) {
				case *Bool:
					if v == trueValue {
						if linux.SignalsCame() && !t.interrupt(f, pc) {
							break dispatch
						}
						pc = arg
					}
				default:
					b, ok := t.truth(v)
					if !ok {
						break dispatch
					}
					if b {
						if linux.SignalsCame() && !t.interrupt(f, pc) {
							break dispatch
						}
						pc = arg
					}
				}

			case code.PopJumpForwardIfNone, code.PopJumpBackwardIfNone:
				sp--
				if stack[sp] == None {
					if linux.SignalsCame() && !t.interrupt(f, pc) {
						break dispatch
					}
					pc = arg
				}

			case code.PopJumpForwardIfNotNone, code.PopJumpBackwardIfNotNone:
				sp--
				if stack[sp] != None {
					if linux.SignalsCame() && !t.interrupt(f, pc) {
						break dispatch
					}
					pc = arg
				}

			case code.JumpIfFalseOrPop, code.JumpIfTrueOrPop:
				b, ok := t.truth(stack[sp-1])
				if !ok {
					break dispatch
				}
				if b == (code.Opcode(instr&0xff) == code.JumpIfTrueOrPop) {
					pc = arg
				} else {
					sp--
				}

			case code.CompareOp:
				order := fastOrder(stack[sp-2], stack[sp-1])
				if order == 0 {
					goto compare
				}
				sp--
				stack[sp-1] = boolOf(order&ordersOf[arg] != 0)

			case code.BinaryOp:
				a, b := stack[sp-2], stack[sp-1]
				var v Object
				switch arg {
				case code.Add, code.InplaceAdd:
					if v = fastAdd(a, b); v == nil {
						if x, ok := a.(*Str); ok {
							if y, ok := b.(*Str); ok {
								v = concatStr(x, y)
							}
						}
					}
				case code.Subtract, code.InplaceSubtract:
					v = fastSub(a, b)
				case code.Multiply, code.InplaceMultiply:
					v = fastMul(a, b)
				default:
					v = fastBinary(arg, a, b)
				}
				if v == nil {
					goto binary
				}
				sp--
				stack[sp-1] = v

			case code.BinarySubscr:
				o, key := stack[sp-2], stack[sp-1]
				v := fastItem(o, key)
				if v == nil {
					v = dictItem(o, key)
				}
				if v == nil {
					f.pc = pc
					if x, ok := o.(*Instance); ok {
						if nf := t.itemFrame(x, key); nf != nil {
							f.sp = sp - 2
							nf.back = f
							f = nf
							break dispatch
						} else if t.exc != nil {
							break dispatch
						}
					}
					if v = t.getItem(o, key); v == nil {
						break dispatch
					}
				}
				sp--
				stack[sp-1] = v

			case code.StoreSubscr:
				sp -= 3
				value, o, key := stack[sp], stack[sp+1], stack[sp+2]
				if l, ok := o.(*List); ok {
					if i, ok := key.(Int); ok && i.v >= 0 && i.v < int64(len(l.items)) {
						l.items[i.v] = value
						continue
					}
				}
				f.pc = pc
				if !t.setItem(o, key, value) {
					break dispatch
				}

			case code.GetIter:
				f.pc = pc
				v := t.iter(stack[sp-1])
				if v == nil {
					break dispatch
				}
				stack[sp-1] = v

			case code.ForIter:
				v := fastNext(stack[sp-1])
				if v == nil {
					goto iterate
				}
				stack[sp] = v
				sp++

			case code.YieldValue:
				sp--
				v := stack[sp]
				f.pc, f.sp = pc, sp
				entry, back := f.entry, f.back
				t.suspend(f.gen)
				if entry {
					return v
				}
				f = back
				f.stack[f.sp] = v
				f.sp++
				break dispatch

			case code.Send:
				if x, ok := stack[sp-2].(*Generator); ok && !instrumented && x.canSend(stack[sp-1]) {
					f.pc, f.sp = pc, sp-1
					nf := t.resumeInLoop(x, f, stack[sp-1])
					if nf == nil {
						break dispatch
					}
					nf.jump, nf.sending = arg, true
					f = nf
					break dispatch
				}
				f.pc = pc
				v := t.send(stack[sp-2], stack[sp-1])
				if v != nil {
					stack[sp-1] = v
				} else {
					if t.exc != nil {
						break dispatch
					}
					sp--
					stack[sp-1] = t.takeResult()
					pc = arg
				}

			case code.ReturnGenerator:
				f.pc, f.sp = pc, sp
				g := t.newGenerator(f)
				back, entry := f.back, f.entry
				t.popFrame(f)
				if entry {
					return g
				}
				f = back
				f.stack[f.sp] = g
				f.sp++
				break dispatch

			case code.LoadDeref:
				v := stack[arg].(*Cell).v
				if v == nil {
					t.unboundCell(co, arg)
					break dispatch
				}
				stack[sp] = v
				sp++

			case code.StoreDeref:
				sp--
				stack[arg].(*Cell).v = stack[sp]

			case code.LoadClosure:
				stack[sp] = stack[arg]
				sp++

			case code.MakeCell:
				stack[arg] = &Cell{stack[arg]}

			case code.CopyFreeVars:
				slots := stack[co.nslots-arg : co.nslots]
				for i, cell := range f.fn.closure {
					slots[i] = cell
				}

			case code.IsOp:
				sp--
				a, b := stack[sp-1], stack[sp]
				same := a == None // by far the most frequent question
				if b != None {
					same = identical(a, b)
				}
				stack[sp-1] = boolOf(same == (arg == 0))

			case code.ContainsOp:
				sp--
				f.pc = pc
				b, ok := t.contains(stack[sp], stack[sp-1])
				if !ok {
					break dispatch
				}
				stack[sp-1] = boolOf(b == (arg == 0))

			case code.Copy:
				stack[sp] = stack[sp-arg]
				sp++

			case code.Swap:
				stack[sp-1], stack[sp-arg] = stack[sp-arg], stack[sp-1]

			case code.UnaryNot:
				b, ok := t.truth(stack[sp-1])
				if !ok {
					break dispatch
				}
				stack[sp-1] = boolOf(!b)

			case code.BuildTuple:
				sp -= arg
				stack[sp] = copyTuple(stack[sp : sp+arg])
				sp++

			case code.BuildList:
				sp -= arg
				stack[sp] = copyList(stack[sp : sp+arg])
				sp++

			case code.ListAppend:
				sp--
				l := stack[sp-arg].(*List)
				l.items = append(l.items, stack[sp])

			case code.UnpackSequence:
				sp--
				if items, ok := sequenceItems(stack[sp]); ok && len(items) == arg {
					for i := arg - 1; i >= 0; i-- {
						stack[sp] = items[i]
						sp++
					}
					continue
				}
				f.pc = pc
				if !t.unpack(stack[sp], stack[sp:sp+arg]) {
					break dispatch
				}
				sp += arg

			case code.Reraise:
				sp--
				t.exc = stack[sp].(*Instance)
				reraise = true
				t.raisedAt = 0
				if arg > 0 {
					t.raisedAt = int(stack[sp-arg].(Int).v) + 1
				}
				break dispatch

			case code.PopExcept:
				sp--
				t.handling.exc, _ = stack[sp].(*Instance)

			case fusedFF:
				a, b := stack[arg&0xff], stack[arg>>8]
				if a == nil || b == nil {
					goto loadFast
				}
				stack[sp], stack[sp+1] = a, b
				sp += 2
				pc++

			case fusedFC:
				a := stack[arg&0xff]
				if a == nil {
					goto loadFast
				}
				stack[sp], stack[sp+1] = a, consts[arg>>8]
				sp += 2
				pc++

			case fusedStoreF:
				a, b := arg&0xff, arg>>8
				if a != b && stack[b] == nil {
					goto storeFast
				}
				stack[a] = stack[sp-1]
				stack[sp-1] = stack[b]
				pc++

			case fusedStoreStore:
				sp -= 2
				stack[arg&0xff] = stack[sp+1]
				stack[arg>>8] = stack[sp]
				pc++

			case fusedAttrF:
				x, ok := stack[arg].(*Instance)
				c := caches[pc]
				if !ok || x.shape != c.shape || x.cls.version != c.version || c.kind != cacheSlot {
					goto loadFast
				}
				stack[sp] = x.slots[c.index]
				sp++
				pc++

			case fusedSetAttrF:
				x, ok := stack[arg].(*Instance)
				c := caches[pc]
				if !ok || x.shape != c.shape || x.cls.version != c.version || c.kind != cacheSlot {
					goto loadFast
				}
				sp--
				x.slots[c.index] = stack[sp]
				pc++

			case fusedMethodF:
				x, ok := stack[arg].(*Instance)
				c := caches[pc]
				if !ok || x.shape != c.shape || x.cls.version != c.version || c.kind != cacheMethod {
					goto loadFast
				}
				stack[sp], stack[sp+1] = c.value, x
				sp += 2
				pc++

			case fusedAddFF:
				v := fastAdd(stack[arg&0xff], stack[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedAddFC:
				v := fastAdd(stack[arg&0xff], consts[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedAddSF:
				v := fastAdd(stack[sp-1], stack[arg])
				if v == nil {
					goto loadFast
				}
				stack[sp-1] = v
				pc++

			case fusedAddSC:
				v := fastAdd(stack[sp-1], consts[arg])
				if v == nil {
					goto loadConst
				}
				stack[sp-1] = v
				pc++

			case fusedAddSS:
				v := fastAdd(stack[sp-2], stack[sp-1])
				if v == nil {
					goto binary
				}
				sp--
				stack[sp-1] = v

			case fusedSubFF:
				v := fastSub(stack[arg&0xff], stack[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedSubFC:
				v := fastSub(stack[arg&0xff], consts[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedSubSF:
				v := fastSub(stack[sp-1], stack[arg])
				if v == nil {
					goto loadFast
				}
				stack[sp-1] = v
				pc++

			case fusedSubSC:
				v := fastSub(stack[sp-1], consts[arg])
				if v == nil {
					goto loadConst
				}
				stack[sp-1] = v
				pc++

			case fusedSubSS:
				v := fastSub(stack[sp-2], stack[sp-1])
				if v == nil {
					goto binary
				}
				sp--
				stack[sp-1] = v

			case fusedMulFF:
				v := fastMul(stack[arg&0xff], stack[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedMulFC:
				v := fastMul(stack[arg&0xff], consts[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedMulSF:
				v := fastMul(stack[sp-1], stack[arg])
				if v == nil {
					goto loadFast
				}
				stack[sp-1] = v
				pc++

			case fusedMulSC:
				v := fastMul(stack[sp-1], consts[arg])
				if v == nil {
					goto loadConst
				}
				stack[sp-1] = v
				pc++

			case fusedMulSS:
				v := fastMul(stack[sp-2], stack[sp-1])
				if v == nil {
					goto binary
				}
				sp--
				stack[sp-1] = v

			case fusedAddStoreFC:
				v := fastAdd(stack[arg&0xff], consts[arg>>8&0xff])
				if v == nil {
					goto loadFast
				}
				stack[arg>>16] = v
				pc += 3

			case fusedBinaryFF:
				v := fastBinary(arg>>16, stack[arg&0xff], stack[arg>>8&0xff])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedBinaryFC:
				v := fastBinary(arg>>16, stack[arg&0xff], consts[arg>>8&0xff])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedSubscrFF:
				v := fastItem(stack[arg&0xff], stack[arg>>8])
				if v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc += 2

			case fusedSubscrSF:
				v := fastItem(stack[sp-1], stack[arg])
				if v == nil {
					goto loadFast
				}
				stack[sp-1] = v
				pc++

			case fusedSubscrSC:
				v := fastItem(stack[sp-1], consts[arg])
				if v == nil {
					goto loadConst
				}
				stack[sp-1] = v
				pc++

			case fusedJumpFF:
				order := fastOrder(stack[arg&0xff], stack[arg>>8&0xff])
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				if order&(arg>>16) != 0 {
					pc = int(instrs[pc+2] >> 8)
				} else {
					pc += 3
				}

			case fusedJumpFC:
				order := fastOrder(stack[arg&0xff], consts[arg>>8&0xff])
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				if order&(arg>>16) != 0 {
					pc = int(instrs[pc+2] >> 8)
				} else {
					pc += 3
				}

			case fusedJumpSF:
				order := fastOrder(stack[sp-1], stack[arg&0xff])
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				sp--
				if order&(arg>>16) != 0 {
					pc = int(instrs[pc+1] >> 8)
				} else {
					pc += 2
				}

			case fusedJumpSC:
				order := fastOrder(stack[sp-1], consts[arg&0xff])
				if order == 0 || linux.SignalsCame() {
					goto loadConst
				}
				sp--
				if order&(arg>>16) != 0 {
					pc = int(instrs[pc+1] >> 8)
				} else {
					pc += 2
				}

			case fusedJumpSS:
				order := fastOrder(stack[sp-2], stack[sp-1])
				if order == 0 || linux.SignalsCame() {
					goto compare
				}
				sp -= 2
				if order&(arg>>16) != 0 {
					pc = int(instrs[pc] >> 8)
				} else {
					pc++
				}

			case fusedForStore:
				v := fastNext(stack[sp-1])
				if v == nil {
					goto iterate
				}
				stack[instrs[pc]>>8&0xff] = v
				pc++

			case fusedPopJump:
				sp--
				if !linux.SignalsCame() && !gc.Waiting() { // else the jump looks at them
					pc = int(instrs[pc] >> 8)
					jit.CanEnter(pc, co)
				}

			case fusedResumePop:
				sp--
				pc++

			case tracedOp:
				f.pc, f.sp = pc, sp
				if !t.traceInstr(f) {
					break dispatch
				}
				pc, sp = f.pc-1, f.sp

			default:
				f.pc, f.sp = pc, sp
				if !t.execute(f, code.Opcode(instr&0xff), arg) {
					break dispatch
				}
				sp = f.sp
			}
			continue

			// Where the fast path of a fused instruction is not for the operands
			// at hand, its first part runs alone.
		loadFast:
			if stack[arg&0xff] == nil {
				t.unboundLocal(co, arg&0xff)
				break dispatch
			}
			stack[sp] = stack[arg&0xff]
			sp++
			continue
		loadConst:
			stack[sp] = consts[arg&0xff]
			sp++
			continue
		storeFast:
			sp--
			stack[arg&0xff] = stack[sp]
			continue

		binary:
			{
				f.pc = pc
				op := code.Arg(co.instrs[pc-1])
				if x, ok := stack[sp-2].(*Instance); ok {
					if nf := t.binaryFrame(op, x, stack[sp-1]); nf != nil {
						f.sp = sp - 2
						nf.back = f
						f = nf
						break dispatch
					} else if t.exc != nil {
						break dispatch
					}
				}
				if v := t.binaryOp(op, stack[sp-2], stack[sp-1]); v != nil {
					sp--
					stack[sp-1] = v
					continue
				}
				break dispatch
			}

		compare:
			{
				f.pc = pc
				op := code.Arg(co.instrs[pc-1])
				a, b := stack[sp-2], stack[sp-1]
				if x, ok := a.(*Instance); ok {
					if nf := t.compareFrame(op, x, b); nf != nil {
						f.sp = sp - 2
						nf.back = f
						f = nf
						break dispatch
					} else if t.exc != nil {
						break dispatch
					}
				}
				v := t.compare(op, a, b)
				if v == nil {
					break dispatch
				}
				sp--
				stack[sp-1] = v
				continue
			}

		iterate:
			{
				var v Object
				switch x := stack[sp-1].(type) {
				case *Generator:
					if x.frame != nil && !x.running && x.kind == plainGenerator {
						f.pc, f.sp = pc, sp
						nf := t.resumeInLoop(x, f, None)
						if nf == nil {
							break dispatch
						}
						nf.jump, nf.sending = arg, false
						f = nf
						break dispatch
					}
					f.pc = pc
					v = x.Next(t)
				case Iterator:
					f.pc = pc
					v = x.Next(t)
				default:
					f.pc = pc
					v = t.next(x)
				}
				if v != nil {
					stack[sp] = v
					sp++
					continue
				}
				if t.exc != nil && !t.catch(StopIteration) {
					break dispatch
				}
				sp--
				pc = arg
			}
		}
		if t.exc != nil {
			f.pc = pc
			kwNames = nil
			if f = t.unwind(f, reraise); f == nil {
				return nil
			}
			reraise = false
		}
	}
}

// unwind finds the handler of the pending exception, from frame f outwards,
// and returns the frame to go on in; nil if the exception leaves the loop.
func (t *Thread) unwind(f *Frame, reraise bool) *Frame {
	for {
		index := f.pc - 1
		if t.rethrow {
			t.rethrow = false
			reraise = true
		}
		if !reraise {
			t.addTraceback(f, index)
			if t.instrumented {
				t.traceRaise(f)
			}
		}
		reraise = false
		if h := f.code.src.FindHandler(index); h != nil {
			sp := f.code.nslots + h.Depth
			if h.LastI {
				if t.raisedAt > 0 {
					index = t.raisedAt - 1
				}
				f.stack[sp] = intOf(index)
				sp++
			}
			f.stack[sp] = t.exc
			f.sp = sp + 1
			f.pc = h.Target
			t.exc = nil
			t.raisedAt = 0
			if t.instrumented {
				t.frameObject(f).handling = index + 1
			}
			return f
		}
		if t.raisedAt > 0 {
			f.pc, t.raisedAt = t.raisedAt, 0
		}
		if t.instrumented {
			t.traceUnwind(f)
		}
		back, entry := f.back, f.entry
		if f.gen != nil {
			t.abandonGenerator(f.gen)
		} else {
			t.popFrame(f)
		}
		if entry {
			return nil
		}
		f = back
		t.frame = f
	}
}
