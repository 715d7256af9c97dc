/**
 * @file
 * Scenarios: what there is on a mock at the beginning, what its methods answer, what it delays, fails and raises. A file of JSON, which
 * share/mofbind/scenario.schema.json describes and generator/docs/MOCK.md explains; all of it is held to the schemas when it is read.
 */
#ifndef MBM_MOCK_SCENARIO_H
#define MBM_MOCK_SCENARIO_H

#include "mock/mock_host.h"
#include "mock/mock_schema.h"

typedef struct mbm_scenario mbm_scenario;

typedef struct mbm_scenario_input {
    const mb_source *source;
    const mbm_schemas *schemas;
    mb_arena *arena; /**< of the scenario: it lives as long as what it is played on */
    mb_diag *diag;
} mbm_scenario_input;

/**
 * Reads a scenario. What is wrong with it is reported, all of it in one run.
 * @param owner what has to be given back by mbm_scenario_free, in any case; NULL before, and not in the heap alone: also where that ran out
 *   of memory it is all there
 */
void mbm_scenario_read(const mbm_scenario_input *input, mbm_scenario **owner);
/** Gives back what a scenario holds of the runtime; its arena has the rest. NULL is allowed. */
void mbm_scenario_free(mbm_scenario *scenario);

/** Whether it begins with the Hyper-V host. */
bool mbm_scenario_wants_host(const mbm_scenario *scenario);

/**
 * Plays it: puts everything there, and lets methods answer. What the loopback refuses is reported.
 * @param host on which behaviours behave; NULL = there is none
 * @return WMI_OK, also where something was reported; WMI_NO_MEMORY
 */
wmi_status mbm_scenario_play(mbm_scenario *scenario, wmi_loopback *loopback, hyperv_host *host);

#endif
