from dsl import *
from constants import *


# A hostile pool: programs that grow without end, call without end, overflow,
# and misuse the language in every way it knows; and among them ordinary ones,
# which must come out as if they were alone.


# Helpers.


def beside(a):
    """Two copies of grid a, side by side."""
    O = hconcat(a, a)
    return O


def above(a):
    """Two copies of grid a, one below the other."""
    O = vconcat(a, a)
    return O


def again(a):
    """Two copies of container a in one."""
    O = combine(a, a)
    return O


def squares(a):
    """All pairs of elements of container a."""
    O = product(a, a)
    return O


def nested(a):
    """A pair of a and a: twice as much to compare, one value to hold."""
    O = astuple(a, a)
    return O


def quadrupled(a):
    """Grid a, each cell four by four."""
    O = upscale(a, FOUR)
    return O


def hundred(f):
    """Function f, a hundred times."""
    x1 = power(f, TEN)
    O = power(x1, TEN)
    return O


def million(f):
    """Function f, a million times."""
    x1 = hundred(f)
    x2 = hundred(x1)
    O = hundred(x2)
    return O


def plain(a):
    """A canvas of a thousand by a thousand cells, as grid a's first colour."""
    x1 = first(a)
    x2 = first(x1)
    x3 = multiply(TEN, TEN)
    x4 = multiply(x3, TEN)
    x5 = astuple(x4, x4)
    O = canvas(x2, x5)
    return O


def field(a):
    """The cells of a square of three hundred by three hundred."""
    x1 = multiply(THREE, TEN)
    x2 = multiply(x1, TEN)
    x3 = interval(ZERO, x2, ONE)
    O = product(x3, x3)
    return O


def row(a):
    """The numbers from 0 to 99999."""
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, x1)
    x3 = multiply(x2, TEN)
    O = interval(ZERO, x3, ONE)
    return O


# Ordinary programs. The first two solve a task, and the third by another way.


# Task 570a0001: upside down, blue and red exchanged.
def solve_570a0001(I):
    x1 = hmirror(I)
    O = switch(x1, ONE, TWO)
    return O


# Task 570a0002: black cells beside a coloured one turn grey.
def solve_570a0002(I):
    x1 = asindices(I)
    x2 = ofcolor(I, ZERO)
    x3 = difference(x1, x2)
    x4 = mapply(dneighbors, x3)
    O = underfill(I, FIVE, x4)
    return O


# The same by the black cells.
def solve_570a0002_plain_01(I):
    x1 = ofcolor(I, ZERO)
    x2 = asindices(I)
    x3 = difference(x2, x1)
    x4 = mapply(dneighbors, x3)
    x5 = intersection(x4, x1)
    O = fill(I, FIVE, x5)
    return O


# Colours exchanged only.
def solve_plain_02(I):
    O = switch(I, ONE, TWO)
    return O


# Upside down only.
def solve_plain_03(I):
    O = hmirror(I)
    return O


# A quarter turn.
def solve_plain_04(I):
    x1 = rot90(I)
    O = switch(x1, ONE, TWO)
    return O


# The largest shape.
def solve_plain_05(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    O = subgrid(x2, I)
    return O


# The rows in order.
def solve_plain_06(I):
    O = order(I, identity)
    return O


# Each row in order.
def solve_plain_07(I):
    x1 = rbind(order, identity)
    O = apply(x1, I)
    return O


# Shapes joined by corners too, in orange.
def solve_plain_08(I):
    x1 = objects(I, F, T, T)
    x2 = merge(x1)
    O = fill(I, SEVEN, x2)
    return O


# Four by four.
def solve_plain_09(I):
    O = quadrupled(I)
    return O


# The bare picture in its frame.
def solve_plain_10(I):
    x1 = asindices(I)
    x2 = box(x1)
    O = fill(I, FIVE, x2)
    return O


# The colours, as a bar.
def solve_plain_11(I):
    x1 = palette(I)
    x2 = order(x1, identity)
    O = repeat(x2, TWO)
    return O


# Grids that double.


def solve_grow_hconcat(I):
    x1 = hundred(beside)
    O = x1(I)
    return O


def solve_grow_vconcat(I):
    x1 = hundred(above)
    O = x1(I)
    return O


# Wider and taller by turns.
def solve_grow_both(I):
    x1 = compose(above, beside)
    x2 = hundred(x1)
    O = x2(I)
    return O


# Rows on rows, as a container.
def solve_grow_combine(I):
    x1 = hundred(again)
    O = x1(I)
    return O


# Four times as large, and again.
def solve_grow_upscale(I):
    x1 = hundred(quadrupled)
    O = x1(I)
    return O


def solve_grow_hupscale(I):
    x1 = rbind(hupscale, TEN)
    x2 = hundred(x1)
    O = x2(I)
    return O


def solve_grow_vupscale(I):
    x1 = rbind(vupscale, TEN)
    x2 = hundred(x1)
    O = x2(I)
    return O


# An object upscaled.
def solve_grow_object(I):
    x1 = asobject(I)
    x2 = rbind(upscale, THREE)
    x3 = hundred(x2)
    x4 = x3(x1)
    O = paint(I, x4)
    return O


# One canvas of ten thousand million cells.
def solve_grow_canvas(I):
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, x1)
    x3 = multiply(x2, TEN)
    x4 = astuple(x3, x3)
    O = canvas(ZERO, x4)
    return O


# Larger than any memory, by numbers just inside 64 bits.
def solve_grow_canvas_far(I):
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, x1)
    x3 = multiply(x2, x2)
    x4 = multiply(x3, x3)
    x5 = multiply(x4, NINE)
    x6 = astuple(x5, x5)
    O = canvas(ZERO, x6)
    return O


# A growing frame, a ring at each step.
def solve_grow_frame(I):
    x1 = asindices(I)
    x2 = fork(combine, identity, outbox)
    x3 = million(x2)
    x4 = x3(x1)
    O = fill(I, ONE, x4)
    return O


# Cells that breed: each has eight neighbours, and so on.
def solve_grow_neighbors(I):
    x1 = initset(ORIGIN)
    x2 = lbind(mapply, neighbors)
    x3 = million(x2)
    x4 = x3(x1)
    O = fill(I, ONE, x4)
    return O


# Containers that grow.


# Pairs of pairs of pairs.
def solve_grow_product(I):
    x1 = asindices(I)
    x2 = power(squares, FIVE)
    x3 = x2(x1)
    x4 = size(x3)
    O = canvas(x4, UNITY)
    return O


# All cells with all cells with all cells.
def solve_grow_product_cells(I):
    x1 = asindices(I)
    x2 = product(x1, x1)
    x3 = product(x2, x1)
    x4 = product(x3, x1)
    x5 = size(x4)
    O = canvas(x5, UNITY)
    return O


# A million times the same, a million times.
def solve_grow_repeat(I):
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, x1)
    x3 = multiply(x2, x1)
    x4 = repeat(I, x3)
    x5 = repeat(x4, x3)
    x6 = merge(x5)
    x7 = merge(x6)
    O = crop(x7, ORIGIN, UNITY)
    return O


# Many copies of many copies, merged only at the end.
def solve_grow_merge(I):
    x1 = multiply(TEN, TEN)
    x2 = repeat(I, x1)
    x3 = repeat(x2, x1)
    x4 = repeat(x3, x1)
    x5 = merge(x4)
    x6 = merge(x5)
    O = merge(x6)
    return O


# The row of all numbers.
def solve_grow_interval(I):
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, x1)
    x3 = multiply(x2, x2)
    x4 = interval(ZERO, x3, ONE)
    O = repeat(x4, ONE)
    return O


# Each number becomes a row as long as itself.
def solve_grow_mapply(I):
    x1 = row(I)
    x2 = lbind(repeat, ONE)
    x3 = mapply(x2, x1)
    x4 = size(x3)
    O = canvas(x4, UNITY)
    return O


# Twice as many rows, each twice as long.
def solve_grow_papply(I):
    x1 = lbind(papply, combine)
    x2 = fork(x1, identity, identity)
    x3 = compose(x2, again)
    x4 = hundred(x3)
    O = x4(I)
    return O


# A set fed with sets of itself.
def solve_grow_prapply(I):
    x1 = asindices(I)
    x2 = lbind(prapply, add)
    x3 = fork(x2, identity, identity)
    x4 = hundred(x3)
    x5 = x4(x1)
    O = fill(I, ONE, x5)
    return O


# A set that holds itself, and what it held, and so on.
def solve_grow_insert(I):
    x1 = asindices(I)
    x2 = fork(insert, identity, identity)
    x3 = million(x2)
    x4 = x3(x1)
    x5 = size(x4)
    O = canvas(x5, UNITY)
    return O


# Work without growth.


# Two pairs of pairs of pairs, fifty deep, equal to the last leaf.
def solve_work_equality(I):
    x1 = power(nested, TEN)
    x2 = power(x1, FIVE)
    x3 = x2(I)
    x4 = rot180(I)
    x5 = rot180(x4)
    x6 = x2(x5)
    x7 = equality(x3, x6)
    O = canvas(x7, UNITY)
    return O


# The same in a set, so that it is ordered and not only compared.
def solve_work_order(I):
    x1 = power(nested, TEN)
    x2 = power(x1, FIVE)
    x3 = x2(I)
    x4 = rot180(I)
    x5 = rot180(x4)
    x6 = x2(x5)
    x7 = initset(x3)
    x8 = insert(x6, x7)
    x9 = size(x8)
    O = canvas(x9, UNITY)
    return O


# All pairs of a large field looked through.
def solve_work_sfilter(I):
    x1 = field(I)
    x2 = asindices(I)
    x3 = product(x1, x2)
    x4 = sfilter(x3, first)
    x5 = size(x4)
    O = canvas(x5, UNITY)
    return O


# Many numbers turned round, and back by a long way.
def solve_work_sort(I):
    x1 = row(I)
    x2 = order(x1, invert)
    x3 = hundred(invert)
    x4 = order(x2, x3)
    O = repeat(x4, ONE)
    return O


# The commonest of many that all differ: each is counted.
def solve_work_mostcommon(I):
    x1 = row(I)
    x2 = apply(nested, x1)
    x3 = apply(nested, x2)
    x4 = apply(nested, x3)
    x5 = mostcommon(x4)
    x6 = size(x5)
    O = canvas(x6, UNITY)
    return O


# Doubles looked for among many that all differ.
def solve_work_dedupe(I):
    x1 = row(I)
    x2 = apply(nested, x1)
    x3 = apply(nested, x2)
    x4 = dedupe(x3)
    x5 = size(x4)
    O = canvas(x5, UNITY)
    return O


# What is in one long row and not in another.
def solve_work_difference(I):
    x1 = row(I)
    x2 = apply(nested, x1)
    x3 = difference(x2, x2)
    x4 = size(x3)
    O = canvas(x4, UNITY)
    return O


# The distance of two huge patches.
def solve_work_manhattan(I):
    x1 = field(I)
    x2 = shift(x1, UNITY)
    x3 = manhattan(x1, x2)
    O = canvas(x3, UNITY)
    return O


# One huge patch drawn to another, step by step.
def solve_work_gravitate(I):
    x1 = field(I)
    x2 = multiply(TEN, TEN)
    x3 = multiply(x2, TEN)
    x4 = astuple(x3, x3)
    x5 = shift(x1, x4)
    x6 = gravitate(x1, x5)
    O = canvas(ONE, x6)
    return O


# A pattern looked for in a picture of a million cells, where it nearly is everywhere.
def solve_work_occurrences(I):
    x1 = multiply(TEN, TEN)
    x2 = astuple(x1, x1)
    x3 = canvas(ONE, x2)
    x4 = upscale(x3, TEN)
    x5 = asobject(x3)
    x6 = occurrences(x4, x5)
    O = fill(x4, TWO, x6)
    return O


# Shapes of a canvas of a million cells.
def solve_work_objects(I):
    x1 = plain(I)
    x2 = objects(x1, T, F, F)
    x3 = size(x2)
    O = canvas(x3, UNITY)
    return O


# A chessboard of many small shapes.
def solve_work_objects_many(I):
    x1 = field(I)
    x2 = fork(add, first, last)
    x3 = compose(even, x2)
    x4 = sfilter(x1, x3)
    x5 = multiply(THREE, TEN)
    x6 = multiply(x5, TEN)
    x7 = astuple(x6, x6)
    x8 = canvas(ZERO, x7)
    x9 = fill(x8, ONE, x4)
    x10 = objects(x9, T, F, F)
    x11 = apply(normalize, x10)
    x12 = size(x11)
    O = canvas(x12, UNITY)
    return O


# Lines between all pairs of a field's cells.
def solve_work_connect(I):
    x1 = field(I)
    x2 = prapply(connect, x1, x1)
    x3 = merge(x2)
    O = fill(I, ONE, x3)
    return O


# The period of a field that has none, for one cell in its corner.
def solve_work_hperiod(I):
    x1 = field(I)
    x2 = recolor(ONE, x1)
    x3 = lrcorner(x1)
    x4 = initset(x3)
    x5 = recolor(TWO, x4)
    x6 = combine(x2, x5)
    x7 = hperiod(x6)
    O = canvas(x7, UNITY)
    return O


# A million turns and back.
def solve_work_power(I):
    x1 = compose(rot270, rot90)
    x2 = million(x1)
    O = x2(I)
    return O


# The same for each row.
def solve_work_apply_power(I):
    x1 = million(identity)
    O = apply(x1, I)
    return O


# As often as no clock will show.
def solve_work_power_far(I):
    x1 = million(identity)
    x2 = million(x1)
    x3 = million(x2)
    O = x3(I)
    return O


# A function that asks one twice, which asks one twice, a hundred deep.
def solve_work_fork(I):
    x1 = lbind(fork, both)
    x2 = fork(x1, identity, identity)
    x3 = hundred(x2)
    x4 = x3(identity)
    O = x4(I)
    return O


# The largest of many, each measured by a set built for it.
def solve_work_argmax(I):
    x1 = field(I)
    x2 = rbind(combine, x1)
    x3 = chain(size, x2, initset)
    x4 = argmax(x1, x3)
    O = canvas(ONE, x4)
    return O


# Each cell of a field looked for in a tuple of them all.
def solve_work_contained(I):
    x1 = field(I)
    x2 = totuple(x1)
    x3 = rbind(contained, x2)
    x4 = sfilter(x1, x3)
    O = fill(I, ONE, x4)
    return O


# Numbers and calls without end.


# Doubled a hundred times.
def solve_over_double(I):
    x1 = hundred(double)
    x2 = x1(ONE)
    O = canvas(x2, UNITY)
    return O


# Squared until it is too large.
def solve_over_multiply(I):
    x1 = fork(multiply, identity, identity)
    x2 = power(x1, TEN)
    x3 = x2(TEN)
    O = canvas(ONE, x3)
    return O


# A sum just past the last number.
def solve_over_add(I):
    x1 = power(double, NINE)
    x2 = power(x1, SEVEN)
    x3 = x2(NEG_ONE)
    x4 = decrement(x3)
    O = canvas(x4, UNITY)
    return O


# A place so far away that it cannot be counted.
def solve_over_shift(I):
    x1 = power(double, TEN)
    x2 = power(x1, SIX)
    x3 = x2(SEVEN)
    x4 = toivec(x3)
    x5 = asindices(I)
    x6 = shift(x5, x4)
    x7 = shift(x6, x4)
    O = fill(I, ONE, x7)
    return O


# Applied no times: the original calls itself for ever.
def solve_deep_power_zero(I):
    x1 = power(hmirror, ZERO)
    O = x1(I)
    return O


# Applied less than no times.
def solve_deep_power_negative(I):
    x1 = width(I)
    x2 = invert(x1)
    x3 = power(rot90, x2)
    O = x3(I)
    return O


# A function wrapped in itself five thousand times, and called.
def solve_deep_compose(I):
    x1 = lbind(compose, identity)
    x2 = hundred(x1)
    x3 = power(x2, TEN)
    x4 = power(x3, FIVE)
    x5 = x4(identity)
    O = x5(I)
    return O


# A set in a set in a set, two thousand deep, compared with another.
def solve_deep_sets(I):
    x1 = hundred(initset)
    x2 = power(x1, TEN)
    x3 = power(x2, TWO)
    x4 = x3(ZERO)
    x5 = x3(ONE)
    x6 = equality(x4, x5)
    O = canvas(x6, UNITY)
    return O


# Misuse of every kind.


# TypeError: a set plus a number.
def solve_fault_type(I):
    x1 = first(I)
    x2 = first(x1)
    x3 = asindices(I)
    x4 = add(x3, x2)
    O = canvas(x4, UNITY)
    return O


# TypeError: a number is called.
def solve_fault_call(I):
    x1 = width(I)
    O = x1(I)
    return O


# TypeError: a function of two arguments called with one.
def solve_fault_arity(I):
    x1 = branch(T, hconcat, vconcat)
    O = x1(I)
    return O


# ValueError: the largest of none.
def solve_fault_value(I):
    x1 = ofcolor(I, TEN)
    x2 = argmax(x1, identity)
    O = canvas(ONE, x2)
    return O


# ValueError: steps of nought.
def solve_fault_step(I):
    x1 = interval(ZERO, TEN, ZERO)
    O = repeat(x1, ONE)
    return O


# IndexError: the extent of nothing.
def solve_fault_index(I):
    x1 = ofcolor(I, TEN)
    O = subgrid(x1, I)
    return O


# IndexError in some samples only: two pictures laid on each other that need not fit.
def solve_fault_cellwise(I):
    x1 = rot90(I)
    O = cellwise(I, x1, ZERO)
    return O


# AttributeError: the commonest of a set.
def solve_fault_attribute(I):
    x1 = asindices(I)
    x2 = mostcommon(x1)
    O = canvas(ONE, x2)
    return O


# ZeroDivisionError.
def solve_fault_zero(I):
    x1 = width(I)
    x2 = subtract(x1, x1)
    x3 = divide(x1, x2)
    O = canvas(x3, UNITY)
    return O


# ZeroDivisionError: every cell that stands at a multiple of nought.
def solve_fault_downscale(I):
    O = downscale(I, ZERO)
    return O


# StopIteration: the first of none.
def solve_fault_stop(I):
    x1 = ofcolor(I, TEN)
    x2 = first(x1)
    O = canvas(ONE, x2)
    return O


# RuntimeError: the same inside apply.
def solve_fault_runtime(I):
    x1 = ofcolor(I, TEN)
    x2 = initset(x1)
    x3 = apply(first, x2)
    O = fill(I, ONE, x3)
    return O


# KeyError: a corner of triples.
def solve_fault_key(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = urcorner(x1)
    O = canvas(ONE, x2)
    return O


# A number where a picture is wanted.
def solve_fault_number(I):
    O = width(I)
    return O


# A set where a picture is wanted.
def solve_fault_set(I):
    O = asobject(I)
    return O


# A function where a picture is wanted.
def solve_fault_function(I):
    O = compose(hmirror, vmirror)
    return O


# Rows of unequal length.
def solve_fault_ragged(I):
    x1 = first(I)
    x2 = combine(x1, x1)
    x3 = repeat(x2, ONE)
    O = combine(I, x3)
    return O


# A colour beyond all colours.
def solve_fault_color(I):
    x1 = multiply(TEN, TEN)
    x2 = multiply(x1, TEN)
    O = canvas(x2, UNITY)
    return O


# A picture of no cells.
def solve_fault_empty(I):
    x1 = crop(I, ORIGIN, ORIGIN)
    O = x1
    return O
