/*
 * The kernels, in the common part of C and CUDA C++: loops over cells with
 * barriers between them. Compiled for a card, a block of threads shares each
 * loop; compiled for the CPU, as the stand-in driver does, one thread does all of
 * it, or several do.
 *
 * What an instruction does and what it costs is what package op says: a kernel
 * gives the interpreter's bits, or refuses.
 */
#ifdef __CUDA__
#define KERNEL extern "C" __attribute__((global)) void
#define DEV static __attribute__((device)) inline
#define FN static __attribute__((device, noinline))
#define SHARED static __attribute__((shared))
#define BLOCK() __nvvm_read_ptx_sreg_ctaid_x()
#define THREAD ((int)__nvvm_read_ptx_sreg_tid_x())
#define THREADS ((int)__nvvm_read_ptx_sreg_ntid_x())
DEV void barrier(void) { asm volatile("bar.sync 0;" ::: "memory"); }
DEV void atomic_add(unsigned *p, unsigned v) { __nvvm_atom_add_gen_i((int *)p, (int)v); }
DEV void atomic_min(unsigned *p, unsigned v) { __nvvm_atom_min_gen_ui(p, v); }
DEV void atomic_max(unsigned *p, unsigned v) { __nvvm_atom_max_gen_ui(p, v); }
#else
#define KERNEL void
#define DEV static inline
#define FN static __attribute__((noinline))
#define SHARED static
unsigned stand_in_block(void);
int stand_in_thread(void);
int stand_in_threads(void);
void stand_in_barrier(void);
#define BLOCK() stand_in_block()
#define THREAD stand_in_thread()
#define THREADS stand_in_threads()
DEV void barrier(void) { stand_in_barrier(); }
DEV void atomic_add(unsigned *p, unsigned v) { __atomic_fetch_add(p, v, __ATOMIC_RELAXED); }
DEV void atomic_min(unsigned *p, unsigned v) {
	unsigned o = __atomic_load_n(p, __ATOMIC_RELAXED);
	while (v < o && !__atomic_compare_exchange_n(p, &o, v, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {}
}
DEV void atomic_max(unsigned *p, unsigned v) {
	unsigned o = __atomic_load_n(p, __ATOMIC_RELAXED);
	while (v > o && !__atomic_compare_exchange_n(p, &o, v, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {}
}
#endif
#define EACH(n, i) for (int i = THREAD, i##_end = (int)(n), i##_step = THREADS; i < i##_end; i += i##_step)
#define ONE if (THREAD == 0)

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;
typedef long long i64;

/* As in image.go: c and e are registers too, or what the instruction says. */
struct ins { u8 op, d, a, b, c, e; u16 to; u32 fixed, cell; };
struct dims { u16 ih, iw, oh, ow; }; /* oh is 0 where the output is hidden */
struct item { u32 program, sample; };
struct out { i64 cost; u64 digest[2]; u32 flags, differing; u16 h, w; u32 pad; };
enum { STRIDE = 1024, MOST = 900, DONE = 1, MATCH = 2 };

#include "digest.h"
#include "opcodes.h"
#include "value.h"
#include "build.h"
#include "number.h"
#include "grid.h"
#include "patch.h"
#include "relation.h"
#include "container.h"
#include "object.h"
#include "loop.h"
#include "compare.h"
#include "run.h"

/* The two variants: for few cells a block of few threads and little memory. */
#define VARIANT(NAME, NEAR) KERNEL NAME(const struct ins *code, const u32 *offsets, const u8 *samples, const struct dims *dims, const struct item *items, struct out *outs, u8 *grids, u8 *memory, u64 n, u64 each, i64 fuel) { \
	SHARED struct block b; \
	SHARED u64 near[NEAR / 8]; \
	struct work w; \
	w.code = code, w.offsets = offsets, w.samples = samples, w.dims = dims, w.items = items, w.outs = outs; \
	w.grids = grids, w.memory = memory, w.n = n, w.each = each, w.fuel = fuel; \
	interpret(&w, &b, (u8 *)near, NEAR); \
}
VARIANT(run_programs, 24576)
VARIANT(run_programs_small, 8192)
