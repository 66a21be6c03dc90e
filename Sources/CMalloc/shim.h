#ifndef CRAMPCHECK_CMALLOC_SHIM_H
#define CRAMPCHECK_CMALLOC_SHIM_H

// `mallopt` and its numbers, which the language's own module of the C library leaves out.
#include <malloc.h>

#endif
