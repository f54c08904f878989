/* Integers, pairs of them, and truth. */

/* Integers: 0 where the interpreter has a fault. */
DEV int arithmetic(int op, i64 a, i64 b, i64 *r) {
	switch (op) {
	case 0: return !__builtin_add_overflow(a, b, r);
	case 1: return !__builtin_sub_overflow(a, b, r);
	case 2: /* without the compiler's 128-bit helper, which no card has */
		if (!fits(a) || !fits(b)) return 0;
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
DEV val int_pair(T *t, i64 i, i64 j) { return fits(i) && fits(j) ? of_pair(i, j) : refuse(t); }
FN val numerical(T *t, int op, val a, val b) {
	i64 r, q;
	if (is_int(a) && is_int(b)) return arithmetic(op, a.n, b.n, &r) ? of_int(r) : refuse(t);
	if ((a.k != PAIR && !is_int(a)) || (b.k != PAIR && !is_int(b))) return refuse(t);
	if (!arithmetic(op, a.k == PAIR ? pair_i(a) : a.n, b.k == PAIR ? pair_i(b) : b.n, &r)) return refuse(t);
	if (!arithmetic(op, a.k == PAIR ? pair_j(a) : a.n, b.k == PAIR ? pair_j(b) : b.n, &q)) return refuse(t);
	return int_pair(t, r, q);
}
FN val each_number(T *t, int op, val a) {
	i64 r, q;
	if (is_int(a)) return unary(op, a.n, &r) ? of_int(r) : refuse(t);
	if (a.k != PAIR || !unary(op, pair_i(a), &r) || !unary(op, pair_j(a), &q)) return refuse(t);
	return int_pair(t, r, q);
}
/* The first of the largest of values, or of the smallest. */
FN val best_of(T *t, const val *v, int n, int large) {
	val m = v[0];
	for (int i = 1; i < n && charge(t, 1); i++) {
		if (is_int(v[i]) && is_int(m)) { if (large ? v[i].n > m.n : v[i].n < m.n) m = v[i]; }
		else if (large ? less(t, m, v[i], 0) : less(t, v[i], m, 0)) m = v[i];
	}
	return m;
}
FN val extreme(T *t, val c, int large) {
	if (c.k == PAIR) return of_int(large == (pair_i(c) < pair_j(c)) ? pair_j(c) : pair_i(c));
	if (c.k == ROW) {
		signed char m = (signed char)cells_of(c)[0];
		for (int i = 1; i < c.n; i++) { signed char x = (signed char)cells_of(c)[i]; if (large ? x > m : x < m) m = x; }
		return of_int(m);
	}
	if (!is_container(c)) return refuse(t);
	val *v = elements(t, c);
	if (!v) return refuse(t);
	return length(c) ? best_of(t, v, length(c), large) : of_int(0);
}
FN val interval(T *t, val a, val b, val c) {
	if (!is_int(a) || !is_int(b) || !is_int(c) || !fits(a.n) || !fits(b.n) || !fits(c.n) || c.n == 0) return refuse(t);
	i64 n = 0;
	if (c.n > 0 && a.n < b.n) n = (b.n - a.n - 1) / c.n + 1;
	if (c.n < 0 && a.n > b.n) n = (a.n - b.n - 1) / -c.n + 1;
	val *v = new_vals(t, n);
	if (!v) return refuse(t);
	EACH(n, i) v[i] = of_int(a.n + i * c.n);
	return tuple_of(t, v, (int)n);
}
FN val repeated(T *t, val a, val b) {
	if (!is_int(b)) return refuse(t);
	if (b.n <= 0) return of(TUPLE, 0, 0);
	val *v = new_vals(t, b.n);
	if (!v) return refuse(t);
	EACH(b.n, i) v[i] = a;
	return tuple_of(t, v, (int)b.n);
}
