#ifndef OBUKA_CARCHIVE_SHIM_H
#define OBUKA_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
