# The compiler that this build runs: mofbind::mofbind, an executable for this host, whatever the build is for.
#
# It is, in this order: the file that MOFBIND_EXECUTABLE names; the package's own (mofbindConfig.cmake); in a build that mofbind's
# source is part of, the target `mofbind`, or, where that build is for another system, a mofbind built for this host.

# mofbind_tool_check(<file> <version> <result>): "" where the file is a mofbind that starts, of that version unless it is "", else what
# is wrong with it.
function(mofbind_tool_check file version result)
    set(problem "")
    if(NOT EXISTS "${file}")
        set(problem "there is no file ${file}")
    else()
        execute_process(COMMAND "${file}" --version RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(NOT "${status}" STREQUAL "0")
            string(STRIP "${status}\n${output}" output)
            set(problem "${file} cannot be run: ${output}")
        elseif(NOT output MATCHES "^mofbind [0-9]")
            set(problem "${file} is not mofbind: its --version says '${output}'")
        elseif(version AND NOT output STREQUAL "mofbind ${version}\n")
            string(STRIP "${output}" output)
            set(problem "${file} is ${output}, not ${version}")
        endif()
    endif()
    set(${result} "${problem}" PARENT_SCOPE)
endfunction()

# mofbind_tool_import(<file> [<target>]): mofbind::mofbind is this file, which <target> makes.
function(mofbind_tool_import file)
    add_executable(mofbind::mofbind IMPORTED GLOBAL)
    set_target_properties(mofbind::mofbind PROPERTIES IMPORTED_LOCATION "${file}")
    if(ARGC GREATER 1)
        add_dependencies(mofbind::mofbind ${ARGV1})
    endif()
    set_property(GLOBAL PROPERTY MOFBIND_TOOL_TARGET ${ARGN})
endfunction()

# mofbind_tool_depends(<result>): what a command that runs mofbind::mofbind states in DEPENDS, so that a new tool runs it again.
function(mofbind_tool_depends result)
    get_property(target GLOBAL PROPERTY MOFBIND_TOOL_TARGET)
    set(${result} "$<TARGET_FILE:mofbind::mofbind>" ${target} PARENT_SCOPE)
endfunction()

# mofbind_tool_of_package(<file> <system> <version> <result>): the package's file, which was built for <system>; where that is not this
# host's (a package within a sysroot), the mofbind on the PATH. <result>: "", or why there is none.
function(mofbind_tool_of_package file system version result)
    set(problem "")
    if(NOT TARGET mofbind::mofbind)
        if(MOFBIND_EXECUTABLE)
            set(file "${MOFBIND_EXECUTABLE}")
        elseif(NOT system STREQUAL CMAKE_HOST_SYSTEM_NAME)
            set(problem "${file} is a program for ${system}")
        endif()
        if(NOT problem)
            mofbind_tool_check("${file}" "" problem)
        endif()
        if(problem AND NOT MOFBIND_EXECUTABLE)
            find_program(mofbind_on_path mofbind NO_PACKAGE_ROOT_PATH NO_CMAKE_PATH NO_CMAKE_ENVIRONMENT_PATH NO_CMAKE_SYSTEM_PATH
                NO_CMAKE_FIND_ROOT_PATH)
            set(file "${mofbind_on_path}")
            unset(mofbind_on_path CACHE)
            if(file)
                mofbind_tool_check("${file}" "${version}" other)
                string(APPEND problem "; ${other}")
            else()
                set(other "none")
                string(APPEND problem ", and there is no mofbind on the PATH")
            endif()
            if(NOT other)
                set(problem "")
            endif()
        endif()
        if(NOT problem)
            mofbind_tool_import("${file}")
        endif()
    endif()
    set(${result} "${problem}" PARENT_SCOPE)
endfunction()

# mofbind_tool_of_source(<root>): in a build that mofbind's source is part of.
function(mofbind_tool_of_source root)
    if(TARGET mofbind::mofbind)
        return()
    endif()
    if(MOFBIND_EXECUTABLE)
        mofbind_tool_check("${MOFBIND_EXECUTABLE}" "" problem)
        if(problem)
            message(FATAL_ERROR "MOFBIND_EXECUTABLE: ${problem}")
        endif()
        mofbind_tool_import("${MOFBIND_EXECUTABLE}")
    elseif(CMAKE_CROSSCOMPILING)
        mofbind_tool_for_host("${root}")
    else()
        add_executable(mofbind::mofbind ALIAS mofbind)
        set_property(GLOBAL PROPERTY MOFBIND_TOOL_TARGET mofbind)
    endif()
endfunction()

# A build of its own, made by the build where something needs it: with the host's compiler, and nothing of this build's toolchain.
function(mofbind_tool_for_host root)
    set(build "${CMAKE_BINARY_DIR}/mofbind-host")
    if(CMAKE_HOST_WIN32)
        set(tool "${build}/bin/mofbind.exe")
    else()
        set(tool "${build}/bin/mofbind")
    endif()
    file(GLOB_RECURSE inputs CONFIGURE_DEPENDS "${root}/grammar/*" "${root}/generator/*.[ch]" "${root}/generator/*.def"
        "${root}/generator/*.cmake" "${root}/generator/CMakeLists.txt" "${root}/templates/*")
    add_custom_command(OUTPUT "${tool}"
        COMMAND "${CMAKE_COMMAND}" "-DROOT=${root}" "-DBUILD=${build}" "-DTOOL=${tool}" "-DGENERATOR=${CMAKE_GENERATOR}"
            "-DMAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -P "${root}/generator/cmake/host_tool.cmake"
        DEPENDS ${inputs} "${root}/CMakeLists.txt"
        COMMENT "Building mofbind for this host" VERBATIM)
    add_custom_target(mofbind_host_tool DEPENDS "${tool}")
    mofbind_tool_import("${tool}" mofbind_host_tool)
endfunction()
