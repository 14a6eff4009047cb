
// The rest of this file comes behind start.c in programs with goroutines: stacks besides the first, for operation
// switch_stack. A stack has a control block at its upper end, which runtime/raw/stacks.go and the assembly file know too.

struct block {
	char *pointer; // of the stack while it waits; 0 while it runs
	void *innermost;
	word limit;
	char *shadow, *shadow_base, *top;
	struct block *next, *previous;
	word class;
};

static struct block first_block;
struct block *rgo_running, *rgo_all;

void rgo_swap(struct block *to, void (*start)(void)); // from the assembly file
void rgo_begin(void);

#ifdef RGO_SHADOW
#define SHADOW(bytes) (2 * (bytes))
#else
#define SHADOW(bytes) 0
#endif

// Classes of stacks. A shadow stack, where there is one, lies below the machine stack, with a guard page between them. The
// margin is for functions without stack checks; programs with a great many goroutines have less of it.
enum { CLASSES = 3 };

static const struct {
	word size, margin, chunk; // chunk: how many are reserved at once
} classes[CLASSES] = {
	{64 << 20, 256 << 10, 1},
	{512 << 10, 96 << 10, 32},
	{64 << 10, 32 << 10, 512},
};

static struct {
	char *fresh, *end;	// of the chunk that stacks are taken from
	char **dropped;		// addresses of stacks to use again
	word count;
} pools[CLASSES];

static void begin_stacks(void)
{
	if (rgo_running)
		return;
	first_block.limit = rgo_stack_limit;
	first_block.shadow_base = shadow_base;
	first_block.top = stack_top;
	rgo_running = rgo_all = &first_block;
}

// guard makes a page inaccessible. Since Linux 6.13 that does not cost an entry in the table of mappings, of which a
// process can have few; before, the last of very many stacks have no guard.
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

word rgo_x_stack_new(word class)
{
	begin_stacks();
	char *p = take(class);
	if (!p)
		return 0;
	word shadow = SHADOW(classes[class].size);
	char *top = p + shadow + classes[class].size;
	struct block *b = (struct block *)(top - 128);
	// What rgo_swap takes off a stack: six registers and where to go on.
	word *frame = (word *)b - 8;
	for (int i = 0; i < 6; i++)
		frame[i] = 0;
	frame[6] = (word)rgo_begin;
	b->pointer = (char *)frame;
	b->innermost = 0;
	b->limit = (word)(p + shadow) + classes[class].margin;
	b->shadow = b->shadow_base = p;
	b->top = (char *)b;
	b->class = class;
	b->previous = 0;
	b->next = rgo_all;
	rgo_all->previous = b;
	rgo_all = b;
	return (word)b;
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
	word class = b->class;
	char *top = (char *)b + 128;
	char *low = top - classes[class].size;
	CALL3(SYS_madvise, low + PAGE, classes[class].size - PAGE, 4);
	if (SHADOW(classes[class].size))
		CALL3(SYS_madvise, low - SHADOW(classes[class].size), SHADOW(classes[class].size), 4);
	if (!pools[class].dropped)
		pools[class].dropped = (char **)reserve(1l << 36, 0);
	if (pools[class].dropped)
		pools[class].dropped[pools[class].count++] = low - SHADOW(classes[class].size);
}

word rgo_x_stack_current(void)
{
	begin_stacks();
	return (word)rgo_running;
}

word rgo_x_stacks(void) { return (word)rgo_all; }

void rgo_switch(struct block *to, void (*start)(void))
{
	shadow_base = to->shadow_base;
	stack_top = to->top;
	rgo_swap(to, start);
}
