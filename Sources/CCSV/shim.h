#ifndef CRAMPCHECK_CCSV_SHIM_H
#define CRAMPCHECK_CCSV_SHIM_H

#include <csv.h>

#endif
