from dsl import *
from constants import *


# Helpers, as in solvers.py, and some variants of them.


def coloured(a):
    """Indices of the cells of grid a that are not black."""
    x1 = asindices(a)
    x2 = ofcolor(a, ZERO)
    O = difference(x1, x2)
    return O


def under(a, b):
    """Grid a with grid b showing through where a is black."""
    x1 = ofcolor(a, ZERO)
    x2 = toobject(x1, b)
    O = paint(a, x2)
    return O


def beside(a, b, c):
    """Grids a and b side by side with a seam of colour c."""
    x1 = height(a)
    x2 = astuple(x1, ONE)
    x3 = canvas(c, x2)
    x4 = hconcat(a, x3)
    O = hconcat(x4, b)
    return O


def sink(a):
    """Each column of grid a sorted, the highest colour at the bottom."""
    x1 = dmirror(a)
    x2 = rbind(order, identity)
    x3 = apply(x2, x1)
    O = dmirror(x3)
    return O


def drop(a):
    """The same as sink, by quarter turns and a falling order."""
    x1 = rot90(a)
    x2 = rbind(order, invert)
    x3 = apply(x2, x1)
    O = rot270(x3)
    return O


def rays(a, b):
    """The line through cell a along direction b, both ways."""
    x1 = shoot(a, b)
    x2 = invert(b)
    x3 = shoot(a, x2)
    O = combine(x1, x3)
    return O


def frames(a, b):
    """Frames around the places of stamp b in grid a, save the one in the corner."""
    x1 = occurrences(a, b)
    x2 = remove(ORIGIN, x1)
    x3 = lbind(shift, b)
    x4 = compose(outbox, x3)
    O = mapply(x4, x2)
    return O


def steps(a, b, c):
    """Object a repeated to the right every b columns, below column c."""
    x1 = interval(ZERO, c, b)
    x2 = apply(tojvec, x1)
    x3 = lbind(shift, a)
    O = mapply(x3, x2)
    return O


def line(a, b):
    """The coloured cells of row b of grid a."""
    x1 = coloured(a)
    x2 = toivec(b)
    x3 = hfrontier(x2)
    x4 = intersection(x1, x3)
    O = toobject(x4, a)
    return O


def lines(a):
    """The coloured cells of grid a, row by row."""
    x1 = height(a)
    x2 = interval(ZERO, x1, ONE)
    x3 = lbind(line, a)
    O = apply(x3, x2)
    return O


def twice(a):
    """Two copies of grid a, side by side."""
    O = hconcat(a, a)
    return O


def fourfold(a):
    """Four copies of grid a, two by two."""
    x1 = twice(a)
    O = vconcat(x1, x1)
    return O


def rolled(a):
    """Object a repeated to the right by its own period, across any grid."""
    x1 = hperiod(a)
    x2 = multiply(THREE, TEN)
    x3 = interval(ZERO, x2, x1)
    x4 = apply(tojvec, x3)
    x5 = lbind(shift, a)
    O = mapply(x5, x4)
    return O


def varied(a):
    """Whether row a holds more than one colour."""
    x1 = dedupe(a)
    x2 = size(x1)
    O = greater(x2, ONE)
    return O


def plan(a):
    """Grid a turned over, of its rows those of more than one colour, each once."""
    x1 = sfilter(a, varied)
    x2 = dedupe(x1)
    O = dmirror(x2)
    return O


def panels(a):
    """The three pictures in grid a, side by side or one below the other."""
    x1 = portrait(a)
    x2 = branch(x1, vsplit, hsplit)
    O = x2(a, THREE)
    return O


def vote(a, b):
    """The commonest colour of grids a at place b, as a cell."""
    x1 = rbind(index, b)
    x2 = apply(x1, a)
    x3 = mostcommon(x2)
    O = astuple(x3, b)
    return O


def spark(a, b):
    """The ray from corner b of patch a, away from its middle."""
    x1 = initset(b)
    x2 = position(a, x1)
    O = shoot(b, x2)
    return O


def sparks(a):
    """The rays from all corners of patch a."""
    x1 = corners(a)
    x2 = lbind(spark, a)
    O = mapply(x2, x1)
    return O


def dark(a):
    """The cells of patch a an odd number of steps from its upper left corner."""
    x1 = normalize(a)
    x2 = toindices(x1)
    x3 = fork(add, first, last)
    x4 = compose(even, x3)
    x5 = sfilter(x2, x4)
    x6 = difference(x2, x5)
    x7 = ulcorner(a)
    O = shift(x6, x7)
    return O


def light(a):
    """The cells of rectangle a an even number of steps from its upper left corner."""
    x1 = uppermost(a)
    x2 = lowermost(a)
    x3 = leftmost(a)
    x4 = rightmost(a)
    x5 = increment(x2)
    x6 = increment(x4)
    x7 = interval(x1, x5, TWO)
    x8 = interval(x3, x6, TWO)
    x9 = product(x7, x8)
    x10 = shift(x9, UNITY)
    x11 = combine(x9, x10)
    x12 = toindices(a)
    O = intersection(x11, x12)
    return O


def tower(a):
    """Ten copies of grid a below each other, turned over."""
    x1 = repeat(a, TEN)
    x2 = merge(x1)
    O = dmirror(x2)
    return O


def negative(a):
    """Object a with its two colours exchanged, cell by cell."""
    x1 = palette(a)
    x2 = lbind(other, x1)
    x3 = compose(x2, first)
    x4 = fork(astuple, x3, last)
    O = apply(x4, a)
    return O


def nearer(a, b):
    """Place b moved one step towards place a."""
    x1 = subtract(a, b)
    x2 = sign(x1)
    O = add(b, x2)
    return O


def trail(a, b):
    """Place b and the next two on its way towards place a."""
    x1 = nearer(a, b)
    x2 = nearer(a, x1)
    x3 = initset(b)
    x4 = insert(x1, x3)
    O = insert(x2, x4)
    return O


def farther(a, b):
    """Place b moved one step away from place a."""
    x1 = subtract(b, a)
    x2 = crement(x1)
    O = add(a, x2)
    return O


def spread(a):
    """Grid a with the shapes beside red ones turned red."""
    x1 = objects(a, T, F, T)
    x2 = colorfilter(x1, TWO)
    x3 = merge(x2)
    x4 = rbind(adjacent, x3)
    x5 = mfilter(x1, x4)
    O = fill(a, TWO, x5)
    return O


def dyed(a, b):
    """Shape b in the colour of the dot of a that stands in one of its rows or columns."""
    x1 = lbind(hmatching, b)
    x2 = lbind(vmatching, b)
    x3 = fork(either, x1, x2)
    x4 = extract(a, x3)
    x5 = color(x4)
    O = recolor(x5, b)
    return O


def halved(a):
    """Whether the height of patch a is twice a whole number."""
    x1 = height(a)
    x2 = halve(x1)
    x3 = double(x2)
    O = equality(x1, x3)
    return O


def streets(a):
    """The rows of grid a that are grey from edge to edge."""
    x1 = ofcolor(a, FIVE)
    x2 = width(a)
    x3 = lbind(intersection, x1)
    x4 = chain(size, x3, hfrontier)
    x5 = matcher(x4, x2)
    x6 = height(a)
    x7 = interval(ZERO, x6, ONE)
    x8 = apply(toivec, x7)
    x9 = sfilter(x8, x5)
    O = mapply(hfrontier, x9)
    return O


# Pinwheel.


# The lower half is the upper half turned.
def solve_b0a70001_v01(I):
    x1 = leastcolor(I)
    x2 = rot90(I)
    x3 = beside(I, x2, x1)
    x4 = rot270(x3)
    x5 = rot90(x3)
    x6 = beside(x4, x5, x1)
    O = rot90(x6)
    return O


# The cross in azure always.
def solve_b0a70001_v02(I):
    x1 = rot90(I)
    x2 = beside(I, x1, EIGHT)
    x3 = rot270(x2)
    x4 = rot90(x2)
    x5 = beside(x3, x4, EIGHT)
    O = rot90(x5)
    return O


# Turned the wrong way round.
def solve_b0a70001_v03(I):
    x1 = leastcolor(I)
    x2 = rot270(I)
    x3 = beside(I, x2, x1)
    x4 = rot270(x3)
    x5 = rot90(x3)
    x6 = beside(x4, x5, x1)
    O = rot90(x6)
    return O


# Mirrors in place of turns.
def solve_b0a70001_v04(I):
    x1 = leastcolor(I)
    x2 = vmirror(I)
    x3 = beside(I, x2, x1)
    x4 = rot270(x3)
    x5 = hmirror(x3)
    x6 = rot270(x5)
    x7 = beside(x4, x6, x1)
    O = rot90(x7)
    return O


# A wallpaper of 1024 copies.
def solve_b0a70001_v05(I):
    x1 = power(fourfold, FIVE)
    O = x1(I)
    return O


# A grid where a size is wanted.
def solve_b0a70001_v06(I):
    x1 = leastcolor(I)
    x2 = canvas(x1, I)
    O = hconcat(I, x2)
    return O


# As the solver, with the middle asked for.
def solve_b0a70001_v07(I):
    x1 = leastcolor(I)
    x2 = rot90(I)
    x3 = rot180(I)
    x4 = shape(I)
    x5 = rot270(I)
    x6 = beside(I, x2, x1)
    x7 = beside(x5, x3, x1)
    x8 = rot270(x6)
    x9 = rot270(x7)
    x10 = beside(x8, x9, x1)
    O = rot90(x10)
    return O


# Common measure.


# By the condition on each shape.
def solve_b0a70002_v01(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = matcher(size, x4)
    x6 = compose(flip, x5)
    x7 = mfilter(x1, x6)
    O = fill(I, FIVE, x7)
    return O


# The largest shapes stay.
def solve_b0a70002_v02(I):
    x1 = objects(I, T, T, T)
    x2 = apply(size, x1)
    x3 = maximum(x2)
    x4 = sizefilter(x1, x3)
    x5 = difference(x1, x4)
    x6 = merge(x5)
    O = fill(I, FIVE, x6)
    return O


# Shapes of four cells stay.
def solve_b0a70002_v03(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, FOUR)
    x3 = difference(x1, x2)
    x4 = merge(x3)
    O = fill(I, FIVE, x4)
    return O


# The others vanish.
def solve_b0a70002_v04(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = sizefilter(x1, x4)
    x6 = difference(x1, x5)
    x7 = merge(x6)
    O = cover(I, x7)
    return O


# Only larger ones turn grey.
def solve_b0a70002_v05(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = rbind(greater, x4)
    x6 = compose(x5, size)
    x7 = mfilter(x1, x6)
    O = fill(I, FIVE, x7)
    return O


# Shapes not merged into one.
def solve_b0a70002_v06(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = sizefilter(x1, x4)
    O = fill(I, FIVE, x5)
    return O


# The first green shape turns grey, if there is one.
def solve_b0a70002_v07(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, THREE)
    x3 = argmin(x2, ulcorner)
    O = fill(I, FIVE, x3)
    return O


# As the solver, with the number of shapes.
def solve_b0a70002_v08(I):
    x1 = objects(I, T, T, T)
    x2 = size(x1)
    x3 = totuple(x1)
    x4 = apply(size, x3)
    x5 = mostcommon(x4)
    x6 = sizefilter(x1, x5)
    x7 = difference(x1, x6)
    x8 = merge(x7)
    O = fill(I, FIVE, x8)
    return O


# Stamp.


# The mirrored copies are found in the mirrored grid.
def solve_b0a70003_v01(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = asobject(x1)
    x3 = frames(I, x2)
    x4 = vmirror(I)
    x5 = frames(x4, x2)
    x6 = fill(I, THREE, x3)
    x7 = vmirror(x6)
    x8 = fill(x7, SIX, x5)
    O = vmirror(x8)
    return O


# Exact copies only.
def solve_b0a70003_v02(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = asobject(x1)
    x3 = frames(I, x2)
    O = fill(I, THREE, x3)
    return O


# The two colours exchanged.
def solve_b0a70003_v03(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = asobject(x1)
    x3 = vmirror(x2)
    x4 = frames(I, x2)
    x5 = frames(I, x3)
    x6 = fill(I, SIX, x4)
    O = fill(x6, THREE, x5)
    return O


# One row and column of the stamp missed.
def solve_b0a70003_v04(I):
    x1 = crop(I, ORIGIN, TWO_BY_TWO)
    x2 = asobject(x1)
    x3 = vmirror(x2)
    x4 = frames(I, x2)
    x5 = frames(I, x3)
    x6 = fill(I, THREE, x4)
    O = fill(x6, SIX, x5)
    return O


# The stamp left a grid, not made an object.
def solve_b0a70003_v05(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = frames(I, x1)
    O = fill(I, THREE, x2)
    return O


# As the solver, with the stamp turned round.
def solve_b0a70003_v06(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = rot180(x1)
    x3 = asobject(x1)
    x4 = vmirror(x3)
    x5 = frames(I, x3)
    x6 = frames(I, x4)
    x7 = fill(I, THREE, x5)
    O = fill(x7, SIX, x6)
    return O


# Sediment.


# By quarter turns.
def solve_b0a70004_v01(I):
    x1 = tophalf(I)
    x2 = bottomhalf(I)
    x3 = width(I)
    x4 = astuple(ONE, x3)
    x5 = canvas(FIVE, x4)
    x6 = drop(x1)
    x7 = rot180(x2)
    x8 = drop(x7)
    x9 = rot180(x8)
    x10 = vconcat(x6, x5)
    O = vconcat(x10, x9)
    return O


# Everything sinks.
def solve_b0a70004_v02(I):
    x1 = tophalf(I)
    x2 = bottomhalf(I)
    x3 = width(I)
    x4 = astuple(ONE, x3)
    x5 = canvas(FIVE, x4)
    x6 = sink(x1)
    x7 = sink(x2)
    x8 = vconcat(x6, x5)
    O = vconcat(x8, x7)
    return O


# Away from the shelf.
def solve_b0a70004_v03(I):
    x1 = tophalf(I)
    x2 = bottomhalf(I)
    x3 = width(I)
    x4 = astuple(ONE, x3)
    x5 = canvas(FIVE, x4)
    x6 = hmirror(x1)
    x7 = sink(x6)
    x8 = hmirror(x7)
    x9 = sink(x2)
    x10 = vconcat(x8, x5)
    O = vconcat(x10, x9)
    return O


# To the right.
def solve_b0a70004_v04(I):
    x1 = rbind(order, identity)
    O = apply(x1, I)
    return O


# The shelf sinks too.
def solve_b0a70004_v05(I):
    O = sink(I)
    return O


# The number of a row where its place is wanted.
def solve_b0a70004_v06(I):
    x1 = tophalf(I)
    x2 = height(x1)
    x3 = shape(I)
    x4 = crop(I, x2, x3)
    O = vconcat(x1, x4)
    return O


# As the solver, with the colours asked for.
def solve_b0a70004_v07(I):
    x1 = palette(I)
    x2 = tophalf(I)
    x3 = bottomhalf(I)
    x4 = height(x2)
    x5 = toivec(x4)
    x6 = width(I)
    x7 = astuple(ONE, x6)
    x8 = crop(I, x5, x7)
    x9 = hmirror(x3)
    x10 = sink(x9)
    x11 = hmirror(x10)
    x12 = sink(x2)
    x13 = vconcat(x12, x8)
    O = vconcat(x13, x11)
    return O


# Beams.


# Each way by itself.
def solve_b0a70005_v01(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = rbind(shoot, UP_RIGHT)
    x4 = rbind(shoot, DOWN_LEFT)
    x5 = rbind(shoot, UNITY)
    x6 = rbind(shoot, NEG_UNITY)
    x7 = fork(combine, x3, x4)
    x8 = fork(combine, x5, x6)
    x9 = mapply(x7, x1)
    x10 = mapply(x8, x2)
    x11 = recolor(FOUR, x9)
    x12 = recolor(EIGHT, x10)
    x13 = paint(I, x11)
    x14 = paint(x13, x12)
    x15 = intersection(x9, x10)
    x16 = recolor(TWO, x15)
    O = paint(x14, x16)
    return O


# No red where they meet.
def solve_b0a70005_v02(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = rbind(rays, UP_RIGHT)
    x4 = rbind(rays, UNITY)
    x5 = mapply(x3, x1)
    x6 = mapply(x4, x2)
    x7 = fill(I, FOUR, x5)
    O = fill(x7, EIGHT, x6)
    return O


# The directions exchanged.
def solve_b0a70005_v03(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = rbind(rays, UNITY)
    x4 = rbind(rays, UP_RIGHT)
    x5 = mapply(x3, x1)
    x6 = mapply(x4, x2)
    x7 = intersection(x5, x6)
    x8 = fill(I, FOUR, x5)
    x9 = fill(x8, EIGHT, x6)
    O = fill(x9, TWO, x7)
    return O


# One way only.
def solve_b0a70005_v04(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = rbind(shoot, UP_RIGHT)
    x4 = rbind(shoot, UNITY)
    x5 = mapply(x3, x1)
    x6 = mapply(x4, x2)
    x7 = intersection(x5, x6)
    x8 = fill(I, FOUR, x5)
    x9 = fill(x8, EIGHT, x6)
    O = fill(x9, TWO, x7)
    return O


# Along rows and columns.
def solve_b0a70005_v05(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = mapply(hfrontier, x1)
    x4 = mapply(vfrontier, x2)
    x5 = intersection(x3, x4)
    x6 = fill(I, FOUR, x3)
    x7 = fill(x6, EIGHT, x4)
    O = fill(x7, TWO, x5)
    return O


# All lamps taken for one.
def solve_b0a70005_v06(I):
    x1 = ofcolor(I, FOUR)
    x2 = rays(x1, UP_RIGHT)
    O = fill(I, FOUR, x2)
    return O


# The part of the grid that is blue.
def solve_b0a70005_v07(I):
    x1 = ofcolor(I, ONE)
    O = subgrid(x1, I)
    return O


# As the solver, with a mirror to no purpose.
def solve_b0a70005_v08(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = vmirror(I)
    x4 = rbind(rays, UP_RIGHT)
    x5 = rbind(rays, UNITY)
    x6 = mapply(x4, x1)
    x7 = mapply(x5, x2)
    x8 = intersection(x6, x7)
    x9 = fill(I, FOUR, x6)
    x10 = fill(x9, EIGHT, x7)
    O = fill(x10, TWO, x8)
    return O


# Worn mosaic.


# Two steps do, when the second uses the first.
def solve_b0a70006_v01(I):
    x1 = rot90(I)
    x2 = under(I, x1)
    x3 = rot180(x2)
    O = under(x2, x3)
    return O


# One quarter turn only.
def solve_b0a70006_v02(I):
    x1 = rot90(I)
    O = under(I, x1)
    return O


# Two of the three turns.
def solve_b0a70006_v03(I):
    x1 = rot90(I)
    x2 = rot180(I)
    x3 = under(I, x1)
    O = under(x3, x2)
    return O


# As if mirrored.
def solve_b0a70006_v04(I):
    x1 = vmirror(I)
    x2 = hmirror(I)
    x3 = under(I, x1)
    O = under(x3, x2)
    return O


# The highest colour for the worn cells.
def solve_b0a70006_v05(I):
    x1 = palette(I)
    x2 = maximum(x1)
    O = replace(I, ZERO, x2)
    return O


# What a half turn agrees with.
def solve_b0a70006_v06(I):
    x1 = rot180(I)
    O = cellwise(I, x1, ZERO)
    return O


# Grows to some hundred copies.
def solve_b0a70006_v07(I):
    x1 = rot90(I)
    x2 = under(I, x1)
    x3 = rot180(x2)
    x4 = under(x2, x3)
    x5 = power(fourfold, THREE)
    x6 = x5(x4)
    O = twice(x6)
    return O


# As the first, with a line to no purpose.
def solve_b0a70006_v08(I):
    x1 = rot270(I)
    x2 = rot90(I)
    x3 = under(I, x2)
    x4 = rot180(x3)
    O = under(x3, x4)
    return O


# A turned grid where an object is wanted.
def solve_b0a70006_v09(I):
    x1 = rot90(I)
    x2 = ofcolor(I, ZERO)
    x3 = shift(x2, x1)
    O = fill(I, ONE, x3)
    return O


# No twin.


# Shapes compared in one colour.
def solve_b0a70007_v01(I):
    x1 = objects(I, T, T, T)
    x2 = lbind(recolor, ZERO)
    x3 = compose(normalize, x2)
    x4 = totuple(x1)
    x5 = apply(x3, x4)
    x6 = leastcommon(x5)
    x7 = matcher(x3, x6)
    x8 = extract(x1, x7)
    O = subgrid(x8, I)
    return O


# The topmost.
def solve_b0a70007_v02(I):
    x1 = objects(I, T, T, T)
    x2 = argmin(x1, ulcorner)
    O = subgrid(x2, I)
    return O


# The lowest.
def solve_b0a70007_v03(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, lrcorner)
    O = subgrid(x2, I)
    return O


# The right one, mirrored.
def solve_b0a70007_v04(I):
    x1 = objects(I, T, T, T)
    x2 = compose(normalize, toindices)
    x3 = totuple(x1)
    x4 = apply(x2, x3)
    x5 = leastcommon(x4)
    x6 = matcher(x2, x5)
    x7 = extract(x1, x6)
    x8 = subgrid(x7, I)
    O = vmirror(x8)
    return O


# The right one, alone on its own ground.
def solve_b0a70007_v05(I):
    x1 = objects(I, T, T, T)
    x2 = compose(normalize, toindices)
    x3 = totuple(x1)
    x4 = apply(x2, x3)
    x5 = leastcommon(x4)
    x6 = matcher(x2, x5)
    x7 = extract(x1, x6)
    x8 = shape(x7)
    x9 = mostcolor(I)
    x10 = canvas(x9, x8)
    x11 = normalize(x7)
    O = paint(x10, x11)
    return O


# No shape has no cells.
def solve_b0a70007_v06(I):
    x1 = objects(I, T, T, T)
    x2 = matcher(size, ZERO)
    x3 = extract(x1, x2)
    O = subgrid(x3, I)
    return O


# As the solver, with the first shape taken and left.
def solve_b0a70007_v07(I):
    x1 = objects(I, T, T, T)
    x2 = compose(normalize, toindices)
    x3 = totuple(x1)
    x4 = first(x3)
    x5 = apply(x2, x3)
    x6 = leastcommon(x5)
    x7 = matcher(x2, x6)
    x8 = extract(x1, x7)
    O = subgrid(x8, I)
    return O


# Census.


# Colours taken from the palette.
def solve_b0a70008_v01(I):
    x1 = objects(I, T, F, T)
    x2 = palette(I)
    x3 = remove(ZERO, x2)
    x4 = lbind(colorfilter, x1)
    x5 = compose(size, x4)
    x6 = order(x3, x5)
    x7 = valmax(x3, x5)
    x8 = lbind(subtract, x7)
    x9 = lbind(repeat, ZERO)
    x10 = chain(x9, x8, x5)
    x11 = fork(repeat, identity, x5)
    x12 = fork(combine, x11, x10)
    O = apply(x12, x6)
    return O


# Bars in the order of their colours.
def solve_b0a70008_v02(I):
    x1 = objects(I, T, F, T)
    x2 = palette(I)
    x3 = remove(ZERO, x2)
    x4 = lbind(colorfilter, x1)
    x5 = compose(size, x4)
    x6 = order(x3, identity)
    x7 = valmax(x3, x5)
    x8 = lbind(subtract, x7)
    x9 = lbind(repeat, ZERO)
    x10 = chain(x9, x8, x5)
    x11 = fork(repeat, identity, x5)
    x12 = fork(combine, x11, x10)
    O = apply(x12, x6)
    return O


# The longest on top.
def solve_b0a70008_v03(I):
    x1 = objects(I, T, F, T)
    x2 = palette(I)
    x3 = remove(ZERO, x2)
    x4 = lbind(colorfilter, x1)
    x5 = compose(size, x4)
    x6 = compose(invert, x5)
    x7 = order(x3, x6)
    x8 = valmax(x3, x5)
    x9 = lbind(subtract, x8)
    x10 = lbind(repeat, ZERO)
    x11 = chain(x10, x9, x5)
    x12 = fork(repeat, identity, x5)
    x13 = fork(combine, x12, x11)
    O = apply(x13, x7)
    return O


# Bars from the right.
def solve_b0a70008_v04(I):
    x1 = objects(I, T, F, T)
    x2 = palette(I)
    x3 = remove(ZERO, x2)
    x4 = lbind(colorfilter, x1)
    x5 = compose(size, x4)
    x6 = order(x3, x5)
    x7 = valmax(x3, x5)
    x8 = lbind(subtract, x7)
    x9 = lbind(repeat, ZERO)
    x10 = chain(x9, x8, x5)
    x11 = fork(repeat, identity, x5)
    x12 = fork(combine, x10, x11)
    O = apply(x12, x6)
    return O


# A set has no most common element.
def solve_b0a70008_v05(I):
    x1 = objects(I, T, F, T)
    x2 = mostcommon(x1)
    O = subgrid(x2, I)
    return O


# As the solver, with the ground coloured.
def solve_b0a70008_v06(I):
    x1 = mostcolor(I)
    x2 = objects(I, T, F, T)
    x3 = totuple(x2)
    x4 = apply(color, x3)
    x5 = dedupe(x4)
    x6 = lbind(colorfilter, x2)
    x7 = compose(size, x6)
    x8 = order(x5, x7)
    x9 = valmax(x8, x7)
    x10 = lbind(subtract, x9)
    x11 = lbind(repeat, ZERO)
    x12 = chain(x11, x10, x7)
    x13 = fork(repeat, identity, x7)
    x14 = fork(combine, x13, x12)
    O = apply(x14, x8)
    return O


# Beads.


# First larger, then smaller.
def solve_b0a70009_v01(I):
    x1 = upscale(I, THREE)
    x2 = downscale(x1, TWO)
    x3 = leastcolor(I)
    x4 = downscale(I, TWO)
    x5 = coloured(x4)
    x6 = rbind(multiply, THREE)
    x7 = compose(increment, x6)
    x8 = apply(x7, x5)
    O = fill(x2, x3, x8)
    return O


# Holes in yellow always.
def solve_b0a70009_v02(I):
    x1 = downscale(I, TWO)
    x2 = upscale(x1, THREE)
    x3 = coloured(x1)
    x4 = rbind(multiply, THREE)
    x5 = compose(increment, x4)
    x6 = apply(x5, x3)
    O = fill(x2, FOUR, x6)
    return O


# Holes in the ground too.
def solve_b0a70009_v03(I):
    x1 = downscale(I, TWO)
    x2 = leastcolor(x1)
    x3 = upscale(x1, THREE)
    x4 = asindices(x1)
    x5 = rbind(multiply, THREE)
    x6 = compose(increment, x5)
    x7 = apply(x6, x4)
    O = fill(x3, x2, x7)
    return O


# No holes.
def solve_b0a70009_v04(I):
    x1 = downscale(I, TWO)
    O = upscale(x1, THREE)
    return O


# No scale.
def solve_b0a70009_v05(I):
    x1 = downscale(I, ZERO)
    O = upscale(x1, THREE)
    return O


# Beads sixteen times as wide as the cells.
def solve_b0a70009_v06(I):
    x1 = rbind(upscale, TWO)
    x2 = power(x1, FOUR)
    O = x2(I)
    return O


# As the solver, with its height.
def solve_b0a70009_v07(I):
    x1 = downscale(I, TWO)
    x2 = height(x1)
    x3 = leastcolor(x1)
    x4 = upscale(x1, THREE)
    x5 = coloured(x1)
    x6 = rbind(multiply, THREE)
    x7 = compose(increment, x6)
    x8 = apply(x7, x5)
    O = fill(x4, x3, x8)
    return O


# Fold.


# The left side painted over the folded right.
def solve_b0a7000a_v01(I):
    x1 = vmirror(I)
    x2 = lefthalf(x1)
    x3 = lefthalf(I)
    x4 = coloured(x3)
    x5 = toobject(x4, x3)
    x6 = paint(x2, x5)
    x7 = coloured(x2)
    x8 = intersection(x4, x7)
    O = fill(x6, TWO, x8)
    return O


# Laid over, not folded.
def solve_b0a7000a_v02(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = under(x1, x2)
    x4 = coloured(x1)
    x5 = coloured(x2)
    x6 = intersection(x4, x5)
    O = fill(x3, TWO, x6)
    return O


# No red.
def solve_b0a7000a_v03(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = vmirror(x2)
    O = under(x1, x3)
    return O


# What meets vanishes.
def solve_b0a7000a_v04(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = vmirror(x2)
    x4 = under(x1, x3)
    x5 = coloured(x1)
    x6 = coloured(x3)
    x7 = intersection(x5, x6)
    O = fill(x4, ZERO, x7)
    return O


# Red where the sides differ.
def solve_b0a7000a_v05(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = vmirror(x2)
    O = cellwise(x1, x3, TWO)
    return O


# The whole compared with a half.
def solve_b0a7000a_v06(I):
    x1 = lefthalf(I)
    O = cellwise(I, x1, TWO)
    return O


# As the solver, with both halves swapped in vain.
def solve_b0a7000a_v07(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = hconcat(x2, x1)
    x4 = vmirror(x2)
    x5 = under(x1, x4)
    x6 = coloured(x1)
    x7 = coloured(x4)
    x8 = intersection(x6, x7)
    O = fill(x5, TWO, x8)
    return O


# Clocks.


# Repeated no further than the grid is wide.
def solve_b0a7000b_v01(I):
    x1 = width(I)
    x2 = rbind(steps, x1)
    x3 = fork(x2, identity, hperiod)
    x4 = lines(I)
    x5 = mapply(x3, x4)
    O = paint(I, x5)
    return O


# Each row repeated by its own length, cut or not.
def solve_b0a7000b_v02(I):
    x1 = width(I)
    x2 = rbind(steps, x1)
    x3 = fork(x2, identity, width)
    x4 = lines(I)
    x5 = mapply(x3, x4)
    O = paint(I, x5)
    return O


# One period further only.
def solve_b0a7000b_v03(I):
    x1 = compose(tojvec, hperiod)
    x2 = fork(shift, identity, x1)
    x3 = lines(I)
    x4 = mapply(x2, x3)
    O = paint(I, x4)
    return O


# The rest in the highest colour of each row.
def solve_b0a7000b_v04(I):
    x1 = compose(hfrontier, ulcorner)
    x2 = compose(maximum, palette)
    x3 = fork(recolor, x2, x1)
    x4 = lines(I)
    x5 = mapply(x3, x4)
    x6 = paint(I, x5)
    O = under(I, x6)
    return O


# A step of nothing.
def solve_b0a7000b_v05(I):
    x1 = width(I)
    x2 = lines(I)
    x3 = rbind(steps, x1)
    x4 = rbind(x3, ZERO)
    x5 = mapply(x4, x2)
    O = paint(I, x5)
    return O


# As the solver, with its width.
def solve_b0a7000b_v06(I):
    x1 = coloured(I)
    x2 = width(I)
    x3 = height(I)
    x4 = interval(ZERO, x3, ONE)
    x5 = compose(hfrontier, toivec)
    x6 = lbind(intersection, x1)
    x7 = rbind(toobject, I)
    x8 = chain(x7, x6, x5)
    x9 = apply(x8, x4)
    x10 = mapply(rolled, x9)
    O = paint(I, x10)
    return O


# Lamps.


# Light falls on the commonest colour, which need not be black.
def solve_b0a7000c_v01(I):
    x1 = ofcolor(I, FIVE)
    x2 = coloured(I)
    x3 = difference(x2, x1)
    x4 = fill(I, ZERO, x3)
    x5 = objects(x4, T, F, F)
    x6 = colorfilter(x5, ZERO)
    x7 = rbind(bordering, I)
    x8 = compose(flip, x7)
    x9 = sfilter(x6, x8)
    x10 = rbind(toobject, I)
    x11 = chain(maximum, palette, x10)
    x12 = fork(recolor, x11, identity)
    x13 = mapply(x12, x9)
    O = underpaint(I, x13)
    return O


# Light leaves the open rooms.
def solve_b0a7000c_v02(I):
    x1 = ofcolor(I, FIVE)
    x2 = coloured(I)
    x3 = difference(x2, x1)
    x4 = fill(I, ZERO, x3)
    x5 = objects(x4, T, F, F)
    x6 = colorfilter(x5, ZERO)
    x7 = rbind(toobject, I)
    x8 = chain(maximum, palette, x7)
    x9 = fork(recolor, x8, identity)
    x10 = mapply(x9, x6)
    O = paint(I, x10)
    return O


# The rarer colour of a room is its lamp.
def solve_b0a7000c_v03(I):
    x1 = ofcolor(I, FIVE)
    x2 = coloured(I)
    x3 = difference(x2, x1)
    x4 = fill(I, ZERO, x3)
    x5 = objects(x4, T, F, F)
    x6 = rbind(bordering, I)
    x7 = matcher(color, FIVE)
    x8 = fork(either, x6, x7)
    x9 = compose(flip, x8)
    x10 = sfilter(x5, x9)
    x11 = rbind(toobject, I)
    x12 = compose(leastcolor, x11)
    x13 = fork(recolor, x12, identity)
    x14 = mapply(x13, x10)
    O = paint(I, x14)
    return O


# The lamps go out.
def solve_b0a7000c_v04(I):
    x1 = ofcolor(I, FIVE)
    x2 = coloured(I)
    x3 = difference(x2, x1)
    O = cover(I, x3)
    return O


# Each lamp lights the cells next to it, in yellow.
def solve_b0a7000c_v05(I):
    x1 = ofcolor(I, FIVE)
    x2 = coloured(I)
    x3 = difference(x2, x1)
    x4 = mapply(neighbors, x3)
    x5 = difference(x4, x2)
    O = fill(I, FOUR, x5)
    return O


# A room is not a number.
def solve_b0a7000c_v06(I):
    x1 = objects(I, T, F, F)
    x2 = colorfilter(x1, ZERO)
    x3 = merge(x2)
    x4 = increment(x3)
    O = fill(I, FOUR, x4)
    return O


# Every closed room in yellow, lamp or not.
def solve_b0a7000c_v07(I):
    x1 = objects(I, T, F, F)
    x2 = colorfilter(x1, ZERO)
    x3 = rbind(bordering, I)
    x4 = compose(flip, x3)
    x5 = mfilter(x2, x4)
    O = fill(I, FOUR, x5)
    return O


# As the solver, with the walls walked round.
def solve_b0a7000c_v08(I):
    x1 = ofcolor(I, FIVE)
    x2 = box(x1)
    x3 = coloured(I)
    x4 = difference(x3, x1)
    x5 = fill(I, ZERO, x4)
    x6 = objects(x5, T, F, F)
    x7 = colorfilter(x6, ZERO)
    x8 = rbind(bordering, I)
    x9 = compose(flip, x8)
    x10 = sfilter(x7, x9)
    x11 = rbind(toobject, I)
    x12 = chain(maximum, palette, x11)
    x13 = fork(recolor, x12, identity)
    x14 = mapply(x13, x10)
    O = paint(I, x14)
    return O


# Magnet.


# As the first, with a line to no purpose.
def solve_b0a7000d_v01(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = size(x1)
    x4 = remove(x2, x1)
    x5 = rbind(gravitate, x2)
    x6 = fork(shift, identity, x5)
    x7 = mapply(x6, x4)
    x8 = merge(x4)
    x9 = cover(I, x8)
    O = paint(x9, x7)
    return O


# The pieces stay behind as well.
def solve_b0a7000d_v02(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = remove(x2, x1)
    x4 = rbind(gravitate, x2)
    x5 = fork(shift, identity, x4)
    x6 = mapply(x5, x3)
    O = paint(I, x6)
    return O


# The pieces vanish.
def solve_b0a7000d_v03(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = remove(x2, x1)
    x4 = merge(x3)
    O = cover(I, x4)
    return O


# A colour where a block is wanted.
def solve_b0a7000d_v04(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = remove(x2, x1)
    x4 = rbind(gravitate, FIVE)
    x5 = fork(shift, identity, x4)
    x6 = mapply(x5, x3)
    x7 = merge(x3)
    x8 = cover(I, x7)
    O = paint(x8, x6)
    return O


# Targets.


# As the first, looked at from behind in vain.
def solve_b0a7000e_v01(I):
    x1 = rot180(I)
    x2 = objects(I, F, T, T)
    x3 = fork(recolor, leastcolor, box)
    x4 = mapply(x3, x2)
    x5 = mapply(inbox, x2)
    x6 = cover(I, x5)
    O = paint(x6, x4)
    return O


# The ring within stays.
def solve_b0a7000e_v02(I):
    x1 = objects(I, F, T, T)
    x2 = fork(recolor, leastcolor, box)
    x3 = mapply(x2, x1)
    O = paint(I, x3)
    return O


# The outline in the colour it has.
def solve_b0a7000e_v03(I):
    x1 = objects(I, F, T, T)
    x2 = fork(recolor, mostcolor, box)
    x3 = mapply(x2, x1)
    x4 = mapply(inbox, x1)
    x5 = cover(I, x4)
    O = paint(x5, x3)
    return O


# All rectangles taken for one.
def solve_b0a7000e_v04(I):
    x1 = objects(I, F, T, T)
    x2 = fork(recolor, leastcolor, box)
    x3 = mapply(x2, x1)
    x4 = inbox(x1)
    x5 = cover(I, x4)
    O = paint(x5, x3)
    return O


# Floor plan.


# As the first, with the walls found and forgotten.
def solve_b0a7000f_v01(I):
    x1 = compress(I)
    x2 = frontiers(I)
    x3 = dedupe(x1)
    x4 = dmirror(x3)
    x5 = dedupe(x4)
    O = dmirror(x5)
    return O


# Rooms as wide as they are.
def solve_b0a7000f_v02(I):
    x1 = compress(I)
    O = dedupe(x1)
    return O


# One wall each stays.
def solve_b0a7000f_v03(I):
    x1 = dedupe(I)
    x2 = dmirror(x1)
    x3 = dedupe(x2)
    O = dmirror(x3)
    return O


# One row where a plan is wanted.
def solve_b0a7000f_v04(I):
    x1 = compress(I)
    x2 = first(x1)
    O = dmirror(x2)
    return O


# Elastic.


# As the second, with its shape asked for twice.
def solve_b0a70010_v01(I):
    x1 = partition(I)
    x2 = size(x1)
    x3 = power(decrement, TWO)
    x4 = shape(I)
    x5 = x3(x2)
    x6 = ofcolor(I, FIVE)
    x7 = size(x6)
    x8 = fill(I, ZERO, x6)
    x9 = vupscale(x8, x7)
    O = hupscale(x9, x5)
    return O


# The grey stays.
def solve_b0a70010_v02(I):
    x1 = numcolors(I)
    x2 = subtract(x1, TWO)
    x3 = colorcount(I, FIVE)
    x4 = hupscale(I, x2)
    O = vupscale(x4, x3)
    return O


# Black counts for a colour.
def solve_b0a70010_v03(I):
    x1 = numcolors(I)
    x2 = decrement(x1)
    x3 = colorcount(I, FIVE)
    x4 = hupscale(I, x2)
    x5 = vupscale(x4, x3)
    O = replace(x5, FIVE, ZERO)
    return O


# As often as what it shows.
def solve_b0a70010_v04(I):
    x1 = colorcount(I, FIVE)
    x2 = hupscale(I, I)
    x3 = vupscale(x2, x1)
    O = replace(x3, FIVE, ZERO)
    return O


# Vote.


# As the second, with a mirror nobody looks into.
def solve_b0a70011_v01(I):
    x1 = panels(I)
    x2 = vmirror(I)
    x3 = first(x1)
    x4 = lbind(vote, x1)
    x5 = asindices(x3)
    x6 = apply(x4, x5)
    O = paint(x3, x6)
    return O


# The first picture, faults and all.
def solve_b0a70011_v02(I):
    x1 = panels(I)
    O = first(x1)
    return O


# Only where all three agree.
def solve_b0a70011_v03(I):
    x1 = panels(I)
    x2 = first(x1)
    x3 = last(x1)
    x4 = remove(x2, x1)
    x5 = first(x4)
    x6 = cellwise(x2, x3, ZERO)
    x7 = cellwise(x3, x5, ZERO)
    O = cellwise(x6, x7, ZERO)
    return O


# A picture compared with all three.
def solve_b0a70011_v04(I):
    x1 = panels(I)
    x2 = first(x1)
    x3 = last(x1)
    x4 = remove(x2, x1)
    x5 = first(x4)
    x6 = cellwise(I, x3, ZERO)
    x7 = cellwise(x3, x5, ZERO)
    x8 = cellwise(x5, x2, ZERO)
    x9 = under(x6, x7)
    O = under(x9, x8)
    return O


# Sparks.


# As the second, with the ground asked for.
def solve_b0a70012_v01(I):
    x1 = objects(I, T, F, T)
    x2 = mostcolor(I)
    x3 = mapply(sparks, x1)
    O = underfill(I, FOUR, x3)
    return O


# Over the other rectangles.
def solve_b0a70012_v02(I):
    x1 = objects(I, T, F, T)
    x2 = apply(ulcorner, x1)
    x3 = apply(urcorner, x1)
    x4 = apply(llcorner, x1)
    x5 = apply(lrcorner, x1)
    x6 = rbind(shoot, NEG_UNITY)
    x7 = rbind(shoot, UP_RIGHT)
    x8 = rbind(shoot, DOWN_LEFT)
    x9 = rbind(shoot, UNITY)
    x10 = mapply(x6, x2)
    x11 = mapply(x7, x3)
    x12 = mapply(x8, x4)
    x13 = mapply(x9, x5)
    x14 = combine(x10, x11)
    x15 = combine(x12, x13)
    x16 = combine(x14, x15)
    O = fill(I, FOUR, x16)
    return O


# From the upper corners only.
def solve_b0a70012_v03(I):
    x1 = objects(I, T, F, T)
    x2 = apply(ulcorner, x1)
    x3 = apply(urcorner, x1)
    x4 = rbind(shoot, NEG_UNITY)
    x5 = rbind(shoot, UP_RIGHT)
    x6 = mapply(x4, x2)
    x7 = mapply(x5, x3)
    x8 = combine(x6, x7)
    O = underfill(I, FOUR, x8)
    return O


# A number where a direction is wanted.
def solve_b0a70012_v04(I):
    x1 = objects(I, T, F, T)
    x2 = apply(ulcorner, x1)
    x3 = apply(urcorner, x1)
    x4 = apply(llcorner, x1)
    x5 = apply(lrcorner, x1)
    x6 = rbind(shoot, NEG_ONE)
    x7 = rbind(shoot, UP_RIGHT)
    x8 = rbind(shoot, DOWN_LEFT)
    x9 = rbind(shoot, UNITY)
    x10 = mapply(x6, x2)
    x11 = mapply(x7, x3)
    x12 = mapply(x8, x4)
    x13 = mapply(x9, x5)
    x14 = combine(x10, x11)
    x15 = combine(x12, x13)
    x16 = combine(x14, x15)
    O = underfill(I, FOUR, x16)
    return O


# Aquarium.


# As the first, with the fish coloured for nothing.
def solve_b0a70013_v01(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = coloured(I)
    x4 = ofcolor(I, FIVE)
    x5 = difference(x3, x4)
    x6 = toobject(x5, I)
    x7 = lbind(intersection, x5)
    x8 = chain(size, x7, backdrop)
    x9 = argmax(x2, x8)
    x10 = subgrid(x9, I)
    O = trim(x10)
    return O


# With its walls.
def solve_b0a70013_v02(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = coloured(I)
    x4 = ofcolor(I, FIVE)
    x5 = difference(x3, x4)
    x6 = lbind(intersection, x5)
    x7 = chain(size, x6, backdrop)
    x8 = argmax(x2, x7)
    O = subgrid(x8, I)
    return O


# The emptiest tank.
def solve_b0a70013_v03(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = coloured(I)
    x4 = ofcolor(I, FIVE)
    x5 = difference(x3, x4)
    x6 = lbind(intersection, x5)
    x7 = chain(size, x6, backdrop)
    x8 = argmin(x2, x7)
    x9 = subgrid(x8, I)
    O = trim(x9)
    return O


# No tank has colour ten.
def solve_b0a70013_v04(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, TEN)
    x3 = coloured(I)
    x4 = ofcolor(I, FIVE)
    x5 = difference(x3, x4)
    x6 = lbind(intersection, x5)
    x7 = chain(size, x6, backdrop)
    x8 = argmax(x2, x7)
    x9 = subgrid(x8, I)
    O = trim(x9)
    return O


# Sticks.


# As the first, with single cells looked for.
def solve_b0a70014_v01(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = mfilter(x1, hline)
    x4 = mfilter(x1, vline)
    x5 = mfilter(x1, square)
    x6 = fill(I, ONE, x3)
    x7 = fill(x6, TWO, x4)
    O = fill(x7, FOUR, x5)
    return O


# Squares stay as they are.
def solve_b0a70014_v02(I):
    x1 = objects(I, T, T, T)
    x2 = mfilter(x1, hline)
    x3 = mfilter(x1, vline)
    x4 = fill(I, ONE, x2)
    O = fill(x4, TWO, x3)
    return O


# Blue and red exchanged.
def solve_b0a70014_v03(I):
    x1 = objects(I, T, T, T)
    x2 = mfilter(x1, hline)
    x3 = mfilter(x1, vline)
    x4 = mfilter(x1, square)
    x5 = fill(I, TWO, x2)
    x6 = fill(x5, ONE, x3)
    O = fill(x6, FOUR, x4)
    return O


# All shapes taken for one line.
def solve_b0a70014_v04(I):
    x1 = objects(I, T, T, T)
    x2 = hline(x1)
    x3 = mfilter(x1, vline)
    x4 = mfilter(x1, square)
    x5 = fill(I, ONE, x2)
    x6 = fill(x5, TWO, x3)
    O = fill(x6, FOUR, x4)
    return O


# Mines.


# As the first, with the mines counted.
def solve_b0a70015_v01(I):
    x1 = ofcolor(I, FIVE)
    x2 = size(x1)
    x3 = ofcolor(I, ZERO)
    x4 = lbind(intersection, x1)
    x5 = chain(size, x4, neighbors)
    x6 = fork(astuple, x5, identity)
    x7 = apply(x6, x3)
    O = paint(I, x7)
    return O


# Mines across the corners do not count.
def solve_b0a70015_v02(I):
    x1 = ofcolor(I, FIVE)
    x2 = ofcolor(I, ZERO)
    x3 = lbind(intersection, x1)
    x4 = chain(size, x3, dneighbors)
    x5 = fork(astuple, x4, identity)
    x6 = apply(x5, x2)
    O = paint(I, x6)
    return O


# Only mines across the corners count.
def solve_b0a70015_v03(I):
    x1 = ofcolor(I, FIVE)
    x2 = ofcolor(I, ZERO)
    x3 = lbind(intersection, x1)
    x4 = chain(size, x3, ineighbors)
    x5 = fork(astuple, x4, identity)
    x6 = apply(x5, x2)
    O = paint(I, x6)
    return O


# Grid and places mixed up.
def solve_b0a70015_v04(I):
    x1 = ofcolor(I, ZERO)
    x2 = lbind(intersection, I)
    x3 = chain(size, x2, neighbors)
    x4 = fork(astuple, x3, identity)
    x5 = apply(x4, x1)
    O = paint(I, x5)
    return O


# Boards.


# As the first, with the places of the grid.
def solve_b0a70016_v01(I):
    x1 = objects(I, T, F, T)
    x2 = asindices(I)
    x3 = mapply(dark, x1)
    O = cover(I, x3)
    return O


# The corner goes, its neighbours stay.
def solve_b0a70016_v02(I):
    x1 = objects(I, T, F, T)
    x2 = mapply(light, x1)
    O = cover(I, x2)
    return O


# Grey where cells should go.
def solve_b0a70016_v03(I):
    x1 = objects(I, T, F, T)
    x2 = mapply(dark, x1)
    O = fill(I, FIVE, x2)
    return O


# One board of all rectangles.
def solve_b0a70016_v04(I):
    x1 = objects(I, T, F, T)
    x2 = dark(x1)
    O = cover(I, x2)
    return O


# Looking glass.


# As the first, with a turn to no purpose.
def solve_b0a70017_v01(I):
    x1 = rot90(I)
    x2 = index(I, ORIGIN)
    x3 = equality(x2, FIVE)
    x4 = dmirror(I)
    x5 = cmirror(I)
    x6 = branch(x3, x4, x5)
    O = under(I, x6)
    return O


# As if the mirror always fell.
def solve_b0a70017_v02(I):
    x1 = dmirror(I)
    O = under(I, x1)
    return O


# As if the mirror always rose.
def solve_b0a70017_v03(I):
    x1 = cmirror(I)
    O = under(I, x1)
    return O


# The mirror itself where what it shows is wanted.
def solve_b0a70017_v04(I):
    x1 = index(I, ORIGIN)
    x2 = equality(x1, FIVE)
    x3 = branch(x2, dmirror, cmirror)
    O = under(I, x3)
    return O


# Carpet.


# As the second, with the colours of the wool.
def solve_b0a70018_v01(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = palette(x2)
    x4 = vperiod(x2)
    x5 = hperiod(x2)
    x6 = astuple(x4, x5)
    x7 = crop(I, ORIGIN, x6)
    x8 = power(tower, TWO)
    x9 = x8(x7)
    x10 = shape(I)
    O = crop(x9, ORIGIN, x10)
    return O


# To the right only.
def solve_b0a70018_v02(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = hperiod(x2)
    x4 = width(I)
    x5 = interval(ZERO, ONE, ONE)
    x6 = interval(ZERO, x4, x3)
    x7 = prapply(astuple, x5, x6)
    x8 = lbind(shift, x2)
    x9 = mapply(x8, x7)
    O = paint(I, x9)
    return O


# The two periods exchanged.
def solve_b0a70018_v03(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = hperiod(x2)
    x4 = vperiod(x2)
    x5 = height(I)
    x6 = width(I)
    x7 = interval(ZERO, x5, x3)
    x8 = interval(ZERO, x6, x4)
    x9 = prapply(astuple, x7, x8)
    x10 = lbind(shift, x2)
    x11 = mapply(x10, x9)
    O = paint(I, x11)
    return O


# A step of nothing.
def solve_b0a70018_v04(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = hperiod(x2)
    x4 = height(I)
    x5 = width(I)
    x6 = interval(ZERO, x4, ZERO)
    x7 = interval(ZERO, x5, x3)
    x8 = prapply(astuple, x6, x7)
    x9 = lbind(shift, x2)
    x10 = mapply(x9, x8)
    O = paint(I, x10)
    return O


# Negative.


# As the first, with each shape moved to the corner.
def solve_b0a70019_v01(I):
    x1 = objects(I, F, T, T)
    x2 = apply(normalize, x1)
    x3 = mapply(negative, x1)
    O = paint(I, x3)
    return O


# All of a shape in its rarer colour.
def solve_b0a70019_v02(I):
    x1 = objects(I, F, T, T)
    x2 = fork(recolor, leastcolor, identity)
    x3 = mapply(x2, x1)
    O = paint(I, x3)
    return O


# The largest shape only.
def solve_b0a70019_v03(I):
    x1 = objects(I, F, T, T)
    x2 = argmax(x1, size)
    x3 = negative(x2)
    O = paint(I, x3)
    return O


# Parts of one colour, which have no other.
def solve_b0a70019_v04(I):
    x1 = objects(I, T, T, T)
    x2 = mapply(negative, x1)
    O = paint(I, x2)
    return O


# Cards.


# As the second, with the number of colours.
def solve_b0a7001a_v01(I):
    x1 = numcolors(I)
    x2 = partition(I)
    x3 = matcher(color, ZERO)
    x4 = compose(flip, x3)
    x5 = sfilter(x2, x4)
    x6 = chain(invert, size, backdrop)
    x7 = order(x5, x6)
    x8 = apply(color, x7)
    x9 = apply(backdrop, x7)
    x10 = mpapply(recolor, x8, x9)
    O = paint(I, x10)
    return O


# The larger cards on top.
def solve_b0a7001a_v02(I):
    x1 = fgpartition(I)
    x2 = fork(recolor, color, backdrop)
    x3 = apply(x2, x1)
    x4 = order(x3, size)
    x5 = merge(x4)
    O = paint(I, x5)
    return O


# Frames in place of cards.
def solve_b0a7001a_v03(I):
    x1 = fgpartition(I)
    x2 = fork(recolor, color, box)
    x3 = apply(x2, x1)
    x4 = compose(invert, size)
    x5 = order(x3, x4)
    x6 = merge(x5)
    O = paint(I, x6)
    return O


# The way to make cards where cards are wanted.
def solve_b0a7001a_v04(I):
    x1 = fork(recolor, color, backdrop)
    O = paint(I, x1)
    return O


# Moths.


# As the second, with the moths in one place.
def solve_b0a7001b_v01(I):
    x1 = fgpartition(I)
    x2 = merge(x1)
    x3 = matcher(first, FOUR)
    x4 = extract(x2, x3)
    x5 = last(x4)
    x6 = remove(x4, x2)
    x7 = normalize(x6)
    x8 = lbind(trail, x5)
    x9 = compose(x8, last)
    x10 = mapply(x9, x6)
    x11 = fill(I, FIVE, x10)
    x12 = lbind(nearer, x5)
    x13 = compose(x12, last)
    x14 = fork(astuple, first, x13)
    x15 = lbind(apply, x14)
    x16 = power(x15, THREE)
    x17 = x16(x6)
    O = paint(x11, x17)
    return O


# Two steps only.
def solve_b0a7001b_v02(I):
    x1 = ofcolor(I, FOUR)
    x2 = first(x1)
    x3 = lbind(nearer, x2)
    x4 = power(x3, TWO)
    x5 = power(x3, TWO)
    x6 = astuple(x3, x4)
    x7 = lbind(rapply, x6)
    x8 = coloured(I)
    x9 = difference(x8, x1)
    x10 = mapply(x7, x9)
    x11 = combine(x9, x10)
    x12 = fill(I, FIVE, x11)
    x13 = toobject(x9, I)
    x14 = compose(x5, last)
    x15 = fork(astuple, first, x14)
    x16 = apply(x15, x13)
    O = paint(x12, x16)
    return O


# No trail.
def solve_b0a7001b_v03(I):
    x1 = ofcolor(I, FOUR)
    x2 = first(x1)
    x3 = lbind(nearer, x2)
    x4 = power(x3, THREE)
    x5 = coloured(I)
    x6 = difference(x5, x1)
    x7 = cover(I, x6)
    x8 = toobject(x6, I)
    x9 = compose(x4, last)
    x10 = fork(astuple, first, x9)
    x11 = apply(x10, x8)
    O = paint(x7, x11)
    return O


# The lamp not taken out of its set.
def solve_b0a7001b_v04(I):
    x1 = ofcolor(I, FOUR)
    x2 = lbind(nearer, x1)
    x3 = power(x2, TWO)
    x4 = power(x2, THREE)
    x5 = astuple(x2, x3)
    x6 = lbind(rapply, x5)
    x7 = coloured(I)
    x8 = difference(x7, x1)
    x9 = mapply(x6, x8)
    x10 = combine(x8, x9)
    x11 = fill(I, FIVE, x10)
    x12 = toobject(x8, I)
    x13 = compose(x4, last)
    x14 = fork(astuple, first, x13)
    x15 = apply(x14, x12)
    O = paint(x11, x15)
    return O


# Burst.


# As the first, with its mass.
def solve_b0a7001c_v01(I):
    x1 = ofcolor(I, TWO)
    x2 = first(x1)
    x3 = lbind(farther, x2)
    x4 = coloured(I)
    x5 = toobject(x4, I)
    x6 = centerofmass(x5)
    x7 = compose(x3, last)
    x8 = fork(astuple, first, x7)
    x9 = apply(x8, x5)
    x10 = cover(I, x4)
    O = paint(x10, x9)
    return O


# The picture before it stays.
def solve_b0a7001c_v02(I):
    x1 = ofcolor(I, TWO)
    x2 = first(x1)
    x3 = lbind(farther, x2)
    x4 = coloured(I)
    x5 = toobject(x4, I)
    x6 = compose(x3, last)
    x7 = fork(astuple, first, x6)
    x8 = apply(x7, x5)
    O = paint(I, x8)
    return O


# Two steps away.
def solve_b0a7001c_v03(I):
    x1 = ofcolor(I, TWO)
    x2 = first(x1)
    x3 = lbind(farther, x2)
    x4 = coloured(I)
    x5 = toobject(x4, I)
    x6 = chain(x3, x3, last)
    x7 = fork(astuple, first, x6)
    x8 = apply(x7, x5)
    x9 = cover(I, x4)
    O = paint(x9, x8)
    return O


# No core has colour ten.
def solve_b0a7001c_v04(I):
    x1 = ofcolor(I, TEN)
    x2 = first(x1)
    x3 = lbind(farther, x2)
    x4 = coloured(I)
    x5 = toobject(x4, I)
    x6 = compose(x3, last)
    x7 = fork(astuple, first, x6)
    x8 = apply(x7, x5)
    x9 = cover(I, x4)
    O = paint(x9, x8)
    return O


# Contagion.


# As the second, with the red cells found.
def solve_b0a7001d_v01(I):
    x1 = ofcolor(I, TWO)
    x2 = objects(I, F, F, T)
    x3 = lbind(contained, TWO)
    x4 = compose(x3, palette)
    x5 = mfilter(x2, x4)
    O = fill(I, TWO, x5)
    return O


# One step only.
def solve_b0a7001d_v02(I):
    O = spread(I)
    return O


# Two steps only.
def solve_b0a7001d_v03(I):
    x1 = power(spread, TWO)
    O = x1(I)
    return O


# Beside shapes that are not there.
def solve_b0a7001d_v04(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, TEN)
    x3 = merge(x2)
    x4 = rbind(adjacent, x3)
    x5 = mfilter(x1, x4)
    O = fill(I, TWO, x5)
    return O


# Signals.


# As the first, with all shapes in one.
def solve_b0a7001e_v01(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = merge(x2)
    x4 = difference(x1, x2)
    x5 = lbind(dyed, x4)
    x6 = mapply(x5, x2)
    O = paint(I, x6)
    return O


# All in the colour of the first dot.
def solve_b0a7001e_v02(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = first(x3)
    x5 = color(x4)
    x6 = merge(x2)
    O = fill(I, x5, x6)
    return O


# The dots go.
def solve_b0a7001e_v03(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = lbind(dyed, x3)
    x5 = mapply(x4, x2)
    x6 = paint(I, x5)
    x7 = merge(x3)
    O = cover(x6, x7)
    return O


# Not every shape has a dot beside it in its rows.
def solve_b0a7001e_v04(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = first(x2)
    x5 = lbind(adjacent, x4)
    x6 = extract(x3, x5)
    x7 = color(x6)
    O = fill(I, x7, x4)
    return O


# Middle.


# As the second, with the least of them.
def solve_b0a7001f_v01(I):
    x1 = objects(I, T, T, T)
    x2 = argmin(x1, size)
    x3 = mfilter(x1, halved)
    x4 = compose(flip, halved)
    x5 = sfilter(x1, x4)
    x6 = apply(centerofmass, x5)
    x7 = recolor(FIVE, x3)
    x8 = recolor(TWO, x6)
    x9 = combine(x7, x8)
    O = paint(I, x9)
    return O


# Even ones keep their colour.
def solve_b0a7001f_v02(I):
    x1 = objects(I, T, F, T)
    x2 = compose(even, height)
    x3 = sfilter(x1, x2)
    x4 = difference(x1, x3)
    x5 = apply(center, x4)
    O = fill(I, TWO, x5)
    return O


# The odd ones turn grey.
def solve_b0a7001f_v03(I):
    x1 = objects(I, T, F, T)
    x2 = compose(even, height)
    x3 = sfilter(x1, x2)
    x4 = difference(x1, x3)
    x5 = merge(x4)
    x6 = apply(center, x3)
    x7 = fill(I, FIVE, x5)
    O = fill(x7, TWO, x6)
    return O


# One middle for all.
def solve_b0a7001f_v04(I):
    x1 = objects(I, T, F, T)
    x2 = compose(even, height)
    x3 = sfilter(x1, x2)
    x4 = difference(x1, x3)
    x5 = merge(x3)
    x6 = center(x4)
    x7 = fill(I, FIVE, x5)
    O = fill(x7, TWO, x6)
    return O


# Hedge.


# As the first, with the highest bush.
def solve_b0a70020_v01(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, height)
    x3 = valmin(x1, height)
    x4 = height(I)
    x5 = subtract(x4, x3)
    x6 = width(I)
    x7 = astuple(x5, x6)
    x8 = crop(I, ORIGIN, x7)
    x9 = coloured(x8)
    O = fill(I, FIVE, x9)
    return O


# The cuttings are swept away.
def solve_b0a70020_v02(I):
    x1 = objects(I, T, F, T)
    x2 = valmin(x1, height)
    x3 = height(I)
    x4 = subtract(x3, x2)
    x5 = width(I)
    x6 = astuple(x4, x5)
    x7 = crop(I, ORIGIN, x6)
    x8 = coloured(x7)
    O = fill(I, ZERO, x8)
    return O


# Cut by one row too many.
def solve_b0a70020_v03(I):
    x1 = objects(I, T, F, T)
    x2 = valmin(x1, height)
    x3 = decrement(x2)
    x4 = height(I)
    x5 = subtract(x4, x3)
    x6 = width(I)
    x7 = astuple(x5, x6)
    x8 = crop(I, ORIGIN, x7)
    x9 = coloured(x8)
    O = fill(I, FIVE, x9)
    return O


# A height where a size is wanted.
def solve_b0a70020_v04(I):
    x1 = objects(I, T, F, T)
    x2 = valmin(x1, height)
    x3 = height(I)
    x4 = subtract(x3, x2)
    x5 = crop(I, ORIGIN, x4)
    x6 = coloured(x5)
    O = fill(I, FIVE, x6)
    return O


# Overview.


# As the first, with the grid turned over.
def solve_b0a70021_v01(I):
    x1 = dmirror(I)
    x2 = coloured(I)
    x3 = toobject(x2, I)
    x4 = rbind(divide, THREE)
    x5 = compose(x4, last)
    x6 = fork(astuple, first, x5)
    x7 = apply(x6, x3)
    x8 = shape(I)
    x9 = x4(x8)
    x10 = canvas(ZERO, x9)
    O = paint(x10, x7)
    return O


# One cell of each block.
def solve_b0a70021_v02(I):
    O = downscale(I, THREE)
    return O


# The ground of each block.
def solve_b0a70021_v03(I):
    x1 = height(I)
    x2 = width(I)
    x3 = divide(x1, THREE)
    x4 = divide(x2, THREE)
    x5 = vsplit(I, x3)
    x6 = rbind(hsplit, x4)
    x7 = compose(minimum, palette)
    x8 = lbind(apply, x7)
    x9 = compose(x8, x6)
    O = apply(x9, x5)
    return O


# Blocks of no size.
def solve_b0a70021_v04(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = rbind(divide, ZERO)
    x4 = compose(x3, last)
    x5 = fork(astuple, first, x4)
    x6 = apply(x5, x2)
    x7 = shape(I)
    x8 = x3(x7)
    x9 = canvas(ZERO, x8)
    O = paint(x9, x6)
    return O


# Roads.


# As the first, with the crossings at the corners.
def solve_b0a70022_v01(I):
    x1 = frontiers(I)
    x2 = colorfilter(x1, FIVE)
    x3 = merge(x2)
    x4 = corners(x3)
    O = fill(I, THREE, x3)
    return O


# The rows only.
def solve_b0a70022_v02(I):
    x1 = streets(I)
    O = fill(I, THREE, x1)
    return O


# Broken ones too.
def solve_b0a70022_v03(I):
    O = replace(I, FIVE, THREE)
    return O


# Roads not made one.
def solve_b0a70022_v04(I):
    x1 = frontiers(I)
    x2 = colorfilter(x1, FIVE)
    O = fill(I, THREE, x2)
    return O


# Jigsaw.


# As the first, with the block walked round.
def solve_b0a70023_v01(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = outbox(x2)
    x4 = delta(x2)
    x5 = normalize(x4)
    x6 = compose(normalize, toindices)
    x7 = matcher(x6, x5)
    x8 = extract(x1, x7)
    x9 = ulcorner(x4)
    x10 = ulcorner(x8)
    x11 = subtract(x9, x10)
    O = move(I, x8, x11)
    return O


# The piece stays behind as well.
def solve_b0a70023_v02(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = delta(x2)
    x4 = normalize(x3)
    x5 = compose(normalize, toindices)
    x6 = matcher(x5, x4)
    x7 = extract(x1, x6)
    x8 = ulcorner(x3)
    x9 = ulcorner(x7)
    x10 = subtract(x8, x9)
    x11 = shift(x7, x10)
    O = paint(I, x11)
    return O


# The block closes its gap itself, and the piece goes.
def solve_b0a70023_v03(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = delta(x2)
    x4 = normalize(x3)
    x5 = compose(normalize, toindices)
    x6 = matcher(x5, x4)
    x7 = extract(x1, x6)
    x8 = color(x2)
    x9 = cover(I, x7)
    O = fill(x9, x8, x3)
    return O


# By the wrong corner of the gap.
def solve_b0a70023_v04(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = delta(x2)
    x4 = normalize(x3)
    x5 = compose(normalize, toindices)
    x6 = matcher(x5, x4)
    x7 = extract(x1, x6)
    x8 = llcorner(x3)
    x9 = ulcorner(x7)
    x10 = subtract(x8, x9)
    O = move(I, x7, x10)
    return O


# The gap left in its place.
def solve_b0a70023_v05(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = delta(x2)
    x4 = compose(normalize, toindices)
    x5 = matcher(x4, x3)
    x6 = extract(x1, x5)
    x7 = ulcorner(x3)
    x8 = ulcorner(x6)
    x9 = subtract(x7, x8)
    O = move(I, x6, x9)
    return O


# Lightning.


# As the first, with the dots from right to left.
def solve_b0a70024_v01(I):
    x1 = coloured(I)
    x2 = order(x1, last)
    x3 = order(x1, first)
    x4 = first(x3)
    x5 = remove(x4, x3)
    x6 = papply(connect, x3, x5)
    x7 = merge(x6)
    O = underfill(I, FOUR, x7)
    return O


# The dots struck too.
def solve_b0a70024_v02(I):
    x1 = coloured(I)
    x2 = order(x1, first)
    x3 = first(x2)
    x4 = remove(x3, x2)
    x5 = papply(connect, x2, x4)
    x6 = merge(x5)
    O = fill(I, FOUR, x6)
    return O


# Straight down.
def solve_b0a70024_v03(I):
    x1 = coloured(I)
    x2 = mapply(vfrontier, x1)
    O = underfill(I, FOUR, x2)
    return O


# The strikes not made one.
def solve_b0a70024_v04(I):
    x1 = coloured(I)
    x2 = order(x1, first)
    x3 = first(x2)
    x4 = remove(x3, x2)
    x5 = papply(connect, x2, x4)
    O = underfill(I, FOUR, x5)
    return O
