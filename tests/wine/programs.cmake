# In a build for Windows: bindings, the fake, and a program for each test. All in one folder, where a program finds fake_wmi.dll.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/bin)

mofbind_add_bindings(cimv2 MOF cimv2.mof NAME cimv2 PREFIX cim)
mofbind_add_bindings(golden_types MOF ${PROJECT_SOURCE_DIR}/tests/golden/types.mof OPTIONS --no-warnings)
mofbind_warnings(cimv2)
mofbind_warnings(golden_types)
# The headers of Windows' own SDK have this macro, mingw's have not: what it breaks is to be found here.
target_compile_definitions(mofbind_com PRIVATE small=char)

# A call of every method, as in tests/pairs.
set(pairs_sources ${CMAKE_CURRENT_BINARY_DIR}/pairs/pairs_hv.c ${CMAKE_CURRENT_BINARY_DIR}/pairs/pairs_hvc.c)
set(pairs_templates ${PROJECT_SOURCE_DIR}/tests/pairs/templates)
set(pairs_mofs ${PROJECT_SOURCE_DIR}/mof/WindowsVirtualization.V2.mof ${PROJECT_SOURCE_DIR}/mof/WindowsHyperVCluster.V2.mof)
file(GLOB_RECURSE pairs_inputs CONFIGURE_DEPENDS ${pairs_templates}/*)
mofbind_tool_depends(tool)
add_custom_command(OUTPUT ${pairs_sources}
    COMMAND mofbind::mofbind generate --no-runtime -o ${CMAKE_CURRENT_BINARY_DIR}/pairs --templates ${pairs_templates} ${pairs_mofs}
    COMMAND ${CMAKE_COMMAND} -E touch ${pairs_sources}
    DEPENDS ${tool} ${pairs_inputs} ${pairs_mofs}
    COMMENT "Generating a call of every method" VERBATIM)

# fake_wmi.dll, which Wine loads in place of its WMI.
file(GLOB fake_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fake/*.c)
add_library(fake_wmi SHARED ${fake_sources})
set_target_properties(fake_wmi PROPERTIES PREFIX "")
target_compile_definitions(fake_wmi PRIVATE FAKE_BUILDING)
target_include_directories(fake_wmi INTERFACE ${CMAKE_CURRENT_LIST_DIR}/fake)
target_link_libraries(fake_wmi PRIVATE mofbind_compiler PUBLIC mofbind::runtime PRIVATE ole32 oleaut32 wbemuuid uuid)
target_link_options(fake_wmi PRIVATE -static-libgcc)
mofbind_warnings(fake_wmi)
# What only tests: it is compiled more often than it is run, and its time is Wine's.
target_compile_options(fake_wmi PRIVATE -O0)

# What mofbind.exe lets draw.
add_executable(drawer drawer.c)
target_link_options(drawer PRIVATE -static)
mofbind_warnings(drawer)

# What the tests against the fake share.
add_library(fake_host STATIC fake_host.c fake_scenario.c typed_steps.c heap.c)
target_include_directories(fake_host PUBLIC ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/harness)
target_compile_definitions(fake_host PRIVATE MOFBIND_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(fake_host PUBLIC mofbind::virtualization_v2 mofbind::hypervcluster_v2 golden_types mofbind::loopback
    mofbind::com fake_wmi)
mofbind_warnings(fake_host)
target_compile_options(fake_host PRIVATE -O0)

# What the programs of tests/run share, on the way through COM.
set(run ${PROJECT_SOURCE_DIR}/tests/run)
add_library(run_host STATIC way_com.c ${run}/fixture.c ${run}/plan.c ${run}/sample_schema.c ${run}/slow_host.c ${run}/way.c
    ${run}/way_clock.c)
target_include_directories(run_host PUBLIC ${run} ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/harness)
target_compile_definitions(run_host PRIVATE MOFBIND_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(run_host PUBLIC mofbind::runtime mofbind::loopback mofbind::com fake_wmi)
mofbind_warnings(run_host)
target_compile_options(run_host PRIVATE -O0)

function(mofbind_wine_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;PREFIX;TIMEOUT" "SOURCES;LIBRARIES;INCLUDES")
    add_executable(wine_${arg_NAME} ${arg_SOURCES})
    target_include_directories(wine_${arg_NAME} PRIVATE ${CMAKE_CURRENT_LIST_DIR}/harness ${arg_INCLUDES})
    target_compile_definitions(wine_${arg_NAME} PRIVATE MOFBIND_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(wine_${arg_NAME} PRIVATE ${arg_LIBRARIES} mofbind::com)
    target_link_options(wine_${arg_NAME} PRIVATE -static)
    mofbind_warnings(wine_${arg_NAME})
    target_compile_options(wine_${arg_NAME} PRIVATE -O0)
endfunction()

# The example programs, which on Windows have the backend com as well.
add_subdirectory(${PROJECT_SOURCE_DIR}/tests/consumer/examples examples)

# The benchmark, and what runs it where there is Wine: cmake --workflow --preset bench-wine
add_executable(bench_wine EXCLUDE_FROM_ALL bench.c hand.c)
target_link_libraries(bench_wine PRIVATE cimv2 mofbind::com)
target_link_options(bench_wine PRIVATE -static)
mofbind_warnings(bench_wine)
include(wine.cmake)
set(bench_command ${CMAKE_COMMAND} -DWINE=${MOFBIND_WINE} -DWINESERVER=${MOFBIND_WINESERVER}
    -DPREFIX=${CMAKE_BINARY_DIR}/wine/bench -DTIMEOUT=600 -DNAME=bench)
add_custom_target(run_bench_wine
    COMMAND ${bench_command} -P ${CMAKE_CURRENT_LIST_DIR}/prefix.cmake
    COMMAND ${bench_command} -DPROGRAM=$<TARGET_FILE:bench_wine> -P ${CMAKE_CURRENT_LIST_DIR}/bench.cmake
    COMMAND ${bench_command} -P ${CMAKE_CURRENT_LIST_DIR}/end.cmake
    DEPENDS bench_wine COMMENT "Running the benchmark under Wine" VERBATIM USES_TERMINAL)
