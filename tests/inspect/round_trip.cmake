# Of each MOF of a folder: dumped as MOF and read again it dumps as the same JSON and, byte for byte, the same MOF, and there
# are warnings only if there were some before. A first line
# `// check: ARGUMENTS` holds options, and files that are read with it, as in tests/corpus.
cmake_minimum_required(VERSION 3.25)

# run(FILE ARGUMENT...): what mofbind prints goes to the file.
function(run file)
    execute_process(COMMAND ${MOFBIND} dump -w ${ARGN} WORKING_DIRECTORY ${FOLDER}
        RESULT_VARIABLE status OUTPUT_FILE ${WORK}/${file} ERROR_VARIABLE messages)
    if(status)
        message(FATAL_ERROR "dump ${ARGN} ended with ${status}:\n${messages}")
    endif()
endfunction()

# warns(OUT ARGUMENT...): whether there are warnings.
function(warns out)
    execute_process(COMMAND ${MOFBIND} check -Werror ${ARGN} WORKING_DIRECTORY ${FOLDER}
        RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE messages)
    set(${out} ${status} PARENT_SCOPE)
    set(messages "${messages}" PARENT_SCOPE)
endfunction()

function(compare what a b)
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/${a} ${WORK}/${b} RESULT_VARIABLE differs)
    if(differs)
        execute_process(COMMAND diff -u ${WORK}/${a} ${WORK}/${b})
        message(FATAL_ERROR "the round trip changes the ${what}")
    endif()
endfunction()

file(MAKE_DIRECTORY ${WORK})
file(GLOB mofs RELATIVE ${FOLDER} ${FOLDER}/*.mof)
set(count 0)
foreach(mof IN LISTS mofs)
    set(arguments)
    file(STRINGS ${FOLDER}/${mof} first LIMIT_COUNT 1)
    if(first MATCHES "^// check: (.*)$")
        separate_arguments(arguments UNIX_COMMAND "${CMAKE_MATCH_1}")
    elseif(first MATCHES "^// fails")
        continue()
    endif()
    if("--syntax-only" IN_LIST arguments)
        continue()
    endif()
    set(options ${arguments})
    list(FILTER options EXCLUDE REGEX "\\.mfl$") # they are in the dump
    message("${mof}")
    run(a.mof --mof ${arguments} ${mof})
    run(a.json --json --no-positions ${arguments} ${mof})
    run(b.json --json --no-positions ${options} ${WORK}/a.mof)
    run(b.mof --mof ${options} ${WORK}/a.mof)
    compare("schema of ${mof}" a.json b.json)
    compare("dump of ${mof}" a.mof b.mof)
    warns(before ${arguments} ${mof})
    warns(after ${options} ${WORK}/a.mof)
    if(after AND NOT before)
        message(FATAL_ERROR "the dump of ${mof} gives warnings:\n${messages}")
    endif()
    math(EXPR count "${count} + 1")
endforeach()
if(count EQUAL 0)
    message(FATAL_ERROR "no MOF was looked at")
endif()
message("${count} round trips")
