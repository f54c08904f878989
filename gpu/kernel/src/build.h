/* Making tuples and sets of their elements: the representation follows from what
 * they are. */
DEV int bit_length(u32 n) { int k = 0; for (; n; n >>= 1) k++; return k; }

/* Sorts keys, drops repetitions, and returns how many are left: a bitonic sort in
 * which every step puts the lesser key first, so that what lies past the end can
 * count as largest (Batcher, 1968). The charge is for what the interpreter does. */
FN int sort_keys(T *t, u32 *keys, int n) {
	u32 wrong = 0;
	barrier();
	EACH(n - 1, i) wrong |= keys[i] >= keys[i + 1];
	if (n < 2 || !total(t, wrong)) return n;
	if (!charge(t, 4 * (i64)n)) return n;
	if (n > 12) {
		u32 lo = ~0u, hi = 0, up = ~0u, down = 0, left = ~0u, right = 0;
		EACH(n, i) {
			u32 k = keys[i], r = k >> 12 & 0xfff, c = k & 0xfff;
			lo = k >> 24 < lo ? k >> 24 : lo, hi = k >> 24 > hi ? k >> 24 : hi;
			up = r < up ? r : up, down = r > down ? r : down;
			left = c < left ? c : left, right = c > right ? c : right;
		}
		lo = least(t, lo), hi = largest(t, hi), up = least(t, up), down = largest(t, down), left = least(t, left), right = largest(t, right);
		i64 words = (i64)(hi - lo + 1) * (down - up + 1) * ((right - left) / 64 + 1);
		if (words > 4 * (i64)n + 32 || words > 4096) charge(t, 4 * (i64)n * bit_length(n));
		if (t->bad) return n;
	}
	for (int k = 2; k / 2 < n; k *= 2) {
		EACH(n, i) { int l = i ^ (k - 1); if (l > i && l < n && keys[i] > keys[l]) { u32 x = keys[i]; keys[i] = keys[l]; keys[l] = x; } }
		barrier();
		for (int j = k / 4; j > 0; j /= 2) {
			EACH(n, i) { int l = i ^ j; if (l > i && l < n && keys[i] > keys[l]) { u32 x = keys[i]; keys[i] = keys[l]; keys[l] = x; } }
			barrier();
		}
	}
	u32 same = 0;
	EACH(n - 1, i) same += keys[i] == keys[i + 1];
	if (!total(t, same)) return n;
	ALONE_BEGIN(t)
		int m = 1;
		for (int i = 1; i < n; i++) if (keys[i] != keys[m - 1]) keys[m++] = keys[i];
	ALONE_END(t, m)
	return (int)x;
}
DEV val set_of_keys(T *t, enum kind k, u32 *keys, int n) { return n ? of_keys(k, keys, sort_keys(t, keys, n)) : of(SET, 0, 0); }

/* As value.Thread.Sort, by one thread. */
FN void sort_merging(T *t, val *v, int l) {
	for (int from = 0; from < l; from += 8) {
		val *part = v + from;
		int n = l - from < 8 ? l - from : 8;
		for (int i = 1; i < n; i++) {
			val x = part[i];
			int m = i;
			for (; m > 0 && charge(t, 4) && cmp(t, part[m - 1], x) > 0; m--) part[m] = part[m - 1];
			part[m] = x;
		}
	}
	if (l <= 8 || t->bad) return;
	val *spare = new_vals(t, l);
	if (!spare) return;
	for (int side = 8; side < l; side *= 2)
		for (int from = 0; from + side < l; from += 2 * side) {
			val *a = v + from;
			int n = l - from < 2 * side ? l - from : 2 * side, i = 0, j = side;
			if (cmp(t, a[side - 1], a[side]) <= 0) { if (!charge(t, 6)) return; continue; }
			for (int k = 0; k < side; k++) spare[k] = a[k];
			for (int k = 0; i < side; k++) {
				if (!charge(t, 8)) return;
				if (j < n && cmp(t, spare[i], a[j]) > 0) a[k] = a[j++]; else a[k] = spare[i++];
			}
		}
}

/* As value.Thread.sortVals, by one thread. Returns how many are left. */
FN int sort_vals_alone(T *t, val *v, int n) {
	int sorted = 1, ints = 1, plain = 1;
	for (int i = 1; i < n && sorted; i++) sorted = cmp(t, v[i - 1], v[i]) < 0;
	if (sorted || t->bad) return n;
	i64 lo = v[0].n, hi = v[0].n;
	for (int i = 0; i < n; i++) {
		ints = ints && is_int(v[i]), plain = plain && v[i].k == INT;
		lo = v[i].n < lo ? v[i].n : lo, hi = v[i].n > hi ? v[i].n : hi;
	}
	if (n <= 16 || ints) {
		u64 words = ((u64)(hi - lo) >> 6) + 1;
		int quick = n > 16 && plain && hi - lo >= 0 && words <= (u64)n && words <= 4096;
		if (!charge(t, quick ? 2 * n : n <= 16 ? 4 * n : 8 * (i64)n * bit_length(n))) return n;
		for (int i = 1; i < n; i++) {
			val x = v[i];
			int m = i;
			for (; m > 0 && (n <= 16 ? cmp(t, v[m - 1], x) > 0 : v[m - 1].n > x.n); m--) v[m] = v[m - 1];
			v[m] = x;
		}
		if (quick) {
			int m = 1;
			for (int i = 1; i < n; i++) if (v[i].n != v[m - 1].n) v[m++] = v[i];
			return m;
		}
	} else sort_merging(t, v, n);
	int m = 1;
	for (int i = 1; i < n && !t->bad; i++) if (!eq(t, v[m - 1], v[i])) v[m++] = v[i];
	return m;
}
FN int sort_vals(T *t, val *v, int n) {
	ALONE_BEGIN(t)
		int m = sort_vals_alone(t, v, n);
	ALONE_END(t, m)
	return (int)x;
}

/* A new grid. One with a side of more than packed places have is refused, so that
 * every place of a grid can be packed. */
DEV val new_grid(T *t, i64 h, i64 w) {
	if (h <= 0 || w <= 0 || h >= SIDE || w >= SIDE) return refuse(t);
	u8 *cells = new_cells(t, h * w);
	return cells ? of_grid((int)h, (int)w, cells) : refuse(t);
}
DEV int row_length(val v) {
	if (v.k == ROW) return (int)v.n;
	return v.k == PAIR && small(pair_i(v)) && small(pair_j(v)) ? 2 : 0;
}
DEV u8 row_cell(val v, int i) { return v.k == ROW ? cells_of(v)[i] : (u8)(i ? pair_j(v) : pair_i(v)); }

/* The tuple of n values, which the caller has made. */
FN val tuple_of(T *t, val *v, int n) {
	if (t->bad) return refuse(t);
	barrier();
	if (n == 0) return of(TUPLE, 0, 0);
	u32 odd = 0;
	if (is_int(v[0])) {
		if (n == 2) {
			if (is_int(v[1])) { if (fits(v[0].n) && fits(v[1].n)) return of_pair(v[0].n, v[1].n); }
			else if (v[1].k == PAIR && small(v[0].n) && key_fits(pair_i(v[1]), pair_j(v[1])))
				return of_cell(with_color(index_key((int)pair_i(v[1]), (int)pair_j(v[1])), (int)v[0].n));
			return of(TUPLE, 2, v);
		}
		EACH(n, i) odd |= !is_color(v[i]);
		if (total(t, odd)) return of(TUPLE, n, v);
		if (!charge(t, n)) return refuse(t);
		u8 *cells = new_cells(t, n);
		if (!cells) return refuse(t);
		EACH(n, i) cells[i] = (u8)v[i].n;
		barrier();
		return of_row(cells, n);
	}
	if (v[0].k == PAIR || v[0].k == ROW) {
		int w = row_length(v[0]);
		EACH(n, i) odd |= row_length(v[i]) != w;
		if (w == 0 || total(t, odd)) return of(TUPLE, n, v);
		val o = new_grid(t, n, w);
		if (t->bad) return o;
		EACH(n * w, i) cells_of(o)[i] = row_cell(v[i / w], i % w);
		barrier();
		return o;
	}
	return of(TUPLE, n, v);
}

/* The n values as a patch, or an invalid value where they are none. */
FN val pack_set(T *t, val *v, int n) {
	u32 odd = 0, k = v[0].k;
	EACH(n, i) odd |= v[i].k != k || (k == PAIR && !key_fits(pair_i(v[i]), pair_j(v[i])));
	if (total(t, odd)) return of(INVALID, 0, 0);
	u32 *keys = new_keys(t, n);
	if (!keys) return refuse(t);
	EACH(n, i) keys[i] = k == CELL ? (u32)v[i].n : index_key((int)pair_i(v[i]), (int)pair_j(v[i]));
	return set_of_keys(t, k == CELL ? OBJECT : INDICES, keys, n);
}
/* The set of n values in any order, or in the canonical one without repetition. */
FN val set_of(T *t, val *v, int n, int sorted) {
	if (t->bad) return refuse(t);
	barrier();
	if (n == 0) return of(SET, 0, 0);
	if (v[0].k == PAIR || v[0].k == CELL) {
		val s = pack_set(t, v, n);
		if (s.k != INVALID || t->bad) return s;
	}
	if (n > 1 && !sorted) n = sort_vals(t, v, n);
	return of(SET, n, v);
}
DEV val same_as(T *t, val like, val *v, int n) { return is_set(like) ? set_of(t, v, n, 0) : tuple_of(t, v, n); }

/* The elements of a container. */
FN val *elements(T *t, val v) {
	if (v.k == TUPLE || v.k == SET) return vals_of(v);
	int n = length(v);
	val *e = new_vals(t, n);
	if (!e) return 0;
	EACH(n, i) e[i] = at(v, i);
	barrier();
	return e;
}
/* The tuple (a, b). */
FN val two(T *t, val a, val b) {
	if (is_int(a) && is_int(b) && fits(a.n) && fits(b.n)) return of_pair(a.n, b.n);
	if (a.k == PAIR && b.k == PAIR && row_length(a) && row_length(b)) {
		u8 *cells = new_cells(t, 4);
		if (!cells) return refuse(t);
		ONE { cells[0] = row_cell(a, 0); cells[1] = row_cell(a, 1); cells[2] = row_cell(b, 0); cells[3] = row_cell(b, 1); }
		barrier();
		return of_grid(2, 2, cells);
	}
	val *v = new_vals(t, 2);
	if (!v) return refuse(t);
	ONE { v[0] = a; v[1] = b; }
	return tuple_of(t, v, 2);
}
FN val concat(T *t, val a, val b) {
	int la = length(a), lb = length(b);
	if (a.k == ROW && b.k == ROW) {
		u8 *cells = new_cells(t, la + lb);
		if (!cells) return refuse(t);
		EACH(la + lb, i) cells[i] = i < la ? cells_of(a)[i] : cells_of(b)[i - la];
		barrier();
		return of_row(cells, la + lb);
	}
	val *v = new_vals(t, la + lb);
	if (!v) return refuse(t);
	EACH(la + lb, i) v[i] = i < la ? at(a, i) : at(b, i - la);
	return tuple_of(t, v, la + lb);
}
