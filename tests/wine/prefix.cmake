# Makes PREFIX anew, and leaves its Wine running: services that start while a test runs would speak into its output. With LOCATOR, that DLL
# is its WMI. end.cmake ends it; by itself it does so when it has had nothing to do for ten minutes.
include(${CMAKE_CURRENT_LIST_DIR}/environment.cmake)
if(EXISTS ${PREFIX})
    execute_process(COMMAND ${WINESERVER} -k OUTPUT_QUIET ERROR_QUIET)
    file(REMOVE_RECURSE ${PREFIX})
endif()
file(MAKE_DIRECTORY ${PREFIX})
wine_must(wineboot -i)
execute_process(COMMAND ${WINESERVER} -w) # until all is set up: services go on being added for a moment
execute_process(COMMAND ${WINESERVER} -p600 OUTPUT_FILE ${PREFIX}.server.log ERROR_FILE ${PREFIX}.server.log)
wine_must(cmd /c exit)
if(LOCATOR)
    wine_must(winepath -w ${LOCATOR})
    string(STRIP "${output}" dll)
    set(key "HKLM\\Software\\Classes\\CLSID\\{4590F811-1D3A-11D0-891F-00AA004B2E24}\\InprocServer32")
    wine_must(reg add ${key} /ve /d ${dll} /f)
    wine_must(reg add ${key} /v ThreadingModel /d Both /f)
endif()
