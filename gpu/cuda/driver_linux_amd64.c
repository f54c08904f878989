//go:build cuda && cgo

/*
 * The driver's interface, opened when it is asked for. Each function of the
 * driver that gorgonia.org/cu names is a jump through a table, so that the program
 * links and starts where there is no driver; until shim_open has found them, and
 * where the driver lacks one, they return CUDA_ERROR_NOT_INITIALIZED. Arguments
 * stay in their registers, so no function's type is needed here. Only for amd64.
 *
 * cuInit does nothing, since the init function of package cu calls it and ends the
 * program when it fails; shim_open makes the real call.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include "functions.h"

typedef int (*function)();
static int missing(void) { return 3; }

/* Where each function is. The stubs below know them by these names. */
#define PLACE(name) void *shim_##name = (void *)missing;
FUNCTIONS(PLACE)

static const struct { const char *name; void **place; } table[] = {
#define ROW(name) { #name, &shim_##name },
	FUNCTIONS(ROW)
};
enum { COUNT = sizeof table / sizeof *table };

int cuInit(unsigned flags) { return (void)flags, 0; }

int shim_count(void) { return COUNT; }
const char *shim_name(int n) { return table[n].name; }

/* Opens the library and initialises it: 0, an error of the driver, or -1 with the
 * loader's words in why. *lacks is how many functions the driver does not have. */
int shim_open(const char *path, char *why, int size, int *lacks) {
	void *lib = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!lib) {
		snprintf(why, size, "%s", dlerror());
		return -1;
	}
	*lacks = 0;
	for (int i = 0; i < COUNT; i++) {
		void *s = dlsym(lib, table[i].name);
		if (s) *table[i].place = s; else ++*lacks;
	}
	function init = (function)dlsym(lib, "cuInit");
	if (!init) {
		snprintf(why, size, "%s has no cuInit", path);
		return -1;
	}
	return init(0);
}

#define STUB(name) __asm__(".text\n.globl " #name "\n.type " #name ",@function\n" #name ": jmp *shim_" #name "(%rip)\n.size " #name ",.-" #name);
FUNCTIONS(STUB)
