#ifndef CRAMPCHECK_DEFAULTCATALOG_H
#define CRAMPCHECK_DEFAULTCATALOG_H

#include <stddef.h>

/// The shipped catalog: its first byte, and through `byte_count` its length in bytes. The bytes live in the
/// executable for the whole run and are aligned to 16.
const void *crampcheck_default_catalog(size_t *byte_count);

#endif
