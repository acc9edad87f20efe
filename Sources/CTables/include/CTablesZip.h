/// libzip's functions. It is loaded when a workbook is opened: with the cryptography that it needs it would take as long
/// to start as the rest of a command that has nothing to do with workbooks.
#ifndef CTABLES_ZIP_H
#define CTABLES_ZIP_H

#include <stdbool.h>
#include <zip.h>

#define CTABLES_ZIP_FUNCTIONS(F)                                                                             \
  F(open) F(discard) F(get_num_entries) F(get_name) F(stat_index) F(fopen_index) F(fread) F(fclose)

/// `libzip.open` is `zip_open`.
typedef struct {
#define CTABLES_FIELD(name) __typeof__(zip_##name) *_Nonnull name;
  CTABLES_ZIP_FUNCTIONS(CTABLES_FIELD)
#undef CTABLES_FIELD
} ctables_zip;

/// Loads it, once. Null if it is not installed or cannot be used.
const ctables_zip *_Nullable ctables_zip_library(void);

#endif
