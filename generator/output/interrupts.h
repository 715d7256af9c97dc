/**
 * @file
 * What ends a program from outside, such as Ctrl-C, while files are written.
 */
#ifndef MB_OUTPUT_INTERRUPTS_H
#define MB_OUTPUT_INTERRUPTS_H

#include <stdbool.h>

/**
 * Runs `body(argument)`; the signals that would end the program wait until it is over. It asks mb_is_interrupted() at times, and
 * comes to an end then. Windows has no such signals: there a file that is not finished goes with the process that writes it.
 */
void mb_uninterrupted(void (*body)(void *argument), void *argument);
/** Whether a signal waits. */
bool mb_is_interrupted(void);

#endif
