#ifndef CRAMPCHECK_CMESSAGEDIGEST_SHIM_H
#define CRAMPCHECK_CMESSAGEDIGEST_SHIM_H

#include <sys/types.h>
#include <stdint.h>
#include <sha2.h>

#endif
