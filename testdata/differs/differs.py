from dsl import *
from constants import *


# Differs: how a property of grid I differs from that of grid C. Each gives a
# pair: how many things I has and C has not (or, in those named _added, C has
# and I has not), and the least of these things, or ZERO without any. S holds
# the demo samples as pairs of grids; these differs look at none of them.
#
# A thing is a colour, a cell (colour, (row, column)), a place (row, column), a
# number, an object at the upper left corner, or a line in its place.


# Helpers.


def lost(a, b):
    """How many elements of set a are not in set b, and the least of them."""
    x1 = difference(a, b)
    x2 = size(x1)
    x3 = minimum(x1)
    O = astuple(x2, x3)
    return O


def lostpatch(a, b):
    """The same for sets of patches; the least is that whose cells in order come first."""
    x1 = difference(a, b)
    x2 = size(x1)
    x3 = rbind(order, identity)
    x4 = order(x1, x3)
    x5 = repeat(ZERO, ONE)
    x6 = combine(x4, x5)
    x7 = first(x6)
    O = astuple(x2, x7)
    return O


def blobs(a):
    """The objects of one colour in grid a, joined by sides, without the background."""
    O = objects(a, T, F, T)
    return O


def singles(a):
    """The cells of grid a that no side joins to one of their colour."""
    x1 = blobs(a)
    x2 = sizefilter(x1, ONE)
    O = merge(x2)
    return O


def things(a):
    """The objects of grid a, corners join too, each moved to the upper left corner."""
    x1 = objects(a, T, T, T)
    O = apply(normalize, x1)
    return O


def shapes(a):
    """The shapes of grid a's objects, without their colours."""
    x1 = things(a)
    O = apply(toindices, x1)
    return O


def sizes(a):
    """How many cells the objects of grid a have, each number once."""
    x1 = blobs(a)
    O = apply(size, x1)
    return O


def symmetries(a):
    """Which mirrors leave grid a as it is: 1 top and bottom, 2 left and right, 3 and 4 the diagonals."""
    x1 = hmirror(a)
    x2 = vmirror(a)
    x3 = dmirror(a)
    x4 = cmirror(a)
    x5 = equality(a, x1)
    x6 = equality(a, x2)
    x7 = equality(a, x3)
    x8 = equality(a, x4)
    x9 = multiply(x6, TWO)
    x10 = multiply(x7, THREE)
    x11 = multiply(x8, FOUR)
    x12 = multiply(x5, ONE)
    x13 = initset(x12)
    x14 = insert(x9, x13)
    x15 = insert(x10, x14)
    x16 = insert(x11, x15)
    O = remove(ZERO, x16)
    return O


def more(a, b):
    """The numbers from b up to a, without a: as many as a has more."""
    O = interval(b, a, ONE)
    return O


def count(a):
    """How many elements container a has, and the least of them."""
    x1 = size(a)
    x2 = minimum(a)
    O = astuple(x1, x2)
    return O


# Colours.


def differ_colors(S, I, C):
    x1 = palette(I)
    x2 = palette(C)
    O = lost(x1, x2)
    return O


def differ_colors_added(S, I, C):
    x1 = palette(C)
    x2 = palette(I)
    O = lost(x1, x2)
    return O


# Single cells, in their places.


def differ_cells(S, I, C):
    x1 = singles(I)
    x2 = singles(C)
    O = lost(x1, x2)
    return O


def differ_cells_added(S, I, C):
    x1 = singles(C)
    x2 = singles(I)
    O = lost(x1, x2)
    return O


# Objects with their colours, wherever they are.


def differ_objects(S, I, C):
    x1 = things(I)
    x2 = things(C)
    O = lostpatch(x1, x2)
    return O


def differ_objects_added(S, I, C):
    x1 = things(C)
    x2 = things(I)
    O = lostpatch(x1, x2)
    return O


# Shapes, whatever their colour and place.


def differ_shapes(S, I, C):
    x1 = shapes(I)
    x2 = shapes(C)
    O = lostpatch(x1, x2)
    return O


def differ_shapes_added(S, I, C):
    x1 = shapes(C)
    x2 = shapes(I)
    O = lostpatch(x1, x2)
    return O


# Sizes of objects.


def differ_sizes(S, I, C):
    x1 = sizes(I)
    x2 = sizes(C)
    O = lost(x1, x2)
    return O


def differ_sizes_added(S, I, C):
    x1 = sizes(C)
    x2 = sizes(I)
    O = lost(x1, x2)
    return O


# How many objects: by how many more.


def differ_counts(S, I, C):
    x1 = blobs(I)
    x2 = blobs(C)
    x3 = size(x1)
    x4 = size(x2)
    x5 = more(x3, x4)
    O = count(x5)
    return O


def differ_counts_added(S, I, C):
    x1 = blobs(C)
    x2 = blobs(I)
    x3 = size(x1)
    x4 = size(x2)
    x5 = more(x3, x4)
    O = count(x5)
    return O


# Rows and columns of one colour from edge to edge.


def differ_lines(S, I, C):
    x1 = frontiers(I)
    x2 = frontiers(C)
    O = lostpatch(x1, x2)
    return O


def differ_lines_added(S, I, C):
    x1 = frontiers(C)
    x2 = frontiers(I)
    O = lostpatch(x1, x2)
    return O


# Symmetries.


def differ_symmetries(S, I, C):
    x1 = symmetries(I)
    x2 = symmetries(C)
    O = lost(x1, x2)
    return O


def differ_symmetries_added(S, I, C):
    x1 = symmetries(C)
    x2 = symmetries(I)
    O = lost(x1, x2)
    return O


# Dimensions: the places of the one that lie outside the other.


def differ_dimensions(S, I, C):
    x1 = asindices(I)
    x2 = asindices(C)
    O = lost(x1, x2)
    return O


def differ_dimensions_added(S, I, C):
    x1 = asindices(C)
    x2 = asindices(I)
    O = lost(x1, x2)
    return O
