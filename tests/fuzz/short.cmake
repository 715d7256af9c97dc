# Runs COMMAND, a libFuzzer program, from INPUTS. What it finds on the way goes to WORK, which is empty at the beginning: each
# run does the same.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
execute_process(COMMAND ${COMMAND} ${OPTIONS} -artifact_prefix=${ARTIFACTS} ${WORK} ${INPUTS} COMMAND_ERROR_IS_FATAL ANY)
