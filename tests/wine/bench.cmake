# Runs PROGRAM, the benchmark, and prints what it says.
include(${CMAKE_CURRENT_LIST_DIR}/environment.cmake)
wine_must(${PROGRAM})
message("${output}")
