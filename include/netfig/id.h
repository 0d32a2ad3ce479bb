// Typed ids and the tables they index: the only containers that netfig owns.
// A reference between parts of a product is an id, never a pointer, so every product can be copied, moved and printed.
#pragma once

#include <algorithm>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace netfig {

/// Position of an element in a Table. A default-made id points nowhere.
template <class Tag>
struct Id {
    static constexpr std::uint32_t nowhere = 0xffffffffU;

    std::uint32_t value = nowhere;

    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

    constexpr bool valid() const { return value != nowhere; }
    constexpr std::size_t index() const { return value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

/// The ids of a table, in order; lets `for (auto id : table.ids())` read well.
template <class IdT>
class IdRange {
public:
    class Iterator {
    public:
        constexpr explicit Iterator(std::size_t index) : index_(index) {}
        constexpr IdT operator*() const { return IdT(index_); }
        constexpr Iterator& operator++() { ++index_; return *this; }
        friend constexpr bool operator==(Iterator, Iterator) = default;

    private:
        std::size_t index_;
    };

    constexpr explicit IdRange(std::size_t size) : size_(size) {}
    constexpr Iterator begin() const { return Iterator(0); }
    constexpr Iterator end() const { return Iterator(size_); }

private:
    std::size_t size_;
};

/// A vector indexed by one type of id. `Table<PortId, Shape>` beside `Table<PortId, Port>` is a side table.
template <class IdT, class T>
class Table {
public:
    Table() = default;
    explicit Table(std::size_t size, const T& value = T()) : items_(size, value) {}

    IdT add(T item) {
        items_.push_back(std::move(item));
        return IdT(items_.size() - 1);
    }
    T& operator[](IdT id) { assert(contains(id)); return items_[id.index()]; }
    const T& operator[](IdT id) const { assert(contains(id)); return items_[id.index()]; }
    bool contains(IdT id) const { return id.index() < items_.size(); }

    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    void resize(std::size_t size) { items_.resize(size); }
    void reserve(std::size_t size) { items_.reserve(size); }
    IdRange<IdT> ids() const { return IdRange<IdT>(items_.size()); }

    auto begin() { return items_.begin(); }
    auto end() { return items_.end(); }
    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }

private:
    std::vector<T> items_;
};

/// A table that keeps equal values once: thousands of ports have the same few shapes. Whoever fills it says which are
/// equal, by their number.
template <class IdT, class T>
class SharedTable {
public:
    using Number = std::uint32_t;

    SharedTable() : values_(1) {}
    explicit SharedTable(std::size_t size) : numbers_(size, 0), values_(1) {}

    /// Keeps a value for ids to have. Number 0 is the default value, which every id has at first.
    Number keep(T value) {
        values_.push_back(std::move(value));
        return static_cast<Number>(values_.size() - 1);
    }
    void set(IdT id, Number number) { numbers_[id] = number; }
    void set(IdT id, T value) { numbers_[id] = keep(std::move(value)); }
    Number number(IdT id) const { return numbers_[id]; }
    const T& value(Number number) const { return values_[number]; }
    const T& operator[](IdT id) const { return values_[numbers_[id]]; }
    bool contains(IdT id) const { return numbers_.contains(id); }

    std::size_t size() const { return numbers_.size(); }
    void resize(std::size_t size) { numbers_.resize(size); }
    IdRange<IdT> ids() const { return numbers_.ids(); }
    friend bool same_numbers(const SharedTable& left, const SharedTable& right) {
        return std::equal(left.numbers_.begin(), left.numbers_.end(), right.numbers_.begin(), right.numbers_.end());
    }

private:
    Table<IdT, Number> numbers_;
    std::deque<T> values_;  // a reference to a value stays good when more are kept
};

}  // namespace netfig
