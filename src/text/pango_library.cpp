#include "text/pango_library.h"

namespace netfig {

NETFIG_PANGO_FUNCTIONS(NETFIG_DEFINE_LOADED)

const std::optional<std::string>& load_pango() {
    if (load_fontconfig()) return load_fontconfig();
    static const LoadedLibrary loaded = [] {
        LoadedLibrary library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0");
#define NETFIG_FIND(name) library.find(name, #name);
        NETFIG_PANGO_FUNCTIONS(NETFIG_FIND)
#undef NETFIG_FIND
        return library;
    }();
    return loaded.problem();
}

}  // namespace netfig
