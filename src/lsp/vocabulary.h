// The words of the notation with what they mean, for completion and hover.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netfig::lsp {

struct VocabularyWord {
    std::string_view word;
    std::string_view values;  // what may follow `=`, separated by spaces; or the parameters of a function
    std::string_view meaning;
};

enum class Vocabulary { statements, settings, properties, annotations, clauses, kinds, functions, theme_keys };

std::span<const VocabularyWord> words_of(Vocabulary vocabulary);
const VocabularyWord* find_word(Vocabulary vocabulary, std::string_view word);

/// Words separated by spaces, each by itself.
std::vector<std::string> split_words(std::string_view words);

}  // namespace netfig::lsp
