#ifndef OBUKA_CZLIB_SHIM_H
#define OBUKA_CZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

/* deflateInit2 and inflateInit2 are macros, which Swift does not see. */

static inline int obuka_deflate_gzip_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}

static inline int obuka_inflate_gzip_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

/* Without a header, as ZIP archives hold it. */
static inline int obuka_deflate_raw_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
}

static inline int obuka_inflate_raw_init(z_stream *stream) {
    return inflateInit2(stream, -15);
}

#endif
