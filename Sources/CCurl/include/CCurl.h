/// A small engine over libcurl's multi interface: one thread posts to many receivers at once.
///
/// The engine's thread alone touches the multi handle and every transfer that was submitted. All others speak
/// to it through `ccurl_submit`, `ccurl_cancel` and `ccurl_stop`. Nothing here follows a redirect, uses a
/// proxy, or sends a request twice.
#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/// The thread, its multi handle and its spare transfers.
typedef struct ccurl_engine ccurl_engine;

/// One request, from its making to its answer. Belongs to the caller until it is submitted.
typedef struct ccurl_transfer ccurl_transfer;

/// How a transfer ended, in the terms that a caller decides by.
typedef enum {
  /// An answer was read to its end.
  CCURL_ANSWERED = 0,
  /// The host's name has no address.
  CCURL_NAME_UNKNOWN,
  /// `permit` refused each address of the host.
  CCURL_ADDRESS_REFUSED,
  /// No connection: refused or unreachable.
  CCURL_NOT_CONNECTED,
  /// This process had no descriptor left, for as long as the transfer may take.
  CCURL_NO_DESCRIPTOR,
  /// TLS could not be agreed on, or the certificate is not to be trusted.
  CCURL_NOT_SECURE,
  /// Connecting or the whole transfer took too long.
  CCURL_TIMED_OUT,
  /// The connection broke.
  CCURL_BROKEN,
  /// A reused connection died unanswered, and libcurl was kept from posting once more.
  CCURL_REPEAT_PREVENTED,
  /// The answer's headers were longer than the budget.
  CCURL_HEADERS_TOO_LONG,
  /// The answer's body was longer than the cap.
  CCURL_BODY_TOO_LONG,
  /// The address of the request is not an http or https address.
  CCURL_BAD_ADDRESS,
  /// `ccurl_cancel` or `ccurl_free`.
  CCURL_CANCELLED,
  /// Anything else; `curl_code` tells.
  CCURL_OTHER,
} ccurl_ending;

/// What became of a transfer. Valid only during the completion call.
typedef struct {
  ccurl_ending ending;
  /// libcurl's own CURLcode.
  int curl_code;
  /// Whether the request had begun to go out: from here on nobody knows whether it was read.
  bool sent;
  /// Whether the connection had served an earlier request.
  bool reused;
  /// HTTP status; 0 if none came. May be there although the ending is an error.
  long status;
  /// Header lines of the last answer, as they came.
  const char *headers;
  size_t headers_size;
  const char *body;
  size_t body_size;
  /// The address connected to or, if refused, the one refused: numeric, without the port. May be empty.
  const char *address;
  uint16_t port;
  /// Microseconds from the start: name found, connected, TLS agreed on, first byte of the answer, end.
  int64_t looked_up, connected, secured, first_byte, total;
} ccurl_answer;

/// Called once for every submitted transfer, on the engine's thread; must not block.
///
/// - `transfer`: The context that the transfer was submitted with.
typedef void (*ccurl_completion)(void *context, void *transfer, const ccurl_answer *answer);

/// Called on the engine's thread when there is no more to complete for now: what was completed can be handed on
/// together, which wakes other threads less often.
typedef void (*ccurl_flush)(void *context);

/// Asked on the engine's thread before each connection is opened, with the numeric address; must not block.
typedef bool (*ccurl_permit)(void *context, const struct sockaddr *address);

typedef struct {
  /// Connections at most, in use and idle together.
  long connections;
  long connections_per_host;
  /// Milliseconds from the start to the connection; and from the submission to the answer's end.
  long connecting_ms, total_ms;
  /// A file of certificates to trust instead of the system's, or null. Copied.
  const char *authorities;
  /// Given to the three below.
  void *context;
  ccurl_permit permit;
  ccurl_completion complete;
  ccurl_flush flush;
} ccurl_settings;

/// Raises the soft limit of open descriptors to the hard one. Returns how many connections that leaves room
/// for: at most `wanted`, at least 4.
long ccurl_connections_within_limits(long wanted);

/// Starts the thread, with all signals blocked in it, so that a broken pipe is an error code and no signal.
/// Null if libcurl or the thread could not be started.
ccurl_engine *ccurl_start(const ccurl_settings *settings);

/// Makes a POST. Null if memory is short.
ccurl_transfer *ccurl_post(ccurl_engine *engine, const char *url, const void *body, size_t body_size);

/// Adds one header. The caller has checked it: libcurl sends CR and LF as they are. False if memory is short.
bool ccurl_add_header(ccurl_transfer *transfer, const char *name, const char *value);

/// For a host that is not met again soon: keeps neither the connection nor the host's addresses.
void ccurl_set_one_shot(ccurl_transfer *transfer);

/// Hands the transfer over; it begins when the limits on connections let it. `id` names it for `ccurl_cancel` and is the caller's to choose, 0 excepted.
/// False if the engine is stopping or memory is short: then nothing is sent, no completion is called, and the transfer is gone.
bool ccurl_submit(ccurl_engine *engine, ccurl_transfer *transfer, uint64_t id, void *context);

/// Ends a transfer early, as `CCURL_CANCELLED`; does nothing if it has ended.
void ccurl_cancel(ccurl_engine *engine, uint64_t id);

/// Takes no new transfers, finishes those under way, then calls `stopped` on the engine's thread as its last
/// act.
void ccurl_stop(ccurl_engine *engine, void (*stopped)(void *context), void *context);

/// Ends what is left as `CCURL_CANCELLED`, waits for the thread and frees everything. Not from the engine's
/// thread.
void ccurl_free(ccurl_engine *engine);

/// libcurl's version, such as `7.88.1`; `-` if it could not be started.
const char *ccurl_version(void);

#endif
