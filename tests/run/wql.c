/* WQL: what each expression selects, and what is refused. */
#include "fixture.h"

/* Four disks: a: Index 1, Size 5, Label "Alpha"; b: 2, 18446744073709551615, "beta_%"; c: 3, NULL, NULL; d (fast): 4,
 * 0, "100%". */
static void fill(sample *s)
{
    static const char *const ids[] = {"a", "b", "c"};
    static const char *const labels[] = {"Alpha", "beta_%", NULL};
    s_Sample_Disk disk;
    s_Sample_FastDisk fast;
    size_t i;
    for (i = 0; i < 3; i++) {
        memset(&disk, 0, sizeof disk);
        disk.DeviceID = ids[i];
        disk.Index = WMI_UINT32(i + 1);
        disk.Removable = WMI_BOOLEAN(i == 1);
        disk.Label = labels[i];
        disk.Size = WMI_UINT64(i == 0 ? 5 : UINT64_MAX);
        if (i >= 2) {
            WMI_CLEAR(disk.Size);
        }
        disk.Offset = WMI_SINT16(-2 + (int)i);
        disk.Ratio = WMI_REAL64(0.5 * (double)i);
        disk.Made = WMI_DATETIME(wmi_datetime_from_unix(1700000000 + (int64_t)i));
        disk.Parent = i == 0 ? "Sample_FastDisk.DeviceID=\"d\",Index=4,Removable=FALSE" : NULL;
        disk.Serial = i == 0 ? "C:\\x\\'q'" : NULL;
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
    }
    memset(&fast, 0, sizeof fast);
    fast.DeviceID = "d";
    fast.Index = WMI_UINT32(4);
    fast.Removable = WMI_BOOLEAN(false);
    fast.Size = WMI_UINT64(0);
    fast.Label = "100%";
    fast.Setting = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Sample_BigSetting\"></INSTANCE>");
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_FastDisk_info, &fast, NULL, &s->error));
}

static bool collect(void *context, const wmi_object *object)
{
    char *to = context;
    const char *id = wmi_object_string(object, "DeviceID");
    assert_non_null(id);
    (void)strcat(to, id);
    return true;
}

static void expressions_select(void **state)
{
    static const struct {
        const char *where;
        const char *ids;
    } cases[] = {
        {"Index = 1", "a"},
        {"index=1", "a"},
        {"Index <> 1", "bcd"},
        {"Index != 1", "bcd"},
        {"Index < 2", "a"},
        {"Index <= 2", "ab"},
        {"Index > 2", "cd"},
        {"Index >= 2", "bcd"},
        {"2 <= Index", "bcd"},
        {"2 > Index", "a"},
        {"Index = '2'", "b"},
        {"Index = 0x3", "c"},
        {"Index = 1.5", ""},
        {"Index > 1.5", "bcd"},
        {"Index = -1", ""},
        {"Index > -1", "abcd"},
        {"Size = 18446744073709551615", "b"},
        {"Size > 5", "b"},
        {"Size <> 5", "bd"}, /* NULL is neither equal nor unequal */
        {"NOT Size = 5", "bd"},
        {"Size IS NULL", "c"},
        {"Size is not null", "abd"},
        {"Size = NULL", "c"},
        {"Size <> NULL", "abd"},
        {"NOT Size IS NULL", "abd"},
        {"Offset = -2", "a"},
        {"Offset < 0", "ab"},
        {"Offset >= -1", "bc"},
        {"Ratio = 0.5", "b"},
        {"Ratio > 5e-1", "c"},
        {"Ratio >= 1", "c"},
        {"Removable = TRUE", "b"},
        {"Removable = false", "acd"},
        {"Removable <> TRUE", "acd"},
        {"Removable = 1", "b"},
        {"Removable = 'true'", "b"},
        {"Label = 'ALPHA'", "a"},
        {"Label = \"alpha\"", "a"},
        {"Label > 'alpha'", "b"},
        {"Label <> 'x'", "abd"},
        {"Label LIKE 'a%'", "a"},
        {"Label LIKE '%A'", "a"},
        {"Label LIKE '_lpha'", "a"},
        {"Label LIKE '%[_]%'", "b"},
        {"Label LIKE '%[%]'", "bd"},
        {"Label LIKE '[a-b]%'", "ab"},
        {"Label LIKE '[a=b]%'", "ab"},
        {"Label LIKE '[^a-b]%'", "d"},
        {"Label LIKE '[]a]%'", "a"},
        {"NOT Label LIKE 'a%'", "bd"},
        {"Label LIKE ''", ""},
        {"Label LIKE '%%%'", "abd"},
        {"Serial = 'C:\\\\x\\\\\\'q\\''", "a"},
        {"Serial = \"C:\\\\x\\\\'q'\"", "a"},
        {"Serial LIKE '%\\\\%'", "a"},
        {"Made = '20231114221320.000000+000'", "a"},
        {"Made > '20231114231320.000000+060'", "bc"},
        {"Made >= '20231114221321.000000+000'", "bc"},
        {"Index = 1 OR Index = 2 AND Removable = FALSE", "a"},
        {"(Index = 1 OR Index = 2) AND Removable = TRUE", "b"},
        {"NOT (Index = 1 OR Index = 2)", "cd"},
        {"NOT NOT Index = 1", "a"},
        {"NOT NOT Size = 5", "a"},
        {"NOT Index = 1 AND NOT Index = 4", "bc"},
        {"Size = 5 OR Index = 3", "ac"},         /* NULL OR true */
        {"NOT (Size = 5 AND Index = 3)", "abd"}, /* NULL AND true stays NULL */
        {"__CLASS = 'Sample_FastDisk'", "d"},
        {"__CLASS ISA 'Sample_FastDisk'", "d"},
        {"__CLASS ISA 'CIM_ManagedElement'", "abcd"},
        {"__SUPERCLASS = 'Sample_Disk'", "d"},
        {"__DYNASTY = 'CIM_ManagedElement'", "abcd"},
        {"__PATH LIKE '%sample:Sample_Disk%'", "abc"},
        {"__RELPATH LIKE 'Sample[_]Disk.%'", "abc"},
        {"__NAMESPACE = 'root\\\\sample'", "abcd"},
        {"Parent ISA 'Sample_Disk'", "a"},
        {"Parent ISA 'Sample_Volume'", ""},
        {"Setting ISA 'Sample_Setting'", "d"},
        {"NOT Setting ISA 'Sample_Setting'", ""},
        {"Tags IS NULL", "abcd"},
        {"Index = Size", ""},
        {"Index <> Size", "abd"},
        {"NOT Index = Size", "abd"},
        {"Size > Index", "ab"},
        {"Index < Offset", ""},
        {"Offset < Ratio", "abc"},
        {"Ratio < Index", "abc"},
        {"Removable = Removable", "abcd"},
        {"Made >= Made", "abc"},
        {"Label = DeviceID", ""},
        {"Label > DeviceID", "ab"},
        {"Label = Label", "abd"},
        {"DeviceID = __CLASS", ""},
        {"__CLASS <> DeviceID", "abcd"},
        {"__SUPERCLASS = __DYNASTY", "abc"},
    };
    sample *s = *state;
    char wql[256];
    char ids[64];
    size_t i;
    fill(s);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        (void)snprintf(wql, sizeof wql, "SELECT * FROM Sample_Disk WHERE %s", cases[i].where);
        ids[0] = '\0';
        MUST(s, wmi_query(s->session, wql, collect, ids, &s->error));
        if (strcmp(ids, cases[i].ids) != 0) {
            fail_msg("%s selects \"%s\", not \"%s\"", cases[i].where, ids, cases[i].ids);
        }
    }
}

static void malformed_queries_are_refused(void **state)
{
    static const char *const queries[] = {
        "",
        "SELECT",
        "SELECT *",
        "SELECT * FROM",
        "SELECT * FROM WHERE",
        "SELECT , FROM Sample_Disk",
        "SELECT Index, FROM Sample_Disk",
        "SELECT Index Label FROM Sample_Disk",
        "SELECT * FROM Sample_Disk WHERE",
        "SELECT * FROM Sample_Disk Index = 1",
        "SELECT * FROM Sample_Disk WHERE Index",
        "SELECT * FROM Sample_Disk WHERE Index =",
        "SELECT * FROM Sample_Disk WHERE Index = Label",
        "SELECT * FROM Sample_Disk WHERE Label = Removable",
        "SELECT * FROM Sample_Disk WHERE Made = Serial",
        "SELECT * FROM Sample_Disk WHERE Removable < Removable",
        "SELECT * FROM Sample_Disk WHERE Label = Tags",
        "SELECT * FROM Sample_Disk WHERE Setting = Setting",
        "SELECT * FROM Sample_Disk WHERE Index = Nope",
        "SELECT * FROM Sample_Disk WHERE Index = Index = Index",
        "SELECT * FROM Sample_Disk WHERE Index NOT = 1",
        "SELECT * FROM Sample_Disk WHERE Index = SELECT",
        "SELECT * FROM Sample_Disk ORDER BY Index",
        "SELECT * FROM Sample_Disk WITHIN 1",
        "SELECT * FROM Sample_Disk GROUP WITHIN 1",
        "SELECT * FROM Sample_Disk WHERE = 1",
        "SELECT * FROM Sample_Disk WHERE 1 = 1",
        "SELECT * FROM Sample_Disk WHERE Index = 1 AND",
        "SELECT * FROM Sample_Disk WHERE Index = 1 OR OR Index = 2",
        "SELECT * FROM Sample_Disk WHERE (Index = 1",
        "SELECT * FROM Sample_Disk WHERE Index = 1)",
        "SELECT * FROM Sample_Disk WHERE ()",
        "SELECT * FROM Sample_Disk WHERE NOT",
        "SELECT * FROM Sample_Disk WHERE Index == 1",
        "SELECT * FROM Sample_Disk WHERE Index ! 1",
        "SELECT * FROM Sample_Disk WHERE Index = 1x",
        "SELECT * FROM Sample_Disk WHERE Index = 1.2.3",
        "SELECT * FROM Sample_Disk WHERE Index = TRUE",
        "SELECT * FROM Sample_Disk WHERE Index = 'one'",
        "SELECT * FROM Sample_Disk WHERE Index < NULL",
        "SELECT * FROM Sample_Disk WHERE Index IS 1",
        "SELECT * FROM Sample_Disk WHERE Index IS NOT",
        "SELECT * FROM Sample_Disk WHERE Index LIKE '1'",
        "SELECT * FROM Sample_Disk WHERE Index ISA 'Sample_Disk'",
        "SELECT * FROM Sample_Disk WHERE Label LIKE 5",
        "SELECT * FROM Sample_Disk WHERE Label LIKE '[a'",
        "SELECT * FROM Sample_Disk WHERE Label = 'open",
        "SELECT * FROM Sample_Disk WHERE Label = 'C:\\x'",
        "SELECT * FROM Sample_Disk WHERE Label = 'x\\",
        "SELECT * FROM Sample_Disk WHERE Label = 'x' 'y'",
        "SELECT * FROM Sample_Disk WHERE Label = 'it''s'",
        "SELECT * FROM Sample_Disk WHERE Removable > TRUE",
        "SELECT * FROM Sample_Disk WHERE Removable = 'maybe'",
        "SELECT * FROM Sample_Disk WHERE Made = 'yesterday'",
        "SELECT * FROM Sample_Disk WHERE Tags = 'x'",
        "SELECT * FROM Sample_Disk WHERE Setting = 'x'",
        "SELECT * FROM Sample_Disk WHERE Nope = 1",
        "SELECT * FROM Sample_Disk WHERE Index = 1; DROP",
        "ASSOCIATORS OF x",
    };
    sample *s = *state;
    char ids[64] = "";
    size_t i;
    fill(s);
    for (i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        if (wmi_query(s->session, queries[i], collect, ids, &s->error) == WMI_OK) {
            fail_msg("taken: %s", queries[i]);
        }
        if (queries[i][0] == '\0' && way_differs(WAY_EMPTY_QUERY)) {
            assert_int_equal(s->error.number, WMI_E_INVALID_PARAMETER);
            continue;
        }
        REFUSED(s, wmi_query(s->session, queries[i], collect, ids, &s->error), WMI_E_INVALID_QUERY, "The query");
        assert_string_equal(s->error.name, "WBEM_E_INVALID_QUERY");
    }
}

/* What is WQL, and cannot be played, is not called invalid. */
static void what_is_not_played_is_told(void **state)
{
    static const struct {
        const char *wql;
        const char *part;
    } queries[] = {
        {"SELECT * FROM meta_class", "meta_class"},
        {"SELECT * FROM Meta_Class WHERE __this ISA 'Sample_Disk'", "meta_class"},
        {"SELECT * FROM __Namespace", "__Namespace"},
        {"SELECT * FROM __NAMESPACE WHERE Name = 'x'", "__NAMESPACE"},
        {"SELECT * FROM __InstanceCreationEvent", "__InstanceCreationEvent"},
        {"SELECT * FROM Sample_Disk WHERE Setting ISA '__EventFilter'", "__EventFilter"},
        {"SELECT * FROM Sample_Disk WHERE __GENUS = 2", "__GENUS"},
        {"SELECT * FROM Sample_Disk WHERE 3 < __property_count", "__PROPERTY_COUNT"},
        {"SELECT * FROM Sample_Disk WHERE NOT (Index = 1 OR Index = __GENUS)", "__GENUS"},
        {"SELECT COUNT(*) FROM Sample_Disk", "COUNT"},
        {"SELECT Sample_Disk.Index FROM Sample_Disk", "embedded objects"},
        {"SELECT * FROM Sample_Disk WHERE Setting.Limit = 1", "embedded objects"},
        {"SELECT * FROM Sample_Disk WHERE Label NOT LIKE 'a%'", "NOT behind the property"},
        {"SELECT * FROM Sample_Disk WHERE Setting NOT ISA 'Sample_Setting'", "NOT behind the property"},
        {"ASSOCIATORS OF {Sample_Service.Name=\"main\"} WHERE ClassDefsOnly", "ClassDefsOnly"},
        {"ASSOCIATORS OF {Sample_Service.Name=\"main\"} WHERE AssocClass=Sample_DiskOnService ClassDefsOnly",
         "ClassDefsOnly"},
        {"ASSOCIATORS OF {Sample_Service} WHERE SchemaOnly", "SchemaOnly"},
        {"ASSOCIATORS OF {Sample_Service.Name=\"main\"} WHERE KeysOnly", "KeysOnly"},
        {"ASSOCIATORS OF {Sample_Service.Name=\"main\"} WHERE RequiredQualifier = Abstract", "RequiredQualifier"},
        {"ASSOCIATORS OF {Sample_Service.Name=\"main\"} WHERE RequiredAssocQualifier = Abstract",
         "RequiredAssocQualifier"},
        {"REFERENCES OF {Sample_Service.Name=\"main\"} WHERE ClassDefsOnly", "ClassDefsOnly"},
        {"REFERENCES OF {Sample_Service.Name=\"main\"} WHERE RequiredQualifier = Abstract", "RequiredQualifier"},
    };
    sample *s = *state;
    char ids[64] = "";
    size_t i;
    sample_add_service(s);
    for (i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        if (strstr(queries[i].wql, "KeysOnly") != NULL && way_differs(WAY_NOT_PLAYED)) {
            continue;
        }
        if (wmi_query(s->session, queries[i].wql, collect, ids, &s->error) == WMI_OK) {
            fail_msg("taken: %s", queries[i].wql);
        }
        REFUSED(s, wmi_query(s->session, queries[i].wql, collect, ids, &s->error), WMI_E_NOT_SUPPORTED,
                WORDED("The loopback does not play "));
        assert_non_null(strstr(s->error.message, WORDED(queries[i].part)));
    }
    REFUSED(s, wmi_query(s->session, "SELECT * FROM Sample_Disk WHERE __CLASS ISA 'Nope'", collect, ids, &s->error),
            WMI_E_INVALID_CLASS, WORDED("no class Nope"));
    REFUSED(
        s,
        wmi_query(s->session, "SELECT * FROM Sample_Disk WHERE Setting ISA 'Sample_Seting'", collect, ids, &s->error),
        WMI_E_INVALID_CLASS, WORDED("nearest: Sample_Setting"));
    REFUSED(s, wmi_query(s->session, "SELECT * FROM __InstanceCreationEvnt", collect, ids, &s->error),
            WMI_E_INVALID_CLASS, WORDED("no class"));
    REFUSED(s,
            wmi_query(s->session, "SELECT * FROM Sample_Disk WHERE NOT (Index = 1 OR Setting ISA 'Nope')", collect, ids,
                      &s->error),
            WMI_E_INVALID_CLASS, WORDED("no class Nope"));
}

static bool selects(sample *s, const s_Sample_Disk *disk, const char *left, const char *operation, const char *right)
{
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    wmi_status status;
    char wql[256];
    (void)snprintf(wql, sizeof wql,
                   "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk' AND "
                   "TargetInstance.%s %s TargetInstance.%s",
                   left, operation, right);
    MUST(s, wmi_subscribe(s->session, wql, &events, &s->error));
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, disk, NULL, &s->error));
    status = wmi_events_next(events, 0, &event, &s->error);
    wmi_object_free(event);
    wmi_events_free(events);
    return status == WMI_OK;
}

/* Events are matched without a class to check the query against: what is of two kinds compares in neither order. */
static void properties_of_two_kinds_are_not_compared(void **state)
{
    static const char *const operations[] = {"=", "<>", "<=", ">="};
    static const struct {
        const char *left;
        const char *right;
        const char *holds; /* of the operations, in both orders */
    } pairs[] = {
        {"Index", "DeviceID", ""}, /* 1 and "1" */
        {"Made", "Label", ""},     /* a datetime and its text */
        {"Removable", "Serial", ""},  {"Removable", "Index", ""},
        {"Index", "Size", "= <= >="}, {"DeviceID", "DeviceID", "= <= >="},
    };
    sample *s = *state;
    s_Sample_Disk disk;
    char made[WMI_DATETIME_TEXT_SIZE];
    size_t i;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "1";
    disk.Index = WMI_UINT32(1);
    disk.Size = WMI_UINT64(1);
    disk.Removable = WMI_BOOLEAN(true);
    disk.Made = WMI_DATETIME(wmi_datetime_from_unix(1700000000));
    assert_true(wmi_datetime_format(&disk.Made.value, made));
    disk.Label = made;
    disk.Serial = "TRUE";
    for (i = 0; i < sizeof pairs / sizeof pairs[0] * 4; i++) {
        const char *left = pairs[i / 4].left;
        const char *right = pairs[i / 4].right;
        bool holds = strstr(pairs[i / 4].holds, operations[i % 4]) != NULL;
        if (selects(s, &disk, left, operations[i % 4], right) != holds ||
            selects(s, &disk, right, operations[i % 4], left) != holds) {
            fail_msg("%s %s %s", left, operations[i % 4], right);
        }
    }
}

static void repeat(char *to, const char *text, unsigned times)
{
    size_t length = strlen(text);
    char *end = to + strlen(to);
    while (times-- > 0) {
        memcpy(end, text, length);
        end += length;
    }
    *end = '\0';
}

/* They are no properties of the object that comes back: it has its class, path and ancestors apart. */
static void system_properties_may_be_selected(void **state)
{
    sample *s = *state;
    char ids[64] = "";
    fill(s);
    MUST(s, wmi_query(s->session,
                      "SELECT DeviceID, __PATH, __RELPATH, __CLASS, __SERVER, __NAMESPACE, __SUPERCLASS, __DYNASTY, "
                      "__DERIVATION, __GENUS, __PROPERTY_COUNT FROM Sample_Disk",
                      collect, ids, &s->error));
    assert_string_equal(ids, "abcd");
    REFUSED(s, wmi_query(s->session, "SELECT __GENIUS FROM Sample_Disk", collect, ids, &s->error), WMI_E_INVALID_QUERY,
            "__GENIUS");
}

static void nesting_is_bounded_and_chains_are_not(void **state)
{
    static char wql[200000];
    sample *s = *state;
    char ids[64] = "";
    fill(s);
    (void)strcpy(wql, "SELECT * FROM Sample_Disk WHERE ");
    repeat(wql, "(", 64);
    repeat(wql, "Index = 1", 1);
    repeat(wql, ")", 64);
    MUST(s, wmi_query(s->session, wql, collect, ids, &s->error));
    assert_string_equal(ids, "a");
    (void)strcpy(wql, "SELECT * FROM Sample_Disk WHERE ");
    repeat(wql, "NOT (", 33);
    repeat(wql, "Index = 1", 1);
    repeat(wql, ")", 33);
    REFUSED(s, wmi_query(s->session, wql, collect, ids, &s->error), WMI_E_INVALID_QUERY, "nesting");
    (void)strcpy(wql, "SELECT * FROM Sample_Disk WHERE ");
    repeat(wql, "(", 100000);
    REFUSED(s, wmi_query(s->session, wql, collect, ids, &s->error), WMI_E_INVALID_QUERY, "nesting");
    (void)strcpy(wql, "SELECT * FROM Sample_Disk WHERE Index = 9");
    repeat(wql, " OR Index = 2", 10000);
    ids[0] = '\0';
    MUST(s, wmi_query(s->session, wql, collect, ids, &s->error));
    assert_string_equal(ids, "b");
}

static void quoted_values_are_found_as_they_are(void **state)
{
    static const char *const values[] = {"plain", "it's", "a \"b\"", "c:\\d\\", "' OR 1=1 --", "\\'", ""};
    sample *s = *state;
    size_t i;
    for (i = 0; i < sizeof values / sizeof values[0]; i++) {
        s_Sample_Volume volume;
        memset(&volume, 0, sizeof volume);
        volume.DeviceID = values[i];
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Volume_info, &volume, NULL, &s->error));
    }
    for (i = 0; i < sizeof values / sizeof values[0]; i++) {
        char wql[128];
        char ids[64] = "";
        char *quoted = NULL;
        MUST(s, wmi_wql_quote(values[i], &quoted, &s->error));
        (void)snprintf(wql, sizeof wql, "SELECT * FROM Sample_Volume WHERE DeviceID = %s", quoted);
        wmi_free(quoted);
        MUST(s, wmi_query(s->session, wql, collect, ids, &s->error));
        assert_string_equal(ids, values[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(expressions_select),
        TEST(malformed_queries_are_refused),
        TEST(what_is_not_played_is_told),
        TEST(properties_of_two_kinds_are_not_compared),
        TEST(system_properties_may_be_selected),
        TEST(nesting_is_bounded_and_chains_are_not),
        TEST(quoted_values_are_found_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
