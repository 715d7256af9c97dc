/*
 * How much a message weighs, by the dialect.
 */
#include "check/check.h"

/** In ascending order. */
typedef enum weight { UNLISTED, OFF, WARNING, ERROR } weight;

typedef struct weighing {
    uint8_t dmtf;
    uint8_t wmi;
    uint8_t most_unasked;
} weighing;

static const weighing weights[MB_MESSAGE_COUNT] = {
#define MB_WEIGHT(message, dmtf, wmi, most_unasked) [message] = {dmtf, wmi, most_unasked},
#include "check/severity.def"
#undef MB_WEIGHT
};

static weight lesser(uint8_t a, uint8_t b)
{
    return (weight)(a < b ? a : b);
}

static weight weight_of(const mb_check *check, mb_message message)
{
    const weighing *listed = &weights[message];
    switch (check->written->unit->dialect) {
    case MB_DIALECT_DMTF:
        return (weight)listed->dmtf;
    case MB_DIALECT_WMI:
        return (weight)listed->wmi;
    default:
        break;
    }
    uint8_t shown = check->written->dialect == MB_DIALECT_DMTF  ? listed->dmtf
                    : check->written->dialect == MB_DIALECT_WMI ? listed->wmi
                                                                : (uint8_t)lesser(listed->dmtf, listed->wmi);
    return lesser(shown, listed->most_unasked);
}

bool mb_is_checked(const mb_check *check, mb_message message)
{
    return weight_of(check, message) != OFF;
}

bool mb_check_notice(mb_check *check, mb_notice notice)
{
    switch (weight_of(check, notice.id)) {
    case OFF:
        return false;
    case WARNING:
        mb_report_notice_as(check->diag, MB_WARNING, notice);
        return true;
    case ERROR:
        mb_report_notice_as(check->diag, MB_ERROR, notice);
        return true;
    default:
        mb_report_notice(check->diag, notice);
        return true;
    }
}
