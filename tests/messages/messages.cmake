# MODE: cases    each message has its case, and says what is expected
#       document generator/docs/MESSAGES.md is what the cases make of it
#       compile  what contradicts messages.def does not compile
#       formats  JSON and SARIF of all cases and of the corpus are valid, and say what the text says
#       update   accepts what is said, and writes the document
cmake_minimum_required(VERSION 3.25)
set(cases ${SOURCE}/tests/messages)
set(document ${SOURCE}/generator/docs/MESSAGES.md)

function(run)
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE status)
    if(status)
        message(FATAL_ERROR "ended with ${status}: ${ARGN}")
    endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
if(NOT MODE STREQUAL "compile")
    file(COPY ${cases}/ DESTINATION ${WORK})
endif()
if(MODE STREQUAL "cases")
    run(${RUN_CASES} ${SOURCE})
elseif(MODE STREQUAL "document")
    run(${DOCUMENT} ${WORK}/MESSAGES.md)
    file(SHA256 ${WORK}/MESSAGES.md new)
    file(SHA256 ${document} old)
    if(NOT new STREQUAL old)
        execute_process(COMMAND diff -u ${document} ${WORK}/MESSAGES.md)
        message(FATAL_ERROR "generator/docs/MESSAGES.md is not what the target update_messages writes")
    endif()
elseif(MODE STREQUAL "update")
    run(${RUN_CASES} ${SOURCE} --update ${cases})
    file(REMOVE_RECURSE ${WORK}) # without what the cases wrote
    file(COPY ${cases}/ DESTINATION ${WORK})
    run(${DOCUMENT} ${document})
else()
    include(${CMAKE_CURRENT_LIST_DIR}/${MODE}.cmake)
endif()
