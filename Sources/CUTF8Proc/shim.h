#ifndef CRAMPCHECK_CUTF8PROC_SHIM_H
#define CRAMPCHECK_CUTF8PROC_SHIM_H

#include <utf8proc.h>

#endif
