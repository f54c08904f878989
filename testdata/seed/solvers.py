from dsl import *
from constants import *


# A task constructed to have the published counts, and 32 programs for it: one
# that solves it, near misses, and strangers as a pool brings them along. All
# give a grid on all six samples. What a program shows of a sample is the same
# for some samples, so that the 32 have 149 outputs that differ.
#
# Garden: weeds, which are single cells, go; the gaps in each bed turn green;
# the largest bed gets a red frame.


# All of it.
def solve_5eed0149_p01(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    x7 = fill(x4, THREE, x6)
    x8 = argmax(x5, size)
    x9 = outbox(x8)
    O = fill(x7, TWO, x9)
    return O


# No frame.
def solve_5eed0149_p02(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    O = fill(x4, THREE, x6)
    return O


# A frame, but the gaps stay.
def solve_5eed0149_p03(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = argmax(x5, size)
    x7 = outbox(x6)
    O = fill(x4, TWO, x7)
    return O


# The frame on the edge of the bed, not around it.
def solve_5eed0149_p04(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    x7 = fill(x4, THREE, x6)
    x8 = argmax(x5, size)
    x9 = box(x8)
    O = fill(x7, TWO, x9)
    return O


# The smallest bed framed.
def solve_5eed0149_p05(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    x7 = fill(x4, THREE, x6)
    x8 = argmin(x5, size)
    x9 = outbox(x8)
    O = fill(x7, TWO, x9)
    return O


# The weeds stay.
def solve_5eed0149_p06(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = mapply(delta, x3)
    x5 = fill(I, THREE, x4)
    x6 = argmax(x3, size)
    x7 = outbox(x6)
    O = fill(x5, TWO, x7)
    return O


# Every bed framed.
def solve_5eed0149_p07(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    x7 = fill(x4, THREE, x6)
    x8 = mapply(outbox, x5)
    O = fill(x7, TWO, x8)
    return O


# Each bed filled up in its own colour.
def solve_5eed0149_p08(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = fork(recolor, color, backdrop)
    x7 = mapply(x6, x5)
    O = paint(x4, x7)
    return O


# Beds joined by sides only, so that some fall apart.
def solve_5eed0149_p09(I):
    x1 = objects(I, T, F, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = difference(x1, x2)
    x6 = mapply(delta, x5)
    x7 = fill(x4, THREE, x6)
    x8 = mapply(inbox, x5)
    O = fill(x7, TWO, x8)
    return O


# The largest bed, cut out, its gaps in the colour of the topmost weed.
def solve_5eed0149_p10(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = sizefilter(x1, ONE)
    x4 = argmin(x3, ulcorner)
    x5 = color(x4)
    x6 = delta(x2)
    x7 = fill(I, x5, x6)
    O = subgrid(x2, x7)
    return O


# All bare ground where a plot of the smallest bed's extent fits.
def solve_5eed0149_p11(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = argmin(x3, size)
    x5 = backdrop(x4)
    x6 = normalize(x5)
    x7 = mostcolor(I)
    x8 = recolor(x7, x6)
    x9 = occurrences(I, x8)
    x10 = lbind(shift, x6)
    x11 = mapply(x10, x9)
    O = fill(I, THREE, x11)
    return O


# Each weed pushed against the largest bed, where it turns grey.
def solve_5eed0149_p12(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = merge(x2)
    x4 = cover(I, x3)
    x5 = argmax(x1, size)
    x6 = rbind(gravitate, x5)
    x7 = fork(shift, identity, x6)
    x8 = mapply(x7, x2)
    O = fill(x4, FIVE, x8)
    return O


# The rows and the columns of all weeds, in grey where nothing grows.
def solve_5eed0149_p13(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = fork(combine, hfrontier, vfrontier)
    x4 = compose(x3, ulcorner)
    x5 = mapply(x4, x2)
    O = underfill(I, FIVE, x5)
    return O


# The cells of the rarest colour joined where one sees the other.
def solve_5eed0149_p14(I):
    x1 = leastcolor(I)
    x2 = ofcolor(I, x1)
    x3 = prapply(connect, x2, x2)
    x4 = merge(x3)
    O = underfill(I, x1, x4)
    return O


# Rays from the weeds, both ways along both diagonals.
def solve_5eed0149_p15(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = apply(ulcorner, x2)
    x4 = ineighbors(ORIGIN)
    x5 = prapply(shoot, x3, x4)
    x6 = merge(x5)
    O = underfill(I, TWO, x6)
    return O


# The rarest colour spreads, six times.
def solve_5eed0149_p16(I):
    x1 = leastcolor(I)
    x2 = rbind(ofcolor, x1)
    x3 = lbind(mapply, dneighbors)
    x4 = lbind(recolor, x1)
    x5 = chain(x4, x3, x2)
    x6 = fork(underpaint, identity, x5)
    x7 = power(x6, SIX)
    O = x7(I)
    return O


# Everything swells, twice, in grey.
def solve_5eed0149_p17(I):
    x1 = rbind(ofcolor, ZERO)
    x2 = fork(difference, asindices, x1)
    x3 = lbind(mapply, neighbors)
    x4 = lbind(recolor, FIVE)
    x5 = chain(x4, x3, x2)
    x6 = fork(underpaint, identity, x5)
    x7 = power(x6, TWO)
    O = x7(I)
    return O


# The beds as they would look from behind, each turned in its place.
def solve_5eed0149_p18(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = merge(x3)
    x5 = cover(I, x4)
    x6 = compose(hmirror, vmirror)
    x7 = mapply(x6, x3)
    O = paint(x5, x7)
    return O


# How far the two nearest beds are from each other, as a bar.
def solve_5eed0149_p19(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = prapply(manhattan, x3, x3)
    x5 = remove(ZERO, x4)
    x6 = minimum(x5)
    x7 = astuple(x6, ONE)
    O = canvas(SIX, x7)
    return O


# A bar for each colour, as long as it has cells, the shortest on top.
def solve_5eed0149_p20(I):
    x1 = fgpartition(I)
    x2 = order(x1, size)
    x3 = valmax(x1, size)
    x4 = lbind(subtract, x3)
    x5 = lbind(repeat, ZERO)
    x6 = chain(x5, x4, size)
    x7 = fork(repeat, color, size)
    x8 = fork(combine, x7, x6)
    O = apply(x8, x2)
    return O


# The extent of the largest bed, in its colour.
def solve_5eed0149_p21(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = color(x2)
    x4 = shape(x2)
    O = canvas(x3, x4)
    return O


# An empty garden with a fence. Two samples are of one size.
def solve_5eed0149_p22(I):
    x1 = shape(I)
    x2 = mostcolor(I)
    x3 = canvas(x2, x1)
    x4 = asindices(x3)
    x5 = box(x4)
    O = fill(x3, FIVE, x5)
    return O


# How many beds, as a bar.
def solve_5eed0149_p23(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = size(x3)
    x5 = astuple(ONE, x4)
    O = canvas(THREE, x5)
    return O


# How many weeds, as a bar.
def solve_5eed0149_p24(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = size(x2)
    x4 = astuple(ONE, x3)
    O = canvas(FOUR, x4)
    return O


# The colours in their order.
def solve_5eed0149_p25(I):
    x1 = palette(I)
    x2 = order(x1, identity)
    x3 = repeat(x2, ONE)
    O = upscale(x3, TWO)
    return O


# The colour of the largest bed.
def solve_5eed0149_p26(I):
    x1 = objects(I, T, T, T)
    x2 = argmax(x1, size)
    x3 = color(x2)
    O = canvas(x3, UNITY)
    return O


# The rarest colour, three by three.
def solve_5eed0149_p27(I):
    x1 = fgpartition(I)
    x2 = argmin(x1, size)
    x3 = color(x2)
    O = canvas(x3, THREE_BY_THREE)
    return O


# Upright or lying: the garden's form as a path, green or grey.
def solve_5eed0149_p28(I):
    x1 = portrait(I)
    x2 = branch(x1, THREE, FIVE)
    x3 = branch(x1, TWO_BY_ZERO, ZERO_BY_TWO)
    x4 = add(x3, UNITY)
    O = canvas(x2, x4)
    return O


# The commonest size of a thing, as a bar: that of a weed, in every sample.
def solve_5eed0149_p29(I):
    x1 = objects(I, T, T, T)
    x2 = totuple(x1)
    x3 = apply(size, x2)
    x4 = mostcommon(x3)
    x5 = astuple(ONE, x4)
    O = canvas(SEVEN, x5)
    return O


# A square as wide as there are colours: four, in every sample.
def solve_5eed0149_p30(I):
    x1 = numcolors(I)
    x2 = astuple(x1, x1)
    x3 = mostcolor(I)
    O = canvas(x3, x2)
    return O


# Is one bed its own mirror image? In no sample.
def solve_5eed0149_p31(I):
    x1 = objects(I, T, T, T)
    x2 = sizefilter(x1, ONE)
    x3 = difference(x1, x2)
    x4 = fork(equality, vmirror, identity)
    x5 = sfilter(x3, x4)
    x6 = size(x5)
    x7 = increment(x6)
    O = canvas(x7, TWO_BY_TWO)
    return O


# How many bare patches there are between the beds, as a bar.
def solve_5eed0149_p32(I):
    x1 = objects(I, T, F, F)
    x2 = mostcolor(I)
    x3 = colorfilter(x1, x2)
    x4 = size(x3)
    x5 = astuple(x4, ONE)
    O = canvas(EIGHT, x5)
    return O
