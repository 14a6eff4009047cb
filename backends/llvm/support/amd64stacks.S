// Switching stacks, for x86-64: see stacks.c.

	.text

// void rgo_swap(struct block *to, void (*start)(void), void *scratch)
//
// Saves the registers that belong to the caller on its stack and goes on with another one. If scratch is not 0, that is
// the end of a stack to call rgo_place on, in between.
	.globl	rgo_swap
	.hidden	rgo_swap
	.type	rgo_swap, @function
	.p2align 4
rgo_swap:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	rgo_running(%rip), %rax
	movq	rgo_innermost(%rip), %r9
	movq	rgo_shadow_top(%rip), %rcx
	movq	%r9, 8(%rax)
	movq	%rcx, 24(%rax)
	movq	%rsp, (%rax)
	movq	%rdi, rgo_running(%rip)
	testq	%rdx, %rdx
	je	1f
	movq	%rdx, %rsp
	pushq	%rdi
	pushq	%rsi
	callq	rgo_place
	popq	%rsi
	popq	%rdi
1:
	movq	(%rdi), %rsp
	movq	8(%rdi), %rdx
	movq	16(%rdi), %rcx
	movq	24(%rdi), %r8
	movq	%rdx, rgo_innermost(%rip)
	movq	%rcx, rgo_stack_limit(%rip)
	movq	%r8, rgo_shadow_top(%rip)
	movq	$0, (%rdi)
	movq	$1, 64(%rdi)
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	// A jump: the processor would expect a return to go to where this was called.
	popq	%rdx
	jmpq	*%rdx
	.size	rgo_swap, .-rgo_swap

// What a new stack begins with. The second argument of rgo_swap is still there.
	.globl	rgo_begin
	.hidden	rgo_begin
	.type	rgo_begin, @function
	.p2align 4
rgo_begin:
	xorl	%ebp, %ebp
	andq	$-16, %rsp
	callq	*%rsi
	ud2
	.size	rgo_begin, .-rgo_begin

	.section .note.GNU-stack,"",@progbits
