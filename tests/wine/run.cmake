# Runs PROGRAM, which must end by itself, say that it has run its tests, and fail none.
include(${CMAKE_CURRENT_LIST_DIR}/environment.cmake)
if(NOT EXISTS ${PROGRAM})
    message(FATAL_ERROR "${PROGRAM} was not built")
endif()
wine_run(status output ${PROGRAM})
string(REGEX REPLACE "wine: Read access denied for device [^\n]*\n" "" output "${output}") # of Wine, for the drive Z:
message("${output}")
if(NOT status EQUAL 0)
    message(FATAL_ERROR "it ended with: ${status}")
elseif(NOT output MATCHES "\n\\[  PASSED  \\] [1-9][0-9]* test")
    message(FATAL_ERROR "it ended before its tests did")
endif()
