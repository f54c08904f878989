/* Patches: sets of places, and of places with colours. */
struct box { int i0, j0, i1, j1; };
DEV int one_color(val p) { return keys_of(p)[0] >> 24 == keys_of(p)[p.n - 1] >> 24; }

/* The rectangle that bounds a patch, and its charge. */
FN struct box bounds(T *t, val p) {
	struct box b = {0, 0, 0, 0};
	if (!is_patch(p) || !charge(t, p.n)) { t->bad = 1; return b; }
	u32 up = ~0u, left = ~0u, down = 0, right = 0;
	EACH(p.n, n) {
		u32 i = keys_of(p)[n] >> 12 & 0xfff, j = keys_of(p)[n] & 0xfff;
		up = i < up ? i : up, down = i > down ? i : down, left = j < left ? j : left, right = j > right ? j : right;
	}
	b.i0 = (int)least(t, up) - SIDE, b.i1 = (int)largest(t, down) - SIDE;
	b.j0 = (int)least(t, left) - SIDE, b.j1 = (int)largest(t, right) - SIDE;
	return b;
}
DEV int box_h(struct box b) { return b.i1 - b.i0 + 1; }
DEV int box_w(struct box b) { return b.j1 - b.j0 + 1; }
FN val toindices(T *t, val p) {
	if (p.k == INDICES || (is_set(p) && p.n == 0)) return p;
	if (p.k != OBJECT) return refuse(t);
	u32 *keys = new_keys(t, p.n);
	if (!keys) return refuse(t);
	EACH(p.n, i) keys[i] = keys_of(p)[i] & 0xffffff;
	barrier();
	return one_color(p) ? of_keys(INDICES, keys, (int)p.n) : set_of_keys(t, INDICES, keys, (int)p.n);
}
/* uppermost, lowermost, leftmost, rightmost */
FN val side_of(T *t, int op, val p) {
	struct box b = bounds(t, p);
	return of_int(op == 0 ? b.i0 : op == 1 ? b.i1 : op == 2 ? b.j0 : b.j1);
}
/* ulcorner, urcorner, llcorner, lrcorner */
FN val corner(T *t, int op, val p) {
	struct box b = bounds(t, p);
	return of_pair(op & 2 ? b.i1 : b.i0, op & 1 ? b.j1 : b.j0);
}
FN val corners(T *t, val p) {
	struct box b = bounds(t, p);
	u32 *keys = new_keys(t, 4);
	if (t->bad) return refuse(t);
	ONE { keys[0] = index_key(b.i0, b.j0); keys[1] = index_key(b.i0, b.j1); keys[2] = index_key(b.i1, b.j0); keys[3] = index_key(b.i1, b.j1); }
	return set_of_keys(t, INDICES, keys, 4);
}
FN val center(T *t, val p) {
	struct box b = bounds(t, p);
	return of_pair(b.i0 + box_h(b) / 2, b.j0 + box_w(b) / 2);
}
FN val centerofmass(T *t, val p) {
	if (!is_patch(p)) return refuse(t);
	val idx = toindices(t, p);
	if (t->bad) return refuse(t);
	i64 i = 0, j = 0;
	for (int n = 0; n < idx.n; n++) i += key_i(keys_of(idx)[n]), j += key_j(keys_of(idx)[n]);
	arithmetic(3, i, p.n, &i), arithmetic(3, j, p.n, &j);
	return of_pair(i, j);
}
FN val shift(T *t, val p, val by) {
	if (is_container(p) && length(p) == 0) return p;
	if (!is_patch(p) || by.k != PAIR) return refuse(t);
	const i64 di = pair_i(by), dj = pair_j(by);
	u32 *keys = new_keys(t, p.n), out = 0;
	if (!keys || di <= -2 * SIDE || di >= 2 * SIDE || dj <= -2 * SIDE || dj >= 2 * SIDE) return refuse(t);
	const u32 d = (u32)((int)di * 4096 + (int)dj);
	EACH(p.n, i) { u32 k = keys_of(p)[i] + d; keys[i] = k; out |= k & GUARD; }
	return total(t, out != 0) ? refuse(t) : of_keys((enum kind)p.k, keys, (int)p.n);
}
FN val normalize(T *t, val p) {
	if (is_container(p) && length(p) == 0) return p;
	struct box b = bounds(t, p);
	if (t->bad || (b.i0 == 0 && b.j0 == 0)) return p;
	return shift(t, p, of_pair(-b.i0, -b.j0));
}
FN val recolor(T *t, val c, val p) {
	if (is_set(p) && p.n == 0) return p;
	if (!is_color(c) || !is_patch(p)) return refuse(t);
	u32 *keys = new_keys(t, p.n);
	if (!keys) return refuse(t);
	EACH(p.n, i) keys[i] = with_color(keys_of(p)[i], (int)c.n);
	barrier();
	return p.k == INDICES || one_color(p) ? of_keys(OBJECT, keys, (int)p.n) : set_of_keys(t, OBJECT, keys, (int)p.n);
}
FN val toobject(T *t, val p, val g) {
	if (g.k != GRID) return refuse(t);
	if (is_set(p) && p.n == 0) return p;
	if (p.k == OBJECT) p = toindices(t, p);
	if (p.k != INDICES || !charge(t, p.n)) return refuse(t);
	const int h = rows(g), w = columns(g);
	u32 *keys = new_keys(t, p.n);
	if (!keys) return refuse(t);
	ALONE_BEGIN(t)
		int n = 0;
		for (int m = 0; m < p.n; m++) {
			u32 k = keys_of(p)[m];
			int i = key_i(k), j = key_j(k);
			if (i >= 0 && i < h && j >= 0 && j < w) keys[n++] = with_color(k, (signed char)cells_of(g)[i * w + j]);
		}
	ALONE_END(t, n)
	return set_of_keys(t, OBJECT, keys, (int)x);
}
FN val mirror_patch(T *t, int op, val p) {
	struct box b = bounds(t, p);
	if (t->bad) return refuse(t);
	u32 *keys = new_keys(t, p.n), out = 0;
	if (!keys || !charge(t, 2 * p.n)) return refuse(t);
	EACH(p.n, n) {
		u32 k = keys_of(p)[n];
		int i = key_i(k), j = key_j(k), x, y;
		switch (op) {
		case 0: x = b.i0 + b.i1 - i, y = j; break;
		case 1: x = i, y = b.j0 + b.j1 - j; break;
		case 2: x = j - b.j0 + b.i0, y = i - b.i0 + b.j0; break;
		default: x = b.i0 + b.j1 - j, y = b.j0 + b.i1 - i;
		}
		out |= !key_fits(x, y);
		keys[n] = (k & 0xff000000u) | (key_fits(x, y) ? index_key(x, y) : 0);
	}
	return total(t, out) ? refuse(t) : set_of_keys(t, (enum kind)p.k, keys, (int)p.n);
}
FN val mirror(T *t, int op, val p) {
	if (p.k == GRID) return mirror_grid(t, op, p);
	if (op == 0 && p.k == TUPLE) return reversed(t, p);
	return op < 4 ? mirror_patch(t, op, p) : refuse(t);
}
FN val upscale(T *t, val p, val f) {
	if (p.k == GRID) return scale(t, p, f, 1, 1);
	if (is_set(p) && p.n == 0) return p;
	if (p.k != OBJECT || !is_int(f) || f.n <= 0 || f.n > 64 || !charge(t, p.n * f.n * f.n)) return refuse(t);
	struct box b = bounds(t, p);
	const int by = (int)f.n, n = (int)p.n * by * by;
	if (t->bad || !key_fits(b.i0 + box_h(b) * by, b.j0 + box_w(b) * by)) return refuse(t);
	u32 *keys = new_keys(t, n);
	if (!keys) return refuse(t);
	EACH(n, m) {
		u32 k = keys_of(p)[m / (by * by)];
		int i = b.i0 + (key_i(k) - b.i0) * by + m / by % by, j = b.j0 + (key_j(k) - b.j0) * by + m % by;
		keys[m] = with_color(index_key(i, j), key_color(k));
	}
	return set_of_keys(t, OBJECT, keys, n);
}
/* All places from (si, sj) to (ei, ej), or those of the outline. */
FN val rect(T *t, i64 si, i64 sj, i64 ei, i64 ej) {
	if (si > ei || sj > ej) return of(SET, 0, 0);
	const i64 h = ei - si + 1, w = ej - sj + 1;
	if (!key_fits(si, sj) || !key_fits(ei, ej) || !charge(t, (h * w >> 3) + h)) return refuse(t);
	u32 *keys = new_keys(t, h * w);
	if (!keys) return refuse(t);
	EACH((int)(h * w), n) keys[n] = index_key((int)(si + n / w), (int)(sj + n % w));
	barrier();
	return of_keys(INDICES, keys, (int)(h * w));
}
FN val outline(T *t, int si, int sj, int ei, int ej) {
	const int h = ei - si + 1, w = ej - sj + 1, side = ej > sj ? 2 : 1;
	if (h <= 0 || w <= 0 || !key_fits(si, sj) || !key_fits(ei, ej) || !charge(t, h + w)) return refuse(t);
	u32 *keys = new_keys(t, 2 * (h + w));
	if (!keys) return refuse(t);
	const int n = h == 1 ? w : 2 * w + (h - 2) * side;
	EACH(n, m) {
		int i = si, j = sj + m;
		if (m >= w) {
			int r = (m - w) / side;
			if (r < h - 2) i = si + 1 + r, j = (m - w) % side ? ej : sj;
			else i = ei, j = sj + m - w - (h - 2) * side;
		}
		keys[m] = index_key(i, j);
	}
	barrier();
	return of_keys(INDICES, keys, n);
}
FN val asindices(T *t, val g) {
	if (is_container(g) && length(g) == 0) return of(SET, 0, 0);
	return g.k == GRID ? rect(t, 0, 0, rows(g) - 1, columns(g) - 1) : refuse(t);
}
FN val backdrop(T *t, val p) {
	if (is_container(p) && length(p) == 0) return of(SET, 0, 0);
	struct box b = bounds(t, p);
	return t->bad ? refuse(t) : rect(t, b.i0, b.j0, b.i1, b.j1);
}
/* box, inbox, outbox by step 0, 1, -1 */
FN val box_at(T *t, val p, int s) {
	if (s == 0 && is_container(p) && length(p) == 0) return p;
	struct box b = bounds(t, p);
	if (t->bad) return refuse(t);
	const int i0 = b.i0 + s, j0 = b.j0 + s, i1 = b.i1 - s, j1 = b.j1 - s;
	return outline(t, i0 < i1 ? i0 : i1, j0 < j1 ? j0 : j1, i0 > i1 ? i0 : i1, j0 > j1 ? j0 : j1);
}
/* The union of two patches of one kind. */
FN val unite(T *t, val a, val b) {
	if (!charge(t, a.n + b.n)) return refuse(t);
	u32 *keys = new_keys(t, a.n + b.n);
	if (!keys) return refuse(t);
	ALONE_BEGIN(t)
		const u32 *p = keys_of(a), *q = keys_of(b);
		int i = 0, j = 0, n = 0;
		while (i < a.n || j < b.n) {
			if (j == b.n || (i < a.n && p[i] < q[j])) keys[n++] = p[i++];
			else { if (i < a.n && p[i] == q[j]) i++; keys[n++] = q[j++]; }
		}
	ALONE_END(t, n)
	return of_keys((enum kind)a.k, keys, (int)x);
}
/* The elements of a that b has, or lacks; both are patches of one kind. */
FN val sift(T *t, val a, val b, int keep) {
	if (!charge(t, a.n)) return refuse(t);
	u32 *keys = new_keys(t, a.n);
	if (!keys) return refuse(t);
	ALONE_BEGIN(t)
		const u32 *p = keys_of(a), *q = keys_of(b);
		int j = 0, n = 0;
		for (int i = 0; i < a.n; i++) {
			while (j < b.n && q[j] < p[i]) j++;
			if ((j < b.n && q[j] == p[i]) == keep) keys[n++] = p[i];
		}
	ALONE_END(t, n)
	return of_keys((enum kind)a.k, keys, (int)x);
}
FN val delta(T *t, val p) {
	val all = backdrop(t, p);
	if (t->bad || all.n == 0) return all;
	val idx = toindices(t, p);
	return t->bad ? refuse(t) : sift(t, all, idx, 0);
}

/* Lines. */
FN val walk(T *t, i64 i, i64 j, i64 di, i64 dj, i64 n) {
	if (!key_fits(i, j) || !key_fits(i + (n - 1) * di, j + (n - 1) * dj)) return refuse(t);
	u32 *keys = new_keys(t, n);
	if (!keys) return refuse(t);
	EACH((int)n, m) keys[m] = index_key((int)(i + m * di), (int)(j + m * dj));
	barrier();
	return of_keys(INDICES, keys, (int)n);
}
FN val segment(T *t, i64 ai, i64 aj, i64 bi, i64 bj) {
	if (!fits(ai) || !fits(aj) || !fits(bi) || !fits(bj)) return refuse(t);
	if (bi < ai || (bi == ai && bj < aj)) { i64 x = ai; ai = bi, bi = x, x = aj, aj = bj, bj = x; }
	const i64 di = bi - ai, dj = bj - aj;
	if (di != 0 && dj != 0 && di != dj && di != -dj) return of(SET, 0, 0);
	return walk(t, ai, aj, sign_of(di), sign_of(dj), (di > dj ? di : dj) + 1);
}
FN val connect(T *t, val a, val b) {
	return a.k == PAIR && b.k == PAIR ? segment(t, pair_i(a), pair_j(a), pair_i(b), pair_j(b)) : refuse(t);
}
FN val shoot(T *t, val a, val d) {
	return a.k == PAIR && d.k == PAIR ? segment(t, pair_i(a), pair_j(a), pair_i(a) + 42 * pair_i(d), pair_j(a) + 42 * pair_j(d)) : refuse(t);
}
/* vfrontier, hfrontier */
FN val frontier(T *t, val p, int h) {
	if (p.k != PAIR) return refuse(t);
	return h ? walk(t, pair_i(p), 0, 0, 1, 30) : walk(t, 0, pair_j(p), 1, 0, 30);
}
/* dneighbors, ineighbors, neighbors */
FN val around(T *t, val p, int op) {
	if (p.k != PAIR || !key_fits(pair_i(p) - 1, pair_j(p) - 1) || !key_fits(pair_i(p) + 1, pair_j(p) + 1)) return refuse(t);
	u32 *keys = new_keys(t, op == 2 ? 8 : 4);
	if (!keys) return refuse(t);
	ONE {
		int n = 0;
		for (int k = 0; k < 9; k++) {
			int diagonal = k % 2 == 0;
			if (k != 4 && (op == 2 || diagonal == op)) keys[n++] = index_key((int)pair_i(p) + k / 3 - 1, (int)pair_j(p) + k % 3 - 1);
		}
	}
	barrier();
	return of_keys(INDICES, keys, op == 2 ? 8 : 4);
}
