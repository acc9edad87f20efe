/// Names under `.test` for the program that this is linked into: libcurl's lookups come here before the system's.
#ifndef CNAMES_H
#define CNAMES_H

/// Lets a name under `.test` have addresses: the first lookup gets the first group, and so on, later ones the last.
///
/// - `groups`: Numeric addresses, `,` within a group and `;` between groups: `1.2.3.4;127.0.0.1,::1`.
void cnames_set(const char *name, const char *groups);

/// Lets lookups of names under `.hang.test` return, without an address, now and from now on. Until then each hangs
/// for 3.5 s.
void cnames_release(void);

/// How many lookups hang now.
int cnames_hanging(void);

/// How often a name was looked up.
int cnames_lookups(const char *name);

#endif
