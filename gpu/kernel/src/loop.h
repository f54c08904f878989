/* Calls of a function for each element of a container: the function's own
 * instructions lie between OP_EACH and OP_NEXT, and OP_DONE makes the result. */
enum loop { APPLY, MAPPLY, PAPPLY, MPAPPLY, PRAPPLY, SFILTER, MFILTER, EXTRACT, ORDER, ARGMAX, ARGMIN, VALMAX, VALMIN, TIMES };

/* Whether a value lies in a register alone. */
DEV int plain(val v) { return v.k <= CELL; }

/* Begins a loop, and returns whether there is a first element: it is in a, and in
   b for two containers. */
FN int loop_begin(T *t, struct frame *f, int how, val over, val with, i64 fixed, i64 cell, val *a, val *b) {
	f->over = over, f->with = with, f->at = f->at2 = f->kept = 0, f->n2 = 1;
	f->vals = 0, f->keys = 0;
	if (how == TIMES) {
		f->n = (int)fixed, f->mark = ~0ull, f->made = over, *a = over;
		return charge(t, 1);
	}
	if (!is_container(over) || (how >= PAPPLY && how <= PRAPPLY && !is_container(with))) { t->bad = 1; return 0; }
	int n = f->n = length(over);
	i64 sizes = 1 + size(over);
	if (how >= PAPPLY && how <= PRAPPLY) {
		sizes += size(with);
		int m = length(with);
		if (how == PRAPPLY) {
			f->n2 = m;
			if (m && !charge(t, (i64)n * m)) return 0;
			n *= m;
			if (m == 0) f->n = 0;
		} else if (m < n) n = f->n = m;
	}
	if (!charge(t, fixed + (cell * sizes >> 4))) return 0;
	if (how == SFILTER || how == MFILTER) {
		if (is_patch(over)) f->keys = new_keys(t, n); else f->vals = new_vals(t, n);
	} else if (how <= PRAPPLY || how == ORDER) f->vals = new_vals(t, n);
	else if (how >= ARGMAX && n == 0) t->bad = 1;
	if (t->bad) return 0;
	f->mark = t->off;
	if (n == 0) return 0;
	*a = at(over, 0);
	if (how >= PAPPLY && how <= PRAPPLY) *b = at(with, 0);
	return 1;
}

/* Takes what the function made of the present element, and returns whether there
   is another. */
FN int loop_next(T *t, struct frame *f, int how, val r, val *a, val *b) {
	const int i = f->at;
	barrier();
	switch (how) {
	case TIMES:
		f->made = r, *a = r;
		return ++f->at < f->n && charge(t, 1);
	case SFILTER:
	case MFILTER:
		if (truth(r)) {
			ONE { if (f->keys) f->keys[f->kept] = keys_of(f->over)[i]; else f->vals[f->kept] = at(f->over, i); }
			f->kept++;
		}
		break;
	case EXTRACT:
		if (truth(r)) { f->best = at(f->over, i); f->kept = 1; return 0; }
		break;
	case ARGMAX: case ARGMIN: case VALMAX: case VALMIN: {
		int large = how == ARGMAX || how == VALMAX;
		if (i == 0 || (large ? less(t, f->key, r, 0) : less(t, r, f->key, 0))) f->best = at(f->over, i), f->key = r;
		if (!charge(t, 3)) return 0;
		break;
	}
	default:
		ONE f->vals[f->kept] = r;
		f->kept++;
	}
	/* What the body made is of no more use, unless it is in the result. */
	if (plain(r) || (how >= SFILTER && how <= EXTRACT)) t->off = f->mark; else f->mark = t->off;
	if (how == PRAPPLY) {
		if (++f->at == f->n) f->at = 0, f->at2++;
		if (f->at2 == f->n2) return 0;
	} else if (++f->at == f->n) return 0;
	barrier();
	*a = at(f->over, f->at);
	if (how == PAPPLY || how == MPAPPLY) *b = at(f->with, f->at);
	if (how == PRAPPLY) *b = at(f->with, f->at2);
	return 1;
}

DEV void insertion(T *t, val *k, val *e, int n, int pay) {
	for (int i = 1; i < n && !t->bad; i++) {
		const val key = k[i], elem = e[i];
		int m = i;
		for (; m > 0 && less(t, key, k[m - 1], 1); m--) k[m] = k[m - 1], e[m] = e[m - 1];
		k[m] = key, e[m] = elem;
		if (pay) charge(t, 6);
	}
}
/* Sorts e by keys k as package op merges: in halves, the lesser first, down to
   eight elements. The parts that are to be sorted are on a stack; of those that
   are negative the halves are sorted. */
FN void merge_sort(T *t, val *k, val *e, val *sk, val *se, int l) {
	i32 from[24], many[24];
	int top = 0;
	from[top] = 0, many[top++] = l;
	while (top > 0 && !t->bad) {
		const int at = from[--top], n = many[top] < 0 ? -many[top] : many[top], h = n / 2;
		if (n <= 8) { insertion(t, k + at, e + at, n, 1); continue; }
		if (many[top] > 0) {
			many[top++] = -n;
			from[top] = at + h, many[top++] = n - h;
			from[top] = at, many[top++] = h;
			continue;
		}
		for (int i = 0; i < h; i++) sk[i] = k[at + i], se[i] = e[at + i];
		int i = 0, j = h;
		for (int m = 0; i < h && charge(t, 6); m++) {
			if (j < n && less(t, k[at + j], sk[i], 1)) k[at + m] = k[at + j], e[at + m] = e[at + j], j++;
			else k[at + m] = sk[i], e[at + m] = se[i], i++;
		}
	}
}
FN val ordered(T *t, struct frame *f) {
	const int l = f->n;
	val *e = new_vals(t, l), *k = f->vals;
	if (!e) return refuse(t);
	u32 odd = 0;
	barrier();
	EACH(l, i) { e[i] = at(f->over, i); odd |= !is_int(k[i]); }
	if (!total(t, odd) && l <= 32) {
		ALONE_BEGIN(t)
			insertion(t, k, e, l, 0);
		ALONE_END(t, 0)
		(void)x;
		return tuple_of(t, e, l);
	}
	val *spare = new_vals(t, 2 * l);
	if (!spare) return refuse(t);
	ALONE_BEGIN(t)
		merge_sort(t, k, e, spare, spare + l, l);
	ALONE_END(t, 0)
	(void)x;
	return tuple_of(t, e, l);
}
/* The result of a loop. */
FN val loop_end(T *t, struct frame *f, int how) {
	barrier();
	switch (how) {
	case APPLY: return same_as(t, f->over, f->vals, f->kept);
	case MAPPLY: return merge_vals(t, is_set(f->over), f->vals, f->kept);
	case PAPPLY: return tuple_of(t, f->vals, f->kept);
	case MPAPPLY: return merge_vals(t, 0, f->vals, f->kept);
	case PRAPPLY: return set_of(t, f->vals, f->kept, 0);
	case SFILTER:
	case MFILTER: {
		val s = f->keys ? of_keys((enum kind)f->over.k, f->keys, f->kept) : is_set(f->over) ? set_of(t, f->vals, f->kept, 1) : tuple_of(t, f->vals, f->kept);
		return how == SFILTER || t->bad ? s : merge(t, s);
	}
	case EXTRACT: return f->kept ? f->best : refuse(t);
	case ORDER: return ordered(t, f);
	case ARGMAX: case ARGMIN: return f->best;
	case VALMAX: case VALMIN: return f->key;
	}
	return f->made;
}
