# mofbind_add_reference(<target> MOF <file>... [OVERLAY <file>...] [INCLUDES <dir>...] [SELECT <pattern or file>...] [TEMPLATES <dir>]
#                       [OPTIONS <option>...] [OUTPUT_DIR <dir>] [EXCLUDE_FROM_ALL])
#
# Pages of reference about MOFs, as `mofbind doc` writes them: a target that is a part of `all`, unless EXCLUDE_FROM_ALL. Its property
# MOFBIND_PAGES is the folder; index.html in it is where to begin.
#
# SELECT, OVERLAY, INCLUDES, TEMPLATES: as for mofbind_add_bindings()
# OPTIONS   what else `mofbind doc` is told: --no-diagrams, --dot <program>, --dialect wmi, ...
# OUTPUT_DIR the folder that is written, of this call alone; by default <target>.reference. Where it is relative, it is in the build tree.
#
# Other relative paths are relative to the folder of the caller. The pages are made by the build, where a MOF, a file that it includes, an
# overlay, a template or mofbind itself has changed since. A project needs no language for them.
#
# Needs CMake 3.20 (Visual Studio and Xcode: 3.21).
function(mofbind_add_reference target)
    set(one TEMPLATES OUTPUT_DIR)
    set(several MOF OVERLAY INCLUDES SELECT OPTIONS)
    set(mofbind_caller "mofbind_add_reference(${target})")
    cmake_parse_arguments(PARSE_ARGV 1 arg "EXCLUDE_FROM_ALL" "${one}" "${several}")
    if(DEFINED arg_UNPARSED_ARGUMENTS OR DEFINED arg_KEYWORDS_MISSING_VALUES OR NOT DEFINED arg_MOF)
        message(FATAL_ERROR "${mofbind_caller}: the call is mofbind_add_reference(<target> MOF <file>... [${one}] "
            "[${several}] [EXCLUDE_FROM_ALL]); not understood: '${arg_UNPARSED_ARGUMENTS}', without a value: '${arg_KEYWORDS_MISSING_VALUES}'")
    endif()
    mofbind_read_inputs(${target})
    if(NOT DEFINED arg_OUTPUT_DIR)
        set(arg_OUTPUT_DIR "${target}.reference")
    endif()
    mofbind_absolute(folder "${CMAKE_CURRENT_BINARY_DIR}" "${arg_OUTPUT_DIR}")
    mofbind_claim_folder(${target} "${folder}")

    set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.reference")
    mofbind_add_stamp("${state}" "Writing the pages of ${target}" COMMAND mofbind::mofbind doc -o "${folder}" ${options}
        READ ${overlays} ${selections} MOF ${mofs})
    set(all ALL)
    if(arg_EXCLUDE_FROM_ALL)
        set(all)
    endif()
    add_custom_target(${target} ${all} DEPENDS "${state}.stamp")
    set_target_properties(${target} PROPERTIES MOFBIND_PAGES "${folder}")
endfunction()
