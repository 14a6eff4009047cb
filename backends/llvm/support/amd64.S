// What cannot be said in C, for x86-64 with the System V calling convention.

// Variables of start.c and stacks.c, or words of struct machine in free.c.
#ifdef RGO_FREE
#define STACK_LIMIT %gs:8
#define INNERMOST %gs:16
#define SHADOW_TOP %gs:24
#else
#define STACK_LIMIT rgo_stack_limit(%rip)
#define INNERMOST rgo_innermost(%rip)
#define SHADOW_TOP rgo_shadow_top(%rip)
#endif

	.text

// long rgo_try(void (*function)(void *), void *argument)
//
// Calls function(argument). Returns 1 if it returns, and 0 if it, or something it calls, calls rgo_throw. A node with
// the callee-saved registers lies on the stack; rgo_innermost points to the innermost node:
//
//	0	the node outside of it
//	8	top of the shadow stack
//	16	r15 r14 r13 r12 rbx rbp, then the return address
	.globl	rgo_try
	.hidden	rgo_try
	.type	rgo_try, @function
	.p2align 4
rgo_try:
	.cfi_startproc
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	pushq	%r14
	.cfi_adjust_cfa_offset 8
	pushq	%r15
	.cfi_adjust_cfa_offset 8
	pushq	SHADOW_TOP
	.cfi_adjust_cfa_offset 8
	pushq	INNERMOST
	.cfi_adjust_cfa_offset 8
	movq	%rsp, INNERMOST
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rdi, %rax
	movq	%rsi, %rdi
	callq	*%rax
	addq	$8, %rsp
	.cfi_adjust_cfa_offset -8
	popq	INNERMOST
	.cfi_adjust_cfa_offset -8
	// The call has restored the registers and the shadow stack.
	addq	$56, %rsp
	.cfi_adjust_cfa_offset -56
	movl	$1, %eax
	retq
	.cfi_endproc
	.size	rgo_try, .-rgo_try

// void rgo_throw(void)
	.globl	rgo_throw
	.hidden	rgo_throw
	.type	rgo_throw, @function
	.p2align 4
rgo_throw:
	movq	INNERMOST, %rax
	testq	%rax, %rax
	je	1f
	movq	%rax, %rsp
	popq	INNERMOST
	popq	SHADOW_TOP
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	xorl	%eax, %eax
	retq
1:	andq	$-16, %rsp
	callq	rgo_uncaught
	ud2
	.size	rgo_throw, .-rgo_throw

// void *rgo_spill(void *area)
//
// Stores the callee-saved registers at area, in the caller's frame, and returns the caller's stack pointer.
	.globl	rgo_spill
	.hidden	rgo_spill
	.type	rgo_spill, @function
rgo_spill:
	movq	%rbx, (%rdi)
	movq	%rbp, 8(%rdi)
	movq	%r12, 16(%rdi)
	movq	%r13, 24(%rdi)
	movq	%r14, 32(%rdi)
	movq	%r15, 40(%rdi)
	leaq	8(%rsp), %rax
	retq
	.size	rgo_spill, .-rgo_spill

// void rgo_x_forget_stack(void)
//
// Clears 64 KB below the return address, but nothing below the limit of the stack.
	.globl	rgo_x_forget_stack
	.hidden	rgo_x_forget_stack
	.type	rgo_x_forget_stack, @function
rgo_x_forget_stack:
	leaq	-65536(%rsp), %rdi
	movq	STACK_LIMIT, %rax
	cmpq	%rax, %rdi
	cmovbq	%rax, %rdi
	movq	%rsp, %rcx
	subq	%rdi, %rcx
	jbe	1f
	shrq	$3, %rcx
	xorl	%eax, %eax
	rep stosq
1:	retq
	.size	rgo_x_forget_stack, .-rgo_x_forget_stack

// void rgo_on_stack(void (*function)(void), void *top)
//
// Calls function with the stack pointer at top, which is aligned to 16.
	.globl	rgo_on_stack
	.hidden	rgo_on_stack
	.type	rgo_on_stack, @function
rgo_on_stack:
	.cfi_startproc
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbp, 0
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	movq	%rsi, %rsp
	callq	*%rdi
	movq	%rbp, %rsp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
	.cfi_endproc
	.size	rgo_on_stack, .-rgo_on_stack

// long rgo_syscall(long number, long a, long b, long c, long d, long e, long f)
	.globl	rgo_syscall
	.hidden	rgo_syscall
	.type	rgo_syscall, @function
rgo_syscall:
	movq	%rdi, %rax
	movq	%rsi, %rdi
	movq	%rdx, %rsi
	movq	%rcx, %rdx
	movq	%r8, %r10
	movq	%r9, %r8
	movq	8(%rsp), %r9
	syscall
	retq
	.size	rgo_syscall, .-rgo_syscall

// The kernel returns here from the handler of a signal: rt_sigreturn.
	.globl	rgo_signal_return
	.hidden	rgo_signal_return
	.type	rgo_signal_return, @function
rgo_signal_return:
	movl	$15, %eax
	syscall
	.size	rgo_signal_return, .-rgo_signal_return

	.section .note.GNU-stack,"",@progbits
