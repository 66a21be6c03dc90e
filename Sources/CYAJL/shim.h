#ifndef CRAMPCHECK_CYAJL_SHIM_H
#define CRAMPCHECK_CYAJL_SHIM_H

#include <yajl/yajl_gen.h>

#endif
