//go:build cuda

package kernel

import _ "embed"

// The kernels for cards of sm_60 and up, as clang makes them of src/kernels.cu. A
// test makes them again where there is a clang, and compares. Only the build that
// works cards has them: they are large.
//
//go:embed kernels.ptx
var ptx string

// PTX returns the kernels in PTX, version 6.0, for sm_60 and up.
func PTX() string { return ptx }
