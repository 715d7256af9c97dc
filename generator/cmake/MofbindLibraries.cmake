# The libraries that mofbind offers to programs: mofbind::<library>. A package holds them ready-made; in every other build, and in one
# that these do not fit, they are made of their sources, where something uses them.
set(MOFBIND_BACKENDS loopback com wsman)
set(MOFBIND_SCHEMAS virtualization_v2 hypervcluster_v2)
set(MOFBIND_LIBRARIES runtime ${MOFBIND_BACKENDS} ${MOFBIND_SCHEMAS} CACHE INTERNAL "The libraries of mofbind") # callers may be anywhere

# mofbind_runtime(): the runtime and the backends, of their sources in MOFBIND_RUNTIME_DIR; once in a build, and nothing in `all`.
function(mofbind_runtime)
    if(NOT TARGET mofbind::runtime)
        add_subdirectory("${MOFBIND_RUNTIME_DIR}" "${CMAKE_BINARY_DIR}/mofbind-runtime" EXCLUDE_FROM_ALL)
    endif()
endfunction()

# mofbind_absence(<result> <library>): "" where programs can be linked with mofbind::<library>, else why they cannot.
function(mofbind_absence result library)
    set(lacks "")
    if(TARGET mofbind::${library})
        get_target_property(links mofbind::${library} INTERFACE_LINK_LIBRARIES)
        foreach(link IN LISTS links)
            if(link MATCHES "::" AND NOT link MATCHES "^\\$<" AND NOT TARGET "${link}")
                set(lacks "${link}") # a ready-made library is there, and what it needs is not
            endif()
        endforeach()
    endif()
    set(why "mofbind::${library} is not for ${CMAKE_SYSTEM_NAME}, or needs that the project enables the language C")
    if(NOT library IN_LIST MOFBIND_LIBRARIES)
        list(JOIN MOFBIND_LIBRARIES ", " all)
        set(why "mofbind has no library '${library}'; it has: ${all}")
    elseif(TARGET mofbind::${library} AND NOT lacks)
        set(why "")
    elseif(library STREQUAL "wsman")
        set(why "mofbind::wsman needs libcurl 7.80 and libxml2 2.9, with their headers")
        if(MOFBIND_WSMAN STREQUAL "AUTO" AND BUILD_SHARED_LIBS)
            string(APPEND why ", and, in a shared library, -DMOFBIND_WSMAN=ON")
        elseif(DEFINED MOFBIND_WSMAN AND NOT MOFBIND_WSMAN)
            string(APPEND why "; MOFBIND_WSMAN is ${MOFBIND_WSMAN}")
        endif()
    endif()
    set(${result} "${why}" PARENT_SCOPE)
endfunction()

# mofbind_schemas(): the bindings of both schemas, of their MOFs in MOFBIND_MOF_DIR; likewise.
function(mofbind_schemas)
    if(TARGET mofbind::virtualization_v2)
        return()
    endif()
    set(parts)
    if(MOFBIND_PARTS) # fewer files, where only that they compile is asked
        set(parts PARTS ${MOFBIND_PARTS})
    endif()
    mofbind_add_bindings(mofbind_virtualization_v2 MOF "${MOFBIND_MOF_DIR}/WindowsVirtualization.V2.mof"
        NAME virtualization_v2 PREFIX hv ${parts})
    mofbind_add_bindings(mofbind_hypervcluster_v2 MOF "${MOFBIND_MOF_DIR}/WindowsHyperVCluster.V2.mof"
        NAME hypervcluster_v2 PREFIX hvc ${parts})
    foreach(schema IN LISTS MOFBIND_SCHEMAS)
        add_library(mofbind::${schema} ALIAS mofbind_${schema})
        set_target_properties(mofbind_${schema} PROPERTIES EXPORT_NAME ${schema} EXCLUDE_FROM_ALL TRUE)
    endforeach()
endfunction()

# mofbind_install_libraries(<export set> <library>...): installs those of mofbind's libraries that this build makes of sources, and their
# headers, so that a library which is linked with them can be exported. Where a package has them ready-made, nothing: its users then
# need that package.
function(mofbind_install_libraries export)
    foreach(library IN LISTS ARGN)
        if(TARGET mofbind_${library})
            install(TARGETS mofbind_${library} EXPORT ${export})
            get_target_property(headers mofbind_${library} MOFBIND_HEADERS)
            if(library STREQUAL "runtime")
                set(headers "${MOFBIND_RUNTIME_DIR}/include")
            endif()
            if(headers)
                install(DIRECTORY "${headers}/" DESTINATION include)
            endif()
        elseif(NOT TARGET mofbind::${library})
            mofbind_absence(why ${library})
            message(FATAL_ERROR "mofbind_install_libraries(${export}): ${why}")
        endif()
    endforeach()
endfunction()
