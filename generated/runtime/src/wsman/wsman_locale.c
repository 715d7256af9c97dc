/**
 * @file
 * Languages: WMI names them by numbers, XML by tags (MS-LCID 2.2; RFC 5646).
 */
#include "wsman/wsman_transport.h"

#include <string.h>

typedef struct wmip_wsman_language {
    uint16_t id;
    const char *tag;
} wmip_wsman_language;

static const wmip_wsman_language languages[] = {
    {0x0401, "ar-SA"}, {0x0402, "bg-BG"}, {0x0403, "ca-ES"},      {0x0404, "zh-TW"},      {0x0405, "cs-CZ"},
    {0x0406, "da-DK"}, {0x0407, "de-DE"}, {0x0408, "el-GR"},      {0x0409, "en-US"},      {0x040A, "es-ES"},
    {0x040B, "fi-FI"}, {0x040C, "fr-FR"}, {0x040D, "he-IL"},      {0x040E, "hu-HU"},      {0x040F, "is-IS"},
    {0x0410, "it-IT"}, {0x0411, "ja-JP"}, {0x0412, "ko-KR"},      {0x0413, "nl-NL"},      {0x0414, "nb-NO"},
    {0x0415, "pl-PL"}, {0x0416, "pt-BR"}, {0x0417, "rm-CH"},      {0x0418, "ro-RO"},      {0x0419, "ru-RU"},
    {0x041A, "hr-HR"}, {0x041B, "sk-SK"}, {0x041C, "sq-AL"},      {0x041D, "sv-SE"},      {0x041E, "th-TH"},
    {0x041F, "tr-TR"}, {0x0420, "ur-PK"}, {0x0421, "id-ID"},      {0x0422, "uk-UA"},      {0x0423, "be-BY"},
    {0x0424, "sl-SI"}, {0x0425, "et-EE"}, {0x0426, "lv-LV"},      {0x0427, "lt-LT"},      {0x0429, "fa-IR"},
    {0x042A, "vi-VN"}, {0x042B, "hy-AM"}, {0x042C, "az-Latn-AZ"}, {0x042D, "eu-ES"},      {0x042F, "mk-MK"},
    {0x0436, "af-ZA"}, {0x0437, "ka-GE"}, {0x0439, "hi-IN"},      {0x043A, "mt-MT"},      {0x043E, "ms-MY"},
    {0x043F, "kk-KZ"}, {0x0440, "ky-KG"}, {0x0441, "sw-KE"},      {0x0443, "uz-Latn-UZ"}, {0x0444, "tt-RU"},
    {0x0445, "bn-IN"}, {0x0446, "pa-IN"}, {0x0447, "gu-IN"},      {0x0449, "ta-IN"},      {0x044A, "te-IN"},
    {0x044B, "kn-IN"}, {0x044C, "ml-IN"}, {0x044E, "mr-IN"},      {0x0450, "mn-MN"},      {0x0452, "cy-GB"},
    {0x0456, "gl-ES"}, {0x0804, "zh-CN"}, {0x0807, "de-CH"},      {0x0809, "en-GB"},      {0x080A, "es-MX"},
    {0x080C, "fr-BE"}, {0x0810, "it-CH"}, {0x0813, "nl-BE"},      {0x0814, "nn-NO"},      {0x0816, "pt-PT"},
    {0x081D, "sv-FI"}, {0x0C04, "zh-HK"}, {0x0C07, "de-AT"},      {0x0C09, "en-AU"},      {0x0C0A, "es-ES"},
    {0x0C0C, "fr-CA"}, {0x1004, "zh-SG"}, {0x1007, "de-LU"},      {0x1009, "en-CA"},      {0x100C, "fr-CH"},
    {0x1404, "zh-MO"}, {0x1407, "de-LI"}, {0x1409, "en-NZ"},      {0x140C, "fr-LU"},      {0x1809, "en-IE"},
    {0x1C09, "en-ZA"}, {0x240A, "es-CO"}, {0x241A, "sr-Latn-RS"}, {0x280A, "es-PE"},      {0x281A, "sr-Cyrl-RS"},
    {0x2C0A, "es-AR"}, {0x340A, "es-CL"}, {0x4009, "en-IN"},      {0x4809, "en-SG"},
};

/* A number of WMI (MS_411), of Windows (0x411, 1041); 0 = it is none, or none that Windows could have. */
static uint32_t number_of_locale(const char *locale)
{
    char digits[16] = "0x";
    wmip_integer number;
    bool is_of_wmi = wmip_equal_slice(locale, wmip_smaller((uint32_t)strlen(locale), 3), "MS_");
    if (is_of_wmi) {
        if (strlen(locale) > sizeof digits - 3 + 3) {
            return 0;
        }
        strcpy(digits + 2, locale + 3);
        locale = digits;
    }
    if (!wmip_integer_parse(locale, &number) || number.negative || number.magnitude > 0xFFFF) {
        return 0;
    }
    return (uint32_t)number.magnitude;
}

/* A language without a country (MS_9) is the first part of its tag. */
static const char *find_tag(uint32_t id, size_t *length)
{
    bool is_neutral = id < 0x400;
    uint32_t wanted = is_neutral ? id | 0x400 : id;
    size_t i;
    for (i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        if (languages[i].id == wanted) {
            *length = is_neutral ? strcspn(languages[i].tag, "-") : strlen(languages[i].tag);
            return languages[i].tag;
        }
    }
    return NULL;
}

/* Letters first, then parts of letters and digits, at most eight each. */
static bool is_tag(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    while (length > 0 && length <= 8 && text[length] == '-') {
        text += length + 1;
        length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    }
    return length > 0 && length <= 8 && text[length] == '\0';
}

wmi_status wmip_wsman_language_tag(const char *locale, wmi_memory **memory, const char **tag, wmi_error *error)
{
    uint32_t id;
    const char *known = "en-US";
    size_t length = strlen(known);
    if (locale != NULL) {
        id = number_of_locale(locale);
        known = id != 0 ? find_tag(id, &length) : is_tag(locale) ? locale : NULL;
        length = id == 0 && known != NULL ? strlen(known) : length;
    }
    if (known == NULL) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The locale %s is neither a language's tag, such as ja-JP, nor a number whose tag is known here, such "
            "as MS_411 or 1041: give the tag",
            locale);
    }
    *tag = wmi_memory_text(memory, known, length);
    return *tag != NULL ? WMI_OK : wmip_no_memory(error);
}
