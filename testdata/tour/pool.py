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
