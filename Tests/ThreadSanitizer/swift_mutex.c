// What the thread sanitizer does not see of Swift's Mutex.
//
// A mutex that is free is taken by code that the compiler puts into the caller and the sanitizer watches. One that is
// not is waited for in Swift's own library, of which the sanitizer knows nothing: every change behind such a wait would be
// reported, in the smallest program with two threads and a mutex too. These take the place of the library's functions
// in what is linked with them, and tell the sanitizer what happened. Where Swift calls them otherwise one day, linking
// still works, and the reports come back.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *place);
void __tsan_release(void *place);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef __attribute__((swiftcall)) void lock(uint32_t thread, __attribute__((swift_context)) void *mutex);
typedef __attribute__((swiftcall)) void unlock(__attribute__((swift_context)) void *mutex);

lock lock_after_wait __asm__(LOCK);
unlock unlock_with_waiters __asm__(UNLOCK);

__attribute__((swiftcall)) void lock_after_wait(uint32_t thread, __attribute__((swift_context)) void *mutex) {
  ((lock *)dlsym(RTLD_NEXT, LOCK))(thread, mutex);
  __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void unlock_with_waiters(__attribute__((swift_context)) void *mutex) {
  __tsan_release(mutex);
  ((unlock *)dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
