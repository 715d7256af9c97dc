/**
 * @file
 * The messages, and how a stage reports one. What is shown of them later is in diag.h.
 */
#ifndef MB_DIAG_REPORT_H
#define MB_DIAG_REPORT_H

#include "diag/diag.h"
#include "diag/message_ids.h"

/*
 * Of each message in messages.def there is MB_ID_x, a number, and MB_MSG_x, whose type says how many texts it takes. A
 * call with more or fewer does not compile, nor does a name that is none.
 */
typedef struct mb_message_of_0 {
    mb_message id;
} mb_message_of_0;
typedef struct mb_message_of_1 {
    mb_message id;
} mb_message_of_1;
typedef struct mb_message_of_2 {
    mb_message id;
} mb_message_of_2;
typedef struct mb_message_of_3 {
    mb_message id;
} mb_message_of_3;

/** What is known of a message before it is reported. */
typedef struct mb_message_info {
    int number;
    mb_severity severity;
    const char *name;        /**< "class-undeclared" */
    const char *text;        /**< with up to three %s */
    const char *explanation; /**< what it means, and what to do about it */
} mb_message_info;

const mb_message_info *mb_message_about(mb_message message);
/** Finds a message by its name, or by its number as it is shown: MOF331. @return MB_MESSAGE_COUNT where there is none.
 */
mb_message mb_message_named(const char *name);

/** Whether a name stands for several warnings: "overlay" for overlay-class, overlay-code and others. */
bool mb_is_warning_group(const char *name);
/** Whether a warning is one of those. */
bool mb_message_is_in_group(mb_message message, const char *name);

/** A message about a place, with its texts, which are the caller's; where it takes fewer than three, NULL stands for
 * the rest. */
typedef struct mb_notice {
    mb_message id;
    mb_span span; /**< {0, 0}: it has no place */
    const char *texts[3];
} mb_notice;

/** MB_NOTICE(MB_MSG_x, span, ...): a notice, with as many texts as the message takes. */
#define MB_NOTICE(message, ...)                                                                                        \
    MB_NOTICE_EXPAND(MB_NOTICE_BY_COUNT(__VA_ARGS__, mb_notice_of_3, mb_notice_of_2, mb_notice_of_1,                   \
                                        mb_notice_of_0, )(message, __VA_ARGS__))
#define MB_NOTICE_BY_COUNT(span, a, b, c, function, ...) function
#define MB_NOTICE_EXPAND(call) call

static inline mb_notice mb_notice_of_0(mb_message_of_0 message, mb_span span)
{
    return (mb_notice){message.id, span, {NULL, NULL, NULL}};
}

static inline mb_notice mb_notice_of_1(mb_message_of_1 message, mb_span span, const char *a)
{
    return (mb_notice){message.id, span, {a, NULL, NULL}};
}

static inline mb_notice mb_notice_of_2(mb_message_of_2 message, mb_span span, const char *a, const char *b)
{
    return (mb_notice){message.id, span, {a, b, NULL}};
}

static inline mb_notice mb_notice_of_3(mb_message_of_3 message, mb_span span, const char *a, const char *b,
                                       const char *c)
{
    return (mb_notice){message.id, span, {a, b, c}};
}

/** mb_report(diag, MB_MSG_x, span, ...): reports a message; its texts are copied. */
#define mb_report(diag, message, ...) mb_report_notice(diag, MB_NOTICE(message, __VA_ARGS__))
/**
 * mb_report_as(diag, severity, MB_MSG_x, span, ...): the same with a severity of its own, where that depends on the
 * dialect. What is reported as a warning obeys the -W options that name it; what is reported as an error does not.
 */
#define mb_report_as(diag, severity, message, ...) mb_report_notice_as(diag, severity, MB_NOTICE(message, __VA_ARGS__))
/** mb_report_note(diag, MB_MSG_x, span, ...): adds to the message before it, "the first declaration is here". Dropped
 * where that was. */
#define mb_report_note(diag, message, ...) mb_note_notice(diag, MB_NOTICE(message, __VA_ARGS__))

/**
 * Reports that a file was not loaded: where in the file it fails, else at `span`. The last failure of `sources` is that one,
 * unless the status is MB_LOAD_NOT_FOUND.
 */
void mb_report_load(mb_diag *diag, const mb_sources *sources, mb_load_status status, mb_span span, const char *path);
/** Warns of a file that was read as Windows-1252, at the first byte that is why. */
void mb_report_8bit(mb_diag *diag, const mb_source *source);

void mb_report_notice(mb_diag *diag, mb_notice notice);
void mb_report_notice_as(mb_diag *diag, mb_severity severity, mb_notice notice);
void mb_note_notice(mb_diag *diag, mb_notice notice);

/** Whether a message is to be reported. */
typedef bool mb_diag_filter(const void *context, mb_message message, mb_span span);
/** From now on messages that the filter does not want are dropped, with the notes to them, and not counted; NULL ends
 * that. */
void mb_diag_set_filter(mb_diag *diag, mb_diag_filter *filter, const void *context);

#endif
