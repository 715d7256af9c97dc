# Makes the pages of both schemas with diagrams, gets what package.json names, and drives a browser over the pages.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK}/site ${WORK}/screenshots)
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json ${SOURCE}/browser.mjs DESTINATION ${WORK})
execute_process(COMMAND ${NPM} ci --no-audit --no-fund --ignore-scripts WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MOFBIND} doc --dot ${DOT} -o ${WORK}/site ${MOF}/WindowsVirtualization.V2.mof ${MOF}/WindowsHyperVCluster.V2.mof
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NODE} browser.mjs ${WORK}/site ${CHROMIUM} ${WORK}/screenshots WORKING_DIRECTORY ${WORK}
    COMMAND_ERROR_IS_FATAL ANY)
