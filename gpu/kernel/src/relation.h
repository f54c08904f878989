/* How two patches lie to each other, and the sides of grids, patches and tuples. */
FN int matching(T *t, val a, val b, int shift) {
	if (!is_patch(a) || !is_patch(b) || !charge(t, (a.n + b.n) >> 1)) { t->bad = 1; return 0; }
	u32 met = 0;
	barrier();
	EACH(LINES, i) t->b->line[i] = 0;
	barrier();
	EACH(a.n, i) t->b->line[keys_of(a)[i] >> shift & 0x7ff] = 1;
	barrier();
	EACH(b.n, i) met |= t->b->line[keys_of(b)[i] >> shift & 0x7ff];
	return total(t, met) != 0;
}
FN int distance(T *t, val a, val b, int di, int dj) {
	u32 near = 1u << 30;
	EACH(a.n, n) {
		int i = key_i(keys_of(a)[n]) + di, j = key_j(keys_of(a)[n]) + dj;
		for (int m = 0; m < b.n; m++) {
			int x = key_i(keys_of(b)[m]) - i, y = key_j(keys_of(b)[m]) - j;
			u32 d = (u32)((x < 0 ? -x : x) + (y < 0 ? -y : y));
			near = d < near ? d : near;
		}
	}
	return (int)least(t, near);
}
FN int manhattan(T *t, val a, val b) {
	if (!is_patch(a) || !is_patch(b) || !charge(t, a.n * b.n * 3 / 2)) { t->bad = 1; return 0; }
	return distance(t, a, b, 0, 0);
}
FN val bordering(T *t, val p, val g) {
	if (!is_patch(p) || g.k != GRID || !charge(t, p.n >> 1)) return refuse(t);
	struct box b = bounds(t, p);
	return of_bool(b.i0 == 0 || b.j0 == 0 || b.i1 == rows(g) - 1 || b.j1 == columns(g) - 1);
}
FN val position(T *t, val a, val b) {
	val p = center(t, a), q = center(t, b);
	const i64 ia = pair_i(p), ja = pair_j(p), ib = pair_i(q), jb = pair_j(q);
	int right = ja < jb ? 1 : -1;
	if (ia == ib) return of_pair(0, right);
	if (ja == jb) right = 0;
	return of_pair(ia < ib ? 1 : -1, right);
}
FN val gravitate(T *t, val a, val b) {
	val p = center(t, a), q = center(t, b);
	if (t->bad) return refuse(t);
	const int vertical = matching(t, a, b, 0);
	int i = 0, j = 0, n = 0;
	if (vertical) i = pair_i(p) < pair_i(q) ? 1 : -1; else j = pair_j(p) < pair_j(q) ? 1 : -1;
	for (; n < 42 && charge(t, a.n * b.n); n++) if (distance(t, a, b, n * i, n * j) == 1) break;
	return of_pair(n * i, n * j);
}

/* Sides of grids, patches and tuples. */
FN int height(T *t, val p) {
	if (is_patch(p)) return box_h(bounds(t, p));
	if (is_container(p) && (length(p) == 0 || is_tuple(p))) return length(p);
	t->bad = 1;
	return 0;
}
FN int width(T *t, val p) {
	if (is_patch(p)) return box_w(bounds(t, p));
	if (p.k == GRID) return columns(p);
	if (is_container(p) && length(p) == 0) return 0;
	if (p.k == TUPLE && is_container(vals_of(p)[0])) return length(vals_of(p)[0]);
	t->bad = 1;
	return 0;
}
FN val shape(T *t, val p) {
	if (!is_patch(p)) { int h = height(t, p), w = width(t, p); return of_pair(h, w); }
	struct box b = bounds(t, p);
	return of_pair(box_h(b), box_w(b));
}
FN val subgrid(T *t, val p, val g) {
	if (!is_patch(p) || !charge(t, p.n >> 2)) return refuse(t);
	val ul = corner(t, 0, p), dims = shape(t, p);
	return t->bad ? refuse(t) : crop(t, g, ul, dims);
}
FN val square(T *t, val p) {
	if (is_patch(p)) {
		struct box b = bounds(t, p);
		return of_bool(box_h(b) == box_w(b) && box_h(b) * box_w(b) == p.n);
	}
	if (p.k == SET && p.n == 0) return of_bool(1);
	if (!is_tuple(p) || length(p) == 0 || !is_container(at(p, 0))) return refuse(t);
	return of_bool(length(p) == length(at(p, 0)));
}
/* vline, hline */
FN val line(T *t, val p, int h) {
	if (!is_patch(p) && !(p.k == SET && p.n == 0)) return refuse(t);
	int l = h ? width(t, p) : height(t, p);
	if (l != p.n) return of_bool(0);
	return of_bool((h ? height(t, p) : width(t, p)) == 1);
}
/* hperiod, vperiod */
FN val period(T *t, val p, int h) {
	val o = normalize(t, p);
	if (t->bad || o.k != OBJECT) return refuse(t);
	const int e = h ? width(t, o) : height(t, o);
	if (e <= 1) return of_int(e);
	for (int q = 1; q < e; q++) {
		const u32 d = h ? (u32)q : (u32)q << 12, *keys = keys_of(o);
		int m = 0, n = 0, yes = 1;
		for (; n < o.n && yes; n++) {
			u32 k = keys[n];
			if ((h ? key_j(k) : key_i(k)) < q) continue;
			while (keys[m] < k - d) m++;
			yes = keys[m] == k - d;
		}
		if (!charge(t, n)) return refuse(t);
		if (yes) return of_int(q);
	}
	return of_int(e);
}
FN val portrait(T *t, val p) {
	struct box b = bounds(t, p);
	return of_bool(box_h(b) > box_w(b));
}
FN val move(T *t, val g, val o, val by) {
	val covered = drawn(t, g, of(NONE, 0, 0), o, 0);
	if (t->bad) return covered;
	val moved = shift(t, o, by);
	return t->bad ? moved : drawn(t, covered, of(INVALID, 0, 0), moved, 0);
}
