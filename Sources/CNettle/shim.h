#ifndef CRAMPCHECK_CNETTLE_SHIM_H
#define CRAMPCHECK_CNETTLE_SHIM_H

#include <nettle/sha2.h>

#endif
