/**
 * @file
 * A request's envelope and header, held to the rules (MS-WSMV 3.1.4.1, DSP0226 5 and 6).
 */
#include "mock/mock_internal.h"

#include <stdio.h>
#include <string.h>

/* Longer identities of messages are refused. */
#define MOST_ID 2048
#define LEAST_ENVELOPE 8192

typedef enum mbm_block {
    BLOCK_TO,
    BLOCK_RESOURCE,
    BLOCK_REPLY_TO,
    BLOCK_FAULT_TO,
    BLOCK_ACTION,
    BLOCK_MESSAGE_ID,
    BLOCK_ENVELOPE,
    BLOCK_TIMEOUT,
    BLOCK_LOCALE,
    BLOCK_SELECTORS,
    BLOCK_OPTIONS,
    BLOCK_FRAGMENT,
    BLOCK_IDENTIFIER,
    BLOCK_COUNT /* all beyond are known, and mean nothing here */
} mbm_block;

typedef struct mbm_known_block {
    const char *ns;
    const char *name;
    mbm_block block;
} mbm_known_block;

static const mbm_known_block known_blocks[] = {
    {WMIP_NS_ADDRESSING, "To", BLOCK_TO},
    {WMIP_NS_WSMAN, "ResourceURI", BLOCK_RESOURCE},
    {WMIP_NS_ADDRESSING, "ReplyTo", BLOCK_REPLY_TO},
    {WMIP_NS_ADDRESSING, "FaultTo", BLOCK_FAULT_TO},
    {WMIP_NS_ADDRESSING, "Action", BLOCK_ACTION},
    {WMIP_NS_ADDRESSING, "MessageID", BLOCK_MESSAGE_ID},
    {WMIP_NS_WSMAN, "MaxEnvelopeSize", BLOCK_ENVELOPE},
    {WMIP_NS_WSMAN, "OperationTimeout", BLOCK_TIMEOUT},
    {WMIP_NS_WSMAN, "Locale", BLOCK_LOCALE},
    {WMIP_NS_WSMAN, "SelectorSet", BLOCK_SELECTORS},
    {WMIP_NS_WSMAN, "OptionSet", BLOCK_OPTIONS},
    {WMIP_NS_WSMAN, "FragmentTransfer", BLOCK_FRAGMENT},
    {WMIP_NS_EVENTING, "Identifier", BLOCK_IDENTIFIER},
    {WMIP_NS_ADDRESSING, "From", BLOCK_COUNT},
    {WMIP_NS_ADDRESSING, "RelatesTo", BLOCK_COUNT},
    {WMIP_NS_WSMAN, "RequestEPR", BLOCK_COUNT},
    {WMIP_NS_WSMAN, "RequestTotalItemsCountEstimate", BLOCK_COUNT},
    {WMIP_NS_MICROSOFT, "DataLocale", BLOCK_COUNT},
    {WMIP_NS_MICROSOFT, "SessionId", BLOCK_COUNT},
    {WMIP_NS_MICROSOFT, "OperationID", BLOCK_COUNT},
    {WMIP_NS_MICROSOFT, "SequenceId", BLOCK_COUNT},
    {WMIP_NS_MICROSOFT, "ActivityId", BLOCK_COUNT},
};

/* The blocks of a header, by what they are. */
typedef struct mbm_blocks {
    const wmip_wsman_node *of[BLOCK_COUNT];
} mbm_blocks;

/* Small things. */

bool mbm_token(mbm_exchange *x, const wmip_wsman_node *node, const char **text)
{
    return wmip_wsman_token(node, &x->memory, text) || mbm_no_memory(x);
}

static bool attribute(mbm_exchange *x, const wmip_wsman_node *node, const char *ns, const char *name, const char **text)
{
    return wmip_wsman_attribute_text(node, ns, name, &x->memory, text) || mbm_no_memory(x);
}

/* xs:boolean; what is none is taken for false. */
static bool is_true(mbm_exchange *x, const wmip_wsman_node *node, const char *ns, const char *name)
{
    const char *text = NULL;
    return attribute(x, node, ns, name, &text) && text != NULL && (strcmp(text, "true") == 0 || strcmp(text, "1") == 0);
}

bool mbm_number(mbm_exchange *x, const wmip_wsman_node *node, uint32_t otherwise, uint32_t *number)
{
    const char *text = NULL;
    wmip_integer parsed;
    *number = otherwise;
    if (node == NULL) {
        return true;
    }
    if (!mbm_token(x, node, &text)) {
        return false;
    }
    if (text == NULL || !wmip_is_digit(text[0]) || text[1] == 'x' || text[1] == 'X' ||
        !wmip_integer_parse(text, &parsed)) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "%s holds no number", node->name);
    }
    *number = parsed.magnitude < UINT32_MAX ? (uint32_t)parsed.magnitude : UINT32_MAX;
    return true;
}

bool mbm_duration(const char *text, uint32_t *milliseconds)
{
    wmi_datetime value;
    uint64_t sum;
    if (text == NULL || text[0] != 'P' || !wmip_wsman_time_read(text, &value) || !value.is_interval) {
        return false;
    }
    sum = (((uint64_t)value.day * 24 + value.hour) * 60 + value.minute) * 60 + value.second;
    sum = sum * 1000 + value.microsecond / 1000;
    *milliseconds = sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX - 1;
    return true;
}

/* Headers. */

static const mbm_known_block *find_block(const wmip_wsman_node *node)
{
    size_t i;
    for (i = 0; i < sizeof known_blocks / sizeof known_blocks[0]; i++) {
        if (wmip_wsman_is(node, known_blocks[i].ns, known_blocks[i].name)) {
            return &known_blocks[i];
        }
    }
    return NULL;
}

static bool sort_blocks(mbm_exchange *x, const wmip_wsman_node *header, mbm_blocks *blocks)
{
    const wmip_wsman_node *node;
    const wmip_wsman_node *unknown = NULL;
    const wmip_wsman_node *twice = NULL;
    memset(blocks, 0, sizeof *blocks);
    for (node = wmip_wsman_first(header); node != NULL; node = node->next) {
        const mbm_known_block *known = find_block(node);
        if (known == NULL && is_true(x, node, WMIP_NS_SOAP, "mustUnderstand")) {
            unknown = unknown == NULL ? node : unknown;
        }
        if (known != NULL && known->block < BLOCK_COUNT) {
            twice = blocks->of[known->block] != NULL ? node : twice;
            blocks->of[known->block] = node;
        }
    }
    /* What is refused says what it answers, wherever that stands. */
    if (!mbm_token(x, blocks->of[BLOCK_MESSAGE_ID], &x->header.message_id)) {
        return false;
    }
    if (unknown != NULL) {
        return mbm_refuse(x, MBM_FAULT_MUST_UNDERSTAND, NULL, "The header %s is not known", unknown->name);
    }
    return twice == NULL ||
           mbm_refuse(x, MBM_FAULT_HEADER_INVALID, NULL, "The header %s stands there twice", twice->name);
}

static bool remembers(uint64_t *set, uint64_t hash)
{
    return set[0] == hash || set[1] == hash || set[2] == hash || set[3] == hash;
}

/*
 * Whether an identity has not been used yet, as far back as is remembered: four of them share a place by their hash, where a new one takes
 * that of the oldest. Hashes of 64 bits are taken for the identities themselves.
 */
static bool is_new_id(mbm_server *server, const char *id)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    uint64_t *set;
    bool is_new;
    for (; *id != '\0'; id++) {
        hash = (hash ^ (unsigned char)*id) * UINT64_C(1099511628211);
    }
    hash |= 1; /* 0 is a place that is free */
    set = &server->seen[(hash >> 8) % (MBM_SEEN_SIZE / 4) * 4];
    (void)pthread_mutex_lock(&server->mutex);
    is_new = !remembers(set, hash);
    if (is_new) {
        memmove(set + 1, set, 3 * sizeof *set);
        set[0] = hash;
    }
    (void)pthread_mutex_unlock(&server->mutex);
    return is_new;
}

static bool check_message_id(mbm_exchange *x)
{
    const char *id = x->header.message_id;
    if (id == NULL || strlen(id) > MOST_ID) {
        x->header.message_id = NULL;
        return mbm_refuse(x, MBM_FAULT_HEADER_INVALID, NULL, "MessageID is %s",
                          id == NULL ? "missing or empty" : "too long");
    }
    if (!is_new_id(x->server, id) && !x->server->is_lenient) {
        return mbm_refuse(x, MBM_FAULT_HEADER_INVALID, NULL, "MessageID was used before");
    }
    return true;
}

static bool read_reply_to(mbm_exchange *x, const mbm_blocks *blocks)
{
    const wmip_wsman_node *address = wmip_wsman_child(blocks->of[BLOCK_REPLY_TO], WMIP_NS_ADDRESSING, "Address");
    const char *text = NULL;
    if (blocks->of[BLOCK_FAULT_TO] != NULL) {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "AddressingMode", "FaultTo is not supported");
    }
    if (blocks->of[BLOCK_REPLY_TO] == NULL) {
        return mbm_refuse(x, MBM_FAULT_HEADER_REQUIRED, NULL, "ReplyTo is missing");
    }
    if (!mbm_token(x, address, &text)) {
        return false;
    }
    return (text != NULL && strcmp(text, WMIP_WSMAN_ANONYMOUS) == 0) ||
           mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "AddressingMode", "ReplyTo is another address than the anonymous one");
}

static bool read_addressing(mbm_exchange *x, const mbm_blocks *blocks)
{
    mbm_header *header = &x->header;
    if (!check_message_id(x) || !mbm_token(x, blocks->of[BLOCK_TO], &header->to) ||
        !mbm_token(x, blocks->of[BLOCK_ACTION], &header->action) ||
        !mbm_token(x, blocks->of[BLOCK_RESOURCE], &header->resource) ||
        !mbm_token(x, blocks->of[BLOCK_IDENTIFIER], &header->identifier)) {
        return false;
    }
    if (header->to == NULL || header->action == NULL) {
        return mbm_refuse(x, MBM_FAULT_HEADER_REQUIRED, NULL, "%s is missing", header->to == NULL ? "To" : "Action");
    }
    return read_reply_to(x, blocks) &&
           (header->resource != NULL ||
            mbm_refuse(x, MBM_FAULT_BAD_URI, "InvalidResourceURI", "ResourceURI is missing"));
}

static bool read_limits(mbm_exchange *x, const mbm_blocks *blocks)
{
    mbm_header *header = &x->header;
    const mbm_limits *limits = &x->server->limits;
    const char *timeout = NULL;
    if (!mbm_number(x, blocks->of[BLOCK_ENVELOPE], limits->max_envelope, &header->max_envelope) ||
        !mbm_token(x, blocks->of[BLOCK_TIMEOUT], &timeout)) {
        return false;
    }
    if (header->max_envelope < LEAST_ENVELOPE) {
        return mbm_refuse(x, MBM_FAULT_ENVELOPE_SMALL, "MinimumEnvelopeLimit", NULL);
    }
    header->max_envelope = wmip_smaller(header->max_envelope, limits->max_envelope);
    header->timeout_ms = limits->max_timeout_ms;
    if (blocks->of[BLOCK_TIMEOUT] != NULL) {
        if (!mbm_duration(timeout, &header->timeout_ms)) {
            return mbm_refuse(x, MBM_FAULT_HEADER_INVALID, NULL, "OperationTimeout is no duration that is understood");
        }
        header->timeout_ms = wmip_smaller(header->timeout_ms, limits->max_timeout_ms);
    }
    return true;
}

static bool read_option(mbm_exchange *x, const wmip_wsman_node *node)
{
    const char *name = NULL;
    if (!attribute(x, node, NULL, "Name", &name)) {
        return false;
    }
    if (name == NULL) {
        return mbm_refuse(x, MBM_FAULT_OPTIONS, "InvalidName", "An option has no name");
    }
    if (wmip_equal_names(name, "wmiarray:__MIInstanceModifiedPropertiesList")) {
        x->header.names_modified = true;
        return true;
    }
    if (wmip_equal_names(name, "msftwinrm:UsePreciseArrays")) {
        const char *value = NULL;
        if (!mbm_token(x, node, &value)) {
            return false;
        }
        x->header.wants_null_arrays = value != NULL && wmip_equal_names(value, "true");
        return true;
    }
    return !is_true(x, node, NULL, "MustComply") ||
           mbm_refuse(x, MBM_FAULT_OPTIONS, "NotSupported", "The option %s is not known", name);
}

static bool read_selector(mbm_exchange *x, const wmip_wsman_node *node)
{
    mbm_header *header = &x->header;
    mbm_selector *selector;
    size_t i;
    if (header->selector_count == MBM_SELECTORS) {
        return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "SelectorLimit", "There are too many selectors");
    }
    selector = &header->selectors[header->selector_count];
    selector->node = node;
    selector->text = NULL;
    if (!attribute(x, node, NULL, "Name", &selector->name) ||
        (wmip_wsman_first(node) == NULL && !wmip_memory_copy(&x->memory, node->text, &selector->text))) {
        return mbm_no_memory(x);
    }
    if (selector->name == NULL) {
        return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors", "A selector has no name");
    }
    for (i = 0; i < header->selector_count; i++) {
        if (wmip_equal_names(header->selectors[i].name, selector->name)) {
            return mbm_refuse(x, MBM_FAULT_SELECTORS_TWICE, "DuplicateSelectors", "The selector %s is given twice",
                              selector->name);
        }
    }
    header->selector_count++;
    return true;
}

/* Options and selectors. */
static bool read_sets(mbm_exchange *x, const mbm_blocks *blocks)
{
    const wmip_wsman_node *node = wmip_wsman_first(blocks->of[BLOCK_OPTIONS]);
    bool good = true;
    for (; node != NULL && good; node = node->next) {
        good = wmip_wsman_is(node, WMIP_NS_WSMAN, "Option") ? read_option(x, node) : true;
    }
    node = wmip_wsman_first(blocks->of[BLOCK_SELECTORS]);
    for (; node != NULL && good; node = node->next) {
        good = wmip_wsman_is(node, WMIP_NS_WSMAN, "Selector")
                   ? read_selector(x, node)
                   : mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors", "A selector set holds a %s",
                                node->name);
    }
    return good;
}

static bool read_fragment(mbm_exchange *x, const wmip_wsman_node *node)
{
    const char *path = NULL;
    if (node == NULL) {
        return true;
    }
    if (!is_true(x, node, WMIP_NS_SOAP, "mustUnderstand")) {
        return mbm_refuse(x, MBM_FAULT_HEADER_INVALID, NULL, "FragmentTransfer has to be understood");
    }
    if (!mbm_token(x, node, &path)) {
        return false;
    }
    x->header.fragment = path != NULL ? path : "";
    return true;
}

bool mbm_read_header(mbm_exchange *x, const wmip_wsman_node *header)
{
    mbm_blocks blocks;
    if (!sort_blocks(x, header, &blocks) || !read_addressing(x, &blocks) || !read_limits(x, &blocks)) {
        return false;
    }
    if (blocks.of[BLOCK_LOCALE] != NULL && is_true(x, blocks.of[BLOCK_LOCALE], WMIP_NS_SOAP, "mustUnderstand")) {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "Locale", "Locale cannot be understood");
    }
    return read_sets(x, &blocks) && read_fragment(x, blocks.of[BLOCK_FRAGMENT]);
}

/* Envelopes. */

/* A header, which may be missing, and a body (SOAP 1.2 part 1, 5.1). */
static bool has_parts(const wmip_wsman_node *root)
{
    const wmip_wsman_node *node = wmip_wsman_first(root);
    if (node != NULL && wmip_wsman_is(node, WMIP_NS_SOAP, "Header")) {
        node = node->next;
    }
    return node != NULL && wmip_wsman_is(node, WMIP_NS_SOAP, "Body") && node->next == NULL;
}

bool mbm_read_envelope(mbm_exchange *x, const char *body, size_t size)
{
    wmi_error error = WMI_ERROR_INIT;
    wmi_status status = wmip_wsman_parse(body, size, NULL, NULL, &x->document, &error);
    const wmip_wsman_node *root;
    if (status == WMI_NO_MEMORY) {
        wmi_error_clear(&error);
        return mbm_no_memory(x);
    }
    if (status != WMI_OK) {
        (void)mbm_refuse(x, MBM_FAULT_XML, NULL,
                         "The request is no XML that is read: malformed, nested too deeply, or with a DTD");
        wmi_error_clear(&error);
        return false;
    }
    root = x->document.root;
    if (!wmip_wsman_is(root, WMIP_NS_SOAP, "Envelope")) {
        return mbm_refuse(x, MBM_FAULT_XML, NULL, "The request is no envelope of SOAP 1.2");
    }
    if (!has_parts(root)) {
        return mbm_refuse(x, MBM_FAULT_XML, NULL, "The envelope holds no body, or more than a header and a body");
    }
    x->body = wmip_wsman_first(wmip_wsman_child(root, WMIP_NS_SOAP, "Body"));
    if (wmip_wsman_is(x->body, WMIP_NS_IDENTITY, "Identify")) {
        return true;
    }
    if (x->is_anonymous) {
        return mbm_refuse(x, MBM_FAULT_ACCESS, NULL, "Only Identify is answered without authentication");
    }
    return mbm_read_header(x, wmip_wsman_child(root, WMIP_NS_SOAP, "Header"));
}
