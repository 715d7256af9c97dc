# Writes OUTPUT, a header: the ids of the messages that MESSAGES lists, and how many texts each takes. What is said of a
# message stands in no header, and a header that stays the same is not touched: another text compiles messages.c again,
# and nothing else.
cmake_minimum_required(VERSION 3.25)
file(STRINGS ${MESSAGES} entries REGEX "^MB_MESSAGE\\(")
set(ids)
set(typed)
foreach(entry IN LISTS entries)
    if(NOT entry MATCHES "^MB_MESSAGE\\(([A-Z][A-Z0-9_]*), [1-9][0-9]*, (NOTE|WARNING|ERROR), ([0-3]), \"([a-z0-9-]+)\",$")
        message(FATAL_ERROR "${MESSAGES}: not of the form MB_MESSAGE(id, number, severity, texts, \"name\",\n${entry}")
    endif()
    set(id ${CMAKE_MATCH_1})
    set(texts ${CMAKE_MATCH_3})
    string(TOUPPER ${CMAKE_MATCH_4} name)
    string(REPLACE - _ name ${name})
    if(NOT name STREQUAL id)
        message(FATAL_ERROR "${MESSAGES}: the id of \"${CMAKE_MATCH_4}\" has to be ${name}, not ${id}")
    endif()
    string(APPEND ids "    MB_ID_${id},\n")
    string(APPEND typed "#define MB_MSG_${id} ((mb_message_of_${texts}){MB_ID_${id}})\n")
endforeach()
set(text "/* The ids of the messages in diag/messages.def. Included by diag/report.h. */
#ifndef MB_DIAG_MESSAGE_IDS_H
#define MB_DIAG_MESSAGE_IDS_H

typedef enum mb_message {
${ids}    MB_MESSAGE_COUNT
} mb_message;

${typed}
#endif
")
set(old)
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} old)
endif()
if(NOT text STREQUAL old)
    file(WRITE ${OUTPUT} "${text}")
endif()
