#ifndef CRAMPCHECK_CXXHASH_SHIM_H
#define CRAMPCHECK_CXXHASH_SHIM_H

#include <xxhash.h>

// Brings the line of memory at an address near before it is looked at: tables that are found by hashes lie far away, and
// several lines come in the time of one. Swift has no word for it. Any address will do.
static inline void crampcheck_expect(const void *address) { __builtin_prefetch(address); }

#endif
