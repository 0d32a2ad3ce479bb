// A shared library that is loaded when it is first needed. Most runs draw nothing with Cairo and set no words that need
// Pango; loading both takes longer than the rest of a small run.
#pragma once

#include <optional>
#include <string>

namespace netfig {

class LoadedLibrary {
public:
    /// `package` is the one of Debian that has it.
    LoadedLibrary(const char* file, const char* package);

    /// Sets `function` to the library's function of this name, or of a library that it needs itself.
    template <class Function>
    void find(Function*& function, const char* name) {
        function = reinterpret_cast<Function*>(address(name));
    }

    /// What could not be loaded or found first; nothing where all is there.
    const std::optional<std::string>& problem() const { return problem_; }

private:
    void* address(const char* name);

    void* handle_;  // never closed: what was found is used until the program ends
    std::optional<std::string> problem_;
};

}  // namespace netfig

// A header of functions that are found in a loaded library: a list `FUNCTIONS(each)` of their names, and
// `namespace netfig { FUNCTIONS(NETFIG_DECLARE_LOADED) }`. Each name is then a pointer to the function that the
// library's own header declares, and hides it within netfig: calls look as always, and one that is not in the list does
// not link.
#define NETFIG_DECLARE_LOADED(name) extern decltype(&::name) name;
#define NETFIG_DEFINE_LOADED(name) decltype(&::name) name = nullptr;
