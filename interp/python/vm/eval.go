package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/gc"
	"rgo/rlib/jit"
	"rgo/rlib/linux"
	"rgo/rlib/thread"
	"rgo/rlib/unchecked"
)

// This file is the interpreter loop. Common cases of instructions are here so
// that they run without a call; everything else is a call of a function in
// another file. Calls of Python functions from Python code, and generators
// driven by for loops, run in the same loop without Go recursion.
//
// The operand stack, the instructions and what lies beside them are slices whose
// indices are not checked: the compiler knows how deep the stack gets, and code
// from elsewhere has been verified (code.Code.Fault).
//
// What several arms end with stands once, behind the switch: an arm goes there
// with its result in v. Arms of fused instructions (fuse.go) whose operands are
// not for their fast path go to where their first part runs alone.

// run executes f until it returns, or yields if it is a generator's frame. A
// nil result means that an exception is pending, or that a generator ended.
// If throwing is set the pending exception is raised where f stopped.
//
//rgo:parallel
func (t *Thread) run(f *Frame, throwing bool) Object {
	reraise := false
	if throwing {
		if f = t.unwind(f, false); f == nil {
			return nil
		}
	}
frames:
	for {
		t.frame = f
		co := f.code
		instrs := unchecked.Slice[uint32](co.fused)
		consts, caches := unchecked.Slice[Object](co.consts), unchecked.Slice[*inlineCache](co.caches)
		if thread.Parallel && co.owner != t.caches {
			caches = t.ownCaches(co)
		}
		instrumented := t.instrumented
		if instrumented {
			instrs = t.tracedInstrs(f)
		}
		stack, sp, pc := unchecked.Slice[Object](f.stack), f.sp, f.pc
	dispatch:
		for {
			jit.MergePoint(pc, co)
			instr := instrs[pc]
			pc++
			arg := int(instr >> 8)
			var v Object
			switch code.Opcode(instr & 0xff) {
			case code.Resume:
				if gc.Waiting() {
					t.runFinalizers()
				}
				if co.cold > 0 && !t.instrumented && co.warm(t, callHeat) {
					f.pc, f.sp = pc, sp
					continue frames
				}

			case code.Nop, 0: // a switch that begins at 0 needs no test of its range

			case code.LoadFast:
				if v = stack[arg]; v == nil {
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
				if v = t.loadGlobal(f, co.names[arg>>1], c); v == nil {
					break dispatch
				}
				stack[sp] = v
				sp++

			case code.LoadAttr:
				c := caches[pc-1]
				if x, ok := stack[sp-1].(*Instance); ok {
					if !c.holds(x) {
						c = t.recall(caches, pc-1, x)
					}
					if c.kind == cacheSlot {
						stack[sp-1] = x.slots[c.index]
						continue
					} else if c.kind == cacheValue {
						stack[sp-1] = c.value
						continue
					} else if c.kind == cacheProperty {
						nf := t.pushCall(c.value.(*Function))
						if nf == nil {
							break dispatch
						}
						nf.setSelf(x)
						nf.back = f
						f.pc, f.sp = pc, sp-1
						f = nf
						continue frames
					}
				}
				f.pc = pc
				if v = t.loadAttr(stack[sp-1], co.names[arg], caches[pc-1]); v == nil {
					break dispatch
				}
				stack[sp-1] = v

			case code.StoreAttr:
				c := caches[pc-1]
				if x, ok := stack[sp-1].(*Instance); ok {
					if !c.holds(x) {
						c = t.recall(caches, pc-1, x)
					}
					if c.kind == cacheSlot {
						x.slots[c.index] = stack[sp-2]
						sp -= 2
						continue
					} else if c.kind == cacheAdd {
						x.addSlot(c.next, stack[sp-2])
						sp -= 2
						continue
					}
				}
				f.pc = pc
				if !t.storeAttr(stack[sp-1], co.names[arg], stack[sp-2], caches[pc-1]) {
					break dispatch
				}
				sp -= 2

			case code.LoadMethod:
				c := caches[pc-1]
				o := stack[sp-1]
				if x, ok := o.(*Instance); ok {
					if !c.holds(x) {
						c = t.recall(caches, pc-1, x)
					}
					if c.kind == cacheMethod {
						stack[sp-1], stack[sp] = c.value, x
						sp++
						continue
					}
				} else if c.kind == cacheMethod && classOf(o) == c.cls && c.cls.version == c.version {
					stack[sp-1], stack[sp] = c.value, o
					sp++
					continue
				}
				f.pc = pc
				m, self := t.loadMethod(o, co.names[arg], caches[pc-1])
				if m == nil {
					break dispatch
				}
				if self == nil {
					stack[sp-1], stack[sp] = nil, m
				} else {
					stack[sp-1], stack[sp] = m, self
				}
				sp++

			case code.KwNames:
				f.keywords = arg + 1

			case code.Call:
				goto call

			case code.ReturnValue:
				v = stack[sp-1]
				goto leave

			case code.JumpBackward:
				if linux.SignalsCame() && !t.interrupt(f, pc) {
					break dispatch
				}
				if gc.Waiting() {
					t.runFinalizers()
				}
				pc = arg
				jit.CanEnter(pc, co)
				// Other threads may have warmed what this one is in the middle of.
				if (co.cold > 0 || thread.Enabled) && !t.instrumented && co.warm(t, loopHeat) {
					f.pc, f.sp = pc, sp
					continue frames
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
				if code.Opcode(instrs[pc]&0xff) == fusedForStore {
					goto forStore
				}

			case code.JumpForward, code.JumpBackwardNoInterrupt:
				pc = arg

			case code.PopJumpForwardIfFalse, code.PopJumpBackwardIfFalse:
				sp--
				switch x := stack[sp].(type) {
				case *Bool:
					if x == falseValue {
						goto jump
					}
				default:
					b, ok := t.truth(x)
					if !ok {
						break dispatch
					}
					if !b {
						goto jump
					}
				}

			case code.PopJumpForwardIfTrue, code.PopJumpBackwardIfTrue:
				sp--
				switch x := stack[sp].(type) {
				case *Bool:
					if x == trueValue {
						goto jump
					}
				default:
					b, ok := t.truth(x)
					if !ok {
						break dispatch
					}
					if b {
						goto jump
					}
				}

			case code.PopJumpForwardIfNone, code.PopJumpBackwardIfNone:
				sp--
				if stack[sp] == None {
					goto jump
				}

			case code.PopJumpForwardIfNotNone, code.PopJumpBackwardIfNotNone:
				sp--
				if stack[sp] != None {
					goto jump
				}

			case code.JumpIfFalseOrPop, code.JumpIfTrueOrPop:
				var b bool
				if x, ok := stack[sp-1].(*Bool); ok {
					b = x == trueValue
				} else if b, ok = t.truth(stack[sp-1]); !ok {
					break dispatch
				}
				if b == (code.Opcode(instr&0xff) == code.JumpIfTrueOrPop) {
					pc = arg
				} else {
					sp--
				}

			case code.CompareOp:
				wanted := ordersOf[arg]
				order := fastOrder(stack[sp-2], stack[sp-1], wanted)
				if order == 0 {
					goto operator
				}
				sp--
				stack[sp-1] = boolOf(order&wanted != 0)

			case code.BinaryOp:
				a, b := stack[sp-2], stack[sp-1]
				switch arg {
				case code.Add, code.InplaceAdd:
					if v = fastAdd(a, b); v == nil {
						v = concatStrs(a, b)
					}
				case code.Subtract, code.InplaceSubtract:
					v = fastSub(a, b)
				case code.Multiply, code.InplaceMultiply:
					v = fastMul(a, b)
				default:
					v = fastBinary(arg, a, b)
				}
				if v == nil {
					goto operator
				}
				goto pushSS

			case code.BinarySubscr:
				o, key := stack[sp-2], stack[sp-1]
				if v = fastItem(o, key); v == nil {
					v = moreItem(o, key)
				}
				if v == nil {
					f.pc = pc
					if x, ok := o.(*Instance); ok {
						if nf := t.itemFrame(x, key); nf != nil {
							f.sp = sp - 2
							nf.back = f
							f = nf
							continue frames
						} else if t.exc != nil {
							break dispatch
						}
					}
					if v = t.getItem(o, key); v == nil {
						break dispatch
					}
				}
				goto pushSS

			case code.StoreSubscr:
				sp -= 3
				value, o, key := stack[sp], stack[sp+1], stack[sp+2]
				if thread.Parallel && thread.Together() {
					if storeTogether(o, key, value) {
						continue
					}
				} else if l, ok := o.(*List); ok {
					if i, ok := key.(Int); ok && i.v >= 0 && i.v < int64(len(l.items)) {
						l.items[i.v] = value
						continue
					}
				}
				f.pc = pc
				if !t.setItem(o, key, value) {
					break dispatch
				}

			case code.DeleteSubscr:
				f.pc = pc
				sp -= 2
				if !t.deleteItem(stack[sp], stack[sp+1]) {
					break dispatch
				}

			case code.BuildSlice:
				v = None
				if arg == 3 {
					sp--
					v = stack[sp]
				}
				sp--
				stack[sp-1] = &Slice{stack[sp-1], stack[sp], v}

			case code.GetIter:
				f.pc = pc
				if v = t.iter(stack[sp-1]); v == nil {
					break dispatch
				}
				stack[sp-1] = v

			case code.ForIter:
				if v = fastNext(stack[sp-1]); v == nil {
					goto iterate
				}
				stack[sp] = v
				sp++

			case code.YieldValue:
				sp--
				v = stack[sp]
				f.pc, f.sp = pc, sp
				entry, back := f.entry, f.back
				t.suspend(f.gen)
				if entry {
					return v
				}
				if f = back; f.stack == nil {
					if f = t.passOn(f); f == nil {
						return v
					}
				}
				f.give(v)
				continue frames

			case code.Send:
				if x, ok := stack[sp-2].(*Generator); ok && !t.instrumented && x.canSend(stack[sp-1]) {
					f.pc, f.sp = pc, sp-1
					x.frame.jump, x.frame.sending = arg, true
					nf := t.startInner(x, f, stack[sp-1], false)
					if nf == nil {
						break dispatch
					}
					f = nf
					continue frames
				}
				f.pc = pc
				if v = t.send(stack[sp-2], stack[sp-1]); v != nil {
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
				f.push(g)
				continue frames

			case code.LoadDeref:
				if v = stack[arg].(*Cell).v; v == nil {
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
				closure := f.fn.closure
				for i := range slots {
					slots[i] = closure[i]
				}

			case code.IsOp:
				sp--
				stack[sp-1] = boolOf(fastIs(stack[sp-1], stack[sp]) == (arg == 0))

			case code.ContainsOp:
				f.pc = pc
				b, ok := t.contains(stack[sp-1], stack[sp-2])
				if !ok {
					break dispatch
				}
				sp--
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
				if sp -= arg; arg == 0 { // it is going to grow
					stack[sp] = &List{bias: thread.Mine()}
				} else {
					stack[sp] = copyList(stack[sp : sp+arg])
				}
				sp++

			case code.ListAppend:
				sp--
				stack[sp-arg].(*List).push(stack[sp])

			case code.UnpackSequence:
				sp--
				if thread.Parallel && thread.Together() {
					if l, ok := stack[sp].(*List); ok && l.unpackTogether(stack[sp:sp+arg]) {
						sp += arg
						continue
					}
				}
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
				if v = stack[arg&0xff]; v == nil {
					goto loadFast
				}
				stack[sp], stack[sp+1] = v, consts[arg>>8]
				sp += 2
				pc++

			case fusedStoreF:
				a, b := arg&0xff, arg>>8
				if a != b && stack[b] == nil {
					sp--
					stack[a] = stack[sp]
					continue
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
				c := caches[pc]
				x, ok := stack[arg].(*Instance)
				if !ok {
					goto loadFast
				}
				if !c.holds(x) {
					c = t.recall(caches, pc, x)
				}
				if c.kind != cacheSlot {
					goto loadFast
				}
				stack[sp] = x.slots[c.index]
				sp++
				pc++

			case fusedSetAttrF:
				c := caches[pc]
				x, ok := stack[arg].(*Instance)
				if !ok {
					goto loadFast
				}
				if !c.holds(x) {
					c = t.recall(caches, pc, x)
				}
				if c.kind == cacheSlot {
					x.slots[c.index] = stack[sp-1]
				} else if c.kind == cacheAdd {
					x.addSlot(c.next, stack[sp-1])
				} else {
					goto loadFast
				}
				sp--
				pc++

			case fusedSetAttrFF:
				c := caches[pc+1]
				x, ok := stack[arg>>8].(*Instance)
				if v = stack[arg&0xff]; v == nil || !ok {
					goto loadFast
				}
				if !c.holds(x) {
					c = t.recall(caches, pc+1, x)
				}
				if c.kind == cacheSlot {
					x.slots[c.index] = v
				} else if c.kind == cacheAdd {
					x.addSlot(c.next, v)
				} else {
					goto loadFast
				}
				pc += 2

			case fusedMethodF:
				c := caches[pc]
				v = stack[arg]
				if x, ok := v.(*Instance); ok {
					if !c.holds(x) {
						c = t.recall(caches, pc, x)
					}
					if c.kind != cacheMethod {
						goto loadFast
					}
				} else if v == nil || c.kind != cacheMethod || classOf(v) != c.cls || c.cls.version != c.version {
					goto loadFast
				}
				stack[sp], stack[sp+1] = c.value, v
				sp += 2
				pc++

			case fusedAddFF:
				if v = fastAdd(stack[arg&0xff], stack[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedAddFC:
				if v = fastAdd(stack[arg&0xff], consts[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedAddSF:
				if v = fastAdd(stack[sp-1], stack[arg]); v == nil {
					goto loadFast
				}
				goto pushSF
			case fusedAddSC:
				if v = fastAdd(stack[sp-1], consts[arg]); v == nil {
					goto loadConst
				}
				goto pushSF
			case fusedAddSS:
				if v = fastAdd(stack[sp-2], stack[sp-1]); v == nil {
					if v = concatStrs(stack[sp-2], stack[sp-1]); v == nil {
						goto operator
					}
				}
				goto pushSS

			case fusedSubFF:
				if v = fastSub(stack[arg&0xff], stack[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedSubFC:
				if v = fastSub(stack[arg&0xff], consts[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedSubSF:
				if v = fastSub(stack[sp-1], stack[arg]); v == nil {
					goto loadFast
				}
				goto pushSF
			case fusedSubSC:
				if v = fastSub(stack[sp-1], consts[arg]); v == nil {
					goto loadConst
				}
				goto pushSF
			case fusedSubSS:
				if v = fastSub(stack[sp-2], stack[sp-1]); v == nil {
					goto operator
				}
				goto pushSS

			case fusedMulFF:
				if v = fastMul(stack[arg&0xff], stack[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedMulFC:
				if v = fastMul(stack[arg&0xff], consts[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedMulSF:
				if v = fastMul(stack[sp-1], stack[arg]); v == nil {
					goto loadFast
				}
				goto pushSF
			case fusedMulSC:
				if v = fastMul(stack[sp-1], consts[arg]); v == nil {
					goto loadConst
				}
				goto pushSF
			case fusedMulSS:
				if v = fastMul(stack[sp-2], stack[sp-1]); v == nil {
					goto operator
				}
				goto pushSS

			case fusedAddStoreFC:
				if v = fastAdd(stack[arg&0xff], consts[arg>>8&0xff]); v == nil {
					goto loadFast
				}
				stack[arg>>16] = v
				pc += 3

			case fusedBinaryFF:
				if v = fastBinary(arg>>16, stack[arg&0xff], stack[arg>>8&0xff]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedBinaryFC:
				if v = fastBinary(arg>>16, stack[arg&0xff], consts[arg>>8&0xff]); v == nil {
					goto loadFast
				}
				goto pushFF

			case fusedSubscrFF:
				if v = fastItem(stack[arg&0xff], stack[arg>>8]); v == nil {
					goto loadFast
				}
				goto pushFF
			case fusedSubscrSF:
				if v = fastItem(stack[sp-1], stack[arg]); v == nil {
					goto loadFast
				}
				goto pushSF
			case fusedSubscrSC:
				if v = fastItem(stack[sp-1], consts[arg]); v == nil {
					goto loadConst
				}
				goto pushSF

			case fusedSlice:
				if v = fastSlice(stack[sp-3], stack[sp-2], stack[sp-1]); v == nil {
					sp--
					stack[sp-1] = &Slice{stack[sp-1], stack[sp], None}
					continue
				}
				sp -= 2
				stack[sp-1] = v
				pc++

			case fusedSliceStep:
				if v = fastSliceStep(stack[sp-4], stack[sp-3], stack[sp-2], stack[sp-1]); v == nil {
					sp -= 2
					stack[sp-1] = &Slice{stack[sp-1], stack[sp], stack[sp+1]}
					continue
				}
				sp -= 3
				stack[sp-1] = v
				pc++

			case fusedSetSlice:
				if !fastSetSlice(stack[sp-3], stack[sp-2], stack[sp-1], stack[sp-4]) {
					sp--
					stack[sp-1] = &Slice{stack[sp-1], stack[sp], None}
					continue
				}
				sp -= 4
				pc++

			case fusedJumpFF:
				order := fastOrder(stack[arg&0xff], stack[arg>>8&0xff], arg>>16)
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				if pc += 3; order&(arg>>16) != 0 {
					pc = int(instrs[pc-1] >> 8)
				}
			case fusedJumpFC:
				order := fastOrder(stack[arg&0xff], consts[arg>>8&0xff], arg>>16)
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				if pc += 3; order&(arg>>16) != 0 {
					pc = int(instrs[pc-1] >> 8)
				}
			case fusedJumpSF:
				order := fastOrder(stack[sp-1], stack[arg&0xff], arg>>16)
				if order == 0 || linux.SignalsCame() {
					goto loadFast
				}
				sp--
				if pc += 2; order&(arg>>16) != 0 {
					pc = int(instrs[pc-1] >> 8)
				}
			case fusedJumpSC:
				order := fastOrder(stack[sp-1], consts[arg&0xff], arg>>16)
				if order == 0 || linux.SignalsCame() {
					goto loadConst
				}
				sp--
				if pc += 2; order&(arg>>16) != 0 {
					pc = int(instrs[pc-1] >> 8)
				}
			case fusedJumpSS:
				order := fastOrder(stack[sp-2], stack[sp-1], arg>>16)
				if order == 0 || linux.SignalsCame() {
					goto operator
				}
				sp -= 2
				if pc++; order&(arg>>16) != 0 {
					pc = int(instrs[pc-1] >> 8)
				}

			case fusedIsJump:
				if linux.SignalsCame() {
					sp--
					stack[sp-1] = boolOf(fastIs(stack[sp-1], stack[sp]) == (arg&1 == 0))
					continue
				}
				sp -= 2
				if pc++; fastIs(stack[sp], stack[sp+1]) == (arg>>16 != 0) {
					pc = int(instrs[pc-1] >> 8)
				}
			case fusedInJump:
				f.pc = pc
				b, ok := t.contains(stack[sp-1], stack[sp-2])
				if !ok {
					break dispatch
				}
				sp -= 2
				if linux.SignalsCame() {
					stack[sp] = boolOf(b == (arg&1 == 0))
					sp++
				} else if pc++; b == (arg>>16 != 0) {
					pc = int(instrs[pc-1] >> 8)
				}

			case fusedForStore:
				if v = fastNext(stack[sp-1]); v == nil {
					goto iterate
				}
				stack[instrs[pc]>>8&0xff] = v
				pc++

			case fusedReturnF:
				if v = stack[arg]; v == nil {
					goto loadFast
				}
				pc++
				goto leave
			case fusedReturnC:
				v = consts[arg]
				pc++
				goto leave

			case fusedCallF:
				if v = stack[arg&0xff]; v == nil {
					goto loadFast
				}
				stack[sp] = v
				sp++
				pc++
				arg >>= 8
				goto call

			case fusedPopJump:
				sp--
				if !linux.SignalsCame() && !gc.Waiting() { // else the jump looks at them
					pc = int(instrs[pc] >> 8)
					jit.CanEnter(pc, co)
					if code.Opcode(instrs[pc]&0xff) == fusedForStore {
						goto forStore
					}
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

		pushFF:
			stack[sp] = v
			sp++
			pc += 2
			continue
		pushSF:
			stack[sp-1] = v
			pc++
			continue
		pushSS:
			sp--
			stack[sp-1] = v
			continue

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

		call: // with arg arguments
			{
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
				var kwNames []*Str
				if f.keywords != 0 {
					kwNames = co.kwNames[f.keywords-1]
					f.keywords = 0
				}
				var nf *Frame
				switch x := callee.(type) {
				case *Function:
					if kwNames == nil && x.code.simple && len(args) == x.code.argCount {
						if nf = t.pushCall(x); nf == nil {
							break dispatch
						}
						nf.setArgs(args)
					} else if nf = t.bindCall(x, args, kwNames); nf == nil {
						break dispatch
					}
				case *Builtin:
					if kwNames == nil && x.takes(args) {
						v = x.fn(t, args)
					} else {
						v = x.callSlow(t, args, kwNames)
					}
					if t.instrumented != instrumented && v != nil {
						// It was sys.settrace or the like.
						stack[base] = v
						f.sp = base + 1
						continue frames
					}
					if v == nil {
						break dispatch
					}
					stack[base] = v
					if thread.Parallel && thread.Turn() { // it may have made the thread be alone, and the next one may take long
						f.sp = base + 1
						thread.Offer()
						continue frames
					}
					sp = base + 1
					continue
				default:
					nf, v = t.callOther(callee, stack[base+1:sp], args, kwNames)
				}
				if nf != nil {
					nf.back = f
					f = nf
					continue frames
				}
				if v == nil {
					break dispatch
				}
				stack[base] = v
				sp = base + 1
				continue
			}

		leave: // the frame returns v
			{
				back, entry := f.back, f.entry
				if f.gen != nil {
					if t.finishInLoop(f, v); entry {
						return nil
					}
					f = back
					continue frames
				}
				if f.made != nil {
					mark, ok := f.made.(*operatorMark)
					if ok && v == NotImplemented {
						t.popFrame(f)
						f = back
						pc = f.pc
						t.frame = f
						if v = t.afterOperator(mark, f.stack[f.sp], f.stack[f.sp+1]); v == nil {
							break dispatch
						}
						f.push(v)
						continue frames
					}
					if !ok {
						if v = t.madeBy(f, v); v == nil {
							break dispatch
						}
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
				f.give(v)
				continue frames
			}

		jump:
			if linux.SignalsCame() && !t.interrupt(f, pc) {
				break dispatch
			}
			if arg < pc && caches[pc-1] == noCache && !t.instrumented && co.warm(t, loopHeat) {
				f.pc, f.sp = arg, sp
				continue frames
			}
			pc = arg
			continue

		forStore: // a jump back leads to a for loop
			arg = int(instrs[pc] >> 8)
			pc++
			if v = fastNext(stack[sp-1]); v == nil {
				goto iterate
			}
			stack[instrs[pc]>>8&0xff] = v
			pc++
			continue

		operator: // no fast path knows its operands
			f.pc = pc
			if nf, r := t.startOperator(co.instrs[pc-1], stack[sp-2], stack[sp-1]); nf != nil {
				f.sp = sp - 2
				nf.back = f
				f = nf
				continue frames
			} else if r != nil {
				v = r
				goto pushSS
			}
			break dispatch

		iterate:
			f.pc, f.sp = pc, sp
			if nf, r := t.startNext(stack[sp-1], f, arg); nf != nil {
				f = nf
				continue frames
			} else if r != nil {
				stack[sp] = r
				sp++
				continue
			}
			if t.exc != nil && !t.catch(StopIteration) {
				break dispatch
			}
			sp--
			pc = arg
		}
		if t.exc != nil {
			f.pc, f.keywords = pc, 0
			if f = t.unwind(f, reraise); f == nil {
				return nil
			}
			reraise = false
		}
	}
}
