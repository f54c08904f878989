/*
 * The interpreter of programs: one block is one program on one sample. What does
 * not fit, would be a fault, or runs out of fuel is refused: an out without DONE.
 */
FN val call(T *t, int op, val a, val b, val c, val d) {
#define OPERATION(NAME, ...) case OP_##NAME: return __VA_ARGS__;
	switch (op) {
#include "ops.h"
	}
#undef OPERATION
	return refuse(t);
}

struct work {
	const struct ins *code;
	const u32 *offsets;
	const u8 *samples;
	const struct dims *dims;
	const struct item *items;
	struct out *outs;
	u8 *grids, *memory; /* results; what a block has beside its own memory */
	u64 n, each;        /* items; bytes of memory for a block */
	i64 fuel;
};

DEV val argument(T *t, int r) { return r < REGISTERS ? t->b->r[r] : of(INVALID, 0, 0); }
DEV i64 argument_size(T *t, int r) { return r < REGISTERS ? size(t->b->r[r]) : 0; }
DEV void put(T *t, int r, val v) {
	barrier();
	ONE t->b->r[r % REGISTERS] = v;
	barrier();
}

FN void interpret(const struct work *w, struct block *b, u8 *near, u32 near_size) {
	const u64 block = BLOCK();
	if (block >= w->n) return;
	const struct item it = w->items[block];
	const struct dims dim = w->dims[it.sample];
	const struct ins *first = w->code + w->offsets[it.program];
	struct out *o = &w->outs[block];
	T thread, *t = &thread;
	t->b = b, t->near = near, t->near_size = near_size;
	t->far = w->memory + block * w->each, t->far_size = w->each;
	t->off = 0, t->cost = 0, t->fuel = w->fuel, t->bad = 0;
	ONE o->flags = 0;
	val in = of_grid(dim.ih, dim.iw, (u8 *)w->samples + (u64)it.sample * 2 * STRIDE);
	if (dim.ih == 0) return;
	put(t, 0, in);
	int pc = 0;
	for (; first[pc].op != OP_END && !t->bad; pc++) {
		const struct ins I = first[pc];
		struct frame *f = &t->f[I.e / 16 % FRAMES];
		val x = of(INVALID, 0, 0), y = x;
		switch (I.op) {
		case OP_CONST: put(t, I.d, of((enum kind)I.e, (i64)((u64)I.fixed | (u64)I.cell << 32), 0)); continue;
		case OP_COPY: put(t, I.d, argument(t, I.a)); continue;
		case OP_CHARGE: charge(t, I.fixed); continue;
		case OP_MATCH: {
			val a = argument(t, I.a), m = argument(t, I.b);
			int same = a.n == m.n;
			if (!is_int(a) || !is_int(m)) charge(t, 1 + (size(a) >> 3)), same = eq(t, a, m);
			put(t, I.d, of_bool(same));
			continue;
		}
		case OP_EACH:
			if (loop_begin(t, f, I.e % 16, argument(t, I.a), argument(t, I.b), I.fixed, I.cell, &x, &y)) {
				put(t, I.d, x);
				if (I.c < REGISTERS) put(t, I.c, y);
			} else pc = I.to - 1;
			continue;
		case OP_NEXT:
			if (loop_next(t, f, I.e % 16, argument(t, I.a), &x, &y)) {
				put(t, I.d, x);
				if (I.c < REGISTERS) put(t, I.c, y);
				pc = I.to - 1;
			}
			continue;
		case OP_UNLESS: if (!truth(argument(t, I.a))) pc = I.to - 1; continue;
		case OP_JUMP: pc = I.to - 1; continue;
		case OP_DONE: x = loop_end(t, f, I.e % 16); put(t, I.d, x); continue;
		}
		const i64 sizes = argument_size(t, I.a) + argument_size(t, I.b) + argument_size(t, I.c) + argument_size(t, I.e);
		if (!charge(t, (i64)I.fixed + ((i64)I.cell * sizes >> 4))) break;
		x = call(t, I.op, argument(t, I.a), argument(t, I.b), argument(t, I.c), argument(t, I.e));
		put(t, I.d, x);
	}
	if (t->bad || t->cost > t->fuel) return;
	const val r = argument(t, first[pc].a);
	if (r.k != GRID || size(r) > MOST) return;
	const int h = rows(r), wd = columns(r), same = h == dim.oh && wd == dim.ow;
	const u8 *expected = w->samples + ((u64)it.sample * 2 + 1) * STRIDE, *got = cells_of(r);
	EACH(h * wd, k) w->grids[block * STRIDE + k] = got[k];
	const u32 differing = total(t, same ? differing_cells(got, expected, h * wd) : 0);
	ONE {
		o->cost = t->cost;
		digest(o->digest, got, h, wd);
		o->h = (u16)h;
		o->w = (u16)wd;
		o->differing = same ? differing : 0xffffffffu;
		o->flags = DONE | (same && differing == 0 ? MATCH : 0);
	}
}
