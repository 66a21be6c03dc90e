#ifndef CRAMPCHECK_CMINIZIP_SHIM_H
#define CRAMPCHECK_CMINIZIP_SHIM_H

#include <minizip/unzip.h>
#include <stdio.h>
#include <zlib.h>

// minizip opens archives by name. We have opened and checked the file already, and nested archives are in memory;
// so its open function gets a stream that is ready instead of a name.
static voidpf crampcheck_take_stream(voidpf opaque, const void *stream, int mode) {
  (void)opaque;
  (void)mode;
  return (voidpf)stream;
}

static inline unzFile crampcheck_zip_of_stream(FILE *stream) {
  if (!stream) return NULL;
  zlib_filefunc64_def functions;
  fill_fopen64_filefunc(&functions);
  functions.zopen64_file = crampcheck_take_stream;
  return unzOpen2_64(stream, &functions);
}

// `inflateInit2` is a macro. 31 is a window of 32 KiB with a gzip header.
static inline int crampcheck_gzip_begin(z_stream *stream) { return inflateInit2(stream, 31); }

#endif
