/*
 * Values, as package value has them: each has one representation, a set is kept
 * in its canonical order, and what is made is charged for as there. Every thread
 * of a block follows the same path with a struct thread of its own, all equal;
 * what lies in memory is shared, written in loops over its elements or by one
 * thread, and read after a barrier.
 */
enum kind { INVALID, NONE, BOOL, INT, PAIR, CELL, ROW, GRID, TUPLE, INDICES, OBJECT, SET };

/* n is the integer, the packed pair or cell, the length, or height << 32 | width;
   p is the first element: i8 of rows and grids, u32 of patches, struct val of
   other tuples and sets. */
struct val { i64 n; void *p; u32 k, pad; };

/* A frame is a loop at work: a call of a function for each element. */
struct frame {
	struct val over, with, best, key, made;
	struct val *vals;
	u32 *keys;
	u64 mark; /* how much memory was taken when the body began */
	int n, at, n2, at2, kept;
};

enum { REGISTERS = 72, FRAMES = 4, FEW = 16, LINES = 2048 };

/* What a block's threads share. */
struct block {
	struct val r[REGISTERS];
	u32 x, count[FEW];
	u8 line[LINES];
	i64 cost;
	u64 off;
	int bad;
};

struct thread {
	struct block *b;
	u8 *near, *far; /* memory of the block, then of the card */
	u64 near_size, far_size, off;
	i64 cost, fuel;
	int bad; /* refused: a fault, another kind of value, or too large */
	struct frame f[FRAMES];
};
typedef struct val val;
typedef struct thread T;

DEV val of(enum kind k, i64 n, void *p) { val v; v.k = k; v.n = n; v.p = p; v.pad = 0; return v; }
DEV val refuse(T *t) { t->bad = 1; return of(INVALID, 0, 0); }
DEV val of_int(i64 n) { return of(INT, n, 0); }
DEV val of_bool(int b) { return of(BOOL, b != 0, 0); }
DEV val of_pair(i64 i, i64 j) { return of(PAIR, (i64)((u64)i << 32 | ((u64)(u32)j ^ 0x80000000u)), 0); }
DEV val of_grid(int h, int w, u8 *cells) { return of(GRID, (i64)((u64)h << 32 | (u64)w), cells); }
DEV val of_keys(enum kind k, u32 *keys, int n) { return n ? of(k, n, keys) : of(SET, 0, 0); }
DEV val of_row(u8 *cells, int n) {
	if (n == 0) return of(TUPLE, 0, 0);
	return n == 2 ? of_pair((signed char)cells[0], (signed char)cells[1]) : of(ROW, n, cells);
}
DEV int rows(val v) { return (int)(v.n >> 32); }
DEV int columns(val v) { return (int)(u32)v.n; }
DEV i64 pair_i(val v) { return v.n >> 32; }
DEV i64 pair_j(val v) { return (i32)((u32)v.n ^ 0x80000000u); }
DEV u8 *cells_of(val v) { return (u8 *)v.p; }
DEV u32 *keys_of(val v) { return (u32 *)v.p; }
DEV val *vals_of(val v) { return (val *)v.p; }
DEV int is_int(val v) { return v.k == BOOL || v.k == INT; }
DEV int is_tuple(val v) { return v.k >= PAIR && v.k <= TUPLE; }
DEV int is_set(val v) { return v.k >= INDICES; }
DEV int is_container(val v) { return v.k >= PAIR; }
DEV int is_patch(val v) { return v.k == INDICES || v.k == OBJECT; }
DEV int is_color(val v) { return is_int(v) && v.n == (i64)(signed char)v.n; }
DEV int fits(i64 v) { return v == (i64)(i32)v; }
DEV int small(i64 v) { return v == (i64)(signed char)v; }

/* Packed places and cells. */
enum { SIDE = 1024 };
#define GUARD 0x800800u
DEV int key_fits(i64 i, i64 j) { return i >= -SIDE && i < SIDE && j >= -SIDE && j < SIDE; }
DEV u32 index_key(int i, int j) { return (u32)(i + SIDE) << 12 | (u32)(j + SIDE); }
DEV int key_i(u32 k) { return (int)(k >> 12 & 0xfff) - SIDE; }
DEV int key_j(u32 k) { return (int)(k & 0xfff) - SIDE; }
DEV int key_color(u32 k) { return (int)(k >> 24) - 128; }
DEV u32 with_color(u32 k, int c) { return (u32)(c + 128) << 24 | (k & 0xffffff); }

DEV int length(val v) {
	if (v.k == PAIR || v.k == CELL) return 2;
	return v.k == GRID ? rows(v) : (int)v.n;
}
DEV i64 size(val v) {
	if (v.k < ROW) return 1;
	return v.k == GRID ? (i64)rows(v) * columns(v) : v.n;
}
DEV int truth(val v) { return v.k == NONE ? 0 : v.k == BOOL || v.k == INT || v.k == TUPLE || v.k == SET ? v.n != 0 : 1; }
DEV val of_cell(u32 key) { return of(CELL, key, 0); }

/* The element i of a container. */
DEV val at(val v, int i) {
	switch (v.k) {
	case PAIR: return of_int(i ? pair_j(v) : pair_i(v));
	case CELL: return i ? of_pair(key_i((u32)v.n), key_j((u32)v.n)) : of_int(key_color((u32)v.n));
	case ROW: return of_int((signed char)cells_of(v)[i]);
	case GRID: return of_row(cells_of(v) + i * columns(v), columns(v));
	case INDICES: return of_pair(key_i(keys_of(v)[i]), key_j(keys_of(v)[i]));
	case OBJECT: return of_cell(keys_of(v)[i]);
	}
	return vals_of(v)[i];
}

/* Charges end a program that has no fuel left. */
DEV int charge(T *t, i64 n) {
	t->cost += n;
	if (t->cost > t->fuel) t->bad = 1;
	return !t->bad;
}
FN u8 *take(T *t, i64 bytes) {
	u64 off = (t->off + 7) & ~7ull;
	if (bytes < 0 || (u64)bytes > t->near_size + t->far_size) { t->bad = 1; return 0; }
	if (off + bytes <= t->near_size) { t->off = off + bytes; return t->near + off; }
	if (off < t->near_size) off = t->near_size;
	if (off + bytes > t->near_size + t->far_size) { t->bad = 1; return 0; }
	t->off = off + bytes;
	return t->far + (off - t->near_size);
}
DEV i64 above(i64 n, i64 bound) { return n > bound ? n - bound : 0; }
/* New elements of unknown content; 0 where the program is refused. More than
   memory holds are refused first: what they cost could overflow. */
DEV int bounded(T *t, i64 n) { return n >= 0 && (u64)n <= t->near_size + t->far_size ? 1 : (t->bad = 1, 0); }
DEV u8 *new_cells(T *t, i64 n) { return bounded(t, n) && charge(t, (n >> 6) + (above(n, 4096) >> 1)) ? take(t, n + 8) : 0; }
DEV u32 *new_keys(T *t, i64 n) { return bounded(t, n) && charge(t, (n >> 2) + above(n, 2048)) ? (u32 *)take(t, 4 * n) : 0; }
DEV val *new_vals(T *t, i64 n) { return bounded(t, n) && charge(t, n + above(n, 1024) * 8) ? (val *)take(t, (i64)sizeof(val) * n) : 0; }

/* Sums, least and largest of what the threads have. */
DEV u32 total(T *t, u32 mine) {
	barrier();
	ONE t->b->x = 0;
	barrier();
	if (mine) atomic_add(&t->b->x, mine);
	barrier();
	return t->b->x;
}
DEV u32 least(T *t, u32 mine) {
	barrier();
	ONE t->b->x = 0xffffffffu;
	barrier();
	atomic_min(&t->b->x, mine);
	barrier();
	return t->b->x;
}
DEV u32 largest(T *t, u32 mine) {
	barrier();
	ONE t->b->x = 0;
	barrier();
	atomic_max(&t->b->x, mine);
	barrier();
	return t->b->x;
}
/* What one thread has done alone becomes known to the others: its answer x, what
   it charged and took. Begin and end lie around it. */
#define ALONE_BEGIN(t) barrier(); ONE {
#define ALONE_END(t, answer) (t)->b->x = (u32)(answer); (t)->b->cost = (t)->cost; (t)->b->off = (t)->off; (t)->b->bad = (t)->bad; } \
	barrier(); (t)->cost = (t)->b->cost; (t)->off = (t)->b->off; (t)->bad = (t)->b->bad; const u32 x = (t)->b->x;

/* Comparing only reads, so that every thread does all of it. */
DEV int sign3(i64 a, i64 b) { return (a > b) - (a < b); }
DEV int rank_of(val v) { return v.k <= NONE ? 0 : v.k <= INT ? 1 : v.k <= TUPLE ? 2 : 3; }
FN int cmp_keys(T *t, val a, val b) {
	int n = (int)(a.n < b.n ? a.n : b.n), i = 0;
	const u32 *x = keys_of(a), *y = keys_of(b);
	while (i < n && x[i] == y[i]) i++;
	charge(t, (i >> 2) + 5);
	return i < n ? (x[i] < y[i] ? -1 : 1) : sign3(a.n, b.n);
}
FN int cmp_row(T *t, val a, val b) {
	int n = (int)(a.n < b.n ? a.n : b.n), i = 0;
	const signed char *x = (signed char *)a.p, *y = (signed char *)b.p;
	while (i < n && x[i] == y[i]) i++;
	charge(t, (i >> 2) + 5);
	return i < n ? (x[i] < y[i] ? -1 : 1) : sign3(a.n, b.n);
}
DEV int cmp_none(T *t, val a, val b) { (void)a, (void)b; t->bad = 1; return 0; }
/* The canonical order, of values nested so deep. */
#define COMPARE(NAME, DEEPER) FN int NAME(T *t, val a, val b) { \
	if (a.k == b.k) switch (a.k) { \
	case INT: case PAIR: case CELL: return sign3(a.n, b.n); \
	case INDICES: case OBJECT: return cmp_keys(t, a, b); \
	case ROW: return cmp_row(t, a, b); \
	} \
	int r = rank_of(a); \
	if (r != rank_of(b)) return sign3(r, rank_of(b)); \
	if (r == 0) return 0; \
	if (r == 1) return sign3(a.n, b.n); \
	int la = length(a), lb = length(b); \
	for (int i = 0; i < la && i < lb && charge(t, 10); i++) { int c = DEEPER(t, at(a, i), at(b, i)); if (c) return c; } \
	return sign3(la, lb); }
COMPARE(cmp1, cmp_none)
COMPARE(cmp2, cmp1)
COMPARE(cmp, cmp2)

DEV int eq_bytes(const u8 *a, const u8 *b, i64 n) { for (i64 i = 0; i < n; i++) if (a[i] != b[i]) return 0; return 1; }
#define EQUAL(NAME, DEEPER) FN int NAME(T *t, val a, val b) { \
	if (a.k != b.k) return is_int(a) && is_int(b) && a.n == b.n; \
	if (a.n != b.n) return 0; \
	switch (a.k) { \
	case ROW: case GRID: charge(t, size(a) >> 6); return a.p == b.p || eq_bytes(cells_of(a), cells_of(b), size(a)); \
	case INDICES: case OBJECT: charge(t, a.n >> 3); return a.p == b.p || eq_bytes((u8 *)a.p, (u8 *)b.p, 4 * a.n); \
	case TUPLE: case SET: \
		for (int i = 0; i < a.n; i++) if (!charge(t, 8) || !DEEPER(t, vals_of(a)[i], vals_of(b)[i])) return 0; \
	} \
	return 1; }
EQUAL(eq1, cmp_none)
EQUAL(eq2, eq1)
EQUAL(eq, eq2)

/* Whether every key of a is in b. */
FN int subset(T *t, val a, val b) {
	if (a.n > b.n || (a.n && a.k != b.k)) return t->bad |= a.n <= b.n, 0;
	if (!is_patch(a)) return t->bad = 1, 0;
	if (!charge(t, b.n)) return 0;
	int m = 0;
	for (int i = 0; i < a.n; i++) {
		while (m < b.n && keys_of(b)[m] < keys_of(a)[i]) m++;
		if (m == b.n || keys_of(b)[m] != keys_of(a)[i]) return 0;
	}
	return 1;
}
DEV int less_leaf(T *t, val a, val b) {
	if ((is_int(a) && is_int(b)) || (a.k == b.k && (a.k == PAIR || a.k == CELL))) return a.n < b.n;
	t->bad = 1;
	return 0;
}
/* a < b as Python has it; sets compare in the canonical order as keys do. */
FN int less(T *t, val a, val b, int keys) {
	if ((is_int(a) && is_int(b)) || (a.k == b.k && (a.k == PAIR || a.k == CELL))) return a.n < b.n;
	if (is_tuple(a) && is_tuple(b)) {
		int la = length(a), lb = length(b);
		for (int i = 0; i < la && i < lb && charge(t, 12); i++) {
			val x = at(a, i), y = at(b, i);
			if (!eq(t, x, y)) return less_leaf(t, x, y);
		}
		return la < lb;
	}
	if (is_set(a) && is_set(b)) {
		if (keys) return cmp(t, a, b) < 0;
		return a.n < b.n && is_patch(b) && is_patch(a) ? subset(t, a, b) : (t->bad |= a.n < b.n, 0);
	}
	t->bad = 1;
	return 0;
}
FN int find_key(const u32 *keys, int n, u32 k) {
	int lo = 0, hi = n;
	while (lo < hi) { int m = (lo + hi) / 2; if (keys[m] < k) lo = m + 1; else hi = m; }
	return lo < n && keys[lo] == k;
}
FN int has(T *t, val v, val x) {
	switch (v.k) {
	case INDICES: return x.k == PAIR && key_fits(pair_i(x), pair_j(x)) && find_key(keys_of(v), (int)v.n, index_key((int)pair_i(x), (int)pair_j(x)));
	case OBJECT: return x.k == CELL && find_key(keys_of(v), (int)v.n, (u32)x.n);
	case SET: {
		int lo = 0, hi = (int)v.n;
		while (lo < hi && charge(t, 5)) {
			int m = (lo + hi) / 2, c = cmp(t, vals_of(v)[m], x);
			if (c == 0) return 1;
			if (c < 0) lo = m + 1; else hi = m;
		}
		return 0;
	}
	case ROW:
		charge(t, v.n >> 2);
		if (!is_color(x)) return 0;
		for (int i = 0; i < v.n; i++) if (cells_of(v)[i] == (u8)x.n) return 1;
		return 0;
	}
	for (int i = 0; i < length(v); i++) {
		if (!charge(t, 1)) return 0;
		if (eq(t, at(v, i), x)) return 1;
	}
	return 0;
}
