#include "render/cairo_library.h"

namespace netfig {

NETFIG_CAIRO_FUNCTIONS(NETFIG_DEFINE_LOADED)

const std::optional<std::string>& load_cairo() {
    if (load_fontconfig()) return load_fontconfig();
    static const LoadedLibrary loaded = [] {
        LoadedLibrary library("libcairo.so.2", "libcairo2");
#define NETFIG_FIND(name) library.find(name, #name);
        NETFIG_CAIRO_FUNCTIONS(NETFIG_FIND)
#undef NETFIG_FIND
        return library;
    }();
    return loaded.problem();
}

}  // namespace netfig
