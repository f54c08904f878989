/* The opcodes: those that stand for no primitive, then those of ops.h. */
#define OPERATION(NAME, ...) OP_##NAME,
enum op {
	OP_END, OP_CONST, OP_COPY, OP_CHARGE, OP_MATCH, OP_EACH, OP_NEXT, OP_DONE, OP_UNLESS, OP_JUMP,
#include "ops.h"
	OP_COUNT
};
#undef OPERATION
