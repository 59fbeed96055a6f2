// Cache: values by name for any number of threads, each made once while it is kept; what was used longest ago
// goes first.
//
//     Cache<Side> sides([](const std::string& path) { return Cache<Side>::Made{load(path), size_of(path)}; }, most);
//     const std::shared_ptr<const Side> side = sides.get("parity.linac");
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "error.hpp"

namespace linac {

template <class Value>
class Cache {
  public:
    struct Made {
        Value value;
        std::size_t size = 0;
    };

    /// `make` must not wait for another thread that asks for the same name. What is kept is at most `max_size`
    /// together, and `max_count` in number; what is in use lives on where it is used.
    Cache(std::function<Made(const std::string&)> make, std::size_t max_size, std::size_t max_count = 4096)
        : make_(std::move(make)), max_size_(max_size), max_count_(max_count) {}

    /// Throws the linac::Error that `make` threw, also to those who ask again.
    [[nodiscard]] std::shared_ptr<const Value> get(const std::string& name) {
        const std::shared_ptr<Entry> entry = find(name);
        std::call_once(entry->once, [&] {
            entry->made.emplace(capture([&] { return make_(name); }));
            if (*entry->made) weigh(name, entry);
        });
        return {entry, &entry->made->value().value};
    }

  private:
    struct Entry {
        std::once_flag once;
        std::optional<Result<Made>> made;
    };
    struct Kept {
        std::string name;
        std::shared_ptr<Entry> entry;
        std::size_t size = 0;  // once it is made
    };

    /// The entry, from now on the one used last.
    std::shared_ptr<Entry> find(const std::string& name) {
        const std::scoped_lock lock(mutex_);
        if (const auto known = by_name_.find(name); known != by_name_.end()) {
            kept_.splice(kept_.begin(), kept_, known->second);
        } else {
            kept_.push_front({name, std::make_shared<Entry>()});
            by_name_.emplace(name, kept_.begin());
            shrink();
        }
        return kept_.front().entry;
    }

    void weigh(const std::string& name, const std::shared_ptr<Entry>& entry) {
        const std::scoped_lock lock(mutex_);
        const auto known = by_name_.find(name);
        if (known == by_name_.end() || known->second->entry != entry) return;  // gone already
        known->second->size = entry->made->value().size;
        size_ += known->second->size;
        shrink();
    }

    void shrink() {
        while (size_ > max_size_ || kept_.size() > max_count_) {
            size_ -= kept_.back().size;
            by_name_.erase(kept_.back().name);
            kept_.pop_back();
        }
    }

    std::function<Made(const std::string&)> make_;
    std::size_t max_size_;
    std::size_t max_count_;
    std::mutex mutex_;
    std::list<Kept> kept_;  // used last in front
    std::unordered_map<std::string, typename std::list<Kept>::iterator> by_name_;
    std::size_t size_ = 0;
};

}  // namespace linac
