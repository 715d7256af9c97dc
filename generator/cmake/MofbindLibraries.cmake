# The libraries that mofbind offers to programs: mofbind::<library>.
set(MOFBIND_BACKENDS loopback com)
set(MOFBIND_LIBRARIES runtime ${MOFBIND_BACKENDS} virtualization_v2 hypervcluster_v2)

# mofbind_runtime(): the runtime and the backends, of their sources in MOFBIND_RUNTIME_DIR; once in a build, and nothing in `all`.
function(mofbind_runtime)
    if(NOT TARGET mofbind::runtime)
        add_subdirectory("${MOFBIND_RUNTIME_DIR}" "${CMAKE_BINARY_DIR}/mofbind-runtime" EXCLUDE_FROM_ALL)
    endif()
endfunction()
