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


def flight(a, b):
    """The offset that takes patch a beside patch b, along a column or a row."""
    x1 = manhattan(a, b)
    x2 = decrement(x1)
    x3 = position(a, b)
    x4 = multiply(x3, x2)
    x5 = first(x4)
    x6 = last(x4)
    x7 = toivec(x5)
    x8 = tojvec(x6)
    x9 = vmatching(a, b)
    O = branch(x9, x7, x8)
    return O


def inside(a):
    """What lies inside the outline of patch a's bounding box."""
    x1 = inbox(a)
    O = backdrop(x1)
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


def crowd(a, b):
    """How many cells within frame b are not black in grid a."""
    x1 = delta(b)
    x2 = toobject(x1, a)
    x3 = size(x2)
    x4 = colorcount(x2, ZERO)
    O = subtract(x3, x4)
    return O


def hue(a):
    """The colour for shape a: blue lying, red standing, yellow a full square, or its own."""
    x1 = height(a)
    x2 = width(a)
    x3 = size(a)
    x4 = multiply(x1, x1)
    x5 = equality(x1, x2)
    x6 = equality(x3, x4)
    x7 = both(x5, x6)
    x8 = color(a)
    x9 = branch(x7, FOUR, x8)
    x10 = equality(x2, ONE)
    x11 = branch(x10, TWO, x9)
    x12 = equality(x1, ONE)
    O = branch(x12, ONE, x11)
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


def reprint(a, b):
    """The part of grid b around object a with the object's two colours exchanged."""
    x1 = palette(a)
    x2 = minimum(x1)
    x3 = maximum(x1)
    x4 = subgrid(a, b)
    x5 = switch(x4, x2, x3)
    x6 = asobject(x5)
    x7 = ulcorner(a)
    O = shift(x6, x7)
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


def seen(a, b):
    """Those of shapes a that dot b sees along its row and its column, in its colour."""
    x1 = ulcorner(b)
    x2 = hfrontier(x1)
    x3 = vfrontier(x1)
    x4 = combine(x2, x3)
    x5 = lbind(intersection, x4)
    x6 = compose(x5, toindices)
    x7 = chain(positive, size, x6)
    x8 = mfilter(a, x7)
    x9 = color(b)
    O = recolor(x9, x8)
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


# Magnet: the pieces fly to the grey block until they touch it.
def solve_b0a7000d(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = remove(x2, x1)
    x4 = rbind(gravitate, x2)
    x5 = fork(shift, identity, x4)
    x6 = mapply(x5, x3)
    x7 = merge(x3)
    x8 = cover(I, x7)
    O = paint(x8, x6)
    return O


# The same by distance and direction.
def solve_b0a7000d_v2(I):
    x1 = objects(I, T, F, T)
    x2 = ofcolor(I, FIVE)
    x3 = colorfilter(x1, FIVE)
    x4 = difference(x1, x3)
    x5 = rbind(flight, x2)
    x6 = fork(shift, identity, x5)
    x7 = mapply(x6, x4)
    x8 = coloured(I)
    x9 = difference(x8, x2)
    x10 = fill(I, ZERO, x9)
    O = paint(x10, x7)
    return O


# Targets: the outline of each rectangle takes the colour of its core, and the ring within goes.
def solve_b0a7000e(I):
    x1 = objects(I, F, T, T)
    x2 = fork(recolor, leastcolor, box)
    x3 = mapply(x2, x1)
    x4 = mapply(inbox, x1)
    x5 = cover(I, x4)
    O = paint(x5, x3)
    return O


# The same from the outside in.
def solve_b0a7000e_v2(I):
    x1 = objects(I, F, F, T)
    x2 = fork(recolor, leastcolor, identity)
    x3 = mapply(x2, x1)
    x4 = paint(I, x3)
    x5 = mapply(inside, x1)
    x6 = mostcolor(I)
    x7 = fill(x4, x6, x5)
    x8 = power(inside, TWO)
    x9 = mapply(x8, x1)
    x10 = toobject(x9, I)
    O = paint(x7, x10)
    return O


# Floor plan: one cell for each room.
def solve_b0a7000f(I):
    x1 = compress(I)
    x2 = dedupe(x1)
    x3 = dmirror(x2)
    x4 = dedupe(x3)
    O = dmirror(x4)
    return O


# The same for the rows, then for the columns.
def solve_b0a7000f_v2(I):
    x1 = power(plan, TWO)
    O = x1(I)
    return O


# Elastic: as often as wide as it has colours, as often as high as it has grey cells.
def solve_b0a70010(I):
    x1 = numcolors(I)
    x2 = subtract(x1, TWO)
    x3 = colorcount(I, FIVE)
    x4 = hupscale(I, x2)
    x5 = vupscale(x4, x3)
    O = replace(x5, FIVE, ZERO)
    return O


# The same by parts of one colour.
def solve_b0a70010_v2(I):
    x1 = partition(I)
    x2 = size(x1)
    x3 = power(decrement, TWO)
    x4 = x3(x2)
    x5 = ofcolor(I, FIVE)
    x6 = size(x5)
    x7 = fill(I, ZERO, x5)
    x8 = vupscale(x7, x6)
    O = hupscale(x8, x4)
    return O


# Vote: three copies, each with faults of its own; two of them are right everywhere.
def solve_b0a70011(I):
    x1 = panels(I)
    x2 = first(x1)
    x3 = last(x1)
    x4 = remove(x2, x1)
    x5 = first(x4)
    x6 = cellwise(x2, x3, ZERO)
    x7 = cellwise(x3, x5, ZERO)
    x8 = cellwise(x5, x2, ZERO)
    x9 = under(x6, x7)
    O = under(x9, x8)
    return O


# The same by counting votes.
def solve_b0a70011_v2(I):
    x1 = panels(I)
    x2 = first(x1)
    x3 = lbind(vote, x1)
    x4 = asindices(x2)
    x5 = apply(x3, x4)
    O = paint(x2, x5)
    return O


# Sparks: yellow sparks fly off the corners of each rectangle, beneath the others.
def solve_b0a70012(I):
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
    O = underfill(I, FOUR, x16)
    return O


# The same with directions seen from the middle.
def solve_b0a70012_v2(I):
    x1 = objects(I, T, F, T)
    x2 = mapply(sparks, x1)
    O = underfill(I, FOUR, x2)
    return O


# Aquarium: the inside of the tank with the most fish.
def solve_b0a70013(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = coloured(I)
    x4 = ofcolor(I, FIVE)
    x5 = difference(x3, x4)
    x6 = lbind(intersection, x5)
    x7 = chain(size, x6, backdrop)
    x8 = argmax(x2, x7)
    x9 = subgrid(x8, I)
    O = trim(x9)
    return O


# The same from the emptiest to the fullest.
def solve_b0a70013_v2(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = lbind(crowd, I)
    x4 = order(x2, x3)
    x5 = last(x4)
    x6 = inbox(x5)
    O = subgrid(x6, I)
    return O


# Sticks: lying sticks turn blue, standing ones red, full squares yellow.
def solve_b0a70014(I):
    x1 = objects(I, T, T, T)
    x2 = mfilter(x1, hline)
    x3 = mfilter(x1, vline)
    x4 = mfilter(x1, square)
    x5 = fill(I, ONE, x2)
    x6 = fill(x5, TWO, x3)
    O = fill(x6, FOUR, x4)
    return O


# The same by height, width and size.
def solve_b0a70014_v2(I):
    x1 = objects(I, T, F, T)
    x2 = fork(recolor, hue, identity)
    x3 = mapply(x2, x1)
    O = paint(I, x3)
    return O


# Mines: each free cell takes the colour whose number is that of the mines around it.
def solve_b0a70015(I):
    x1 = ofcolor(I, FIVE)
    x2 = ofcolor(I, ZERO)
    x3 = lbind(intersection, x1)
    x4 = chain(size, x3, neighbors)
    x5 = fork(astuple, x4, identity)
    x6 = apply(x5, x2)
    O = paint(I, x6)
    return O


# The same: those beside it and those across its corners.
def solve_b0a70015_v2(I):
    x1 = ofcolor(I, FIVE)
    x2 = ofcolor(I, ZERO)
    x3 = lbind(intersection, x1)
    x4 = chain(size, x3, dneighbors)
    x5 = chain(size, x3, ineighbors)
    x6 = fork(add, x4, x5)
    x7 = fork(astuple, x6, identity)
    x8 = apply(x7, x2)
    O = paint(I, x8)
    return O


# Boards: of each rectangle every other cell goes, as on a chessboard; its upper left corner stays.
def solve_b0a70016(I):
    x1 = objects(I, T, F, T)
    x2 = mapply(dark, x1)
    O = cover(I, x2)
    return O


# The same by rows and columns.
def solve_b0a70016_v2(I):
    x1 = objects(I, T, F, T)
    x2 = merge(x1)
    x3 = toindices(x2)
    x4 = mapply(light, x1)
    x5 = difference(x3, x4)
    x6 = mostcolor(I)
    O = fill(I, x6, x5)
    return O


# Looking glass: what lies on one side of the grey diagonal shows on the other.
def solve_b0a70017(I):
    x1 = index(I, ORIGIN)
    x2 = equality(x1, FIVE)
    x3 = dmirror(I)
    x4 = cmirror(I)
    x5 = branch(x2, x3, x4)
    O = under(I, x5)
    return O


# The same with the mirror chosen first.
def solve_b0a70017_v2(I):
    x1 = ofcolor(I, FIVE)
    x2 = contained(ORIGIN, x1)
    x3 = branch(x2, dmirror, cmirror)
    x4 = x3(I)
    x5 = asobject(x4)
    O = underpaint(I, x5)
    return O


# Carpet: weave on to the edges.
def solve_b0a70018(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = vperiod(x2)
    x4 = hperiod(x2)
    x5 = height(I)
    x6 = width(I)
    x7 = interval(ZERO, x5, x3)
    x8 = interval(ZERO, x6, x4)
    x9 = prapply(astuple, x7, x8)
    x10 = lbind(shift, x2)
    x11 = mapply(x10, x9)
    O = paint(I, x11)
    return O


# The same from one tile.
def solve_b0a70018_v2(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = vperiod(x2)
    x4 = hperiod(x2)
    x5 = astuple(x3, x4)
    x6 = crop(I, ORIGIN, x5)
    x7 = power(tower, TWO)
    x8 = x7(x6)
    x9 = shape(I)
    O = crop(x8, ORIGIN, x9)
    return O


# Negative: each shape has its two colours exchanged.
def solve_b0a70019(I):
    x1 = objects(I, F, T, T)
    x2 = mapply(negative, x1)
    O = paint(I, x2)
    return O


# The same picture by picture.
def solve_b0a70019_v2(I):
    x1 = objects(I, F, F, T)
    x2 = rbind(reprint, I)
    x3 = mapply(x2, x1)
    O = paint(I, x3)
    return O


# Cards: two dots of a colour are opposite corners of a card; smaller cards lie on larger ones.
def solve_b0a7001a(I):
    x1 = fgpartition(I)
    x2 = fork(recolor, color, backdrop)
    x3 = apply(x2, x1)
    x4 = compose(invert, size)
    x5 = order(x3, x4)
    x6 = merge(x5)
    O = paint(I, x6)
    return O


# The same with corners put in order first.
def solve_b0a7001a_v2(I):
    x1 = partition(I)
    x2 = matcher(color, ZERO)
    x3 = compose(flip, x2)
    x4 = sfilter(x1, x3)
    x5 = chain(invert, size, backdrop)
    x6 = order(x4, x5)
    x7 = apply(color, x6)
    x8 = apply(backdrop, x6)
    x9 = mpapply(recolor, x7, x8)
    O = paint(I, x9)
    return O


# Moths: each flies three steps towards the yellow lamp and leaves a grey trail.
def solve_b0a7001b(I):
    x1 = ofcolor(I, FOUR)
    x2 = first(x1)
    x3 = lbind(nearer, x2)
    x4 = power(x3, TWO)
    x5 = power(x3, THREE)
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


# The same step by step.
def solve_b0a7001b_v2(I):
    x1 = fgpartition(I)
    x2 = merge(x1)
    x3 = matcher(first, FOUR)
    x4 = extract(x2, x3)
    x5 = last(x4)
    x6 = remove(x4, x2)
    x7 = lbind(trail, x5)
    x8 = compose(x7, last)
    x9 = mapply(x8, x6)
    x10 = fill(I, FIVE, x9)
    x11 = lbind(nearer, x5)
    x12 = compose(x11, last)
    x13 = fork(astuple, first, x12)
    x14 = lbind(apply, x13)
    x15 = power(x14, THREE)
    x16 = x15(x6)
    O = paint(x10, x16)
    return O


# Burst: all cells fly one step away from the red core, those in its row and column along it.
def solve_b0a7001c(I):
    x1 = ofcolor(I, TWO)
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


# The same on a new ground.
def solve_b0a7001c_v2(I):
    x1 = fgpartition(I)
    x2 = colorfilter(x1, TWO)
    x3 = merge(x2)
    x4 = center(x3)
    x5 = rbind(subtract, x4)
    x6 = chain(sign, x5, last)
    x7 = fork(add, last, x6)
    x8 = fork(astuple, first, x7)
    x9 = merge(x1)
    x10 = apply(x8, x9)
    x11 = shape(I)
    x12 = canvas(ZERO, x11)
    O = paint(x12, x10)
    return O


# Contagion: shapes beside red ones turn red, and those beside these, and so on.
def solve_b0a7001d(I):
    x1 = power(spread, FIVE)
    O = x1(I)
    return O


# The same: a cluster with red in it is all red.
def solve_b0a7001d_v2(I):
    x1 = objects(I, F, F, T)
    x2 = lbind(contained, TWO)
    x3 = compose(x2, palette)
    x4 = mfilter(x1, x3)
    O = fill(I, TWO, x4)
    return O


# Signals: each grey shape takes the colour of the dot at the edge in one of its rows or columns.
def solve_b0a7001e(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = lbind(dyed, x3)
    x5 = mapply(x4, x2)
    O = paint(I, x5)
    return O


# The same as seen from the dots.
def solve_b0a7001e_v2(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = lbind(seen, x2)
    x5 = mapply(x4, x3)
    O = paint(I, x5)
    return O


# Middle: squares of odd size show their middle in red; even ones have none and turn grey.
def solve_b0a7001f(I):
    x1 = objects(I, T, F, T)
    x2 = compose(even, height)
    x3 = sfilter(x1, x2)
    x4 = difference(x1, x3)
    x5 = merge(x3)
    x6 = apply(center, x4)
    x7 = fill(I, FIVE, x5)
    O = fill(x7, TWO, x6)
    return O


# The same by halves and weight.
def solve_b0a7001f_v2(I):
    x1 = objects(I, T, T, T)
    x2 = mfilter(x1, halved)
    x3 = compose(flip, halved)
    x4 = sfilter(x1, x3)
    x5 = apply(centerofmass, x4)
    x6 = recolor(FIVE, x2)
    x7 = recolor(TWO, x5)
    x8 = combine(x6, x7)
    O = paint(I, x8)
    return O


# Hedge: what overtops the lowest bush turns grey.
def solve_b0a70020(I):
    x1 = objects(I, T, F, T)
    x2 = valmin(x1, height)
    x3 = height(I)
    x4 = subtract(x3, x2)
    x5 = width(I)
    x6 = astuple(x4, x5)
    x7 = crop(I, ORIGIN, x6)
    x8 = coloured(x7)
    O = fill(I, FIVE, x8)
    return O


# The same cell by cell.
def solve_b0a70020_v2(I):
    x1 = fgpartition(I)
    x2 = objects(I, T, F, T)
    x3 = argmin(x2, height)
    x4 = uppermost(x3)
    x5 = lbind(greater, x4)
    x6 = compose(x5, first)
    x7 = merge(x1)
    x8 = toindices(x7)
    x9 = sfilter(x8, x6)
    x10 = recolor(FIVE, x9)
    O = paint(I, x10)
    return O


# Overview: one cell for each block of three by three, in the colour of its dots.
def solve_b0a70021(I):
    x1 = coloured(I)
    x2 = toobject(x1, I)
    x3 = rbind(divide, THREE)
    x4 = compose(x3, last)
    x5 = fork(astuple, first, x4)
    x6 = apply(x5, x2)
    x7 = shape(I)
    x8 = x3(x7)
    x9 = canvas(ZERO, x8)
    O = paint(x9, x6)
    return O


# The same block by block.
def solve_b0a70021_v2(I):
    x1 = height(I)
    x2 = width(I)
    x3 = divide(x1, THREE)
    x4 = divide(x2, THREE)
    x5 = vsplit(I, x3)
    x6 = rbind(hsplit, x4)
    x7 = compose(maximum, palette)
    x8 = lbind(apply, x7)
    x9 = compose(x8, x6)
    O = apply(x9, x5)
    return O


# Roads: those that run from edge to edge turn green; broken ones stay grey.
def solve_b0a70022(I):
    x1 = frontiers(I)
    x2 = colorfilter(x1, FIVE)
    x3 = merge(x2)
    O = fill(I, THREE, x3)
    return O


# The same for the rows, then for the columns.
def solve_b0a70022_v2(I):
    x1 = streets(I)
    x2 = dmirror(I)
    x3 = streets(x2)
    x4 = fill(x2, THREE, x3)
    x5 = dmirror(x4)
    O = fill(x5, THREE, x1)
    return O


# Jigsaw: the piece that fits moves into the gap.
def solve_b0a70023(I):
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
    O = move(I, x7, x10)
    return O


# The same by painting.
def solve_b0a70023_v2(I):
    x1 = objects(I, T, F, T)
    x2 = order(x1, size)
    x3 = last(x2)
    x4 = delta(x3)
    x5 = normalize(x4)
    x6 = compose(toindices, normalize)
    x7 = matcher(x6, x5)
    x8 = sfilter(x1, x7)
    x9 = merge(x8)
    x10 = color(x9)
    x11 = fill(I, x10, x4)
    O = cover(x11, x9)
    return O


# Lightning: yellow strikes from dot to dot, top to bottom.
def solve_b0a70024(I):
    x1 = coloured(I)
    x2 = order(x1, first)
    x3 = first(x2)
    x4 = remove(x3, x2)
    x5 = papply(connect, x2, x4)
    x6 = merge(x5)
    O = underfill(I, FOUR, x6)
    return O


# The same by pairs of dots.
def solve_b0a70024_v2(I):
    x1 = coloured(I)
    x2 = order(x1, identity)
    x3 = last(x2)
    x4 = remove(x3, x2)
    x5 = first(x2)
    x6 = remove(x5, x2)
    x7 = pair(x4, x6)
    x8 = fork(connect, first, last)
    x9 = mapply(x8, x7)
    x10 = difference(x9, x1)
    O = fill(I, FOUR, x10)
    return O
