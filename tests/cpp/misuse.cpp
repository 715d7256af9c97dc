// What no compiler lets pass, with MISUSE; compile.cmake has the words.
#include <wmi/wmi.hpp>

#include <cstddef>

namespace
{

struct item {
    const char *Name;
    wmi_meta wmi;
};
struct item_in {
    const char *Name;
};
wmi_status item_list(wmi_session *, const char *, item **items, std::size_t *count, wmi_error *)
{
    *items = nullptr;
    *count = 0;
    return WMI_OK;
}

} // namespace

int main()
{
    wmi::session session;
    wmi::list<item> items;
    wmi::error error;
#if MISUSE
    wmi::session other = session; // two owners of one thing
    wmi::list<item> others;
    others = items;
    const char *text = wmi::text(wmi_copy_text("x")); // which ends with the statement
    const item *first = items.take(0);                // likewise
    wmi::out<item_in> in;                             // nothing in it is anybody's to give back
    wmi::out<wmi_none> none;
    (void)item_list(session, nullptr, items, items.out_count(), error); // what a call fills in is given by out()
    return items.out_count() > 1;                                       // how many there are is size()
#else
    return item_list(session, nullptr, items.out(), items.out_count(), error) == WMI_OK ? 0 : 1;
#endif
}
