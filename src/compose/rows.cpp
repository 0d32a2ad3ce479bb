#include "compose/rows.h"

#include <map>
#include <string>
#include <vector>

namespace netfig {

void warn_of_lone_rows(const Network& network, Stylist& stylist) {
    std::map<std::string, std::vector<const Property*>> rows;
    const auto collect = [&](const Properties& looks) {
        for (const Property& property : looks) {
            const auto row = Wishes{{property}}.text("row");
            if (row) rows[*row].push_back(&property);
        }
    };
    for (const Node& node : network.nodes) collect(node.looks);
    for (const Group& group : network.groups) collect(group.looks);
    for (const auto& [name, properties] : rows) {
        if (properties.size() > 1) continue;
        stylist.report(DiagnosticCode::property_without_effect, *properties.front(),
                       "nothing else is in row `" + name + "`: a row makes things in blocks beside each other level");
    }
}

}  // namespace netfig
