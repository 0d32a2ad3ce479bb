// The list that a completion answers with, and the types in it.
#pragma once

#include "lsp/feature.h"

#include <set>

namespace netfig::lsp {

/// With the numbers of the protocol.
enum class ItemKind : int {
    function = 3,
    port = 5,
    variable = 6,
    type = 7,
    parameter = 10,
    property = 10,
    value = 12,
    keyword = 14,
    file = 17,
    instance = 18,
};

struct Item {
    std::string label;
    ItemKind kind{};
    std::string detail;
    std::function<std::string()> documentation;  // Markdown, made only where it is shown
    std::vector<std::string> also;               // other words that find it
    std::string insert;                          // instead of the label
    bool snippet = false;                        // `insert` has places to fill in
    Json additional_edits;                       // elsewhere in the text
    int order = 0;                               // among equals, before the alphabet
};

/// Keeps what the word typed so far may mean: a beginning in any case, an acronym, or letters in order.
class ItemList {
public:
    ItemList(const Server& server, const TextMap& map, Span word);

    void add(Item item);
    /// A type; `use` is the edit that brings in its file, if it has to be.
    void add_type(const LibraryType& type, SymbolKind kind, Json use);
    /// Whether an item of these names would be kept: asked before much is done to make one.
    bool wants(const std::string& label, const std::vector<std::string>& also) const;
    Json take();

    /// How types are put in: with parentheses where they need arguments and none follow, or as bare names.
    enum class Calls { written, bare };

    int rank = 0;  // of the items that follow: lower ones come first
    Calls calls = Calls::written;

private:
    Json to_json(const Item& item, int quality) const;
    std::string order_of(const Item& item, int quality) const;

    const Server& server_;
    std::string_view typed_;
    Json range_;
    std::set<std::string> labels_;
    struct Ranked {
        Item item;
        int quality = 0;
        std::string order;
    };
    std::vector<Ranked> items_;
};

/// Every type that may be written in a body, the library's too; those of files not yet used bring their `use` along.
void add_types(ItemList& list, Server& server, const Asked& asked, BodyScopeId body);

/// What a type means that is written in a body, even where the text around it is broken.
std::optional<LibraryType> written_type(Server& server, const Asked& asked, BodyScopeId body,
                                        const std::string& written);

/// The edit that adds `use PATH` behind the others.
Json use_edit(Asked& asked, const std::string& path);

}  // namespace netfig::lsp
