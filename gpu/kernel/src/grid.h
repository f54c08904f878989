/* Grids of grids. A grid's cells may be part of another's: nothing is changed
 * once it is made. */
/* How often each colour below FEW occurs, in t->b->count; 0 when there are others. */
FN int census(T *t, val g) {
	int n = (int)size(g);
	u32 other = 0;
	barrier();
	EACH(FEW, i) t->b->count[i] = 0;
	barrier();
	EACH(n, i) { u8 c = cells_of(g)[i]; if (c < FEW) atomic_add(&t->b->count[c], 1); else other++; }
	return !total(t, other);
}
/* The most or least frequent colour of a grid or row. */
FN int mode_of(T *t, val g, int most) {
	if (!census(t, g)) { t->bad = 1; return 0; }
	int mode = 0;
	u32 best = 0;
	for (int i = 0; i < FEW; i++) {
		u32 c = t->b->count[i];
		if (c && (!best || (most ? c > best : c < best))) best = c, mode = i;
	}
	return mode;
}
/* The cell of each place of a new grid is that of another place of g. */
#define REMAP(H, W, FROM) { \
	val o = new_grid(t, H, W); \
	if (t->bad) return o; \
	const u8 *a = cells_of(g); \
	u8 *d = cells_of(o); \
	const int nw = columns(o); \
	EACH((int)size(o), k) { int i = k / nw, j = k % nw; (void)i, (void)j; d[k] = a[FROM]; } \
	barrier(); \
	return o; }
FN val mirror_grid(T *t, int op, val g) {
	const int h = rows(g), w = columns(g);
	switch (op) {
	case 0: REMAP(h, w, (h - 1 - i) * w + j)
	case 1: REMAP(h, w, i * w + w - 1 - j)
	case 2: REMAP(w, h, j * w + i)
	case 3: REMAP(w, h, (h - 1 - j) * w + w - 1 - i)
	case 4: REMAP(w, h, (h - 1 - j) * w + i)
	case 5: REMAP(h, w, (h - 1 - i) * w + w - 1 - j)
	}
	REMAP(w, h, j * w + w - 1 - i)
}
/* The h×w cells from (i, j) on, which are within g. */
FN val part(T *t, val g, i64 i0, i64 j0, i64 h, i64 w) {
	if (h <= 0 || w <= 0) return refuse(t);
	const int gw = columns(g), from = (int)(i0 * gw + j0);
	if (w == gw) return of_grid((int)h, gw, cells_of(g) + from);
	if (!charge(t, 2 * h)) return refuse(t);
	REMAP(h, w, from + i * gw + j)
}
DEV i64 clip_end(i64 k, int n) {
	if (k < 0) k += n;
	return k < 0 ? 0 : k > n ? n : k;
}
FN val crop(T *t, val g, val start, val dims) {
	if (g.k != GRID || start.k != PAIR || dims.k != PAIR) return refuse(t);
	const int h = rows(g), w = columns(g);
	i64 i0 = clip_end(pair_i(start), h), i1 = clip_end(pair_i(start) + pair_i(dims), h);
	i64 j0 = clip_end(pair_j(start), w), j1 = clip_end(pair_j(start) + pair_j(dims), w);
	return part(t, g, i0, j0, i1 - i0, j1 - j0);
}
/* a[lo:hi] of a tuple. */
FN val slice(T *t, val a, int lo, int hi) {
	if (lo >= hi) return of(TUPLE, 0, 0);
	if (a.k == GRID) return of_grid(hi - lo, columns(a), cells_of(a) + lo * columns(a));
	if (a.k == ROW) return of_row(cells_of(a) + lo, hi - lo);
	val *v = new_vals(t, hi - lo);
	if (!v) return refuse(t);
	EACH(hi - lo, i) v[i] = at(a, lo + i);
	return tuple_of(t, v, hi - lo);
}
FN val half(T *t, int op, val g) {
	if (!is_tuple(g)) return refuse(t);
	const int l = length(g);
	if (op == 0) return slice(t, g, 0, l / 2);
	if (op == 1) return slice(t, g, l / 2 + l % 2, l);
	if (g.k != GRID || columns(g) < 2) return refuse(t);
	const int w = columns(g) / 2;
	return part(t, g, 0, op == 2 ? 0 : columns(g) - w, rows(g), w);
}
FN val split(T *t, val g, val n, int vertical) {
	if (g.k != GRID || !is_int(n) || n.n == 0 || !fits(n.n)) return refuse(t);
	const int side = vertical ? rows(g) : columns(g);
	i64 part_size, count = n.n > 0 ? n.n : 0;
	arithmetic(3, side, n.n, &part_size);
	const i64 step = part_size + (side != part_size * n.n);
	val *v = new_vals(t, count);
	if (!v) return refuse(t);
	for (int m = 0; m < count && charge(t, 8); m++) {
		val p = vertical ? crop(t, g, of_pair(m * step, 0), of_pair(part_size, columns(g))) : crop(t, g, of_pair(0, m * step), of_pair(rows(g), part_size));
		ONE v[m] = p;
	}
	return tuple_of(t, v, (int)count);
}
FN val hconcat(T *t, val g, val b) {
	if (g.k != GRID || b.k != GRID) return refuse(t);
	const int h = rows(g) < rows(b) ? rows(g) : rows(b), w = columns(g), wb = columns(b);
	if (!charge(t, 4 * h)) return refuse(t);
	val o = new_grid(t, h, w + wb);
	if (t->bad) return o;
	EACH((int)size(o), k) { int i = k / (w + wb), j = k % (w + wb); cells_of(o)[k] = j < w ? cells_of(g)[i * w + j] : cells_of(b)[i * wb + j - w]; }
	barrier();
	return o;
}
FN val below(T *t, val g, val b) {
	val o = new_grid(t, rows(g) + rows(b), columns(g));
	if (t->bad) return o;
	const int n = (int)size(g);
	EACH((int)size(o), k) cells_of(o)[k] = k < n ? cells_of(g)[k] : cells_of(b)[k - n];
	barrier();
	return o;
}
FN val vconcat(T *t, val a, val b) {
	if (a.k == GRID && b.k == GRID && columns(a) == columns(b)) return below(t, a, b);
	return is_tuple(a) && is_tuple(b) ? concat(t, a, b) : refuse(t);
}
FN val scale(T *t, val g, val f, int down, int sideways) {
	if (g.k != GRID || !is_int(f) || f.n <= 0 || f.n >= SIDE) return refuse(t);
	const int fi = down ? (int)f.n : 1, fj = sideways ? (int)f.n : 1, w = columns(g);
	if (!charge(t, size(g) * fj)) return refuse(t);
	REMAP((i64)rows(g) * fi, (i64)w * fj, i / fi * w + j / fj)
}
FN val downscale(T *t, val g, val by) {
	if (g.k != GRID || !is_int(by) || by.n == 0 || !fits(by.n)) return refuse(t);
	const i64 f = by.n < 0 ? -by.n : by.n, w = columns(g);
	REMAP((rows(g) + f - 1) / f, (w + f - 1) / f, i * f * w + j * f)
}
FN val compress(T *t, val g) {
	if (g.k != GRID) return refuse(t);
	const int h = rows(g), w = columns(g);
	u8 *a = cells_of(g), *line = t->b->line;
	u32 kept = 0;
	if (!charge(t, (h + w) >> 3)) return refuse(t);
	barrier();
	EACH(h, i) { u8 keep = 0; for (int j = 0; j < w; j++) keep |= a[i * w + j] != a[i * w]; line[i] = keep; kept += keep; }
	const int oh = (int)total(t, kept);
	kept = 0;
	EACH(w, j) { u8 keep = 0; for (int i = 0; i < h; i++) keep |= a[i * w + j] != a[j]; line[h + j] = keep; kept += keep; }
	const int ow = (int)total(t, kept);
	if (!oh || !ow) return refuse(t);
	val o = new_grid(t, oh, ow);
	if (t->bad) return o;
	EACH(h, i) if (line[i]) {
		int k = 0;
		for (int r = 0; r < i; r++) k += line[r];
		k *= ow;
		for (int j = 0; j < w; j++) if (line[h + j]) cells_of(o)[k++] = a[i * w + j];
	}
	barrier();
	return o;
}
FN val canvas(T *t, val c, val dims) {
	if (!is_color(c) || dims.k != PAIR) return refuse(t);
	val o = new_grid(t, pair_i(dims), pair_j(dims));
	if (t->bad) return o;
	EACH((int)size(o), k) cells_of(o)[k] = (u8)c.n;
	barrier();
	return o;
}
FN val recolored(T *t, val g, val x, val y, int both) {
	if (g.k != GRID || !is_color(y) || (both && !is_color(x))) return refuse(t);
	if (!is_color(x)) return g;
	val o = new_grid(t, rows(g), columns(g));
	if (t->bad) return o;
	EACH((int)size(o), k) { u8 v = cells_of(g)[k]; cells_of(o)[k] = v == (u8)x.n ? (u8)y.n : both && v == (u8)y.n ? (u8)x.n : v; }
	barrier();
	return o;
}
FN val cellwise(T *t, val g, val b, val c) {
	if (!is_color(c) || g.k != GRID || b.k != GRID || columns(g) != columns(b) || rows(g) > rows(b)) return refuse(t);
	val o = new_grid(t, rows(g), columns(g));
	if (t->bad) return o;
	EACH((int)size(o), k) { u8 v = cells_of(g)[k]; cells_of(o)[k] = v == cells_of(b)[k] ? v : (u8)c.n; }
	barrier();
	return o;
}
FN val index_of(T *t, val g, val loc) {
	if (g.k != GRID || loc.k != PAIR) return refuse(t);
	const i64 i = pair_i(loc), j = pair_j(loc);
	if (i < 0 || i >= rows(g) || j < 0 || j >= columns(g)) return of(NONE, 0, 0);
	return of_int((signed char)cells_of(g)[i * columns(g) + j]);
}
FN val reversed(T *t, val a) {
	const int l = length(a);
	val *v = new_vals(t, l);
	if (!v) return refuse(t);
	EACH(l, i) v[i] = at(a, l - 1 - i);
	return tuple_of(t, v, l);
}

/* The packed places of a patch or of a tuple of them; -1 where it is none. */
FN int places_of(T *t, val p, int colored, u32 **keys) {
	const int n = length(p);
	*keys = keys_of(p);
	switch (p.k) {
	case SET: if (p.n == 0) return 0; break;
	case OBJECT: return n;
	case INDICES: if (!colored) return n; break;
	case GRID:
		if (colored || columns(p) != 2 || !(*keys = new_keys(t, n))) break;
		EACH(n, i) (*keys)[i] = index_key((signed char)cells_of(p)[2 * i], (signed char)cells_of(p)[2 * i + 1]);
		barrier();
		return n;
	case TUPLE: {
		if (n == 0) return 0;
		u32 odd = 0;
		EACH(n, i) odd |= vals_of(p)[i].k != CELL;
		if (total(t, odd) || !(*keys = new_keys(t, n))) break;
		EACH(n, i) (*keys)[i] = (u32)vals_of(p)[i].n;
		barrier();
		return n;
	}
	}
	t->bad = 1;
	return -1;
}
/* g with the places of a patch overwritten that are inside and, where bg is a
 * colour, have that: by color, or where that is none by their own. */
FN val draw(T *t, val g, val patch, int color, int bg) {
	const int own = color == 256, h = rows(g), w = columns(g);
	u32 *keys;
	const int n = places_of(t, patch, own, &keys);
	if (n < 0 || !charge(t, 2 * (i64)n)) return refuse(t);
	val o = new_grid(t, h, w);
	if (t->bad) return o;
	u8 *d = cells_of(o);
	EACH(h * w, k) d[k] = cells_of(g)[k];
	barrier();
	/* A place of two colours takes the later, so that one thread draws those. */
	if (!own || (patch.k == OBJECT && keys[0] >> 24 == keys[n - 1] >> 24)) EACH(n, m) {
		int i = key_i(keys[m]), j = key_j(keys[m]);
		if (i >= 0 && i < h && j >= 0 && j < w && (bg == 256 || (signed char)cells_of(g)[i * w + j] == bg)) d[i * w + j] = (u8)(own ? key_color(keys[m]) : color);
	} else ONE for (int m = 0; m < n; m++) {
		int i = key_i(keys[m]), j = key_j(keys[m]);
		if (i >= 0 && i < h && j >= 0 && j < w && (bg == 256 || (signed char)d[i * w + j] == bg)) d[i * w + j] = (u8)key_color(keys[m]);
	}
	barrier();
	return o;
}
/* fill, underfill; paint, underpaint where c is not valid; cover where c is None. */
FN val drawn(T *t, val g, val c, val patch, int under) {
	if (g.k != GRID) return refuse(t);
	int bg = 256, color = 256;
	if (under || c.k == NONE) { bg = mode_of(t, g, 1); if (t->bad) return refuse(t); }
	if (c.k == NONE) color = bg, bg = 256;
	else if (c.k != INVALID) { if (!is_color(c)) return refuse(t); color = (int)c.n; }
	return draw(t, g, patch, color, bg);
}
