# Wine on this machine: MOFBIND_WINE, MOFBIND_WINESERVER. Debian keeps the loader outside of the PATH unless the package `wine` is there.
find_program(MOFBIND_WINE NAMES wine64 wine PATHS /usr/lib/wine NO_CMAKE_FIND_ROOT_PATH DOC "Wine, which runs programs for Windows")
find_program(MOFBIND_WINESERVER NAMES wineserver wineserver64 PATHS /usr/lib/wine NO_CMAKE_FIND_ROOT_PATH DOC "The server of Wine")
