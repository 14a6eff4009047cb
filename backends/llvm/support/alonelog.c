
// The rest of this file comes behind company.c. With RGO_ALONE=FILE in the environment (- is standard error) it counts which functions have
// a thread wait until it is alone, and writes to FILE when the program ends, a line for each, those that were alone longest first:
// how often, for how long it was alone then, and how long it had to wait, in milliseconds of all threads together. A function that LLVM has
// inlined counts as the one it is in.
//
// Only who is alone writes here, so nothing needs a lock.

enum { ASKERS = 4096 }; // a power of two

struct asker {
	char *address; // behind the call; 0 in free entries
	word times, alone, waited; // the latter two in ticks of the processor's clock
};

static const char *alone_file; // where to write, or 0
static struct asker *askers;   // a hash table
static struct asker others;    // what does not fit in
static struct asker *asked_by; // who is alone
static word asked_at, log_began, log_began_clock;

static word ticks(void) { return (word)__builtin_ia32_rdtsc(); }

static word clock_now(void)
{
	word t[2];
	clock_gettime(1, t);
	return t[0] * 1000000000 + t[1];
}

static void begin_alone_log(void)
{
	static const char name[] = "RGO_ALONE=";
	for (char **e = environment; *e; e++) {
		word n = 0;
		while (name[n] && (*e)[n] == name[n])
			n++;
		if (!name[n] && (*e)[n])
			alone_file = *e + n;
	}
	if (!alone_file)
		return;
	askers = (struct asker *)reserve(ASKERS * sizeof *askers, 0);
	if (!askers)
		fatal("fatal error: no memory for RGO_ALONE\n");
	log_began = ticks();
	log_began_clock = clock_now();
}

static struct asker *asker_at(char *address)
{
	word h = ((unsigned long)address * 0x9e3779b97f4a7c15) >> 52;
	for (word i = 0; i < ASKERS; i++) {
		struct asker *a = &askers[(h + i) & (ASKERS - 1)];
		if (a->address == address)
			return a;
		if (!a->address) {
			a->address = address;
			return a;
		}
	}
	return &others;
}

// note_alone is called when a machine is alone that has asked for it since then.
static void note_alone(char *address, word since)
{
	asked_by = asker_at(address);
	asked_at = ticks();
	asked_by->times++;
	asked_by->waited += asked_at - since;
}

// note_company is called while it still is, before others are with it again.
static void note_company(void)
{
	if (asked_by)
		asked_by->alone += ticks() - asked_at;
	asked_by = 0;
}

// The part of the ELF file that says which function is where.
struct elf_header {
	unsigned char ident[16];
	unsigned short type, machine;
	unsigned version;
	word entry, program, sections;
	unsigned flags;
	unsigned short size, program_size, program_count, section_size, section_count, names;
};

struct elf_section {
	unsigned name, type;
	word flags, address, offset, size;
	unsigned link, info;
	word align, entry_size;
};

struct elf_symbol {
	unsigned name;
	unsigned char info, other;
	unsigned short section;
	word value, size;
};

struct symbols {
	struct elf_symbol *all;
	word count, moved; // moved is what is to be added to their values
	char *names;
};

static struct symbols read_symbols(void)
{
	enum { SYMBOLS = 2, MAP_PRIVATE = 2, SEEK_END = 2 };
	struct symbols s = {0, 0, 0, 0};
	word fd = rgo_x_open("/proc/self/exe", 0, 0);
	word size = rgo_x_lseek(fd, 0, SEEK_END);
	char *file = fd < 0 || size <= 0 ? 0 : (char *)rgo_syscall(SYS_mmap, 0, size, 1, MAP_PRIVATE, fd, 0);
	if (!file || (-PAGE < (word)file && (word)file < 0))
		return s;
	struct elf_header *h = (struct elf_header *)file;
	struct elf_section *sections = (struct elf_section *)(file + h->sections);
	for (int i = 0; i < h->section_count; i++)
		if (sections[i].type == SYMBOLS) {
			s.all = (struct elf_symbol *)(file + sections[i].offset);
			s.count = sections[i].size / (word)sizeof *s.all;
			s.names = file + sections[sections[i].link].offset;
		}
	for (word i = 0; i < s.count; i++) {
		char *n = s.names + s.all[i].name;
		if (n[0] == 'm' && n[1] == 'a' && n[2] == 'i' && n[3] == 'n' && !n[4])
			s.moved = (word)main - s.all[i].value;
	}
	return s;
}

static const char *function_at(struct symbols *s, char *address)
{
	word a = (word)address - s->moved;
	for (word i = 0; i < s->count; i++) {
		struct elf_symbol *y = &s->all[i];
		if ((y->info & 15) == 2 && y->value <= a && a < y->value + y->size)
			return s->names + y->name;
	}
	return "a function without a name";
}

struct line {
	word n;
	char text[512];
};

static void put(struct line *l, const char *s)
{
	while (*s && l->n < (word)sizeof l->text)
		l->text[l->n++] = *s++;
}

static void put_number(struct line *l, word v, word width)
{
	char digits[24], *p = digits + sizeof digits - 1;
	*p = 0;
	do
		*--p = '0' + v % 10;
	while (v /= 10);
	while (digits + sizeof digits - 1 - p < width && p > digits)
		*--p = ' ';
	put(l, p);
}

static void write_asker(word fd, struct symbols *s, struct asker *a, word per_ms)
{
	struct line l = {0, {0}};
	put_number(&l, a->times, 10);
	put_number(&l, a->alone / per_ms, 9);
	put_number(&l, a->waited / per_ms, 9);
	put(&l, "  ");
	put(&l, a == &others ? "others" : function_at(s, a->address));
	put(&l, "\n");
	CALL3(SYS_write, fd, l.text, l.n);
}

// merge adds up what several places of the same function have counted.
static void merge(struct symbols *s)
{
	for (word i = 0; i < ASKERS; i++)
		for (word j = 0; askers[i].address && j < i; j++) {
			struct asker *a = &askers[j], *b = &askers[i];
			if (!a->times || function_at(s, a->address) != function_at(s, b->address))
				continue;
			a->times += b->times;
			a->alone += b->alone;
			a->waited += b->waited;
			b->times = 0;
		}
}

static void write_alone_log(void)
{
	enum { CREATE = 01 | 0100 | 01000 };
	if (!alone_file)
		return;
	word fd = alone_file[0] == '-' && !alone_file[1] ? 2 : rgo_x_open(alone_file, CREATE, 0644);
	word milliseconds = (clock_now() - log_began_clock) / 1000000 + 1, per_ms = (ticks() - log_began) / milliseconds + 1;
	struct symbols s = read_symbols();
	struct line title = {0, {0}};
	if (fd < 0)
		return;
	if (this_machine()->company == ALONE)
		note_company();
	merge(&s);
	put(&title, "     times    alone   waited  milliseconds of ");
	put_number(&title, milliseconds, 0);
	put(&title, "\n");
	CALL3(SYS_write, fd, title.text, title.n);
	for (;;) {
		struct asker *most = others.times ? &others : 0;
		for (word i = 0; i < ASKERS; i++)
			if (askers[i].times && (!most || askers[i].alone > most->alone))
				most = &askers[i];
		if (!most)
			break;
		write_asker(fd, &s, most, per_ms);
		most->times = 0;
	}
}
