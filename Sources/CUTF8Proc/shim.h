#ifndef CRAMPCHECK_CUTF8PROC_SHIM_H
#define CRAMPCHECK_CUTF8PROC_SHIM_H

#include <stdlib.h>
#include <utf8proc.h>

#endif
