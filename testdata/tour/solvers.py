from dsl import *
from constants import *


# Helpers, shared by the solvers below.


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


def rolled(a):
    """Object a repeated to the right by its own period, across any grid."""
    x1 = hperiod(a)
    x2 = multiply(THREE, TEN)
    x3 = interval(ZERO, x2, x1)
    x4 = apply(tojvec, x3)
    x5 = lbind(shift, a)
    O = mapply(x5, x4)
    return O


# Pinwheel: the tile turns round a cross of its rarest colour.
def solve_b0a70001(I):
    x1 = leastcolor(I)
    x2 = rot90(I)
    x3 = rot180(I)
    x4 = rot270(I)
    x5 = beside(I, x2, x1)
    x6 = beside(x4, x3, x1)
    x7 = rot270(x5)
    x8 = rot270(x6)
    x9 = beside(x7, x8, x1)
    O = rot90(x9)
    return O


# Common measure: shapes of the commonest size keep their colour, all others turn grey.
def solve_b0a70002(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = sizefilter(x1, x4)
    x6 = difference(x1, x5)
    x7 = merge(x6)
    O = fill(I, FIVE, x7)
    return O


# Stamp: frame each copy of the corner stamp in green, each mirrored copy in magenta.
def solve_b0a70003(I):
    x1 = crop(I, ORIGIN, THREE_BY_THREE)
    x2 = asobject(x1)
    x3 = vmirror(x2)
    x4 = frames(I, x2)
    x5 = frames(I, x3)
    x6 = fill(I, THREE, x4)
    O = fill(x6, SIX, x5)
    return O


# Sediment: above the shelf grains sink, below it they rise; higher colours come nearest to it.
def solve_b0a70004(I):
    x1 = tophalf(I)
    x2 = bottomhalf(I)
    x3 = height(x1)
    x4 = toivec(x3)
    x5 = width(I)
    x6 = astuple(ONE, x5)
    x7 = crop(I, x4, x6)
    x8 = hmirror(x2)
    x9 = sink(x8)
    x10 = hmirror(x9)
    x11 = sink(x1)
    x12 = vconcat(x11, x7)
    O = vconcat(x12, x10)
    return O


# Beams: yellow lamps shine along rising diagonals, azure ones along falling; beams meet in red.
def solve_b0a70005(I):
    x1 = ofcolor(I, FOUR)
    x2 = ofcolor(I, EIGHT)
    x3 = rbind(rays, UP_RIGHT)
    x4 = rbind(rays, UNITY)
    x5 = mapply(x3, x1)
    x6 = mapply(x4, x2)
    x7 = intersection(x5, x6)
    x8 = fill(I, FOUR, x5)
    x9 = fill(x8, EIGHT, x6)
    O = fill(x9, TWO, x7)
    return O


# Worn mosaic: it looks the same after a quarter turn; restore the black cells.
def solve_b0a70006(I):
    x1 = rot90(I)
    x2 = rot180(I)
    x3 = rot270(I)
    x4 = under(I, x1)
    x5 = under(x4, x2)
    O = under(x5, x3)
    return O


# No twin: crop the only shape that comes once, whatever its colour.
def solve_b0a70007(I):
    x1 = objects(I, T, T, T)
    x2 = compose(normalize, toindices)
    x3 = totuple(x1)
    x4 = apply(x2, x3)
    x5 = leastcommon(x4)
    x6 = matcher(x2, x5)
    x7 = extract(x1, x6)
    O = subgrid(x7, I)
    return O


# Census: one bar per colour, as long as it has blobs, the shortest on top.
def solve_b0a70008(I):
    x1 = objects(I, T, F, T)
    x2 = totuple(x1)
    x3 = apply(color, x2)
    x4 = dedupe(x3)
    x5 = lbind(colorfilter, x1)
    x6 = compose(size, x5)
    x7 = order(x4, x6)
    x8 = valmax(x7, x6)
    x9 = lbind(subtract, x8)
    x10 = lbind(repeat, ZERO)
    x11 = chain(x10, x9, x6)
    x12 = fork(repeat, identity, x6)
    x13 = fork(combine, x12, x11)
    O = apply(x13, x7)
    return O


# Beads: redraw the doubled picture with beads three cells wide, their holes in its rarest colour.
def solve_b0a70009(I):
    x1 = downscale(I, TWO)
    x2 = leastcolor(x1)
    x3 = upscale(x1, THREE)
    x4 = coloured(x1)
    x5 = rbind(multiply, THREE)
    x6 = compose(increment, x5)
    x7 = apply(x6, x4)
    O = fill(x3, x2, x7)
    return O


# Fold: fold the right side over the left along the grey crease; what meets turns red.
def solve_b0a7000a(I):
    x1 = lefthalf(I)
    x2 = righthalf(I)
    x3 = vmirror(x2)
    x4 = under(x1, x3)
    x5 = coloured(x1)
    x6 = coloured(x3)
    x7 = intersection(x5, x6)
    O = fill(x4, TWO, x7)
    return O


# Clocks: each row repeats with a period of its own; carry it on to the right edge.
def solve_b0a7000b(I):
    x1 = coloured(I)
    x2 = height(I)
    x3 = interval(ZERO, x2, ONE)
    x4 = compose(hfrontier, toivec)
    x5 = lbind(intersection, x1)
    x6 = rbind(toobject, I)
    x7 = chain(x6, x5, x4)
    x8 = apply(x7, x3)
    x9 = mapply(rolled, x8)
    O = paint(I, x9)
    return O


# Lamps: a lamp floods its room if the walls are shut; an open room and the outside stay dark.
def solve_b0a7000c(I):
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
    O = paint(I, x13)
    return O
