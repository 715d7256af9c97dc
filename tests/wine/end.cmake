# Ends the Wine of PREFIX, and no other.
include(${CMAKE_CURRENT_LIST_DIR}/environment.cmake)
execute_process(COMMAND ${WINESERVER} -k OUTPUT_QUIET ERROR_QUIET)
