#ifndef CRAMPCHECK_CYAJL_SHIM_H
#define CRAMPCHECK_CYAJL_SHIM_H

#include <yajl/yajl_gen.h>

// `yajl_gen_config` is variadic, which Swift cannot call. Text from files is checked before it is written; what
// is still no UTF-8 must end in an error, not in the output.
static inline void crampcheck_yajl_validate(yajl_gen generator) {
  yajl_gen_config(generator, yajl_gen_validate_utf8, 1);
}

#endif
