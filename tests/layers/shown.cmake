# cmake -DSOURCE=<templates/runtime> -DCC=<compiler> -DNM=<nm> -DWORK=<folder> -P shown.cmake
#
# Builds the runtime as a shared library, with its backends, and a program that links it. The library shows what the public headers declare,
# and nothing else; where mingw is there, the DLL for Windows too.
cmake_minimum_required(VERSION 3.25)
set(bad)
include(${CMAKE_CURRENT_LIST_DIR}/public_names.cmake)
file(REMOVE_RECURSE ${WORK})
file(WRITE ${WORK}/source/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(shown LANGUAGES C)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR})
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR})
add_subdirectory(${SOURCE} runtime)
add_executable(program program.c)
target_link_libraries(program PRIVATE mofbind::loopback)
")
file(WRITE ${WORK}/source/program.c "#include <wmi/loopback.h>
#include <wmi/wmi.h>
#include <string.h>
int main(void)
{
    wmi_loopback_free(NULL);
    return wmi_loopback_backend(NULL) == NULL && wmi_no_codes.count == 0 && strcmp(wmi_status_name(WMI_OK), \"ok\") == 0 ? 0 : 1;
}
")

# build(<name> <definition>...): as one file, which is quicker
function(build name)
    execute_process(COMMAND ${CMAKE_COMMAND} -S ${WORK}/source -B ${WORK}/${name} -G Ninja -DBUILD_SHARED_LIBS=ON -DCMAKE_BUILD_TYPE=Debug
            -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=0 "-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror" ${ARGN}
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/${name} OUTPUT_VARIABLE said RESULT_VARIABLE status)
    if(status)
        message(FATAL_ERROR "${said}")
    endif()
endfunction()

# compare(<what> <shown name>...): with `public`
function(compare what)
    set(shown ${ARGN})
    set(missing ${public})
    list(REMOVE_ITEM missing ${shown})
    list(REMOVE_ITEM shown ${public})
    if(missing OR shown)
        message(FATAL_ERROR "${what} shows, and should not: ${shown}; does not show, and should: ${missing}")
    endif()
endfunction()

build(native -DCMAKE_C_COMPILER=${CC})
execute_process(COMMAND ${NM} -D -P --defined-only ${WORK}/native/libmofbind_runtime.so OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+ [A-Z] [^\n]*" lines "${text}")
list(TRANSFORM lines REPLACE " .*" "")
list(FILTER lines EXCLUDE REGEX "^(_init|_fini|__bss_start|_edata|_end)$")
set(everything ${public})
list(REMOVE_ITEM public wmi_com_backend)
compare("the shared library" ${lines})
execute_process(COMMAND ${WORK}/native/program COMMAND_ERROR_IS_FATAL ANY)

set(public ${everything})
find_program(mingw x86_64-w64-mingw32-gcc)
find_program(objdump x86_64-w64-mingw32-objdump)
if(mingw AND objdump)
    build(windows -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_C_COMPILER=${mingw})
    execute_process(COMMAND ${objdump} -p ${WORK}/windows/libmofbind_runtime.dll OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE "^.*Ordinal/Name Pointer[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n\n.*" "\n" text "${text}")
    string(REPLACE "[" "<" text "${text}")
    string(REPLACE "]" ">" text "${text}")
    string(REGEX MATCHALL "<[ 0-9]+>[^\n]* [A-Za-z_0-9]+\n" lines "${text}")
    list(TRANSFORM lines REPLACE ".* ([A-Za-z_0-9]+)\n" "\\1")
    compare("the DLL" ${lines})
endif()
list(LENGTH public count)
message("${count} names are shown")
