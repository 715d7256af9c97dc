/**
 * @file
 * Owners for C++17: what a program in C gives back by hand, these give back where they end. Nothing else is here that C lacks: the
 * functions that are called are C's, and take an owner wherever they take a pointer to what it owns.
 *
 *     wmi::session session;
 *     wmi::list<hv_Msvm_ComputerSystem> machines;
 *     wmi::error error;
 *
 *     if (wmi_connect(&options, session.out(), error) != WMI_OK ||
 *         hv_Msvm_ComputerSystem_list(session, nullptr, machines.out(), machines.out_count(), error) != WMI_OK)
 *         std::fprintf(stderr, "%s\n", error->message);
 *     for (const hv_Msvm_ComputerSystem &machine : machines)
 *         std::printf("%s\n", machine.ElementName);
 *
 * `out()` gives back what the owner had, and is where a call stores what the program is to own; so it is said where something is lost, and
 * nothing that the owner had can be another argument of that call.
 * Owners are moved, not copied, and moving throws nothing; one that was moved from is empty, and may be used again. Nothing here needs
 * exceptions or RTTI. Where there are exceptions, wmi::check() and wmi::call() throw a failure, with its whole error.
 *
 * Owners of the backends have headers of their own: <wmi/loopback.hpp>.
 */
#ifndef WMI_WMI_HPP
#define WMI_WMI_HPP

#if !defined(__cplusplus) || (__cplusplus < 201703L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 201703L))
#error "<wmi/wmi.hpp> is for C++17 and later"
#endif

#include <wmi/wmi.h>

#include <cstddef>
#include <type_traits>
#include <utility>

/** Whether failures can be thrown. A program that is compiled with exceptions and wants none of these defines it as 0. */
#if !defined(WMI_EXCEPTIONS)
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define WMI_EXCEPTIONS 1
#else
#define WMI_EXCEPTIONS 0
#endif
#endif
#if WMI_EXCEPTIONS
#include <exception>
#include <memory>
#endif

/** Owners of what the runtime and the generated functions give. */
namespace wmi {

/**
 * Owns what a function hands out by pointer; `give_back` takes that pointer, and NULL. For types of other libraries too:
 * `using host = wmi::owner<hyperv_host, hyperv_host_free>;`
 */
template <class T, auto give_back> class owner {
public:
    /** Owns nothing. */
    owner() noexcept = default;
    /** Takes over what nobody else gives back; NULL is nothing. */
    explicit owner(T *pointer) noexcept : pointer_(pointer) {}
    /** Takes over what the other owns. */
    owner(owner &&other) noexcept : pointer_(other.release()) {}
    /** Takes over what the other owns; what was owned is given back. */
    owner &operator=(owner &&other) noexcept
    {
        owner taken(std::move(other));
        swap(taken);
        return *this;
    }
    /** Gives back what is owned. */
    ~owner() { reset(); }

    /** Where a call stores what is to be owned; what was owned is given back. */
    T **out() noexcept
    {
        reset();
        return &pointer_;
    }
    /** What is owned; nullptr where that is nothing. It stays the owner's. */
    T *get() const noexcept { return pointer_; }
    /** What is owned, for C's functions. */
    operator T *() const & noexcept { return pointer_; }
    /** An owner without a name ends before what it gives can be used: give it a name. */
    operator T *() const && = delete;
    /** What is owned, for its members. */
    T *operator->() const noexcept { return pointer_; }
    /** Hands over what is owned: it is the caller's now. */
    T *release() noexcept { return std::exchange(pointer_, nullptr); }
    /** Gives back what is owned. */
    void reset() noexcept
    {
        T *pointer = release();
        if (pointer != nullptr) {
            give_back(pointer);
        }
    }
    /** Exchanges what both own. */
    void swap(owner &other) noexcept { std::swap(pointer_, other.pointer_); }
    /** Exchanges what both own. */
    friend void swap(owner &a, owner &b) noexcept { a.swap(b); }

private:
    T *pointer_ = nullptr;
};

/** A connection: wmi_connect(). It ends after all that was made of it: declare it first. */
using session = owner<wmi_session, wmi_close>;
/** A notification query: wmi_subscribe(). */
using events = owner<wmi_events, wmi_events_free>;
/** An object without a generated type: wmi_object_fetch(), wmi_events_next(). */
using object = owner<wmi_object, wmi_object_free>;
/** A text that is the caller's: P_C_path(), wmi_wql_quote(). */
using text = owner<char, wmi_free>;

/** @cond */
namespace detail {

template <class T, class = void> struct region {
    static constexpr bool exists = false;
};
template <class T> struct region<T, std::enable_if_t<std::is_same_v<decltype(T::wmi), wmi_meta>>> {
    static constexpr bool exists = true;
    static wmi_memory *&of(T &value) noexcept { return value.wmi.memory; }
};
template <class T> struct region<T, std::enable_if_t<std::is_same_v<decltype(T::wmi_owned), wmi_memory *>>> {
    static constexpr bool exists = true;
    static wmi_memory *&of(T &value) noexcept { return value.wmi_owned; }
};

/* What P_C_clear() and P_C_M_out_clear() do; they need the descriptor for no more than the size and the member that owns. */
template <class T> void clear(T &value) noexcept
{
    static_assert(region<T>::exists, "an owner is for the struct of a class, or of what a method gives back");
    wmi_memory *memory = region<T>::of(value);
    wmi_memory_clear(&memory);
    value = T();
}
inline void clear(wmi_error &value) noexcept { wmi_error_clear(&value); }
inline void clear(wmi_job_outcome &value) noexcept { wmi_job_outcome_clear(&value); }
inline void clear(wmi_path &value) noexcept { wmi_path_clear(&value); }

} // namespace detail
/** @endcond */

/** Owns what a call stores in a struct. The struct begins zeroed; what the program puts there stays the program's. */
template <class T> class owned {
public:
    /** Every member is NULL. */
    owned() noexcept = default;
    /** Takes over a struct that a call has filled in: that one is not to be cleared any more. */
    explicit owned(const T &value) noexcept : value_(value) {}
    /** Takes over what the other owns. */
    owned(owned &&other) noexcept : value_(other.release()) {}
    /** Takes over what the other owns; what was owned is given back. */
    owned &operator=(owned &&other) noexcept
    {
        owned taken(std::move(other));
        swap(taken);
        return *this;
    }
    /** Gives back what is owned. */
    ~owned() { detail::clear(value_); }

    /** The struct, cleared, for a call that fills it in. */
    T *out() noexcept
    {
        reset();
        return &value_;
    }
    /** The struct. */
    T *get() noexcept { return &value_; }
    /** The struct. */
    const T *get() const noexcept { return &value_; }
    /** The struct, for its members. */
    T *operator->() noexcept { return &value_; }
    /** The struct, for its members. */
    const T *operator->() const noexcept { return &value_; }
    /** The struct. */
    T &operator*() noexcept { return value_; }
    /** The struct. */
    const T &operator*() const noexcept { return value_; }
    /** The struct, for C's functions that read it: P_C_put(), WMI_EMBED. */
    operator const T *() const & noexcept { return &value_; }
    /** An owner without a name ends before what it gives can be used: give it a name. */
    operator const T *() const && = delete;
    /** Hands over the struct: the caller clears it. */
    T release() noexcept { return std::exchange(value_, T()); }
    /** Gives back what is owned, and zeroes the struct. */
    void reset() noexcept { detail::clear(value_); }
    /** Exchanges what both hold. */
    void swap(owned &other) noexcept { std::swap(value_, other.value_); }
    /** Exchanges what both hold. */
    friend void swap(owned &a, owned &b) noexcept { a.swap(b); }

private:
    T value_ = T();
};

/** An instance: `wmi::instance<hv_Msvm_ComputerSystem> machine; hv_Msvm_ComputerSystem_get(session, path, machine.out(), error)`. */
template <class T> using instance = owned<T>;
/** What a method gives back: `wmi::out<hv_Msvm_X_Y_out> made; hv_Msvm_X_Y(session, path, &in, made.out(), error)`. */
template <class T> using out = owned<T>;
/** What a job ended with: wmi_job_options.outcome, by get(). */
using job_outcome = owned<wmi_job_outcome>;
/** A parsed path: wmi_path_parse(). */
using path = owned<wmi_path>;

/** A failure. It is handed to calls as it is: each overwrites what an earlier one left. */
class error : public owned<wmi_error> {
public:
    using owned<wmi_error>::owned;
    /** For the calls. */
    operator wmi_error *() & noexcept { return get(); }
};

/** Owns a list of instances: P_C_list(), P_C_related(). A range, of instances that may be changed, and moved out by take(). */
template <class T> class list {
public:
    /** Empty. */
    list() noexcept = default;
    /** Takes over a list that nobody else gives back. */
    list(T *items, std::size_t count) noexcept : items_(items), count_(count) {}
    /** Takes over what the other owns. */
    list(list &&other) noexcept : items_(std::exchange(other.items_, nullptr)), count_(std::exchange(other.count_, std::size_t(0))) {}
    /** Takes over what the other owns; what was owned is given back. */
    list &operator=(list &&other) noexcept
    {
        list taken(std::move(other));
        swap(taken);
        return *this;
    }
    /** Gives the list back. */
    ~list() { reset(); }

    /** Where a call stores the list; what was owned is given back. Together with out_count(), in any order. */
    T **out() noexcept
    {
        reset();
        return &items_;
    }
    /** Where a call stores how many there are. */
    std::size_t *out_count() noexcept { return &count_; }
    /** How many there are. */
    std::size_t size() const noexcept { return count_; }
    /** Whether there is none. */
    bool empty() const noexcept { return count_ == 0; }
    /** The first. */
    T *begin() noexcept { return items_; }
    /** Behind the last. */
    T *end() noexcept { return items_ + count_; }
    /** The first. */
    const T *begin() const noexcept { return items_; }
    /** Behind the last. */
    const T *end() const noexcept { return items_ + count_; }
    /** The one at an index below size(). */
    T &operator[](std::size_t index) noexcept { return items_[index]; }
    /** The one at an index below size(). */
    const T &operator[](std::size_t index) const noexcept { return items_[index]; }
    /** Moves the one at an index below size() out; a zeroed one stays in its place. */
    owned<T> take(std::size_t index) noexcept { return owned<T>(std::exchange(items_[index], T())); }
    /** Hands over the list: P_C_list_free(list.first, list.second) is the caller's. */
    std::pair<T *, std::size_t> release() noexcept
    {
        return {std::exchange(items_, nullptr), std::exchange(count_, std::size_t(0))};
    }
    /** Gives the list back: what P_C_list_free() does. */
    void reset() noexcept
    {
        const auto [items, count] = release();
        for (std::size_t i = 0; items != nullptr && i < count; i++) {
            detail::clear(items[i]);
        }
        wmi_free(items);
    }
    /** Exchanges what both own. */
    void swap(list &other) noexcept
    {
        std::swap(items_, other.items_);
        std::swap(count_, other.count_);
    }
    /** Exchanges what both own. */
    friend void swap(list &a, list &b) noexcept { a.swap(b); }

private:
    T *items_ = nullptr;
    std::size_t count_ = 0;
};

/** Owns a list of object paths: P_A_<Role>(), wmi_association_paths(). A range of texts. */
class paths {
public:
    /** Empty. */
    paths() noexcept = default;
    /** Takes over what the other owns. */
    paths(paths &&other) noexcept : items_(std::move(other.items_)), count_(std::exchange(other.count_, std::size_t(0))) {}
    /** Takes over what the other owns; what was owned is given back. */
    paths &operator=(paths &&other) noexcept
    {
        paths taken(std::move(other));
        swap(taken);
        return *this;
    }
    /** Gives the paths back. */
    ~paths() = default;

    /** Where a call stores the paths; what was owned is given back. Together with out_count(), in any order. */
    char ***out() noexcept
    {
        reset();
        return items_.out();
    }
    /** Where a call stores how many there are. */
    std::size_t *out_count() noexcept { return &count_; }
    /** How many there are. */
    std::size_t size() const noexcept { return count_; }
    /** Whether there is none. */
    bool empty() const noexcept { return count_ == 0; }
    /** The first. */
    const char *const *begin() const noexcept { return items_.get(); }
    /** Behind the last. */
    const char *const *end() const noexcept { return items_.get() + count_; }
    /** The one at an index below size(). */
    const char *operator[](std::size_t index) const noexcept { return items_.get()[index]; }
    /** Hands over the paths, one block: wmi_free(paths.first) is the caller's. */
    std::pair<char **, std::size_t> release() noexcept { return {items_.release(), std::exchange(count_, std::size_t(0))}; }
    /** Gives the paths back. */
    void reset() noexcept
    {
        items_.reset();
        count_ = 0;
    }
    /** Exchanges what both own. */
    void swap(paths &other) noexcept
    {
        items_.swap(other.items_);
        std::swap(count_, other.count_);
    }
    /** Exchanges what both own. */
    friend void swap(paths &a, paths &b) noexcept { a.swap(b); }

private:
    owner<char *, wmi_free> items_;
    std::size_t count_ = 0;
};

/** The items of an array, for a range-for; they stay the struct's. */
template <class T> class view {
public:
    /** Of so many items. */
    view(const T *items, std::size_t count) noexcept : items_(items), count_(items != nullptr ? count : 0) {}
    /** The first. */
    const T *begin() const noexcept { return items_; }
    /** Behind the last. */
    const T *end() const noexcept { return items_ + count_; }
    /** How many there are; none where the array is NULL. */
    std::size_t size() const noexcept { return count_; }
    /** Whether there is none. */
    bool empty() const noexcept { return count_ == 0; }
    /** The one at an index below size(). */
    const T &operator[](std::size_t index) const noexcept { return items_[index]; }

private:
    const T *items_;
    std::size_t count_;
};
/** The items of a wmi_array_...: `for (std::uint16_t status : wmi::items(machine.OperationalStatus))`. */
template <class Array> auto items(const Array &array) noexcept
{
    return view<std::remove_cv_t<std::remove_pointer_t<decltype(array.items)>>>(array.items, array.count);
}

#if WMI_EXCEPTIONS
/** What wmi::check() and wmi::call() throw. A copy has the same error. */
class failure : public std::exception {
public:
    /** Of a call that failed with `status`, and left this in the error that it was handed. */
    failure(wmi_status status, error &&why) : status_(status), why_(std::make_shared<wmi::error>(std::move(why))) {}
    /** The sentence for people; where the call was handed no error, the name of the status. */
    const char *what() const noexcept override
    {
        return (*why_)->message != nullptr ? (*why_)->message : wmi_status_name(status_);
    }
    /** What the call returned. */
    wmi_status status() const noexcept { return status_; }
    /** All that the call told; zeroed where it was handed no error. */
    const wmi_error &why() const noexcept { return **why_; }

private:
    wmi_status status_;
    std::shared_ptr<const wmi::error> why_;
};

/** Throws a failure unless `status` is WMI_OK. What is in `why` goes along, and leaves it empty. */
inline void check(wmi_status status, error &why)
{
    if (status != WMI_OK) {
        throw failure(status, std::move(why));
    }
}
/** The same for a call that takes no error, or was handed none. */
inline void check(wmi_status status)
{
    error none;
    check(status, none);
}
/**
 * Calls a function whose last parameter is a wmi_error *, which is not among `arguments`, and throws a failure unless it succeeds:
 * `wmi::call(hv_Msvm_ComputerSystem_get, session, path, machine.out());`
 */
template <class Function, class... Arguments> void call(Function function, Arguments &&...arguments)
{
    error why;
    check(function(std::forward<Arguments>(arguments)..., why), why);
}
#endif

/** @cond */
namespace detail {

template <class T> struct same {
    using type = T;
};
/* A parameter that decides nothing about the template's types. */
template <class T> using given = typename same<T>::type;

/* What C calls for each item. No exception may pass through C: it waits here until the enumeration has ended. */
template <class T, class Visit> class visitor {
public:
    explicit visitor(Visit &visit) noexcept : visit_(visit) {}
    void *context() noexcept { return this; }
    static bool WMI_CALLBACK call(void *context, const T *item)
    {
        visitor &self = *static_cast<visitor *>(context);
#if WMI_EXCEPTIONS
        try {
            return self.visit(*item);
        } catch (...) {
            self.thrown_ = std::current_exception();
            return false;
        }
#else
        return self.visit(*item);
#endif
    }
    /* What the enumeration ended with. */
    wmi_status end(wmi_status status)
    {
#if WMI_EXCEPTIONS
        if (thrown_ != nullptr) {
            std::rethrow_exception(thrown_);
        }
#endif
        return status;
    }

private:
    bool visit(const T &item)
    {
        if constexpr (std::is_void_v<decltype(visit_(item))>) {
            visit_(item);
            return true;
        } else {
            return visit_(item);
        }
    }
    Visit &visit_;
#if WMI_EXCEPTIONS
    std::exception_ptr thrown_;
#endif
};
template <class T> using visit_function = bool(WMI_CALLBACK *)(void *, const T *);

} // namespace detail
/** @endcond */

/**
 * Enumerates by a function of C whose visitor is a lambda here, without a list in memory:
 * `wmi::each(hv_Msvm_ComputerSystem_each, session, nullptr, [&](const hv_Msvm_ComputerSystem &machine) { ... }, error)`, and likewise
 * wmi_query() with wmi_object. `visit` returns nothing, or whether to go on. What it throws ends the enumeration, and comes out here.
 */
template <class T, class A, class Visit>
wmi_status each(wmi_status(WMI_CALL *function)(wmi_session *, A, detail::visit_function<T>, void *, wmi_error *),
                wmi_session *on, detail::given<A> a, Visit &&visit, wmi_error *error)
{
    detail::visitor<T, std::remove_reference_t<Visit>> visitor(visit);
    return visitor.end(function(on, a, visitor.call, visitor.context(), error));
}
/** The same for functions that take two arguments between session and visitor: wmi_associators(). */
template <class T, class A, class B, class Visit>
wmi_status each(wmi_status(WMI_CALL *function)(wmi_session *, A, B, detail::visit_function<T>, void *, wmi_error *),
                wmi_session *on, detail::given<A> a, detail::given<B> b, Visit &&visit, wmi_error *error)
{
    detail::visitor<T, std::remove_reference_t<Visit>> visitor(visit);
    return visitor.end(function(on, a, b, visitor.call, visitor.context(), error));
}
/** The same for functions that take three: wmi_references(). */
template <class T, class A, class B, class C, class Visit>
wmi_status each(wmi_status(WMI_CALL *function)(wmi_session *, A, B, C, detail::visit_function<T>, void *, wmi_error *),
                wmi_session *on, detail::given<A> a, detail::given<B> b, detail::given<C> c, Visit &&visit,
                wmi_error *error)
{
    detail::visitor<T, std::remove_reference_t<Visit>> visitor(visit);
    return visitor.end(function(on, a, b, c, visitor.call, visitor.context(), error));
}

} // namespace wmi

#endif
