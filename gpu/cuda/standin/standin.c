/*
 * A stand-in for libcuda.so.1, for tests: cards that are no cards, whose memory is
 * the process's and whose kernels run on the CPU. What it runs are the real
 * kernels, compiled by gcc instead of for a card.
 *
 *	STANDIN_CARDS  how many there are; 2 by default
 *	STANDIN_THREADS  how many threads a block has; 1 by default. They take turns: each runs
 *	               from one barrier to the next, the first of them first and then the last
 *	STANDIN_FAULT  KIND:N, a fault of card STANDIN_CARD, 0 by default: init, open,
 *	               memory, launch, hang, wrong or crash, at its N-th launch where it
 *	               is one of the last four
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "../../kernel/src/kernels.cu"

static unsigned block;
static int thread, threads = 1;
static ucontext_t launcher, place[32];
unsigned stand_in_block(void) { return block; }
int stand_in_thread(void) { return thread; }
int stand_in_threads(void) { return threads; }
void stand_in_barrier(void) { if (threads > 1) swapcontext(&place[thread], &launcher); }

typedef uint64_t pointer;
static _Thread_local int *context; /* holds the card's number */
static int launches;

static int number(const char *name, int otherwise) {
	const char *e = getenv(name);
	return e && *e ? atoi(e) : otherwise;
}
static int fault(const char *kind) {
	const char *e = getenv("STANDIN_FAULT");
	size_t n = strlen(kind);
	if (!e || strncmp(e, kind, n) || (e[n] && e[n] != ':')) return 0;
	if (context && *context != number("STANDIN_CARD", 0)) return 0;
	int at = e[n] == ':' ? atoi(e + n + 1) : launches;
	return launches == at || (launches > at && !strcmp(kind, "wrong")); /* once wrong, always wrong */
}

int cuInit(unsigned flags) { return (void)flags, fault("init") ? 100 : 0; }
int cuDriverGetVersion(int *v) { *v = 13000; return 0; }
int cuDeviceGetCount(int *n) { *n = number("STANDIN_CARDS", 2); return 0; }
int cuDeviceGet(int *d, int n) { *d = n; return 0; }
int cuDeviceGetName(char *s, int n, int d) { (void)d; snprintf(s, n, "STAND-IN, no GPU"); return 0; }
int cuDeviceGetAttribute(int *v, int a, int d) { (void)d; *v = a == 75 ? 6 : a == 76 ? 0 : 1; return 0; }
int cuDeviceTotalMem_v2(size_t *n, int d) { (void)d; *n = 1 << 30; return 0; }
int cuDevicePrimaryCtxRetain(void **c, int d) {
	int *p = malloc(sizeof *p);
	*p = d;
	*c = p;
	return 0;
}
int cuDevicePrimaryCtxRelease_v2(int d) { (void)d; return 0; }
int cuCtxSetCurrent(void *c) { context = c; return fault("open") ? 2 : 0; }
int cuMemAlloc_v2(pointer *p, size_t n) {
	if (!context) return 201;
	if (fault("memory")) return 2;
	*p = (pointer)malloc(n);
	return *p ? 0 : 2;
}
int cuMemFree_v2(pointer p) { free((void *)p); return 0; }
int cuMemHostAlloc(void **p, size_t n, unsigned f) { (void)f; *p = malloc(n); return *p ? 0 : 2; }
int cuMemFreeHost(void *p) { free(p); return 0; }
int cuMemcpyHtoD_v2(pointer d, const void *s, size_t n) { memcpy((void *)d, s, n); return 0; }
int cuMemcpyDtoH_v2(void *d, pointer s, size_t n) { memcpy(d, (void *)s, n); return 0; }
int cuMemcpyHtoDAsync_v2(pointer d, const void *s, size_t n, void *st) { (void)st; memcpy((void *)d, s, n); return 0; }
int cuMemcpyDtoHAsync_v2(void *d, pointer s, size_t n, void *st) { (void)st; memcpy(d, (void *)s, n); return 0; }
int cuModuleLoadData(void **m, const char *ptx) {
	if (!strstr(ptx, ".target sm_60")) return 218;
	*m = (void *)1;
	return 0;
}
int cuModuleGetFunction(void **f, void *m, const char *name) {
	(void)m;
	if (!strcmp(name, "run_programs")) *f = (void *)run_programs;
	else if (!strcmp(name, "run_programs_small")) *f = (void *)run_programs_small;
	else if (!strcmp(name, "compare_grids")) *f = (void *)compare_grids;
	else return 500;
	return 0;
}
int cuStreamCreate(void **s, unsigned f) { (void)f; *s = (void *)1; return 0; }
int cuStreamSynchronize(void *s) {
	(void)s;
	if (fault("hang")) for (;;) pause();
	return 0;
}
typedef void kernel(const struct ins *, const u32 *, const u8 *, const struct dims *, const struct item *, struct out *, u8 *, u8 *, u64, u64, i64);
static kernel *launched;
static void **arguments;
static int ended;
static void run_thread(void) {
	void **a = arguments;
	if ((void *)launched == (void *)compare_grids) {
		compare_grids(*(const u8 **)a[0], *(const struct dims **)a[1], *(struct verdict **)a[2], *(u64 *)a[3]);
		ended++;
		return;
	}
	launched(*(const struct ins **)a[0], *(const u32 **)a[1], *(const u8 **)a[2], *(const struct dims **)a[3], *(const struct item **)a[4],
		*(struct out **)a[5], *(u8 **)a[6], *(u8 **)a[7], *(u64 *)a[8], *(u64 *)a[9], *(i64 *)a[10]);
	ended++;
}
/* Runs the threads of a block in turns. Where some have ended and others wait at a
   barrier, a card would hang. */
static int run_threads(void) {
	enum { STACK = 1 << 18 };
	static char *stacks;
	if (!stacks && !(stacks = malloc(32 * STACK))) return 2;
	for (thread = 0; thread < threads; thread++) {
		getcontext(&place[thread]);
		place[thread].uc_stack.ss_sp = stacks + thread * STACK;
		place[thread].uc_stack.ss_size = STACK;
		place[thread].uc_link = &launcher;
		makecontext(&place[thread], run_thread, 0);
	}
	ended = 0;
	for (int turn = 0; ended == 0; turn++)
		for (int n = 0; n < threads; n++) {
			thread = turn % 2 ? threads - 1 - n : n;
			swapcontext(&launcher, &place[thread]);
		}
	return ended == threads ? 0 : 702;
}
static int launch(kernel *f, void **a, unsigned blocks) {
	launched = f, arguments = a, threads = number("STANDIN_THREADS", 1), thread = 0;
	if (threads < 1 || threads > 32) return 1;
	int r = 0;
	for (block = 0; block < blocks && !r; block++)
		if (threads == 1) run_thread(); else r = run_threads();
	return r;
}
int cuLaunchKernel(void *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void *stream, void **a, void **extra) {
	(void)gy, (void)gz, (void)bx, (void)by, (void)bz, (void)shared, (void)stream, (void)extra;
	if (!context) return 201;
	launches++;
	if (fault("launch")) return 719;
	if (fault("crash")) *(volatile int *)0 = 1;
	int r = launch((kernel *)f, a, gx);
	if (f == (void *)compare_grids) return r;
	struct out *outs = *(struct out **)a[5];
	if (fault("wrong")) for (unsigned i = 0; i < gx; i++) outs[i].digest[0] ^= 1;
	return r;
}
