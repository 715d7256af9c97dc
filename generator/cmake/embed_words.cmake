# cmake -DWORDS=<reserved.def> -DHEADERS=<reserved_headers.def> -DOUTPUT=<file.c> -P embed_words.cmake
#
# Makes a C source of binding/reserved.def: see binding/reserved.h. One text instead of thousands of pointers, which a program would have to
# relocate whenever it starts.

cmake_minimum_required(VERSION 3.16)

if(NOT WORDS OR NOT HEADERS OR NOT OUTPUT)
    message(FATAL_ERROR "usage: cmake -DWORDS=<file> -DHEADERS=<file> -DOUTPUT=<file.c> -P embed_words.cmake")
endif()

file(READ "${WORDS}" text)
string(FIND "${text}" "\n" comment_end)
math(EXPR begin "${comment_end} + 1")
string(SUBSTRING "${text}" ${begin} -1 text)
string(REGEX REPLACE "R\\(\"([A-Za-z0-9_]+)\", ([A-Za-z0-9_]+)\\)[ \r\n]*" "\\1 \\2\n" text "${text}")
string(REPLACE " CPLUSPLUS\n" " C++\n" text "${text}")

file(STRINGS "${HEADERS}" headers REGEX "^MB_HEADER")
foreach(line IN LISTS headers)
    if(NOT line MATCHES "^MB_HEADER\\(([A-Za-z0-9_]+), ([A-Z0-9]+), \"([^\"]*)\"\\)")
        message(FATAL_ERROR "${HEADERS}: ${line}")
    endif()
    set(id "${CMAKE_MATCH_1}")
    string(TOLOWER "${CMAKE_MATCH_2}" whose)
    set(name "${CMAKE_MATCH_3}")
    if(whose MATCHES "^(posix|x11)$")
        string(APPEND whose " ${name}") # where all headers are called alike, they are left out
    endif()
    string(REPLACE " ${id}\n" " ${whose}\n" text "${text}")
endforeach()

file(WRITE "${OUTPUT}.txt" "${text}")
file(READ "${OUTPUT}.txt" bytes HEX)
file(REMOVE "${OUTPUT}.txt")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REPLACE "0x0d,0x0a," "0x0a," bytes "${bytes}")
string(REPLACE "0x0a," "0x0a,\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "/* Made by embed_words.cmake; do not edit. */
#include \"binding/reserved.h\"

const unsigned char mbb_reserved_words[] = {
${bytes}};
const size_t mbb_reserved_size = sizeof mbb_reserved_words;
")
