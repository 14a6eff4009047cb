#include "textflag.h"

#define SYS_rt_sigreturn 15
#define SYS_clone 56
#define SYS_arch_prctl 158
#define SYS_futex 202

#define GET_FS 0x1003
#define FUTEX_WAIT_PRIVATE 128

// VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS
#define CLONE_FLAGS 0xd0f00

// handler fills an entry of threads and waits until stage changes. It saves no registers: the system has done so.
TEXT ·handler(SB),NOSPLIT|NOFRAME|TOPFRAME,$0
	MOVL	·stage(SB), R14
	TESTL	$1, R14
	JZ	done
	MOVQ	SP, R12
	MOVL	$1, R13
	LOCK
	XADDQ	R13, ·arrived(SB)
	CMPQ	R13, $4096
	JAE	wait
	SHLQ	$4, R13
	LEAQ	·threads(SB), BX
	ADDQ	R13, BX
	MOVQ	R12, 0(BX)
	MOVL	$GET_FS, DI
	LEAQ	8(BX), SI
	MOVL	$SYS_arch_prctl, AX
	SYSCALL
	LOCK
	INCQ	·waiting(SB)
wait:
	CMPL	R14, ·stage(SB)
	JNE	done
	LEAQ	·stage(SB), DI
	MOVL	$FUTEX_WAIT_PRIVATE, SI
	MOVL	R14, DX
	XORL	R10, R10
	MOVL	$SYS_futex, AX
	SYSCALL
	JMP	wait
done:
	RET

// nothing is the handler of interruptSignal.
TEXT ·nothing(SB),NOSPLIT|NOFRAME|TOPFRAME,$0
	RET

TEXT ·nothingAddress(SB),NOSPLIT,$0-8
	LEAQ	·nothing(SB), AX
	MOVQ	AX, ret+0(FP)
	RET

TEXT ·restorer(SB),NOSPLIT|NOFRAME|TOPFRAME,$0
	MOVL	$SYS_rt_sigreturn, AX
	SYSCALL
	INT	$3

TEXT ·handlerAddress(SB),NOSPLIT,$0-8
	LEAQ	·handler(SB), AX
	MOVQ	AX, ret+0(FP)
	RET

TEXT ·restorerAddress(SB),NOSPLIT,$0-8
	LEAQ	·restorer(SB), AX
	MOVQ	AX, ret+0(FP)
	RET

// func resume(stack, local uintptr) int
TEXT ·resume(SB),NOSPLIT,$0-24
	MOVQ	stack+0(FP), SI
	MOVQ	local+8(FP), R8
	MOVL	$CLONE_FLAGS, DI
	XORL	DX, DX
	XORL	R10, R10
	MOVL	$SYS_clone, AX
	SYSCALL
	TESTQ	AX, AX
	JNZ	parent
	MOVL	$SYS_rt_sigreturn, AX
	SYSCALL
	INT	$3
parent:
	MOVQ	AX, ret+16(FP)
	RET

TEXT ·storeStage(SB),NOSPLIT,$0-4
	MOVL	value+0(FP), AX
	XCHGL	AX, ·stage(SB)
	RET

TEXT ·loadWaiting(SB),NOSPLIT,$0-8
	MOVQ	·waiting(SB), AX
	MOVQ	AX, ret+0(FP)
	RET
