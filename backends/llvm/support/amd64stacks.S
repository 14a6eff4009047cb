// Switching stacks, for x86-64: see stacks.c. The offsets in a control block are defined in front of this file.

// Variables of start.c and stacks.c, or words of struct machine in free.c.
#ifdef RGO_FREE
#define STACK_LIMIT %gs:8
#define INNERMOST %gs:16
#define SHADOW_TOP %gs:24
#define RUNNING %gs:32
#else
#define STACK_LIMIT rgo_stack_limit(%rip)
#define INNERMOST rgo_innermost(%rip)
#define SHADOW_TOP rgo_shadow_top(%rip)
#define RUNNING rgo_running(%rip)
#endif

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
	movq	RUNNING, %rax
	movq	INNERMOST, %r9
	movq	SHADOW_TOP, %rcx
	movq	%r9, BLOCK_INNERMOST(%rax)
	movq	%rcx, BLOCK_SHADOW(%rax)
	movq	%rsp, BLOCK_POINTER(%rax)
	movq	%rdi, RUNNING
	testq	%rdx, %rdx
	je	2f
	movq	%rdx, %rsp
	pushq	%rdi
	pushq	%rsi
	callq	rgo_place
	popq	%rsi
	popq	%rdi
2:
	movq	BLOCK_POINTER(%rdi), %rsp
	movq	BLOCK_INNERMOST(%rdi), %rdx
	movq	BLOCK_LIMIT(%rdi), %rcx
	movq	BLOCK_SHADOW(%rdi), %r8
	movq	%rdx, INNERMOST
	movq	%rcx, STACK_LIMIT
	movq	%r8, SHADOW_TOP
	movq	$0, BLOCK_POINTER(%rdi)
	movq	$1, BLOCK_RAN(%rdi)
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

// void rgo_leave(struct block *b, char *top, void (*then)(struct machine *), struct machine *m)
//
// Leaves the stack of b, which runs, as rgo_swap does, and calls then(m) on the stack that ends at top. It returns when somebody
// enters b.
	.globl	rgo_leave
	.hidden	rgo_leave
	.type	rgo_leave, @function
	.p2align 4
rgo_leave:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	INNERMOST, %r9
	movq	SHADOW_TOP, %rax
	movq	%r9, BLOCK_INNERMOST(%rdi)
	movq	%rax, BLOCK_SHADOW(%rdi)
	movq	%rsp, BLOCK_POINTER(%rdi)
	movq	%rsi, %rsp
	movq	%rcx, %rdi
	xorl	%ebp, %ebp
	callq	*%rdx
	ud2
	.size	rgo_leave, .-rgo_leave

// void rgo_enter(struct block *b)
//
// Goes on with the stack of b, from one that nobody comes back to.
	.globl	rgo_enter
	.hidden	rgo_enter
	.type	rgo_enter, @function
	.p2align 4
rgo_enter:
	movq	%rdi, RUNNING
	jmp	2b
	.size	rgo_enter, .-rgo_enter

	.section .note.GNU-stack,"",@progbits
