
// The rest of this file comes behind start.c in programs with goroutines: stacks besides the first, for operation
// switch_stack. A stack has a control block, whose words are those of flowgraph/stackblock.go.
//
// The first stacks are mapped each by itself. Of very many goroutines most wait most of the time, with a few hundred bytes
// in use, and a page for each of them would be too much; so the others share a number of slots. A stack in a slot is
// copied away when another one of the same slot is to run, and comes back to the same addresses, as it must: frames
// hold addresses in them. Nobody else looks into a stack but the collector, which is told where the copy is.

typedef unsigned long size_t;
void *memcpy(void *restrict to, const void *restrict from, size_t n);

struct block {
	// What a collector looks at: that which waits, pointer is 0 while it runs.
	char *pointer;
	void *innermost;
	word limit;
	char *shadow, *base, *top;
	struct block *next, *previous;
	word ran; // since a collector has seen it
	word class;
	struct slot *slot; // shared with others, or 0
	char *copy;	   // of what is in use of the stack and the shadow stack, where it is not in its slot
	word used, shadow_used;
#ifdef RGO_FREE
	word result; // of a system call
	word held;   // its place is not to be used for another stack: a machine runs it
#endif
#ifdef RGO_MACHINES
	word result, call; // of a system call, and its number for the scheduler
	struct block *next_returned;
#endif
};

#define WORD(name, offset) _Static_assert(__builtin_offsetof(struct block, name) == offset, "a control block")
WORD(pointer, BLOCK_POINTER);
WORD(innermost, BLOCK_INNERMOST);
WORD(limit, BLOCK_LIMIT);
WORD(shadow, BLOCK_SHADOW);
WORD(base, BLOCK_BASE);
WORD(top, BLOCK_TOP);
WORD(next, BLOCK_NEXT);
WORD(previous, BLOCK_PREVIOUS);
WORD(ran, BLOCK_RAN);

static struct block first_block;
struct block *rgo_all;
#ifndef RGO_FREE
struct block *rgo_running;
#endif

void rgo_swap(struct block *to, void (*start)(void), void *scratch); // from the assembly file
void rgo_begin(void);

#ifdef RGO_SHADOW
#define SHADOW(bytes) (2 * (bytes))
#else
#define SHADOW(bytes) 0
#endif

// Classes of stacks. A shadow stack, where there is one, lies below the machine stack, with a guard page between them. The
// margin is for functions without stack checks.
enum { CLASSES = 3, SHARED = 2, SLOTS = 4096, SCRATCH = 16 << 10 };

static const struct {
	word size, margin, chunk; // chunk: how many are reserved at once
} classes[CLASSES] = {
	{64 << 20, 256 << 10, 1},
	{512 << 10, 96 << 10, 32},
	{512 << 10, 96 << 10, 64},
};

static struct {
	char *fresh, *end; // of the chunk that stacks are taken from
	char **dropped;	   // addresses of stacks to use again
	word count;
} pools[CLASSES];

static struct slot {
	char *low;
	struct block *occupant;
} slots[SLOTS];

static word next_slot;
static char *scratch; // end of the stack on which stacks are copied

// Pieces of memory for copies and control blocks: multiples of 64 bytes, by size; from a page on, powers of two.
enum { PIECES = 64, POWERS = 24 };

static struct piece {
	struct piece *next;
} *pieces[PIECES + POWERS];

static char *pieces_fresh, *pieces_end;

static word list_of(word n, word *size)
{
	if (n <= 64 * (PIECES - 1)) {
		*size = (n + 63) & -64;
		return *size / 64;
	}
	word power = 12;
	while (((word)1 << power) < n)
		power++;
	*size = (word)1 << power;
	return PIECES + power - 12;
}

static void *take_piece(word n)
{
	word size, list = list_of(n, &size);
	struct piece *p = pieces[list];
	if (p) {
		pieces[list] = p->next;
		return p;
	}
	if (pieces_end - pieces_fresh < size) {
		word chunk = size > megabyte ? size : megabyte;
		pieces_fresh = reserve(chunk, 0);
		if (!pieces_fresh)
			fatal("fatal error: no memory for the stack of a goroutine\n");
		pieces_end = pieces_fresh + chunk;
	}
	char *fresh = pieces_fresh;
	pieces_fresh += size;
	return fresh;
}

static void give_piece(void *q, word n)
{
	word size, list = list_of(n, &size);
	struct piece *p = q;
	p->next = pieces[list];
	pieces[list] = p;
}

static void begin_stacks(void)
{
	if (rgo_running)
		return;
	first_block.limit = rgo_stack_limit;
	first_block.base = shadow_base;
	first_block.top = stack_top;
	first_block.ran = 1;
	rgo_running = rgo_all = &first_block;
}

// guard makes a page inaccessible. Since Linux 6.13 that does not cost an entry in the table of mappings, of which a
// process can have few.
static void guard(char *page)
{
	if (CALL3(SYS_madvise, page, PAGE, 102) != 0)
		CALL3(SYS_mprotect, page, PAGE, 0);
}

// take returns the lowest address of a stack of a class.
static char *take(word class)
{
	word size = classes[class].size + SHADOW(classes[class].size);
	if (pools[class].count > 0)
		return pools[class].dropped[--pools[class].count];
	if (pools[class].fresh == pools[class].end) {
		word n = size * classes[class].chunk;
		char *p = reserve(n, 0x20000);
		if (!p)
			return 0;
		pools[class].fresh = p;
		pools[class].end = p + n;
	}
	char *p = pools[class].fresh;
	pools[class].fresh += size;
	guard(p + SHADOW(classes[class].size));
	return p;
}

// What rgo_swap takes off a stack: six registers and where to go on; and a word to align it.
enum { FRAME = 8 };

static void first_frame(word *frame)
{
	for (int i = 0; i < FRAME; i++)
		frame[i] = 0;
	frame[6] = (word)rgo_begin;
}

// begin_copy gives b, which is not in its slot, the stack of one that has not run yet.
static void begin_copy(struct block *b)
{
	b->used = FRAME * sizeof(word);
	b->shadow_used = 0;
	b->copy = take_piece(b->used);
	first_frame((word *)b->copy);
	b->pointer = b->copy;
	b->top = b->copy + b->used;
	b->shadow = b->base = b->top;
}

// share gives b a slot.
static int share(struct block *b)
{
	struct slot *s = &slots[next_slot++ % SLOTS];
	if (!s->low)
		s->low = take(SHARED);
	if (!scratch) {
		scratch = reserve(SCRATCH, 0);
		if (scratch)
			scratch += SCRATCH;
	}
	if (!s->low || !scratch)
		return 0;
	b->slot = s;
	begin_copy(b);
	b->limit = (word)s->low + SHADOW(classes[SHARED].size) + classes[SHARED].margin;
	return 1;
}

word rgo_x_stack_new(word class)
{
	begin_stacks();
	struct block *b = take_piece(sizeof *b);
	*b = (struct block){.class = class, .ran = 1};
	if (class == SHARED) {
		if (!share(b))
			return 0;
	} else {
		char *p = take(class);
		if (!p)
			return 0;
		word shadow = SHADOW(classes[class].size);
		b->top = p + shadow + classes[class].size;
		b->pointer = b->top - FRAME * sizeof(word);
		first_frame((word *)b->pointer);
		b->limit = (word)(p + shadow) + classes[class].margin;
		b->shadow = b->base = p;
	}
	b->next = rgo_all;
	rgo_all->previous = b;
	rgo_all = b;
	return (word)b;
}

// drop_own gives up a stack that is mapped for itself.
static void drop_own(struct block *b)
{
	word class = b->class, size = classes[class].size;
	char *low = b->top - size;
	CALL3(SYS_madvise, low + PAGE, size - PAGE, 4);
	if (SHADOW(size))
		CALL3(SYS_madvise, low - SHADOW(size), SHADOW(size), 4);
	if (!pools[class].dropped)
		pools[class].dropped = (char **)reserve(16 * megabyte, 0);
	if (pools[class].dropped)
		pools[class].dropped[pools[class].count++] = low - SHADOW(size);
}

void rgo_x_stack_drop(word stack)
{
	struct block *b = (struct block *)stack;
	if (b->previous)
		b->previous->next = b->next;
	else
		rgo_all = b->next;
	if (b->next)
		b->next->previous = b->previous;
	if (!b->slot)
		drop_own(b);
	else if (b->copy)
		give_piece(b->copy, b->used + b->shadow_used);
	else
		b->slot->occupant = 0;
	give_piece(b, sizeof *b);
}

word rgo_x_stack_current(void)
{
	begin_stacks();
	return (word)rgo_running;
}

word rgo_x_stacks(void) { return (word)rgo_all; }

// rgo_place brings the stack of b to its slot, which another one may have to leave. It runs on the scratch stack.
void rgo_place(struct block *b)
{
	struct slot *s = b->slot;
	char *base = s->low, *top = base + SHADOW(classes[SHARED].size) + classes[SHARED].size;
	struct block *o = s->occupant;
	if (o) {
		o->used = top - o->pointer;
		o->shadow_used = o->shadow - base;
		o->copy = take_piece(o->used + o->shadow_used);
		memcpy(o->copy, o->pointer, o->used);
		if (o->shadow_used)
			memcpy(o->copy + o->used, base, o->shadow_used);
		o->pointer = o->copy;
		o->top = o->base = o->copy + o->used;
		o->shadow = o->base + o->shadow_used;
	}
	b->pointer = top - b->used;
	memcpy(b->pointer, b->copy, b->used);
	if (b->shadow_used)
		memcpy(base, b->copy + b->used, b->shadow_used);
	give_piece(b->copy, b->used + b->shadow_used);
	b->copy = 0;
	b->top = top;
	b->base = base;
	b->shadow = base + b->shadow_used;
	s->occupant = b;
	shadow_base = base;
	stack_top = top;
}

// rgo_x_stack_ended has a stack that does not run begin anew: of what it did nothing is left for a collector to see.
void rgo_x_stack_ended(word stack)
{
	struct block *b = (struct block *)stack;
	b->innermost = 0;
	if (b->copy) { // the one that goes on has taken its place
		give_piece(b->copy, b->used + b->shadow_used);
		begin_copy(b);
		return;
	}
	b->pointer = b->top - FRAME * sizeof(word);
	first_frame((word *)b->pointer);
	b->shadow = b->base;
}

#ifdef RGO_MACHINES
static word turns;
#endif

#ifdef RGO_FREE
word rgo_x_stack_taken(word stack)
{
	struct block *b = (struct block *)stack, *o = b->copy ? b->slot->occupant : 0;
	return o && o->held && o != rgo_running;
}
#endif

void rgo_switch(struct block *to, void (*start)(void))
{
#ifdef RGO_MACHINES
	turns++;
#endif
#ifdef RGO_FREE
	rgo_running->held = 0;
	to->held = 1;
#endif
	if (to->copy) {
		rgo_swap(to, start, scratch);
		return;
	}
	shadow_base = to->base;
	stack_top = to->top;
	rgo_swap(to, start, 0);
}
