#include "DefaultCatalog.h"

static const unsigned char catalog[] __attribute__((aligned(16))) = {
#embed "default.catalog"
};

const void *crampcheck_default_catalog(size_t *byte_count) {
  *byte_count = sizeof catalog;
  return catalog;
}
