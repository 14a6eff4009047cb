// External functions of collector boehm: libgc. Its functions are declared here as gc.h of version 8 has them, so that
// only the library is needed.

#include <stddef.h>

typedef long word;

struct GC_stack_base {
	void *mem_base;
};

void GC_init(void);
void GC_set_dont_precollect(int);
void GC_set_stackbottom(void *thread, const struct GC_stack_base *);
void GC_set_all_interior_pointers(int);
void GC_set_markers_count(unsigned);
void GC_set_max_heap_size(unsigned long);
void GC_set_warn_proc(void (*)(char *, unsigned long));
void GC_ignore_warn_proc(char *, unsigned long);
void GC_add_roots(void *low, void *high);
void *GC_malloc(size_t);
void *GC_malloc_atomic(size_t);
void GC_gcollect(void);
size_t GC_get_heap_size(void);
size_t GC_get_free_bytes(void);
size_t GC_get_total_bytes(void);
unsigned long GC_get_gc_no(void);

extern char __start_rgo_data[], __bss_start[];

// The program runs on a stack of its own, so libgc is told where that begins: before it starts, and once more when it
// has found out what the system says. It must not collect in between.
void rgo_x_boehm_init(void *top, void *low, void *high, word max)
{
	struct GC_stack_base base = {top};
	GC_set_dont_precollect(1);
	GC_set_all_interior_pointers(1);
	GC_set_markers_count(1);
	GC_set_warn_proc(GC_ignore_warn_proc);
	GC_init();
	GC_set_stackbottom(0, &base);
	// Read-only data refers to static data only; and between it and what follows there can be a page that is not mapped.
	void *writable = __start_rgo_data < __bss_start ? __start_rgo_data : __bss_start;
	GC_add_roots(low < writable ? writable : low, high);
	if (max)
		GC_set_max_heap_size(max);
}

void *rgo_x_boehm_alloc(word n, word scanned)
{
	if (scanned)
		return GC_malloc(n);
	void *p = GC_malloc_atomic(n);
	if (p)
		__builtin_memset(p, 0, n);
	return p;
}

void rgo_x_boehm_collect(void) { GC_gcollect(); }

word rgo_x_boehm_stat(word which)
{
	switch (which) {
	case 0:
		return GC_get_heap_size();
	case 1:
		return GC_get_free_bytes();
	case 2:
		return GC_get_total_bytes();
	}
	return GC_get_gc_no();
}
