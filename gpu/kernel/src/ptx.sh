#!/bin/sh
# ptx.sh FILE: makes the kernels for cards, by clang 19 and no file of NVIDIA's.
# Without ptx60 clang would write a version of PTX that is older than what barriers
# need; comments and the compiler's own name are left out, so that equal sources
# make equal files.
set -e
clang=${CLANG:-clang-19}
"$clang" -x cuda -nocudainc -nocudalib --cuda-device-only --cuda-gpu-arch=sm_60 \
	-Xclang -target-feature -Xclang +ptx60 -O2 -S "$(dirname "$0")/kernels.cu" -o - |
	grep -v '^[[:space:]]*//' >"$1"
