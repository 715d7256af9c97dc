#!/bin/sh
# Writes the words that a member of a generated struct cannot have, sorted by bytes, each with the header that has it, to
# reserved.def; and of each header what it is called and whose it is, to reserved_headers.def.
#
# The names of headers that a library cannot have, since its own header would be found in their place, go to
# reserved_libraries.def.
#
# It is run by hand, on Linux with gcc, x86_64-w64-mingw32-gcc and the headers of Xlib (libx11-dev), when a newer one of
# them has more macros; the result is committed.
#
#   sh reserved.sh
#
# A macro with parameters is no clash: no parenthesis stands behind a member. Those of the C library and of <windows.h> are
# listed all the same where they have no underscore, or no capital letter: many of them are not macros everywhere.
# Of the other macros of <windows.h>, which are some 25,000, those of <winerror.h> are listed, and else those of up to 16
# letters: a longer one is the name of a property by design only.
#
# Status, which <X11/Xlib.h> makes an int, is left out: it is a property of every managed element. A program that has both
# undefines it.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

common='errno limits stddef stdint stdio stdlib string math assert complex signal setjmp stdbool stdalign stdnoreturn stdarg
        inttypes float iso646 time locale wchar wctype tgmath ctype fenv stdatomic threads'
windows='winsock2 ws2tcpip windows ole2 objbase oleauto wbemidl'
posix='sys/types sys/stat sys/sysmacros fcntl unistd signal time pthread sched semaphore dirent sys/socket netinet/in arpa/inet
        netdb net/if netinet/tcp sys/un poll sys/select sys/time sys/resource sys/wait sys/mman sys/ipc sys/msg sys/sem sys/shm
        sys/statvfs sys/times sys/uio sys/utsname sys/ioctl sys/file sys/param termios syslog dlfcn aio cpio fmtmsg fnmatch ftw
        glob grp pwd iconv langinfo libgen monetary mqueue nl_types regex search spawn strings tar ulimit utime utmpx wordexp'
xlib='X11/X X11/Xlib X11/Xutil X11/Xatom X11/Xresource'

# The macros that one header brings, with P behind those that have parameters.
macros() {
    "$@" -dM | awk '/^#define [A-Za-z]/ { word = $2; parameters = sub(/\(.*/, "", word)
                                         if (word !~ /__/ && word !~ /_H_?$/) print word, parameters ? "P" : "-" }'
}

# "WORD P HEADER" of the macros of a header and those that it includes, by the file that has each.
macros_by_file() {
    "$@" -dD | awk '/^# [0-9]+ "/ { file = $3; gsub(/"/, "", file); sub(/.*\/include\//, "", file); sub(/.*\/psdk_inc\//, "", file) }
                    /^#define [A-Za-z]/ { word = $2; parameters = sub(/\(.*/, "", word)
                                          if (word !~ /__/ && word !~ /_H_?$/) print word, parameters ? "P" : "-", file }'
}

plain='$1 !~ /_/ || ($1 !~ /[A-Z]/ && $1 !~ /^(atomic|pthread|rpc|midl|sys|si|ua)_/ && $1 !~ /_ndr/)'

# Weaker reasons first: of two lines for one word the last is kept.
{
    for header in $xlib; do echo "#include <$header.h>"; done > "$work/x11.c"
    macros_by_file gcc -std=gnu11 -E "$work/x11.c" |
        awk '$3 ~ /^X11\// && $2 != "P" && $1 != "Status" && $1 !~ /^XK_/ { print $1, "x11", $3 }'

    for header in $posix; do
        echo "#include <$header.h>" > "$work/one.c"
        macros gcc -std=gnu11 -D_GNU_SOURCE -E "$work/one.c" |
            awk -v header="$header.h" "\$2 != \"P\" || $plain { print \$1, header }"
    done | awk '!seen[$1]++ { print $1, "posix", $2 }'

    # Microsoft's own headers define these, mingw's do not; or only with other options.
    for word in small hyper near far huge pascal cdecl stdcall interface Yield GetObject environ min max IN OUT OPTIONAL \
        NEAR FAR PASCAL CDECL CRITICAL UNREFERENCED ERROR IsMinimized IsMaximized GetFirstChild GetNextSibling; do
        echo "$word windows windows.h"
    done
    for header in $windows $common; do echo "#include <$header.h>"; done | grep -v threads > "$work/windows.c"
    macros_by_file x86_64-w64-mingw32-gcc -std=gnu11 -E "$work/windows.c" |
        awk "$plain || (\$2 != \"P\" && (\$3 == \"winerror.h\" || length(\$1) <= 16)) { print \$1, \"windows\", \$3 }"

    for header in $common; do
        echo "#include <$header.h>" > "$work/one.c"
        {
            macros gcc -std=gnu11 -D_GNU_SOURCE -E "$work/one.c"
            [ "$header" = threads ] || macros x86_64-w64-mingw32-gcc -std=gnu11 -E "$work/one.c"
        } | awk -v header="$header.h" "\$2 != \"P\" || $plain { print \$1, header }"
    done | awk '!seen[$1]++ { print $1, "library", $2 }'
    for word in linux unix i386 major minor makedev stdin stdout stderr errno assert NULL EOF I; do
        awk -v word="$word" 'BEGIN { print word, "library", "-" }'
    done

    # Words of C++ up to C++20, and the coroutine and module words that compilers take for keywords.
    for word in alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class \
        compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default \
        delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long \
        mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register \
        reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this \
        thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor \
        xor_eq; do
        echo "$word C++ -"
    done
    # Words of C11 and C23, and of GNU C.
    for word in auto break case char const continue default do double else enum extern float for goto if inline int long \
        register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while \
        _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local _BitInt \
        _Decimal32 _Decimal64 _Decimal128 alignas alignof bool constexpr false nullptr static_assert thread_local true \
        typeof typeof_unqual asm __FILE__ __LINE__ __DATE__ __TIME__ __STDC__ __func__ __cplusplus; do
        echo "$word C -"
    done
} | awk '{
             # A macro of the C library keeps the header that was found for it.
             if ($3 == "-" && $2 == "library" && ($1 in why) && why[$1] ~ /^library /) next
             why[$1] = $2 " " $3
         }
         END { for (word in why) print word, why[word] }' | sort -k1,1 > "$work/words"

# What a header is called where only letters, digits and underscores may stand: C and CPLUSPLUS are keywords.
awk '{ id = $3 == "-" ? ($2 == "C++" ? "CPLUSPLUS" : $2 == "C" ? "C" : "compiler") : $3
       gsub(/[^A-Za-z0-9_]/, "_", id); print $1, toupper($2), id, $3 == "-" ? "" : $3 }' "$work/words" > "$work/ids"
{
    echo "/* The headers that have the words of reserved.def: MB_HEADER(id, whose, name). Written by reserved.sh. */"
    awk '$3 != "C" && $3 != "CPLUSPLUS" { print "MB_HEADER(" $3 ", " $2 ", \"" $4 "\")" }' "$work/ids" | sort -u
} > reserved_headers.def
awk 'BEGIN {
         print "/* Words that are taken, sorted by bytes, with the header that has taken them: reserved_headers.def. Written by reserved.sh. */"
     }
     {
         item = "R(\"" $1 "\", " $3 ")"
         if (length(line) + length(item) + 1 > 118) { print line; line = item }
         else line = line == "" ? item : line " " item
     }
     END { print line }' "$work/ids" > reserved.def

# <security.h> would be that of a library `security`.
include=$(echo '#include <windows.h>' | x86_64-w64-mingw32-gcc -E - | sed -n 's|^# 1 "\(.*\)/windows.h".*|\1|p' | head -n 1)
{
    ls "$include"
    for header in $common $posix; do echo "$header.h"; done
} | sed -n 's/^\([A-Za-z][A-Za-z0-9_]*\)\.h$/\1/p' | tr 'A-Z' 'a-z' | grep -v '__\|_$' | sort -u |
    awk 'BEGIN { print "/* Headers of Windows, of the C library and of POSIX, sorted by bytes: MB_HEADER_NAME(name). Written by reserved.sh. */" }
         {
             item = "MB_HEADER_NAME(\"" $1 "\")"
             if (length(line) + length(item) + 1 > 118) { print line; line = item }
             else line = line == "" ? item : line " " item
         }
         END { print line }' > reserved_libraries.def
