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

typedef int (*function)();
static int missing(void) { return 3; }

static const char *const names[] = {
	"cuArray3DCreate_v2",
	"cuArray3DGetDescriptor_v2",
	"cuArrayCreate_v2",
	"cuArrayDestroy",
	"cuArrayGetDescriptor_v2",
	"cuCtxCreate_v2",
	"cuCtxDestroy_v2",
	"cuCtxDisablePeerAccess",
	"cuCtxEnablePeerAccess",
	"cuCtxGetApiVersion",
	"cuCtxGetCacheConfig",
	"cuCtxGetCurrent",
	"cuCtxGetDevice",
	"cuCtxGetFlags",
	"cuCtxGetLimit",
	"cuCtxGetSharedMemConfig",
	"cuCtxGetStreamPriorityRange",
	"cuCtxPopCurrent_v2",
	"cuCtxPushCurrent_v2",
	"cuCtxResetPersistingL2Cache",
	"cuCtxSetCacheConfig",
	"cuCtxSetCurrent",
	"cuCtxSetLimit",
	"cuCtxSetSharedMemConfig",
	"cuCtxSynchronize",
	"cuDeviceCanAccessPeer",
	"cuDeviceGet",
	"cuDeviceGetAttribute",
	"cuDeviceGetCount",
	"cuDeviceGetName",
	"cuDeviceGetP2PAttribute",
	"cuDeviceGetUuid",
	"cuDevicePrimaryCtxGetState",
	"cuDevicePrimaryCtxRelease_v2",
	"cuDevicePrimaryCtxReset_v2",
	"cuDevicePrimaryCtxRetain",
	"cuDevicePrimaryCtxSetFlags_v2",
	"cuDeviceTotalMem_v2",
	"cuDriverGetVersion",
	"cuEventCreate",
	"cuEventDestroy_v2",
	"cuEventElapsedTime",
	"cuEventQuery",
	"cuEventRecord",
	"cuEventSynchronize",
	"cuFuncGetAttribute",
	"cuFuncSetCacheConfig",
	"cuFuncSetSharedMemConfig",
	"cuGraphAddChildGraphNode",
	"cuGraphAddDependencies",
	"cuGraphAddEmptyNode",
	"cuGraphAddHostNode",
	"cuGraphAddKernelNode",
	"cuGraphAddMemcpyNode",
	"cuGraphAddMemsetNode",
	"cuGraphClone",
	"cuGraphCreate",
	"cuGraphDestroy",
	"cuGraphDestroyNode",
	"cuGraphExecDestroy",
	"cuGraphGetEdges",
	"cuLaunchKernel",
	"cuLinkAddData_v2",
	"cuLinkAddFile_v2",
	"cuLinkComplete",
	"cuLinkCreate_v2",
	"cuLinkDestroy",
	"cuMemAdvise",
	"cuMemAllocManaged",
	"cuMemAllocPitch_v2",
	"cuMemAlloc_v2",
	"cuMemFreeHost",
	"cuMemFree_v2",
	"cuMemGetAddressRange_v2",
	"cuMemGetInfo_v2",
	"cuMemHostAlloc",
	"cuMemPrefetchAsync",
	"cuMemcpy",
	"cuMemcpy2DAsync_v2",
	"cuMemcpy2DUnaligned_v2",
	"cuMemcpy2D_v2",
	"cuMemcpy3DAsync_v2",
	"cuMemcpy3DPeer",
	"cuMemcpy3DPeerAsync",
	"cuMemcpy3D_v2",
	"cuMemcpyAsync",
	"cuMemcpyAtoA_v2",
	"cuMemcpyAtoD_v2",
	"cuMemcpyAtoHAsync_v2",
	"cuMemcpyAtoH_v2",
	"cuMemcpyDtoA_v2",
	"cuMemcpyDtoDAsync_v2",
	"cuMemcpyDtoD_v2",
	"cuMemcpyDtoHAsync_v2",
	"cuMemcpyDtoH_v2",
	"cuMemcpyHtoAAsync_v2",
	"cuMemcpyHtoA_v2",
	"cuMemcpyHtoDAsync_v2",
	"cuMemcpyHtoD_v2",
	"cuMemcpyPeer",
	"cuMemcpyPeerAsync",
	"cuMemsetD16Async",
	"cuMemsetD16_v2",
	"cuMemsetD2D16Async",
	"cuMemsetD2D16_v2",
	"cuMemsetD2D32Async",
	"cuMemsetD2D32_v2",
	"cuMemsetD2D8Async",
	"cuMemsetD2D8_v2",
	"cuMemsetD32Async",
	"cuMemsetD32_v2",
	"cuMemsetD8Async",
	"cuMemsetD8_v2",
	"cuModuleGetFunction",
	"cuModuleGetGlobal_v2",
	"cuModuleGetSurfRef",
	"cuModuleGetTexRef",
	"cuModuleLoad",
	"cuModuleLoadData",
	"cuModuleLoadDataEx",
	"cuModuleLoadFatBinary",
	"cuModuleUnload",
	"cuOccupancyMaxActiveBlocksPerMultiprocessor",
	"cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags",
	"cuPointerGetAttribute",
	"cuPointerSetAttribute",
	"cuStreamAttachMemAsync",
	"cuStreamCreate",
	"cuStreamCreateWithPriority",
	"cuStreamDestroy_v2",
	"cuStreamGetFlags",
	"cuStreamGetPriority",
	"cuStreamQuery",
	"cuStreamSynchronize",
	"cuStreamWaitEvent",
	"cuStreamWaitValue32",
	"cuStreamWriteValue32",
	"cuSurfRefGetArray",
	"cuSurfRefSetArray",
	"cuTexRefGetAddressMode",
	"cuTexRefGetAddress_v2",
	"cuTexRefGetArray",
	"cuTexRefGetBorderColor",
	"cuTexRefGetFilterMode",
	"cuTexRefGetFlags",
	"cuTexRefGetFormat",
	"cuTexRefGetMaxAnisotropy",
	"cuTexRefSetAddress2D_v3",
	"cuTexRefSetAddressMode",
	"cuTexRefSetAddress_v2",
	"cuTexRefSetArray",
	"cuTexRefSetBorderColor",
	"cuTexRefSetFilterMode",
	"cuTexRefSetFlags",
	"cuTexRefSetFormat",
	"cuTexRefSetMaxAnisotropy",
	"cuTexRefSetMipmapFilterMode",
	"cuTexRefSetMipmapLevelBias",
	"cuTexRefSetMipmapLevelClamp",
};
enum { COUNT = sizeof names / sizeof *names };

/* The stubs below know it by this name. */
void *shim_table[COUNT] = { [0 ... COUNT - 1] = (void *)missing };

int cuInit(unsigned flags) { return (void)flags, 0; }

int shim_count(void) { return COUNT; }
const char *shim_name(int n) { return names[n]; }

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
		void *s = dlsym(lib, names[i]);
		if (s) shim_table[i] = s; else ++*lacks;
	}
	function init = (function)dlsym(lib, "cuInit");
	if (!init) {
		snprintf(why, size, "%s has no cuInit", path);
		return -1;
	}
	return init(0);
}

#define STUB(name, n) __asm__(".text\n.globl " #name "\n.type " #name ",@function\n" #name ": jmp *shim_table+8*" #n "(%rip)\n.size " #name ",.-" #name);
STUB(cuArray3DCreate_v2, 0)
STUB(cuArray3DGetDescriptor_v2, 1)
STUB(cuArrayCreate_v2, 2)
STUB(cuArrayDestroy, 3)
STUB(cuArrayGetDescriptor_v2, 4)
STUB(cuCtxCreate_v2, 5)
STUB(cuCtxDestroy_v2, 6)
STUB(cuCtxDisablePeerAccess, 7)
STUB(cuCtxEnablePeerAccess, 8)
STUB(cuCtxGetApiVersion, 9)
STUB(cuCtxGetCacheConfig, 10)
STUB(cuCtxGetCurrent, 11)
STUB(cuCtxGetDevice, 12)
STUB(cuCtxGetFlags, 13)
STUB(cuCtxGetLimit, 14)
STUB(cuCtxGetSharedMemConfig, 15)
STUB(cuCtxGetStreamPriorityRange, 16)
STUB(cuCtxPopCurrent_v2, 17)
STUB(cuCtxPushCurrent_v2, 18)
STUB(cuCtxResetPersistingL2Cache, 19)
STUB(cuCtxSetCacheConfig, 20)
STUB(cuCtxSetCurrent, 21)
STUB(cuCtxSetLimit, 22)
STUB(cuCtxSetSharedMemConfig, 23)
STUB(cuCtxSynchronize, 24)
STUB(cuDeviceCanAccessPeer, 25)
STUB(cuDeviceGet, 26)
STUB(cuDeviceGetAttribute, 27)
STUB(cuDeviceGetCount, 28)
STUB(cuDeviceGetName, 29)
STUB(cuDeviceGetP2PAttribute, 30)
STUB(cuDeviceGetUuid, 31)
STUB(cuDevicePrimaryCtxGetState, 32)
STUB(cuDevicePrimaryCtxRelease_v2, 33)
STUB(cuDevicePrimaryCtxReset_v2, 34)
STUB(cuDevicePrimaryCtxRetain, 35)
STUB(cuDevicePrimaryCtxSetFlags_v2, 36)
STUB(cuDeviceTotalMem_v2, 37)
STUB(cuDriverGetVersion, 38)
STUB(cuEventCreate, 39)
STUB(cuEventDestroy_v2, 40)
STUB(cuEventElapsedTime, 41)
STUB(cuEventQuery, 42)
STUB(cuEventRecord, 43)
STUB(cuEventSynchronize, 44)
STUB(cuFuncGetAttribute, 45)
STUB(cuFuncSetCacheConfig, 46)
STUB(cuFuncSetSharedMemConfig, 47)
STUB(cuGraphAddChildGraphNode, 48)
STUB(cuGraphAddDependencies, 49)
STUB(cuGraphAddEmptyNode, 50)
STUB(cuGraphAddHostNode, 51)
STUB(cuGraphAddKernelNode, 52)
STUB(cuGraphAddMemcpyNode, 53)
STUB(cuGraphAddMemsetNode, 54)
STUB(cuGraphClone, 55)
STUB(cuGraphCreate, 56)
STUB(cuGraphDestroy, 57)
STUB(cuGraphDestroyNode, 58)
STUB(cuGraphExecDestroy, 59)
STUB(cuGraphGetEdges, 60)
STUB(cuLaunchKernel, 61)
STUB(cuLinkAddData_v2, 62)
STUB(cuLinkAddFile_v2, 63)
STUB(cuLinkComplete, 64)
STUB(cuLinkCreate_v2, 65)
STUB(cuLinkDestroy, 66)
STUB(cuMemAdvise, 67)
STUB(cuMemAllocManaged, 68)
STUB(cuMemAllocPitch_v2, 69)
STUB(cuMemAlloc_v2, 70)
STUB(cuMemFreeHost, 71)
STUB(cuMemFree_v2, 72)
STUB(cuMemGetAddressRange_v2, 73)
STUB(cuMemGetInfo_v2, 74)
STUB(cuMemHostAlloc, 75)
STUB(cuMemPrefetchAsync, 76)
STUB(cuMemcpy, 77)
STUB(cuMemcpy2DAsync_v2, 78)
STUB(cuMemcpy2DUnaligned_v2, 79)
STUB(cuMemcpy2D_v2, 80)
STUB(cuMemcpy3DAsync_v2, 81)
STUB(cuMemcpy3DPeer, 82)
STUB(cuMemcpy3DPeerAsync, 83)
STUB(cuMemcpy3D_v2, 84)
STUB(cuMemcpyAsync, 85)
STUB(cuMemcpyAtoA_v2, 86)
STUB(cuMemcpyAtoD_v2, 87)
STUB(cuMemcpyAtoHAsync_v2, 88)
STUB(cuMemcpyAtoH_v2, 89)
STUB(cuMemcpyDtoA_v2, 90)
STUB(cuMemcpyDtoDAsync_v2, 91)
STUB(cuMemcpyDtoD_v2, 92)
STUB(cuMemcpyDtoHAsync_v2, 93)
STUB(cuMemcpyDtoH_v2, 94)
STUB(cuMemcpyHtoAAsync_v2, 95)
STUB(cuMemcpyHtoA_v2, 96)
STUB(cuMemcpyHtoDAsync_v2, 97)
STUB(cuMemcpyHtoD_v2, 98)
STUB(cuMemcpyPeer, 99)
STUB(cuMemcpyPeerAsync, 100)
STUB(cuMemsetD16Async, 101)
STUB(cuMemsetD16_v2, 102)
STUB(cuMemsetD2D16Async, 103)
STUB(cuMemsetD2D16_v2, 104)
STUB(cuMemsetD2D32Async, 105)
STUB(cuMemsetD2D32_v2, 106)
STUB(cuMemsetD2D8Async, 107)
STUB(cuMemsetD2D8_v2, 108)
STUB(cuMemsetD32Async, 109)
STUB(cuMemsetD32_v2, 110)
STUB(cuMemsetD8Async, 111)
STUB(cuMemsetD8_v2, 112)
STUB(cuModuleGetFunction, 113)
STUB(cuModuleGetGlobal_v2, 114)
STUB(cuModuleGetSurfRef, 115)
STUB(cuModuleGetTexRef, 116)
STUB(cuModuleLoad, 117)
STUB(cuModuleLoadData, 118)
STUB(cuModuleLoadDataEx, 119)
STUB(cuModuleLoadFatBinary, 120)
STUB(cuModuleUnload, 121)
STUB(cuOccupancyMaxActiveBlocksPerMultiprocessor, 122)
STUB(cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags, 123)
STUB(cuPointerGetAttribute, 124)
STUB(cuPointerSetAttribute, 125)
STUB(cuStreamAttachMemAsync, 126)
STUB(cuStreamCreate, 127)
STUB(cuStreamCreateWithPriority, 128)
STUB(cuStreamDestroy_v2, 129)
STUB(cuStreamGetFlags, 130)
STUB(cuStreamGetPriority, 131)
STUB(cuStreamQuery, 132)
STUB(cuStreamSynchronize, 133)
STUB(cuStreamWaitEvent, 134)
STUB(cuStreamWaitValue32, 135)
STUB(cuStreamWriteValue32, 136)
STUB(cuSurfRefGetArray, 137)
STUB(cuSurfRefSetArray, 138)
STUB(cuTexRefGetAddressMode, 139)
STUB(cuTexRefGetAddress_v2, 140)
STUB(cuTexRefGetArray, 141)
STUB(cuTexRefGetBorderColor, 142)
STUB(cuTexRefGetFilterMode, 143)
STUB(cuTexRefGetFlags, 144)
STUB(cuTexRefGetFormat, 145)
STUB(cuTexRefGetMaxAnisotropy, 146)
STUB(cuTexRefSetAddress2D_v3, 147)
STUB(cuTexRefSetAddressMode, 148)
STUB(cuTexRefSetAddress_v2, 149)
STUB(cuTexRefSetArray, 150)
STUB(cuTexRefSetBorderColor, 151)
STUB(cuTexRefSetFilterMode, 152)
STUB(cuTexRefSetFlags, 153)
STUB(cuTexRefSetFormat, 154)
STUB(cuTexRefSetMaxAnisotropy, 155)
STUB(cuTexRefSetMipmapFilterMode, 156)
STUB(cuTexRefSetMipmapLevelBias, 157)
STUB(cuTexRefSetMipmapLevelClamp, 158)
