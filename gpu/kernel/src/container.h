/* Tuples and sets of any elements. */
FN val initset(T *t, val v) {
	val *s = new_vals(t, 1);
	if (!s) return refuse(t);
	ONE s[0] = v;
	return set_of(t, s, 1, 0);
}
FN val merge_sets(T *t, val a, val b) {
	val *v = new_vals(t, a.n + b.n);
	if (!v) return refuse(t);
	ALONE_BEGIN(t)
		int i = 0, j = 0, n = 0;
		while (i < a.n && j < b.n && charge(t, 4)) {
			val x = vals_of(a)[i], y = vals_of(b)[j];
			int c = cmp(t, x, y);
			v[n++] = c > 0 ? y : x;
			i += c <= 0, j += c >= 0;
		}
		while (i < a.n) v[n++] = vals_of(a)[i++];
		while (j < b.n) v[n++] = vals_of(b)[j++];
	ALONE_END(t, n)
	return set_of(t, v, (int)x, 1);
}
FN val combine(T *t, val a, val b) {
	if (!is_container(a) || !is_container(b)) return refuse(t);
	if (is_set(a) && is_set(b)) {
		if (length(b) == 0) return a;
		if (length(a) == 0) return b;
		if (a.k == b.k) return is_patch(a) ? unite(t, a, b) : merge_sets(t, a, b);
	}
	if (a.k == GRID && b.k == GRID && columns(a) == columns(b)) return below(t, a, b);
	if (is_tuple(a)) return concat(t, a, b);
	const int la = length(a), lb = length(b);
	val *v = new_vals(t, la + lb);
	if (!v) return refuse(t);
	EACH(la + lb, i) v[i] = i < la ? at(a, i) : at(b, i - la);
	return set_of(t, v, la + lb, 0);
}
/* What a test keeps of a container. Its step is the loop's body: v is the element,
   and it sets keep. */
#define FILTER(a, STEP) { \
	const int l = length(a), patch = is_patch(a); \
	u32 *keys = 0; \
	val *vals = 0; \
	if (patch) keys = new_keys(t, l); else vals = new_vals(t, l); \
	if (t->bad) return refuse(t); \
	ALONE_BEGIN(t) \
		int n = 0; \
		for (int i = 0; i < l; i++) { \
			const val v = at(a, i); \
			int keep = 0; \
			STEP; \
			if (keep) { if (patch) keys[n++] = keys_of(a)[i]; else vals[n++] = v; } \
			if (!charge(t, 1)) break; \
		} \
	ALONE_END(t, n) \
	if (patch) return of_keys((enum kind)a.k, keys, (int)x); \
	return is_set(a) ? set_of(t, vals, (int)x, 1) : tuple_of(t, vals, (int)x); }
FN val filter_has(T *t, val a, val b, int want) FILTER(a, keep = has(t, b, v) == want)
FN val without(T *t, val a, val w) FILTER(a, keep = !eq(t, v, w))
FN val intersection(T *t, val a, val b) {
	if (a.k == b.k && is_patch(a)) return sift(t, a, b, 1);
	return is_set(a) && is_set(b) ? filter_has(t, a, b, 1) : refuse(t);
}
FN val difference(T *t, val a, val b) {
	if (a.k == b.k && is_patch(a)) return sift(t, a, b, 0);
	return is_container(a) && is_container(b) ? filter_has(t, a, b, 0) : refuse(t);
}
FN val other(T *t, val c, val w) {
	if (is_container(c)) for (int i = 0; i < length(c) && charge(t, 1); i++) {
		val e = at(c, i);
		if (!eq(t, e, w)) return e;
	}
	return refuse(t);
}
FN val dedupe(T *t, val a) {
	if (a.k == SET && a.n == 0) return of(TUPLE, 0, 0);
	if (!is_tuple(a)) return refuse(t);
	const int l = length(a);
	if (a.k == ROW) {
		u8 *cells = new_cells(t, l);
		if (!cells) return refuse(t);
		ALONE_BEGIN(t)
			int n = 0;
			for (int i = 0; i < l; i++) {
				int m = 0;
				while (m < n && cells[m] != cells_of(a)[i]) m++;
				if (m == n) cells[n++] = cells_of(a)[i];
			}
		ALONE_END(t, n)
		return of_row(cells, (int)x);
	}
	val *v = new_vals(t, l);
	if (!v) return refuse(t);
	ALONE_BEGIN(t)
		int n = 0;
		for (int i = 0; i < l && charge(t, 2 + 2 * n); i++) {
			val e = at(a, i);
			int m = 0;
			while (m < n && !eq(t, v[m], e)) m++;
			if (m == n) v[n++] = e;
		}
	ALONE_END(t, n)
	return tuple_of(t, v, (int)x);
}
/* The elements of the n containers, as a set or a tuple. */
FN val merge_vals(T *t, int set, const val *c, int n) {
	i64 sum = 0;
	u32 kind = INVALID, w = 0;
	int same = 1, equal = 1;
	barrier();
	for (int i = 0; i < n; i++) {
		if (!is_container(c[i])) return refuse(t);
		const int l = length(c[i]);
		sum += l;
		if (l == 0) continue;
		if (kind == INVALID) kind = c[i].k, w = c[i].k == GRID ? (u32)columns(c[i]) : 0;
		same = same && c[i].k == kind;
		equal = equal && c[i].k == GRID && (u32)columns(c[i]) == w;
	}
	if (same && set && (kind == INDICES || kind == OBJECT)) {
		if (!charge(t, sum)) return refuse(t);
		u32 *keys = new_keys(t, sum);
		if (!keys) return refuse(t);
		i64 m = 0;
		for (int i = 0; i < n; i++) {
			const int l = length(c[i]);
			EACH(l, j) keys[m + j] = keys_of(c[i])[j];
			m += l;
		}
		return set_of_keys(t, (enum kind)kind, keys, (int)sum);
	}
	if (same && !set && kind == GRID && equal) {
		val o = new_grid(t, sum, w);
		if (t->bad) return o;
		i64 m = 0;
		for (int i = 0; i < n; i++) {
			if (length(c[i]) == 0) continue;
			EACH((int)size(c[i]), j) cells_of(o)[m + j] = cells_of(c[i])[j];
			m += size(c[i]);
		}
		barrier();
		return o;
	}
	if (!charge(t, sum)) return refuse(t);
	val *v = new_vals(t, sum);
	if (!v) return refuse(t);
	i64 m = 0;
	for (int i = 0; i < n; i++) {
		const int l = length(c[i]);
		EACH(l, j) v[m + j] = at(c[i], j);
		m += l;
	}
	return set ? set_of(t, v, (int)sum, 0) : tuple_of(t, v, (int)sum);
}
FN val merge(T *t, val c) {
	if (!is_container(c)) return refuse(t);
	val *v = elements(t, c);
	return v || length(c) == 0 ? merge_vals(t, is_set(c), v, length(c)) : refuse(t);
}
FN val common(T *t, val c, int most) {
	if (c.k == ROW) return of_int(mode_of(t, c, most));
	if (!is_tuple(c) || length(c) == 0) return refuse(t);
	const int l = length(c);
	val *v = new_vals(t, l);
	if (!v) return refuse(t);
	EACH(l, i) v[i] = at(c, i);
	ALONE_BEGIN(t)
		sort_merging(t, v, l);
		int found = 0, count = 0;
		for (int n = 0; n < l && !t->bad;) {
			int m = n + 1;
			while (m < l && charge(t, 1) && eq(t, v[n], v[m])) m++;
			if (count == 0 || (most ? m - n > count : m - n < count)) found = n, count = m - n;
			n = m;
		}
	ALONE_END(t, found)
	return v[x];
}
FN val totuple(T *t, val c) {
	if (is_tuple(c)) return c;
	if (!is_set(c)) return refuse(t);
	val *v = new_vals(t, c.n);
	if (!v) return refuse(t);
	EACH(c.n, i) v[i] = at(c, (int)i);
	return tuple_of(t, v, (int)c.n);
}
FN val end_of(T *t, val c, int last) {
	if (!is_container(c) || length(c) == 0) return refuse(t);
	return at(c, last ? length(c) - 1 : 0);
}
FN val insert(T *t, val v, val s) {
	if (!is_set(s)) return refuse(t);
	val one = initset(t, v);
	return t->bad ? one : combine(t, s, one);
}
FN val sizefilter(T *t, val c, val n) {
	if (!is_container(c)) return refuse(t);
	const int l = length(c);
	val *v = new_vals(t, l);
	if (!v) return refuse(t);
	u32 odd = 0;
	EACH(l, i) odd |= !is_container(at(c, i));
	if (total(t, odd)) return refuse(t);
	ALONE_BEGIN(t)
		int m = 0;
		for (int i = 0; i < l; i++) { val e = at(c, i); if (is_int(n) && length(e) == n.n) v[m++] = e; }
	ALONE_END(t, m)
	return set_of(t, v, (int)x, 0);
}
FN val pairs(T *t, val a, val b) {
	if (!is_container(a) || !is_container(b)) return refuse(t);
	const int n = length(a) < length(b) ? length(a) : length(b);
	if (a.k == ROW && b.k == ROW) {
		val o = new_grid(t, n, 2);
		if (t->bad) return o;
		EACH(n, i) { cells_of(o)[2 * i] = cells_of(a)[i]; cells_of(o)[2 * i + 1] = cells_of(b)[i]; }
		barrier();
		return o;
	}
	val *v = new_vals(t, n);
	if (!v || !charge(t, 12 * n)) return refuse(t);
	for (int i = 0; i < n; i++) {
		val p = two(t, at(a, i), at(b, i));
		if (t->bad) return p;
		ONE v[i] = p;
	}
	return tuple_of(t, v, n);
}
FN val product(T *t, val a, val b) {
	if (!is_container(a) || !is_container(b)) return refuse(t);
	const int la = length(a), lb = length(b);
	const i64 n = (i64)la * lb;
	if (lb == 0) return of(SET, 0, 0);
	u32 odd = 0;
	EACH(la, i) { val v = at(a, i); odd |= !is_int(v) || !key_fits(v.n, 0); }
	odd = total(t, odd);
	if (!charge(t, n + la + lb + (odd ? 0 : lb >> 3))) return refuse(t);
	if (!odd) EACH(lb, i) { val v = at(b, i); odd |= !is_int(v) || !key_fits(0, v.n); }
	if (total(t, odd)) {
		if (!charge(t, 6 * n)) return refuse(t);
		val *v = new_vals(t, n);
		if (!v) return refuse(t);
		for (int i = 0; i < n; i++) {
			val p = two(t, at(a, i / lb), at(b, i % lb));
			if (t->bad) return p;
			ONE v[i] = p;
		}
		return set_of(t, v, (int)n, is_set(a) && is_set(b));
	}
	u32 *keys = new_keys(t, n);
	if (!keys) return refuse(t);
	EACH((int)n, i) keys[i] = index_key((int)at(a, i / lb).n, (int)at(b, i % lb).n);
	return set_of_keys(t, INDICES, keys, (int)n);
}
