#!/bin/sh
# Writes reserved.def: the words that a member of a generated struct cannot have, sorted by bytes. It is run by hand, on
# Linux with gcc and x86_64-w64-mingw32-gcc, when a newer <windows.h> has more macros; the result is committed.
#
#   sh reserved.sh > reserved.def
#
# Of the macros, those are listed whose names a MOF could give to a property or a parameter: a letter first, and either
# no underscore at all or no capital letter.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

plausible() {
    sed -n 's/^#define \([A-Za-z][A-Za-z0-9_]*\).*/\1/p' |
        awk '$0 !~ /_/ || ($0 !~ /[A-Z]/ && $0 !~ /^(atomic|pthread|rpc|midl|sys|si|ua)_/ && $0 !~ /_ndr/)'
}
common='stdio stdlib string math errno assert complex signal setjmp stdbool stdalign stdnoreturn stdarg stddef inttypes limits
        float iso646 time locale wchar tgmath ctype'
windows='winsock2 windows ole2 objbase oleauto wbemidl'
posix='stdatomic threads unistd sys/types sys/stat sys/sysmacros sys/socket netdb netinet/in fcntl'

for header in $windows $common; do echo "#include <$header.h>"; done > "$work/windows.c"
for header in $common $posix; do echo "#include <$header.h>"; done > "$work/posix.c"
for header in $common; do echo "#include <$header.h>"; done > "$work/common.c"

# Weaker reasons first: of two lines for one word the last is kept.
{
    # Microsoft's own headers define these, mingw's do not; or only with other options.
    for word in small hyper near far huge pascal cdecl stdcall interface Yield GetObject environ min max IN OUT OPTIONAL \
        NEAR FAR PASCAL CDECL CRITICAL UNREFERENCED ERROR IsMinimized IsMaximized GetFirstChild GetNextSibling; do
        echo "$word WINDOWS"
    done
    x86_64-w64-mingw32-gcc -std=gnu11 -dM -E "$work/windows.c" | plausible | sed 's/$/ WINDOWS/'
    gcc -std=gnu11 -D_GNU_SOURCE -dM -E "$work/posix.c" | plausible | sed 's/$/ LIBRARY/'
    x86_64-w64-mingw32-gcc -std=gnu11 -dM -E "$work/common.c" | plausible | sed 's/$/ LIBRARY/'
    for word in linux unix i386 major minor makedev stdin stdout stderr errno assert NULL EOF I; do echo "$word LIBRARY"; done
    # Words of C++ up to C++20, and the coroutine and module words that compilers take for keywords.
    for word in alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class \
        compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default \
        delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long \
        mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register \
        reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this \
        thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor \
        xor_eq; do
        echo "$word CPLUSPLUS"
    done
    # Words of C11 and C23, and of GNU C.
    for word in auto break case char const continue default do double else enum extern float for goto if inline int long \
        register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while \
        _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local _BitInt \
        _Decimal32 _Decimal64 _Decimal128 alignas alignof bool constexpr false nullptr static_assert thread_local true \
        typeof typeof_unqual asm __FILE__ __LINE__ __DATE__ __TIME__ __STDC__ __func__ __cplusplus; do
        echo "$word C"
    done
} | awk '{ why[$1] = $2 } END { for (word in why) print word, why[word] }' | sort -k1,1 |
    awk 'BEGIN {
             print "/* Words that are taken, sorted by bytes, with who has taken them. Written by reserved.sh. */"
         }
         {
             item = "R(\"" $1 "\", " $2 ")"
             if (length(line) + length(item) + 1 > 118) { print line; line = item }
             else line = line == "" ? item : line " " item
         }
         END { print line }'
