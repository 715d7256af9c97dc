/* What is a compile error, one a time: MISUSE says which. The compilers' words stand in misuse.cmake. */
#include <golden_types.h>

#if defined(__cplusplus)
#define ZEROED                                                                                                         \
    {                                                                                                                  \
    }
#else
#define ZEROED                                                                                                         \
    {                                                                                                                  \
        0                                                                                                              \
    }
#endif

int main(void)
{
    golden_types_Every every = ZEROED;
    golden_types_Other other = ZEROED;
    golden_types_Every_Ping_out out = ZEROED;
    uint16_t states[] = {2, 3};
    int32_t numbers[] = {2, 3};
    const uint16_t *several = states;
    bool done = false;
#if MISUSE == 1 /* a number where a number or NULL is due */
    every.U16 = 2;
#elif MISUSE == 2 /* a value of another type */
    every.U16 = WMI_UINT32(2);
#elif MISUSE == 3 /* NULL is not zero: neither is it compared with it */
    done = out.ReturnValue == 0;
#elif MISUSE == 4 /* an instance of another class */
    every.Embedded = WMI_EMBED(golden_types_Other, &every);
#elif MISUSE == 5 /* read into one of another class */
    done = WMI_UNEMBED(golden_types_Other, &every.Embedded, &every, WMI_NULL) == WMI_OK;
#elif MISUSE == 6 /* a pointer, of which nobody knows how many items it has */
    every.U16s = WMI_UINT16_ARRAY(several);
#elif MISUSE == 7 /* an array of other items */
    every.U16s = WMI_UINT16_ARRAY(numbers);
#elif MISUSE == 8 /* a whole struct, whose memory would be lost */
    WMI_CLEAR(every);
#elif MISUSE == 9 /* text where an instance is due */
    every.Embedded = "<INSTANCE CLASSNAME=\"C\"/>";
#endif
    return done || every.U16.has || other.Name != WMI_NULL || out.ReturnValue.has || several != states ||
           numbers[0] == 0;
}
