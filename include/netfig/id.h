// Typed ids and the tables they index: the only containers that netfig owns.
// A reference between parts of a product is an id, never a pointer, so every product can be copied, moved and printed.
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
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

}  // namespace netfig
