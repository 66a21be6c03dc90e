#ifndef CRAMPCHECK_CLIBXML2_SHIM_H
#define CRAMPCHECK_CLIBXML2_SHIM_H

#include <string.h>

#include <libxml/xmlversion.h>
// Debian's build would pull in ICU's headers, whose types clash with those of Foundation's own ICU wherever both
// are seen. Only the tail of a struct that is never touched here depends on it.
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

// Swift cannot write a variadic function, and libxml2 prints bytes of the document past the structured handler
// unless its generic handler is one that says nothing.
static void crampcheck_say_nothing(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

// The structured handler's argument type changed from `xmlError *` to `const xmlError *` in libxml2 2.12.
#if LIBXML_VERSION >= 21200
static void crampcheck_drop_error(void *context, const xmlError *error) {
#else
static void crampcheck_drop_error(void *context, xmlErrorPtr error) {
#endif
  (void)context;
  (void)error;
}

static xmlParserInputPtr crampcheck_load_nothing(const char *url, const char *id, xmlParserCtxtPtr context) {
  (void)url;
  (void)id;
  (void)context;
  return NULL;
}

// Once per process: no message to standard error in this thread or a later one, and no external entity, file,
// catalogue or address is ever opened by the library.
static inline void crampcheck_prepare_libxml2(void) {
  xmlInitParser();
  xmlSetGenericErrorFunc(NULL, crampcheck_say_nothing);
  xmlThrDefSetGenericErrorFunc(NULL, crampcheck_say_nothing);
  xmlSetStructuredErrorFunc(NULL, crampcheck_drop_error);
  xmlThrDefSetStructuredErrorFunc(NULL, crampcheck_drop_error);
  xmlSetExternalEntityLoader(crampcheck_load_nothing);
}

// The generic handler is also per thread; a thread made before the call above starts with the default.
static inline void crampcheck_silence_this_thread(void) {
  xmlSetGenericErrorFunc(NULL, crampcheck_say_nothing);
  xmlSetStructuredErrorFunc(NULL, crampcheck_drop_error);
}

// Struct fields that newer versions rename or make private are read here and nowhere else.
static inline int crampcheck_line(xmlParserCtxtPtr context) {
  return context->input != NULL ? context->input->line : 0;
}

static inline int crampcheck_column(xmlParserCtxtPtr context) {
  return context->input != NULL ? context->input->col : 0;
}

static inline const unsigned char *crampcheck_pending(xmlParserCtxtPtr context, size_t *count) {
  if (context->input == NULL || context->input->cur == NULL || context->input->end < context->input->cur) {
    *count = 0;
    return NULL;
  }
  *count = (size_t)(context->input->end - context->input->cur);
  return context->input->cur;
}

// The part of the acceptance rule that only the parser's own state can answer.
static inline int crampcheck_is_clean(xmlParserCtxtPtr context) {
  return context->errNo == 0 && context->wellFormed == 1 && context->nsWellFormed == 1 && context->disableSAX == 0;
}

static inline int crampcheck_error_number(xmlParserCtxtPtr context) { return context->errNo; }

#endif
