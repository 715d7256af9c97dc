# mofbind_generate(<name> MOF <file>... [OUTPUT_DIR <dir>] [NAME <library>] [PREFIX <prefix>] [NAMESPACE <namespace>]
#                  [INCLUDE_DIRS <dir>...] [TEMPLATES <dir>] [DIALECT dmtf|wmi] [LOCALE <MS_409>] [WARNINGS <-W...>...]
#                  [OVERLAY <file>...] [NO_RUNTIME] [NO_WARNINGS])
#
# Generates C bindings from MOF files (and .mfl files, which amend their texts) and adds them to the build as libraries:
# mofbind::runtime, mofbind::loopback, on Windows mofbind::com, and for each namespace mofbind::<library>
# (root\virtualization\v2 gives mofbind::virtualization_v2).
#
# OVERLAY names MOFs that add to the classes of the others what these do not say: embedded classes, codes and their names,
# descriptions. With a host's own MOF: ${MOFBIND_MOF_DIR}/WindowsVirtualization.V2.mof.
#
# Which files there are depends on what the MOFs say, so mofbind runs when CMake configures; the MOFs, whatever they include
# and mofbind itself are dependencies of the configuration, so the build runs it again, by itself, when one of them changes.
# Files whose content stays the same are not touched, and what includes them is not compiled again.
#
# The tool is, in this order: the file that MOFBIND_EXECUTABLE names; mofbind on the PATH or of an installed package;
# where this is mofbind's own source tree, a mofbind that is built for this host first (also when cross-compiling).
#
# <name>_SUMMARY is a target that prints what was generated.

# Finds or builds the tool for this host; sets <result> in the caller.
function(mofbind_find_tool result)
    cmake_path(ABSOLUTE_PATH CMAKE_CURRENT_FUNCTION_LIST_DIR NORMALIZE OUTPUT_VARIABLE here)
    if(NOT MOFBIND_EXECUTABLE AND EXISTS "${here}/../../grammar/mof.y")
        cmake_path(SET root NORMALIZE "${here}/../..")
        mofbind_build_tool("${root}" tool)
    elseif(NOT MOFBIND_EXECUTABLE)
        find_program(MOFBIND_EXECUTABLE mofbind REQUIRED HINTS "${here}/../../../bin"
            DOC "The MOF compiler that mofbind_generate() runs")
    endif()
    if(MOFBIND_EXECUTABLE)
        set(tool "${MOFBIND_EXECUTABLE}")
    endif()
    set(${result} "${tool}" PARENT_SCOPE)
endfunction()

# In mofbind's own tree: a build for this host, neither with this build's toolchain nor with its sanitizers. Where it is up
# to date, it costs nothing.
function(mofbind_build_tool root result)
    set(build "${CMAKE_BINARY_DIR}/mofbind-tool")
    message(STATUS "Building mofbind for this host in ${build}")
    foreach(step IN ITEMS configure build)
        if(step STREQUAL "configure")
            set(command "${CMAKE_COMMAND}" -S "${root}" -B "${build}" -G "${CMAKE_GENERATOR}"
                -DMOFBIND_TOOL_ONLY=ON -DCMAKE_BUILD_TYPE=Release)
        else()
            set(command "${CMAKE_COMMAND}" --build "${build}" --config Release --target mofbind)
        endif()
        execute_process(COMMAND ${command} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(status)
            message(FATAL_ERROR "mofbind for this host could not be built (${step}):\n${output}")
        endif()
    endforeach()
    find_program(tool mofbind PATHS "${build}/generator" "${build}/generator/Release" NO_DEFAULT_PATH NO_CACHE REQUIRED)
    file(GLOB_RECURSE inputs "${root}/grammar/*" "${root}/generator/*.[ch]" "${root}/generator/*.def" "${root}/templates/*")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
    set(${result} "${tool}" PARENT_SCOPE)
endfunction()

# The files that a depfile names behind its colon.
function(mofbind_read_depfile file result)
    set(inputs)
    if(EXISTS "${file}")
        file(READ "${file}" text)
        string(REPLACE "\\\n" " " text "${text}")
        string(REGEX REPLACE "^[^\n]*: +" "" text "${text}")
        string(REPLACE "\\ " "\n" text "${text}")
        string(REGEX REPLACE "[ \t\r]+" ";" text "${text}")
        foreach(path IN LISTS text)
            string(REPLACE "\n" " " path "${path}")
            string(STRIP "${path}" path)
            if(path AND EXISTS "${path}")
                list(APPEND inputs "${path}")
            endif()
        endforeach()
    endif()
    set(${result} "${inputs}" PARENT_SCOPE)
endfunction()

function(mofbind_generate name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "NO_RUNTIME;NO_WARNINGS"
        "OUTPUT_DIR;NAME;PREFIX;NAMESPACE;TEMPLATES;DIALECT;LOCALE" "MOF;OVERLAY;INCLUDE_DIRS;WARNINGS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_MOF)
        message(FATAL_ERROR "mofbind_generate(${name}): usage: mofbind_generate(<name> MOF <file>... [...]); "
            "not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_OUTPUT_DIR)
        set(arg_OUTPUT_DIR "${CMAKE_CURRENT_BINARY_DIR}/${name}")
    endif()
    mofbind_find_tool(tool)

    set(command "${tool}" generate -o "${arg_OUTPUT_DIR}")
    foreach(option IN ITEMS name prefix namespace templates dialect locale)
        string(TOUPPER ${option} key)
        if(arg_${key})
            list(APPEND command --${option} "${arg_${key}}")
        endif()
    endforeach()
    foreach(dir IN LISTS arg_INCLUDE_DIRS)
        list(APPEND command -I "${dir}")
    endforeach()
    list(APPEND command ${arg_WARNINGS})
    foreach(flag IN ITEMS no-runtime no-warnings)
        string(TOUPPER ${flag} key)
        string(REPLACE - _ key ${key})
        if(arg_${key})
            list(APPEND command --${flag})
        endif()
    endforeach()
    foreach(mof IN LISTS arg_MOF)
        cmake_path(ABSOLUTE_PATH mof BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        list(APPEND mofs "${mof}")
    endforeach()
    set(overlays)
    foreach(overlay IN LISTS arg_OVERLAY)
        cmake_path(ABSOLUTE_PATH overlay BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        list(APPEND overlays "${overlay}")
        list(APPEND command --overlay "${overlay}")
    endforeach()
    set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${name}.d")

    execute_process(COMMAND ${command} --depfile "${depfile}" ${mofs}
        RESULT_VARIABLE result ERROR_VARIABLE messages)
    if(result)
        # What is there now cannot be built from; fixing the MOF must configure again.
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${mofs} ${overlays})
        message(NOTICE "${messages}") # as it is: FATAL_ERROR would break the lines anew
        message(FATAL_ERROR "mofbind_generate(${name}) failed; see above")
    elseif(messages)
        message(NOTICE "${messages}")
    endif()
    mofbind_read_depfile("${depfile}" inputs)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${mofs} ${overlays} ${inputs} "${tool}")

    add_subdirectory("${arg_OUTPUT_DIR}" "${CMAKE_CURRENT_BINARY_DIR}/${name}.build" EXCLUDE_FROM_ALL)
    add_custom_target(${name}_SUMMARY COMMAND ${command} --summary ${mofs}
        COMMENT "Generated from MOF:" VERBATIM USES_TERMINAL)
endfunction()
