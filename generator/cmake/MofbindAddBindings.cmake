# mofbind_add_bindings(<target> MOF <file>... [OVERLAY <file>...] [INCLUDES <dir>...] [NAME <library>] [PREFIX <prefix>]
#                      [SELECT <pattern or file>...] [BACKENDS <backend>...] [TEMPLATES <dir>] [OPTIONS <option>...]
#                      [OUTPUT_DIR <dir>] [PARTS <number>])
#
# The C bindings of MOF files, and of .mfl files, which amend their texts. Where there is no target of that name, a library is made:
# static, or shared with BUILD_SHARED_LIBS; where there is one, in the same folder, the bindings become part of it, beside those of other
# calls. It is linked with mofbind::runtime, and with mofbind::<backend> for each of BACKENDS (loopback; on Windows com; where libcurl and
# libxml2 are found, wsman); of these there is one in a build.
#
# OVERLAY   MOFs that add to the classes of the others what these do not say
# INCLUDES  where to look for what the MOFs include
# NAME      of the folder that headers are included from, and PREFIX of names in C; by default both come from the namespace:
#           root\virtualization\v2 gives <virtualization_v2/C.h>. Two selections of one schema in a program need names of their own.
# SELECT    what is wanted, and not all: classes (Msvm_ReplicationService, Msvm_*Setting*, root/interop:CIM_*), methods
#           (Msvm_ReplicationService.Initiate*), and files of such lines: see `mofbind help generate`. What these need comes with them.
# TEMPLATES templates of your own: see --templates
# OPTIONS   what else `mofbind generate` is told: --dialect wmi, --locale MS_407, -Wno-overlay, ...
# OUTPUT_DIR the folder that is written, of this call alone; by default <target>.mofbind. Where it is relative, it is in the build tree.
# PARTS     how many files are compiled, beside one: by default somewhat more than there are classes. A small number compiles faster, when
#           all is compiled (16: half the time); a program that uses few classes gets somewhat larger, and a change costs more.
#
# Other relative paths are relative to the folder of the caller.
#
# The bindings are made by the build, where a MOF, a file that it includes or overlays, a template or mofbind itself has changed since.
# A MOF with errors fails what needs its bindings, and nothing else. Which classes there are is not known when CMake configures, so the
# files that are compiled have names of their own, and each of them includes the sources of some classes; a change compiles those again
# whose classes it changes. <target>_SUMMARY is a target that says what there is in the bindings.
#
# Where NAME is given, the target's property MOFBIND_HEADERS is the folder of the headers, as it may be installed.
#
# Needs CMake 3.20 (Visual Studio and Xcode: 3.21).

# How many classes a MOF declares: roughly, as it only decides how many files are compiled. A file that is included counts as one.
function(mofbind_estimate_classes result)
    set(count 0)
    foreach(mof IN LISTS ARGN)
        if(EXISTS "${mof}" AND NOT mof MATCHES "\\.[Mm][Ff][Ll]$")
            file(STRINGS "${mof}" lines REGEX "^[ \t]*([Cc][Ll][Aa][Ss][Ss][ \t]|#[Pp][Rr][Aa][Gg][Mm][Aa][ \t]+[Ii][Nn][Cc][Ll][Uu][Dd][Ee])")
            list(LENGTH lines here)
            math(EXPR count "${count} + ${here}")
        endif()
    endforeach()
    set(${result} ${count} PARENT_SCOPE)
endfunction()

# As many as there are classes, and some for those to come: the texts of all classes in one object stay in a program that uses one of
# them. Of a selection it is not known yet; classes then share a file where these are too few.
function(mofbind_choose_parts result)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "MOF;SELECT")
    mofbind_estimate_classes(parts ${arg_MOF})
    math(EXPR parts "${parts} + ${parts} / 16 + 2")
    if(DEFINED arg_SELECT AND parts GREATER 32)
        set(parts 32)
    elseif(parts GREATER 4096)
        set(parts 4096)
    endif()
    set(${result} ${parts} PARENT_SCOPE)
endfunction()

function(mofbind_absolute result base)
    set(paths)
    foreach(path IN LISTS ARGN)
        cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY "${base}" NORMALIZE)
        string(REGEX REPLACE "(.)/$" "\\1" path "${path}")
        list(APPEND paths "${path}")
    endforeach()
    set(${result} "${paths}" PARENT_SCOPE)
endfunction()

# What SELECT is told, as options; and which files these name.
function(mofbind_select_options result files_result)
    set(options)
    set(files)
    foreach(item IN LISTS ARGN)
        mofbind_absolute(file "${CMAKE_CURRENT_SOURCE_DIR}" "${item}")
        set(is_file FALSE)
        if(EXISTS "${file}" AND NOT IS_DIRECTORY "${file}")
            set(is_file TRUE)
        elseif(item MATCHES "[/\\\\]|\\.txt$" AND NOT item MATCHES "[/\\\\].*:") # root/interop:CIM_* is a pattern; C:/wanted.txt is none
            set(is_file TRUE)
        endif()
        if(is_file)
            list(APPEND options --select "${file}")
            list(APPEND files "${file}")
        elseif(item MATCHES "\\.")
            list(APPEND options --method "${item}")
        else()
            list(APPEND options --class "${item}")
        endif()
    endforeach()
    set(${result} "${options}" PARENT_SCOPE)
    set(${files_result} "${files}" PARENT_SCOPE)
endfunction()

# Files that are not there, and that no command of the build makes.
function(mofbind_check_files target)
    foreach(file IN LISTS ARGN)
        get_property(generated SOURCE "${file}" PROPERTY GENERATED)
        cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${file}" built)
        if(NOT EXISTS "${file}" AND NOT generated AND NOT built)
            message(FATAL_ERROR "${mofbind_caller}: there is no file ${file}")
        endif()
    endforeach()
endfunction()

# Two calls with one folder would take each other's files away.
function(mofbind_claim_folder target folder)
    # What is not there yet has no links within; the folder above it may be one.
    set(real "${folder}")
    set(below "")
    cmake_path(HAS_RELATIVE_PART real more)
    while(more AND NOT EXISTS "${real}")
        cmake_path(GET real FILENAME name)
        string(PREPEND below "/${name}")
        cmake_path(GET real PARENT_PATH real)
        cmake_path(HAS_RELATIVE_PART real more)
    endwhile()
    get_filename_component(real "${real}" REALPATH)
    string(APPEND real "${below}")
    string(MD5 key "${real}")
    get_property(owner GLOBAL PROPERTY MOFBIND_FOLDER_${key})
    if(owner)
        message(FATAL_ERROR "${mofbind_caller}: OUTPUT_DIR ${folder} is that of ${owner} already")
    endif()
    set_property(GLOBAL PROPERTY MOFBIND_FOLDER_${key} "${mofbind_caller} in ${CMAKE_CURRENT_SOURCE_DIR}")
endfunction()

# What the files and targets of a call are named after: its target, with a number where that has bindings of other calls already.
function(mofbind_name_call target result)
    set(call "${target}")
    set(number 1)
    while(TARGET ${call}_BINDINGS)
        math(EXPR number "${number} + 1")
        set(call "${target}_${number}")
    endwhile()
    set(${result} "${call}" PARENT_SCOPE)
endfunction()

# The library, if there is no target yet; whether one that is there can take the bindings.
function(mofbind_prepare_target target)
    get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if(NOT "C" IN_LIST languages)
        message(FATAL_ERROR "mofbind_add_bindings(${target}): bindings are C, which this project has not enabled: project(... LANGUAGES C)")
    endif()
    if(NOT TARGET ${target})
        add_library(${target})
        set_target_properties(${target} PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF C_VISIBILITY_PRESET hidden
            POSITION_INDEPENDENT_CODE ON LINKER_LANGUAGE C)
        if(NOT MSVC)
            # A program takes the methods that it names, and nothing else of their class.
            target_link_options(${target} INTERFACE
                $<IF:$<PLATFORM_ID:Darwin>,LINKER:-dead_strip,LINKER:--gc-sections>)
        endif()
        return()
    endif()
    get_target_property(alias ${target} ALIASED_TARGET)
    get_target_property(imported ${target} IMPORTED)
    get_target_property(type ${target} TYPE)
    get_target_property(folder ${target} SOURCE_DIR)
    if(alias OR imported OR NOT type MATCHES "^(STATIC_LIBRARY|SHARED_LIBRARY|MODULE_LIBRARY|OBJECT_LIBRARY|EXECUTABLE)$")
        message(FATAL_ERROR "mofbind_add_bindings(${target}): there is a target of that name, and it takes no sources (${type})")
    elseif(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
        message(FATAL_ERROR "mofbind_add_bindings(${target}): that target is of ${folder}, and takes bindings there")
    endif()
    target_compile_features(${target} PRIVATE c_std_11)
endfunction()

function(mofbind_link target)
    foreach(backend IN ITEMS runtime ${ARGN})
        if(backend MATCHES "^\\$<")
            set(library "$<$<BOOL:${backend}>:mofbind::${backend}>")
        else()
            mofbind_absence(why "${backend}")
            if(why)
                message(FATAL_ERROR "mofbind_add_bindings(${target}): BACKENDS ${backend}: ${why}")
            endif()
            set(library mofbind::${backend})
        endif()
        # target_link_libraries() takes one of its two forms with one target; this goes with either.
        set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES "${library}")
        set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES "${library}")
    endforeach()
endfunction()

# The files of fixed names that <folder> holds.
function(mofbind_fixed_files folder parts sources others)
    set(compiled "${folder}/mofbind.parts/schemas.c")
    math(EXPR last "${parts} - 1")
    foreach(i RANGE ${last})
        list(APPEND compiled "${folder}/mofbind.parts/part_${i}.c")
    endforeach()
    set(digests)
    math(EXPR last "${parts} * 2 - 1")
    foreach(i RANGE ${last})
        list(APPEND digests "${folder}/mofbind.parts/changed/${i}.h")
    endforeach()
    set(${sources} "${compiled}" PARENT_SCOPE)
    set(${others} "${digests}" PARENT_SCOPE)
endfunction()

# The command that writes <state>.stamp when all else is written, and <state>.d, what it has read. COMMAND lacks MOF and the options of .d.
function(mofbind_add_stamp state comment)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "COMMAND;BYPRODUCTS;READ;MOF")
    mofbind_tool_depends(tool)
    set(stamp "${state}.stamp")
    set(depfile_target "${stamp}")
    cmake_policy(PUSH)
    cmake_policy(SET CMP0116 NEW)
    if(CMAKE_GENERATOR MATCHES "Ninja" AND "${arg_COMMAND};${arg_MOF}" MATCHES "[#$]")
        # CMake would write the dependency file anew for Ninja, and not escape these (up to 4.3). As it is, it names the output as Ninja does.
        set(CMAKE_WARN_DEPRECATED OFF)
        cmake_policy(SET CMP0116 OLD)
        cmake_path(RELATIVE_PATH depfile_target BASE_DIRECTORY "${CMAKE_BINARY_DIR}")
    endif()
    set(byproducts)
    if(DEFINED arg_BYPRODUCTS)
        set(byproducts BYPRODUCTS ${arg_BYPRODUCTS})
    endif()
    add_custom_command(OUTPUT "${stamp}" ${byproducts}
        COMMAND ${arg_COMMAND} --depfile "${state}.d" --depfile-target "${depfile_target}" -- ${arg_MOF}
        COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
        DEPENDS ${arg_MOF} ${arg_READ} ${tool} DEPFILE "${state}.d" COMMENT "${comment}" VERBATIM)
    cmake_policy(POP)
endfunction()

# What all calls read of their arguments, when these are parsed: `mofs`, `overlays` and `selections`, files; and `options`, of the tool.
macro(mofbind_read_inputs target)
    mofbind_absolute(mofs "${CMAKE_CURRENT_SOURCE_DIR}" ${arg_MOF})
    mofbind_absolute(overlays "${CMAKE_CURRENT_SOURCE_DIR}" ${arg_OVERLAY})
    mofbind_absolute(includes "${CMAKE_CURRENT_SOURCE_DIR}" ${arg_INCLUDES})
    mofbind_select_options(select selections ${arg_SELECT})
    mofbind_check_files(${target} ${mofs} ${overlays} ${selections})
    set(options)
    if(DEFINED arg_TEMPLATES)
        mofbind_absolute(templates "${CMAKE_CURRENT_SOURCE_DIR}" "${arg_TEMPLATES}")
        list(APPEND options --templates "${templates}")
    endif()
    foreach(dir IN LISTS includes)
        list(APPEND options -I "${dir}")
    endforeach()
    foreach(overlay IN LISTS overlays)
        list(APPEND options --overlay "${overlay}")
    endforeach()
    list(APPEND options ${select} ${arg_OPTIONS})
endmacro()

# The commands that make <fixed> and all other files, once MOF and READ are there. <state>: what the files of the build itself begin with.
function(mofbind_add_commands call state)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "COMMAND;MOF;READ;FIXED")
    mofbind_tool_depends(tool)
    set(is_ninja FALSE)
    if(CMAKE_GENERATOR MATCHES "Ninja")
        set(is_ninja TRUE)
    endif()
    set(outputs all)
    set(byproducts BYPRODUCTS ${arg_FIXED})
    if(is_ninja)
        # Ninja would see a file that is both written and read by a command as a cycle, and it looks after these by itself.
        set(outputs unnamed)
        set(byproducts)
    endif()
    mofbind_add_stamp("${state}" "Generating the bindings of ${call}" COMMAND ${arg_COMMAND} --depfile-outputs ${outputs} ${byproducts}
        READ ${arg_READ} MOF ${arg_MOF})
    if(is_ninja)
        # A command of its own, as Ninja has to find its inputs older than what it wrote: those of the other are also files that it
        # writes itself. Mostly it finds nothing to do.
        add_custom_command(OUTPUT "${state}.parts" ${arg_FIXED}
            COMMAND ${arg_COMMAND} --no-warnings -- ${arg_MOF}
            COMMAND "${CMAKE_COMMAND}" -E touch "${state}.parts"
            DEPENDS "${state}.stamp" ${tool}
            COMMENT "Looking at what has changed in the bindings of ${call}" VERBATIM)
        add_custom_target(${call}_BINDINGS DEPENDS "${state}.stamp" "${state}.parts")
    else()
        add_custom_target(${call}_BINDINGS DEPENDS "${state}.stamp")
    endif()
    add_custom_target(${call}_SUMMARY COMMAND ${arg_COMMAND} --no-warnings --summary -- ${arg_MOF}
        COMMENT "Generated from MOF:" VERBATIM USES_TERMINAL)
endfunction()

function(mofbind_add_bindings target)
    set(one NAME PREFIX TEMPLATES OUTPUT_DIR PARTS)
    set(several MOF OVERLAY INCLUDES SELECT BACKENDS OPTIONS)
    set(mofbind_caller "mofbind_add_bindings(${target})") # for the messages of functions that other calls share
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one}" "${several}")
    if(DEFINED arg_UNPARSED_ARGUMENTS OR DEFINED arg_KEYWORDS_MISSING_VALUES OR NOT DEFINED arg_MOF)
        message(FATAL_ERROR "mofbind_add_bindings(${target}): the call is mofbind_add_bindings(<target> MOF <file>... [${one}] "
            "[${several}]); not understood: '${arg_UNPARSED_ARGUMENTS}', without a value: '${arg_KEYWORDS_MISSING_VALUES}'")
    endif()
    mofbind_read_inputs(${target})
    mofbind_name_call(${target} call)
    if(NOT DEFINED arg_OUTPUT_DIR)
        set(arg_OUTPUT_DIR "${call}.mofbind")
    endif()
    mofbind_absolute(folder "${CMAKE_CURRENT_BINARY_DIR}" "${arg_OUTPUT_DIR}")
    mofbind_claim_folder(${target} "${folder}")
    if(NOT DEFINED arg_PARTS)
        mofbind_choose_parts(arg_PARTS MOF ${mofs} SELECT ${arg_SELECT})
    elseif(NOT arg_PARTS MATCHES "^[1-9][0-9]*$" OR arg_PARTS GREATER 4096)
        message(FATAL_ERROR "mofbind_add_bindings(${target}): PARTS is a number from 1 to 4096, not '${arg_PARTS}'")
    endif()

    mofbind_prepare_target(${target})
    mofbind_runtime()
    mofbind_link(${target} ${arg_BACKENDS})

    set(command mofbind::mofbind generate --no-runtime -o "${folder}" --parts ${arg_PARTS})
    foreach(option IN ITEMS name prefix)
        string(TOUPPER ${option} key)
        if(DEFINED arg_${key})
            list(APPEND command --${option} "${arg_${key}}")
        endif()
    endforeach()
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "SHARED_LIBRARY")
        get_target_property(macro ${target} DEFINE_SYMBOL)
        if(NOT macro)
            string(MAKE_C_IDENTIFIER "${target}_EXPORTS" macro)
        endif()
        list(APPEND command --shared ${macro})
        if(DEFINED arg_PREFIX)
            target_compile_definitions(${target} PUBLIC ${arg_PREFIX}_SHARED)
        endif()
    endif()
    list(APPEND command ${options})

    set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${call}.mofbind")
    mofbind_fixed_files("${folder}" ${arg_PARTS} sources digests)
    mofbind_add_commands(${call} "${state}" COMMAND ${command} MOF ${mofs} READ ${overlays} ${selections} FIXED ${sources} ${digests})
    add_dependencies(${target} ${call}_BINDINGS)
    target_sources(${target} PRIVATE ${sources})
    set_source_files_properties(${sources} PROPERTIES GENERATED ON LANGUAGE C SKIP_AUTOGEN ON SKIP_PRECOMPILE_HEADERS ON
        SKIP_UNITY_BUILD_INCLUSION ON)
    if(NOT MSVC)
        set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "-ffunction-sections;-fdata-sections")
    endif()
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${folder}/mofbind.parts/include>" $<INSTALL_INTERFACE:include>)
    if(DEFINED arg_NAME)
        set_property(TARGET ${target} APPEND PROPERTY MOFBIND_HEADERS "${folder}/${arg_NAME}/include")
    endif()
endfunction()
