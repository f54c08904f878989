/* Objects of grids, and colours of objects. */

/* Components are joined run by run as package op does it, by one thread: blocks
 * are many, and the interpreter's order of objects and cells comes of itself. */
struct run { i32 from, to, row, parent; };
DEV void join(struct run *r, int a, int b) {
	while (r[a].parent != a) { r[a].parent = r[r[a].parent].parent; a = r[a].parent; }
	while (r[b].parent != b) { r[b].parent = r[r[b].parent].parent; b = r[b].parent; }
	r[a > b ? a : b].parent = a < b ? a : b;
}
FN int find_runs(struct run *r, const u8 *cells, int h, int w, int bg, int univalued, int reach) {
	int n = 0, above = 0, here = 0;
	for (int i = 0; i < h; i++) {
		const u8 *row = cells + i * w;
		above = here, here = n;
		int q = above;
		for (int j = 0; j < w;) {
			const u8 c = row[j];
			int k = j + 1;
			if (c == bg) { j = k; continue; }
			while (k < w && (univalued ? row[k] == c : row[k] != bg)) k++;
			r[n].from = j, r[n].to = k, r[n].row = i, r[n].parent = n;
			while (q < here && r[q].to <= j - reach) q++;
			for (int m = q; m < here && r[m].from < k + reach; m++)
				if (!univalued || row[r[m].from - w] == c) join(r, m, n);
			n++;
			j = k;
		}
	}
	return n;
}
FN val objects(T *t, val g, val univalued, val diagonal, val without_bg) {
	if (g.k != GRID) return refuse(t);
	const int h = rows(g), w = columns(g), n = h * w, one = truth(univalued);
	const u8 *cells = cells_of(g);
	/* Colours from 128 on are negative, and sort before the others. */
	u32 odd = 0;
	EACH(n, i) odd |= cells[i] > 127;
	if (total(t, odd)) return refuse(t);
	int bg = 256;
	if (truth(without_bg)) bg = mode_of(t, g, 1);
	if (!charge(t, (6 * (i64)n + 4) >> 3)) return refuse(t);
	/* The tables lie after what is made of them: room for all of that first. */
	u32 *keys = (u32 *)take(t, 4 * (i64)n);
	const u64 after_keys = t->off;
	struct run *r = (struct run *)take(t, (i64)sizeof(struct run) * n);
	i32 *place = (i32 *)take(t, 4 * (i64)n);
	if (t->bad) return refuse(t);
	u32 *begin = (u32 *)place; /* by component */
	ALONE_BEGIN(t)
		const int runs = find_runs(r, cells, h, w, bg, one, truth(diagonal) ? 1 : 0);
		int found = 0;
		for (int m = 0; m < runs; m++) {
			if (r[m].parent == m) { begin[found] = 0; r[m].parent = found++; }
			else r[m].parent = r[r[m].parent].parent;
			begin[r[m].parent] += (u32)(r[m].to - r[m].from);
		}
		u32 sum = 0;
		for (int m = 0; m < found; m++) { u32 s = begin[m]; begin[m] = sum; sum += s; }
		t->b->count[0] = sum;
		if (one) for (int m = 0; m < runs; m++)
			for (int j = r[m].from; j < r[m].to; j++) keys[begin[r[m].parent]++] = with_color(index_key(r[m].row, j), cells[r[m].row * w + j]);
		else for (int c = 0; c < 128; c++) {
			int any = 0;
			for (int i = 0; i < n && !any; i++) any = cells[i] == c;
			if (any) for (int m = 0; m < runs; m++)
				for (int j = r[m].from; j < r[m].to; j++) if (cells[r[m].row * w + j] == c) keys[begin[r[m].parent]++] = with_color(index_key(r[m].row, j), c);
		}
	ALONE_END(t, found)
	const i64 sum = t->b->count[0];
	if (!charge(t, (sum >> 2) + above(sum, 2048))) return refuse(t);
	if (!one && !charge(t, (sum >> 2) + above(sum, 2048))) return refuse(t);
	/* Begin is now the end of each. Objects are sorted by their first cells, which
	   differ, into values that may lie over the tables' end only. */
	val *v = new_vals(t, x);
	if (!v) return refuse(t);
	EACH((int)x, m) {
		u32 from = m ? begin[m - 1] : 0, first = keys[from];
		int rank = 0;
		for (int k = 0; k < (int)x; k++) rank += keys[k ? begin[k - 1] : 0] < first;
		v[rank] = of(OBJECT, begin[m] - from, keys + from);
	}
	barrier();
	/* The tables are done with: the values take their place. */
	const u64 bytes = (u64)x * sizeof(val);
	t->off = after_keys;
	val *to = (val *)take(t, (i64)bytes);
	if (t->bad) return refuse(t);
	ONE for (int m = 0; m < (int)x; m++) to[m] = v[m];
	barrier();
	return set_of(t, to, (int)x, 1);
}

/* The cells of g in the order of a set, by colour; the colours are counted in
   t->b->count. */
FN u32 *by_color(T *t, val g) {
	const int n = (int)size(g), w = columns(g);
	u32 *keys = new_keys(t, n);
	if (!keys) return 0;
	EACH(FEW, c) {
		u32 at = 0;
		for (int k = 0; k < c; k++) at += t->b->count[k];
		if (t->b->count[c]) for (int i = 0; i < n; i++) if (cells_of(g)[i] == c) keys[at++] = with_color(index_key(i / w, i % w), c);
	}
	barrier();
	return keys;
}
FN val partition(T *t, val g, int foreground) {
	if (g.k != GRID) return refuse(t);
	const int skip = foreground ? mode_of(t, g, 1) : -1;
	if (!census(t, g)) return refuse(t);
	u32 *keys = by_color(t, g);
	if (!keys) return refuse(t);
	int colors = 0;
	for (int c = 0; c < FEW; c++) colors += t->b->count[c] != 0;
	val *v = new_vals(t, colors);
	if (!v) return refuse(t);
	int n = 0;
	u32 from = 0;
	for (int c = 0; c < FEW; c++) {
		const u32 many = t->b->count[c];
		if (many && c != skip) { ONE v[n] = of(OBJECT, many, keys + from); n++; }
		from += many;
	}
	return set_of(t, v, n, 1);
}
FN val asobject(T *t, val g) {
	if (g.k != GRID || !census(t, g)) return refuse(t);
	u32 *keys = by_color(t, g);
	return keys ? of_keys(OBJECT, keys, (int)size(g)) : refuse(t);
}
FN val ofcolor(T *t, val g, val c) {
	if (g.k != GRID) return refuse(t);
	if (!is_color(c)) return of(SET, 0, 0);
	const int n = (int)size(g), w = columns(g);
	u32 *keys = new_keys(t, n);
	if (!keys) return refuse(t);
	ALONE_BEGIN(t)
		int m = 0;
		for (int i = 0; i < n; i++) if (cells_of(g)[i] == (u8)c.n) keys[m++] = index_key(i / w, i % w);
	ALONE_END(t, m)
	return of_keys(INDICES, keys, (int)x);
}
FN val frontiers(T *t, val g) {
	if (g.k != GRID) return refuse(t);
	const int h = rows(g), w = columns(g);
	val *v = new_vals(t, h + w);
	if (!v) return refuse(t);
	int n = 0;
	for (int l = 0; l < h + w; l++) {
		const int row = l < h, from = row ? l * w : l - h, step = row ? 1 : w, many = row ? w : h;
		int same = 1;
		for (int m = 1; m < many && same; m++) same = cells_of(g)[from + m * step] == cells_of(g)[from];
		if (!same) continue;
		u32 *keys = new_keys(t, many);
		if (!keys) return refuse(t);
		EACH(many, m) keys[m] = with_color(index_key((from + m * step) / w, (from + m * step) % w), (signed char)cells_of(g)[from]);
		ONE v[n] = of(OBJECT, many, keys);
		n++;
	}
	return set_of(t, v, n, 0);
}
FN val occurrences(T *t, val g, val o) {
	if (g.k != GRID || o.k != OBJECT || columns(g) > 64) return refuse(t);
	struct box b = bounds(t, o);
	const int h = rows(g), w = columns(g), h2 = h - box_h(b) + 1, w2 = w - box_w(b) + 1;
	if (h2 <= 0 || w2 <= 0) return of(SET, 0, 0);
	if (h2 > 64 || !charge(t, (o.n * h2 >> 2) + ((i64)h * w >> 2))) return refuse(t);
	u8 *hit = take(t, h2 * w2);
	if (!hit) return refuse(t);
	u32 many = 0;
	EACH(h2 * w2, k) {
		const int i = k / w2 - b.i0, j = k % w2 - b.j0;
		u8 yes = 1;
		for (int n = 0; n < o.n && yes; n++) {
			u32 q = keys_of(o)[n];
			yes = (signed char)cells_of(g)[(key_i(q) + i) * w + key_j(q) + j] == key_color(q);
		}
		hit[k] = yes;
		many += yes;
	}
	many = total(t, many);
	u32 *keys = new_keys(t, many);
	if (!keys) return refuse(t);
	ALONE_BEGIN(t)
		int n = 0;
		for (int k = 0; k < h2 * w2; k++) if (hit[k]) keys[n++] = index_key(k / w2, k % w2);
	ALONE_END(t, n)
	return of_keys(INDICES, keys, (int)x);
}

/* Colours. */
FN val palette(T *t, val e) {
	val v[FEW];
	int n = 0;
	if (e.k == GRID) {
		if (!census(t, e)) return refuse(t);
		for (int c = 0; c < FEW; c++) if (t->b->count[c]) v[n++] = of_int(c);
	} else if (e.k == OBJECT) {
		u32 last = 256;
		for (int i = 0; i < e.n; i++) {
			u32 c = keys_of(e)[i] >> 24;
			if (c == last) continue;
			if (n == FEW) return refuse(t);
			last = c;
			v[n++] = of_int((int)c - 128);
		}
	} else return refuse(t);
	val *s = new_vals(t, n);
	if (!s) return refuse(t);
	ONE for (int i = 0; i < n; i++) s[i] = v[i];
	return set_of(t, s, n, 1);
}
FN val numcolors(T *t, val e) {
	val p = palette(t, e);
	return t->bad ? p : of_int(p.n);
}
FN val color_by(T *t, val e, int most) {
	if (e.k == GRID) return of_int(mode_of(t, e, most));
	if (e.k != OBJECT) return refuse(t);
	u32 found = 0;
	int count = 0;
	for (int n = 0; n < e.n;) {
		int m = n + 1;
		while (m < e.n && keys_of(e)[m] >> 24 == keys_of(e)[n] >> 24) m++;
		if (count == 0 || (most ? m - n > count : m - n < count)) found = keys_of(e)[n], count = m - n;
		n = m;
	}
	return of_int(key_color(found));
}
FN val colorcount(T *t, val e, val c) {
	if (e.k == GRID && !is_color(c)) return of_int(0);
	if ((e.k != GRID && e.k != OBJECT) || !charge(t, e.k == GRID ? size(e) >> 5 : e.n)) return refuse(t);
	u32 n = 0;
	if (e.k == GRID) EACH((int)size(e), i) n += cells_of(e)[i] == (u8)c.n;
	if (e.k == OBJECT) EACH((int)e.n, i) n += is_color(c) && key_color(keys_of(e)[i]) == c.n;
	return of_int(total(t, n));
}
FN val color_of(T *t, val o) { return o.k == OBJECT ? of_int(key_color(keys_of(o)[0])) : refuse(t); }
FN val colorfilter(T *t, val objs, val c) {
	if (objs.k != SET && objs.k != TUPLE) return refuse(t);
	const int l = (int)objs.n;
	val *v = new_vals(t, l);
	u32 odd = 0;
	if (!v) return refuse(t);
	EACH(l, i) odd |= vals_of(objs)[i].k != OBJECT;
	if (total(t, odd)) return refuse(t);
	ALONE_BEGIN(t)
		int n = 0;
		for (int i = 0; i < l; i++) { val o = vals_of(objs)[i]; if (is_int(c) && key_color(keys_of(o)[0]) == c.n) v[n++] = o; }
	ALONE_END(t, n)
	return set_of(t, v, (int)x, objs.k == SET);
}
