# cmake -DSOURCE=<templates/runtime> -DCC=<compiler> -DNM=<nm> -DWORK=<folder> -DWSMAN=<ON or OFF> -P shown.cmake
#
# Builds the runtime as a shared library, with its backends, one of bindings, and a program that links both. The libraries show what their
# headers declare, and nothing else; where mingw is there, the DLLs for Windows too. WSMAN: that backend is one of them.
cmake_minimum_required(VERSION 3.25)
set(bad)
include(${CMAKE_CURRENT_LIST_DIR}/public_names.cmake)
set(bindings ${CMAKE_CURRENT_LIST_DIR}/../golden/expected/methods/golden_methods)
set(public_bindings)
file(GLOB_RECURSE headers ${bindings}/include/*.h)
foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX MATCHALL "\n(extern )?golden_methods_API [^;]*;" declarations "${text}")
    foreach(declaration IN LISTS declarations)
        if(declaration MATCHES "[ *](golden_methods_[A-Za-z0-9_]+)(\\(|\n*$)")
            list(APPEND public_bindings ${CMAKE_MATCH_1})
        endif()
    endforeach()
endforeach()
file(REMOVE_RECURSE ${WORK})
file(WRITE ${WORK}/source/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(shown LANGUAGES C)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR})
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR})
add_subdirectory(${SOURCE} runtime)
add_subdirectory(${bindings} bindings)
add_executable(program program.c)
target_link_libraries(program PRIVATE mofbind::loopback mofbind::golden_methods)
")
file(WRITE ${WORK}/source/program.c "#include <wmi/loopback.h>
#include <wmi/wmi.h>
#include <golden_methods.h>
#include <string.h>
int main(void)
{
    golden_methods_Machine machine = {0};
    const wmi_schema *schemas[] = {NULL};
    schemas[0] = &golden_methods_schema;
    golden_methods_Machine_clear(&machine);
    wmi_loopback_free(NULL);
    return schemas[0]->class_count > 0 && golden_methods_Machine_info.field_count > 0 && wmi_loopback_backend(NULL) == NULL && wmi_no_codes.count == 0 && strcmp(wmi_status_name(WMI_OK), \"ok\") == 0 ? 0 : 1;
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

# shown_by_elf(<variable> <library>)
function(shown_by_elf variable library)
    execute_process(COMMAND ${NM} -D -P --defined-only ${WORK}/native/${library} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^ \n]+ [A-Z] [^\n]*" lines "${text}")
    list(TRANSFORM lines REPLACE " .*" "")
    list(FILTER lines EXCLUDE REGEX "^(_init|_fini|__bss_start|_edata|_end)$")
    set(${variable} ${lines} PARENT_SCOPE)
endfunction()

# shown_by_dll(<variable> <library>)
function(shown_by_dll variable library)
    execute_process(COMMAND ${objdump} -p ${WORK}/windows/${library} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE "^.*Ordinal/Name Pointer[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n\n.*" "\n" text "${text}")
    string(REPLACE "[" "<" text "${text}")
    string(REPLACE "]" ">" text "${text}")
    string(REGEX MATCHALL "<[ 0-9]+>[^\n]* [A-Za-z_0-9]+\n" lines "${text}")
    list(TRANSFORM lines REPLACE ".* ([A-Za-z_0-9]+)\n" "\\1")
    set(${variable} ${lines} PARENT_SCOPE)
endfunction()

build(native -DCMAKE_C_COMPILER=${CC} -DMOFBIND_WSMAN=${WSMAN})
set(everything ${public})
list(FILTER everything EXCLUDE REGEX "^wmi_wsman_") # a shared library has it where it is asked for
if(NOT WSMAN)
    set(public ${everything})
endif()
list(REMOVE_ITEM public wmi_com_backend)
shown_by_elf(names libmofbind_runtime.so)
compare("the runtime" ${names})
set(public ${public_bindings})
shown_by_elf(names libmofbind_golden_methods.so)
compare("the library of bindings" ${names})
execute_process(COMMAND ${WORK}/native/program COMMAND_ERROR_IS_FATAL ANY)

find_program(mingw x86_64-w64-mingw32-gcc)
find_program(objdump x86_64-w64-mingw32-objdump)
if(mingw AND objdump)
    build(windows -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_C_COMPILER=${mingw})
    set(public ${everything})
    shown_by_dll(names libmofbind_runtime.dll)
    compare("the runtime's DLL" ${names})
    set(public ${public_bindings})
    shown_by_dll(names libmofbind_golden_methods.dll)
    compare("the DLL of bindings" ${names})
endif()
list(LENGTH everything count)
list(LENGTH public_bindings count_of_bindings)
message("${count} names are shown by the runtime, ${count_of_bindings} by the bindings")
