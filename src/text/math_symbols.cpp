#include "text/math_symbols.h"

#include <algorithm>
#include <array>

namespace netfig {
namespace {

using enum SymbolClass;

// clang-format off
constexpr MathSymbol symbols[] = {
    {"alpha", "α", letter}, {"beta", "β", letter}, {"gamma", "γ", letter}, {"delta", "δ", letter},
    {"epsilon", "ϵ", letter}, {"varepsilon", "ε", letter}, {"zeta", "ζ", letter}, {"eta", "η", letter},
    {"theta", "θ", letter}, {"vartheta", "ϑ", letter}, {"iota", "ι", letter}, {"kappa", "κ", letter},
    {"lambda", "λ", letter}, {"mu", "μ", letter}, {"nu", "ν", letter}, {"xi", "ξ", letter}, {"pi", "π", letter},
    {"rho", "ρ", letter}, {"sigma", "σ", letter}, {"varsigma", "ς", letter}, {"tau", "τ", letter},
    {"upsilon", "υ", letter}, {"phi", "ϕ", letter}, {"varphi", "φ", letter}, {"chi", "χ", letter},
    {"psi", "ψ", letter}, {"omega", "ω", letter}, {"ell", "ℓ", ordinary},
    {"Gamma", "Γ", ordinary}, {"Delta", "Δ", ordinary}, {"Theta", "Θ", ordinary}, {"Lambda", "Λ", ordinary},
    {"Xi", "Ξ", ordinary}, {"Pi", "Π", ordinary}, {"Sigma", "Σ", ordinary}, {"Upsilon", "Υ", ordinary},
    {"Phi", "Φ", ordinary}, {"Psi", "Ψ", ordinary}, {"Omega", "Ω", ordinary},

    {"times", "×", binary}, {"cdot", "·", binary}, {"pm", "±", binary}, {"mp", "∓", binary}, {"div", "÷", binary},
    {"ast", "∗", binary}, {"star", "⋆", binary}, {"circ", "∘", binary}, {"bullet", "•", binary},
    {"oplus", "⊕", binary}, {"ominus", "⊖", binary}, {"otimes", "⊗", binary}, {"odot", "⊙", binary},
    {"wedge", "∧", binary}, {"vee", "∨", binary}, {"cap", "∩", binary}, {"cup", "∪", binary},
    {"setminus", "∖", binary}, {"mid", "∣", relation},

    {"to", "→", relation}, {"rightarrow", "→", relation}, {"leftarrow", "←", relation}, {"gets", "←", relation},
    {"leftrightarrow", "↔", relation}, {"uparrow", "↑", relation}, {"downarrow", "↓", relation},
    {"Rightarrow", "⇒", relation}, {"Leftarrow", "⇐", relation}, {"mapsto", "↦", relation},
    {"le", "≤", relation}, {"leq", "≤", relation}, {"ge", "≥", relation}, {"geq", "≥", relation},
    {"lt", "<", relation}, {"gt", ">", relation}, {"ll", "≪", relation}, {"gg", "≫", relation},
    {"ne", "≠", relation}, {"neq", "≠", relation}, {"approx", "≈", relation}, {"sim", "∼", relation},
    {"simeq", "≃", relation}, {"equiv", "≡", relation}, {"propto", "∝", relation}, {"in", "∈", relation},
    {"notin", "∉", relation}, {"subset", "⊂", relation}, {"subseteq", "⊆", relation}, {"parallel", "∥", relation},
    {"perp", "⊥", relation},

    {"sum", "∑", ordinary}, {"prod", "∏", ordinary}, {"int", "∫", ordinary}, {"infty", "∞", ordinary},
    {"partial", "∂", ordinary}, {"nabla", "∇", ordinary}, {"forall", "∀", ordinary}, {"exists", "∃", ordinary},
    {"emptyset", "∅", ordinary}, {"ldots", "…", ordinary}, {"dots", "…", ordinary}, {"cdots", "⋯", ordinary},
    {"vdots", "⋮", ordinary}, {"prime", "′", ordinary}, {"sqrt", "√", ordinary}, {"lfloor", "⌊", ordinary},
    {"rfloor", "⌋", ordinary}, {"lceil", "⌈", ordinary}, {"rceil", "⌉", ordinary}, {"langle", "⟨", ordinary},
    {"rangle", "⟩", ordinary}, {"lVert", "∥", ordinary}, {"rVert", "∥", ordinary}, {"Vert", "∥", ordinary},
    {"|", "∥", ordinary}, {"top", "⊤", ordinary}, {"bot", "⊥", ordinary}, {"hbar", "ħ", ordinary},
    {"{", "{", ordinary}, {"}", "}", ordinary}, {"$", "$", ordinary}, {"%", "%", ordinary}, {"&", "&", ordinary},
    {"#", "#", ordinary}, {"_", "_", ordinary},

    {"max", "max", function}, {"min", "min", function}, {"log", "log", function}, {"ln", "ln", function},
    {"exp", "exp", function}, {"sin", "sin", function}, {"cos", "cos", function}, {"tan", "tan", function},
    {"tanh", "tanh", function}, {"sinh", "sinh", function}, {"cosh", "cosh", function}, {"arg", "arg", function},
    {"argmax", "argmax", function}, {"argmin", "argmin", function}, {"det", "det", function}, {"dim", "dim", function},
    {"lim", "lim", function}, {"sup", "sup", function}, {"inf", "inf", function}, {"softmax", "softmax", function},
    {"Pr", "Pr", function},

    {"hat", "\xCC\x82", accent}, {"widehat", "\xCC\x82", accent}, {"bar", "\xCC\x84", accent},
    {"overline", "\xCC\x84", accent}, {"tilde", "\xCC\x83", accent}, {"widetilde", "\xCC\x83", accent},
    {"dot", "\xCC\x87", accent}, {"ddot", "\xCC\x88", accent}, {"vec", "\xE2\x83\x97", accent},

    {",", "", space}, {":", "", space}, {";", "", space}, {" ", "", space}, {"quad", "", space}, {"qquad", "", space},
    {"!", "", space}, {"left", "", space}, {"right", "", space}, {"displaystyle", "", space}, {"limits", "", space},
};
// clang-format on

}  // namespace

std::optional<MathSymbol> find_math_symbol(std::string_view name) {
    const auto* found = std::ranges::find(symbols, name, &MathSymbol::name);
    if (found == std::end(symbols)) return std::nullopt;
    return *found;
}

std::optional<std::string_view> math_symbol_name(std::string_view sign) {
    const bool plain = sign.empty() || static_cast<unsigned char>(sign[0]) < 0x80;
    const auto* found = std::ranges::find_if(
        symbols, [&](const MathSymbol& symbol) { return symbol.text == sign && symbol.kind != accent; });
    if (plain || found == std::end(symbols)) return std::nullopt;
    return found->name;
}

double math_space(std::string_view name) {
    if (name == ",") return 0.17;
    if (name == ":") return 0.22;
    if (name == ";" || name == " ") return 0.28;
    if (name == "quad") return 1;
    if (name == "qquad") return 2;
    return 0;
}

}  // namespace netfig
