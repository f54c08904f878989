/*
 * The kernels, in the common part of C and CUDA C++: loops over cells with
 * barriers between them. Compiled for a card, a block of threads shares each
 * loop; compiled for the CPU, as the stand-in driver does, one thread does all of
 * it. No thread keeps anything of its own across a barrier.
 *
 * What an instruction does and what it costs is what package op says: a kernel
 * gives the interpreter's bits, or refuses.
 */
#ifdef __CUDA__
#define KERNEL extern "C" __attribute__((global)) void
#define DEV static __attribute__((device)) inline
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
#define SHARED static _Thread_local
extern _Thread_local unsigned stand_in_block;
#define BLOCK() stand_in_block
#define THREAD 0
#define THREADS 1
DEV void barrier(void) {}
DEV void atomic_add(unsigned *p, unsigned v) { *p += v; }
DEV void atomic_min(unsigned *p, unsigned v) { if (v < *p) *p = v; }
DEV void atomic_max(unsigned *p, unsigned v) { if (v > *p) *p = v; }
#endif
#define EACH(n, i) for (int i = THREAD; i < (n); i += THREADS)
#define ONE if (THREAD == 0)

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;
typedef long long i64;

/* As in image.go. */
struct ins { u8 op, d, a, b, c, pad[3]; u32 fixed, cell; };
struct dims { u16 ih, iw, oh, ow; }; /* oh is 0 where the output is hidden */
struct item { u32 program, sample; };
struct out { i64 cost; u64 digest[2]; u32 flags, differing; u16 h, w; u32 pad; };
enum { STRIDE = 1024, DONE = 1, MATCH = 2 };

/* The digest of package grid: wyhash's folding, twice. */
DEV u64 mul_high(u64 a, u64 b) {
	u64 al = a & 0xffffffffull, ah = a >> 32, bl = b & 0xffffffffull, bh = b >> 32;
	u64 m = ah * bl + (al * bl >> 32), n = al * bh + (m & 0xffffffffull);
	return ah * bh + (m >> 32) + (n >> 32);
}
DEV void fold(u64 *d, u64 x) {
	u64 a = x ^ 0xe7037ed1a0b428dbull, b = d[0] ^ 0x589965cc75374cc3ull;
	d[0] = (mul_high(a, b) ^ a * b) + x;
	a = x ^ 0x1d8e4e27c47d124full, b = d[1] ^ 0xeb44accab455d165ull;
	d[1] = (mul_high(a, b) ^ a * b) + (x << 32 | x >> 32);
}
DEV void digest(u64 *d, const u8 *cells, int h, int w) {
	u64 size = (u64)h << 32 | (u64)w;
	int n = h * w, k = 0;
	d[0] = size ^ 0xa0761d6478bd642full;
	d[1] = size ^ 0x8ebc6af09c88c6e3ull;
	for (; n - k >= 8; k += 8) {
		u64 x = 0;
		for (int m = 7; m >= 0; m--) x = x << 8 | cells[k + m];
		fold(d, x);
	}
	u64 x = 0;
	for (int m = n - k - 1; m >= 0; m--) x = x << 8 | cells[k + m];
	fold(d, x);
}

/* The order is that of the table in table.go. */
enum op {
	OP_END, OP_INT, OP_PAIR,
	OP_HMIRROR, OP_VMIRROR, OP_DMIRROR, OP_CMIRROR, OP_ROT90, OP_ROT180, OP_ROT270,
	OP_REPLACE, OP_SWITCH, OP_CANVAS, OP_CELLWISE, OP_CROP, OP_TRIM,
	OP_TOPHALF, OP_BOTTOMHALF, OP_LEFTHALF, OP_RIGHTHALF, OP_HCONCAT, OP_VCONCAT,
	OP_HUPSCALE, OP_VUPSCALE, OP_UPSCALE, OP_DOWNSCALE, OP_COMPRESS, OP_IDENTITY,
	OP_OFCOLOR, OP_FILL, OP_UNDERFILL, OP_COVER, OP_SUBGRID,
	OP_HEIGHT_G, OP_WIDTH_G, OP_SHAPE_G, OP_PORTRAIT_G, OP_SQUARE_G,
	OP_HEIGHT_M, OP_WIDTH_M, OP_SHAPE_M, OP_ULCORNER_M, OP_LRCORNER_M, OP_SIZE_M,
	OP_MOSTCOLOR, OP_LEASTCOLOR, OP_COLORCOUNT, OP_INDEX,
	OP_ADD_II, OP_ADD_PP, OP_ADD_IP, OP_ADD_PI,
	OP_SUBTRACT_II, OP_SUBTRACT_PP, OP_SUBTRACT_IP, OP_SUBTRACT_PI,
	OP_MULTIPLY_II, OP_MULTIPLY_PP, OP_MULTIPLY_IP, OP_MULTIPLY_PI,
	OP_DIVIDE_II, OP_DIVIDE_PP, OP_DIVIDE_IP, OP_DIVIDE_PI,
	OP_INVERT_I, OP_INVERT_P, OP_DOUBLE_I, OP_DOUBLE_P, OP_HALVE_I, OP_HALVE_P,
	OP_INCREMENT_I, OP_INCREMENT_P, OP_DECREMENT_I, OP_DECREMENT_P,
	OP_CREMENT_I, OP_CREMENT_P, OP_SIGN_I, OP_SIGN_P,
	OP_EVEN, OP_POSITIVE, OP_GREATER, OP_FLIP, OP_BOTH, OP_EITHER,
	OP_EQUALITY_II, OP_EQUALITY_PP, OP_BRANCH_I, OP_BRANCH_P, OP_BRANCH_G, OP_BRANCH_M, OP_ASTUPLE,
	OP_ASINDICES, OP_NUMCOLORS, OP_UPPERMOST, OP_LOWERMOST, OP_LEFTMOST, OP_RIGHTMOST,
	OP_COMBINE, OP_INTERSECTION, OP_DIFFERENCE, OP_SHIFT
};

enum { GRIDS = 8, MASKS = 5, INTS = 48, PAIRS = 24 };
struct pair { i64 i, j; };

DEV int small(i64 v) { return v == (i64)(signed char)v; }

/* Integers: 0 where the interpreter has a fault or another kind of value. */
DEV int arithmetic(int op, i64 a, i64 b, i64 *r) {
	switch (op) {
	case 0: return !__builtin_add_overflow(a, b, r);
	case 1: return !__builtin_sub_overflow(a, b, r);
	case 2: /* without the compiler's 128-bit helper, which no card has */
		if (a != (i64)(i32)a || b != (i64)(i32)b) return 0;
		*r = a * b;
		return 1;
	}
	if (b == 0 || b == -1) return b == -1 ? !__builtin_sub_overflow(0ll, a, r) : 0;
	*r = a / b;
	if (a % b != 0 && (a < 0) != (b < 0)) --*r;
	return 1;
}
DEV i64 sign_of(i64 n) { return (n > 0) - (n < 0); }
DEV int unary(int op, i64 a, i64 *r) {
	switch (op) {
	case 0: return arithmetic(1, 0, a, r);
	case 1: return arithmetic(2, a, 2, r);
	case 2: *r = a >> 1; return 1;
	case 3: return arithmetic(0, a, 1, r);
	case 4: return arithmetic(1, a, 1, r);
	case 5: return arithmetic(0, a, sign_of(a), r);
	}
	*r = sign_of(a);
	return 1;
}
DEV int fits(i64 v) { return v == (i64)(i32)v; }
DEV int clip_end(i64 k, int n) {
	if (k < 0) k += n;
	return k < 0 ? 0 : k > n ? n : (int)k;
}

#define CELLS 900
#define NAME run_programs
#include "run.h"
#undef CELLS
#undef NAME
#define CELLS 256
#define NAME run_programs_small
#include "run.h"
#undef CELLS
#undef NAME
