# mofbind_wine_test(NAME <name> PREFIX <prefix> SOURCES <file>... [LIBRARIES <target>...] [INCLUDES <dir>...] [TIMEOUT <seconds>]):
# a program that is the test wine_<name>. Prefixes: `wbemprox`, where WMI is Wine's own, and `fake`, where it is fake_wmi.dll.

# Conversions of the backend, without a server.
set(runtime_source ${PROJECT_SOURCE_DIR}/templates/runtime/src)
mofbind_wine_test(NAME com_values PREFIX wbemprox SOURCES values.c com_spy.c INCLUDES ${runtime_source})
mofbind_wine_test(NAME com_mta PREFIX wbemprox SOURCES com_mta.c INCLUDES ${runtime_source})
mofbind_wine_test(NAME com_sent PREFIX wbemprox SOURCES com_sent.c INCLUDES ${runtime_source})

# Against Wine's own WMI, through the bindings of cimv2.mof.
foreach(part IN ITEMS registry services queries failures apartments)
    mofbind_wine_test(NAME wbemprox_${part} PREFIX wbemprox SOURCES wbemprox_${part}.c wbemprox.c LIBRARIES cimv2)
endforeach()
mofbind_wine_test(NAME wbemprox_balance PREFIX wbemprox SOURCES wbemprox_balance.c wbemprox.c com_spy.c hand.c
    LIBRARIES cimv2 INCLUDES ${runtime_source})

# Against the strict fake: each fake_<name>.c but for what they share, and what some of them take from other folders.
set(fake_pairs_INCLUDES ${PROJECT_SOURCE_DIR}/tests/pairs)
set(fake_pairs_SOURCES ${fake_pairs_INCLUDES}/pair_host.c ${fake_pairs_INCLUDES}/values.c ${pairs_sources})
set(fake_failback_INCLUDES ${PROJECT_SOURCE_DIR}/tests/consumer/failback)
set(fake_failback_SOURCES ${fake_failback_INCLUDES}/replica_host.c)
set(fake_injection_SOURCES heap.c)
set(fake_truth_INCLUDES ${PROJECT_SOURCE_DIR}/tests/truth)
set(fake_truth_SOURCES ${fake_truth_INCLUDES}/truth.c)
set(fake_limits_INCLUDES ${runtime_source})
file(GLOB fakes CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/fake_*.c)
list(FILTER fakes EXCLUDE REGEX "^fake_(host|scenario)\\.c$")
foreach(source IN LISTS fakes)
    cmake_path(GET source STEM name)
    mofbind_wine_test(NAME ${name} PREFIX fake TIMEOUT 900 SOURCES ${source} ${${name}_SOURCES} INCLUDES ${${name}_INCLUDES}
        LIBRARIES fake_host)
endforeach()

# What a session does, as tests/run has it on the other backends: the same sources. Not here are those that need several loopbacks at a time
# or schemas other than sample.mof: namespaces, classes.
foreach(name IN ITEMS session store put writes wql checks typed events arrays limits handlers job job_change job_wait job_states job_limits job_end)
    mofbind_wine_test(NAME run_${name} PREFIX fake TIMEOUT 900 SOURCES ${PROJECT_SOURCE_DIR}/tests/run/${name}.c LIBRARIES run_host)
endforeach()
foreach(name IN ITEMS threads session_threads)
    mofbind_wine_test(NAME run_${name} PREFIX fake TIMEOUT 900 SOURCES ${PROJECT_SOURCE_DIR}/tests/run/${name}.c LIBRARIES run_host winpthread)
endforeach()
