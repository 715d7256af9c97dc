/**
 * @file
 * Counts what is taken from COM's allocator (BSTRs, SAFEARRAYs), and lets allocations fail: COM's, and those of the
 * runtime.
 */
#ifndef COM_SPY_H
#define COM_SPY_H

#define COM_SPY_UNLIMITED 0x7FFFFFFFL

/** All of it may be set by a test. */
typedef struct com_spy_counters {
    long held;     /**< blocks of COM's allocator that were not given back */
    long left;     /**< how many more COM's allocator gives */
    long own_left; /**< how many more the runtime's allocator gives */
} com_spy_counters;
extern com_spy_counters com_spy;

/** Starts counting. COM is initialised; nothing of the runtime has been used. */
void com_spy_begin(void);
/** Ends it. */
void com_spy_end(void);

#endif
