#ifndef CRAMPCHECK_CFILESYNC_SHIM_H
#define CRAMPCHECK_CFILESYNC_SHIM_H

#include <sys/types.h>

// The C library declares this for those alone who ask for everything of GNU's, which the language's own module of it
// does not.
extern int sync_file_range(int descriptor, __off64_t start, __off64_t byte_count, unsigned int flags);

// Starts writing what a file has in memory to the disk, and waits for none of it.
static inline int crampcheck_start_writing(int descriptor, __off64_t start, __off64_t byte_count) {
  const unsigned int write = 2;  // SYNC_FILE_RANGE_WRITE
  return sync_file_range(descriptor, start, byte_count, write);
}

#endif
