#ifndef CRAMPCHECK_CXXHASH_SHIM_H
#define CRAMPCHECK_CXXHASH_SHIM_H

#include <xxhash.h>

#endif
