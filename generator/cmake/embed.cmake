# cmake -DTEMPLATES=<folder> -DOUTPUT=<file.c> -P embed.cmake
#
# Makes a C source of the files in a folder: see render/embedded.h. Arrays of numbers, since string literals may have no more
# than 4095 characters in portable C. Line ends become LF, so that a checkout on Windows embeds the same bytes.

cmake_minimum_required(VERSION 3.16)

if(NOT TEMPLATES OR NOT OUTPUT)
    message(FATAL_ERROR "usage: cmake -DTEMPLATES=<folder> -DOUTPUT=<file.c> -P embed.cmake")
endif()

file(GLOB_RECURSE files RELATIVE "${TEMPLATES}" "${TEMPLATES}/*")
list(FILTER files EXCLUDE REGEX "(^|/)\\.|~$")
list(SORT files)

set(arrays "")
set(table "")
set(count 0)
foreach(name IN LISTS files)
    file(READ "${TEMPLATES}/${name}" bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(REPLACE "0x0d,0x0a," "0x0a," bytes "${bytes}")
    # A new line behind each line of the file: the numbers can be compared with it, and no line gets overlong.
    string(REPLACE "0x0a," "0x0a,\n" bytes "${bytes}")
    string(APPEND arrays "static const unsigned char file_${count}[] = {\n${bytes}0x00 };\n")
    string(APPEND table "    { \"${name}\", file_${count}, sizeof file_${count} - 1 },\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "/* Made by embed.cmake; do not edit. */
#include \"render/embedded.h\"

${arrays}
const mb_embedded_file mb_embedded_files[] = {
${table}    { NULL, NULL, 0 }
};
const size_t mb_embedded_file_count = ${count};
")
